"""Asks a running Pasmaat what the published contract lets one ask, as every role, and holds each
answer against the contract: `run.py BASE CONTRACT [SEED]`. What is outside the contract has its
reason in `exceptions.txt`, or the run fails."""

import fnmatch
import json
import pathlib
import random
import sys
import time
from collections import Counter, defaultdict

import hypothesis
import requests
import schemathesis
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import Failure, FailureGroup

from callers import callers, proof, registration, HOLDER_NUMBER, HOLDER_BORN
from known import POOL, Right

HERE = pathlib.Path(__file__).parent
# Made-up requests an operation, of those that keep to the contract and of those that do not.
RIGHT_ONES, WRONG_ONES = 14, 8
# How often a made-up value gives way to one that exists.
EXISTING = 0.7

load_all_checks()
ASKED = CHECKS.get_by_names([
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
])


def made_up(operation, mode, count, seed):
    """Requests that the contract's schemas bring forth."""
    cases = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def collect(case):
        cases.append(case)

    try:
        collect()
    except Exception as error:  # an operation without anything to get wrong
        if mode is GenerationMode.POSITIVE:
            raise
        print(f"  {operation.label}: nothing to get wrong ({type(error).__name__})")
    return cases


def existing(value, rng, name=None):
    """The same with ids that exist in some places."""
    if name in POOL and rng.random() < EXISTING and not isinstance(value, (dict, list)):
        return rng.choice(POOL[name])
    if isinstance(value, dict):
        return {key: existing(one, rng, key) for key, one in value.items()}
    if isinstance(value, list):
        return [existing(one, rng, name) for one in value]
    return value


class Run:
    def __init__(self, base, contract, seed):
        self.base, self.seed, self.rng = base, seed, random.Random(seed)
        self.callers = callers(base)
        self.registration = registration(base)
        self.right = Right(base, self.callers["counter"], self.registration)
        self.schema = schemathesis.openapi.from_dict(contract)
        self.session = requests.Session()
        self.good, self.asked = defaultdict(Counter), Counter()
        self.outside = defaultdict(list)
        lines = (HERE / "exceptions.txt").read_text().splitlines()
        self.reasons = [line.split(" :: ", 1) for line in lines if line and not line.startswith("#")]
        self.used = set()

    def operation(self, operation):
        label = operation.label
        seed = f"{self.seed} {label}"
        number = random.Random(seed).getrandbits(32)
        cases = [("made up", case) for case in made_up(operation, GenerationMode.POSITIVE, RIGHT_ONES, number)]
        cases += [("wrong", case) for case in made_up(operation, GenerationMode.NEGATIVE, WRONG_ONES, number)]
        for role in self.callers:
            self.right.undo()
            self.send(operation.Case(), role, right=True)
            for kind, case in cases:
                if kind == "made up":
                    for part in ("path_parameters", "query", "body"):
                        value = getattr(case, part)
                        if isinstance(value, (dict, list)):
                            setattr(case, part, existing(value, self.rng))
                self.send(case, role)

    def send(self, case, role, right=False):
        label = case.operation.label
        if right:
            path, query, body = self.right.request(label)
            case.path_parameters = {name: path[name] for name in path if "{%s}" % name in case.operation.path}
            case.query = dict(query)
            if body is not None:
                case.body = body
                picture = label.endswith("/picture")
                case.media_type = "multipart/form-data" if picture else "application/json"
        headers = dict(self.callers[role])
        if label.endswith("/uitid/registration-token") and (right or self.rng.random() < 0.1) and role == "client-id":
            headers = proof(HOLDER_NUMBER, HOLDER_BORN)
        if label.endswith(("/uitid/status", "/me/uitid")):
            headers["x-registration-token"] = self.registration
        for name in list(case.headers or {}):
            if name.lower() in ("authorization", "x-client-id", "x-custom-token", "x-registration-token"):
                del case.headers[name]
        try:
            response = case.call(base_url=f"{self.base}/uitpas", session=self.session, headers=headers, timeout=30)
        except (requests.exceptions.InvalidHeader, UnicodeError, ValueError):
            return  # no client can send this
        self.asked[label] += 1
        if response.status_code < 300:
            self.good[label][role] += 1
        try:
            case.validate_response(response, checks=ASKED)
        except (FailureGroup, Failure) as found:
            for failure in getattr(found, "exceptions", [found]):
                self.note(label, role, response, failure)

    def note(self, label, role, response, failure):
        kind = type(failure).__name__
        body = (response.content or b"")[:300].decode("utf-8", "replace")
        problem = ""
        if "json" in response.headers.get("content-type", [""])[0]:
            problem = response.json().get("type", "") if isinstance(response.json(), dict) else ""
        line = f"{label} {response.status_code} {kind} {problem.rpartition('probs/')[2]}"
        if self.excepted(line):
            return
        self.outside[line].append(f"as {role}: {str(failure)[:400]}\n{body}")

    def excepted(self, line):
        """Whether it has a reason."""
        for pattern, _ in self.reasons:
            if fnmatch.fnmatchcase(line, pattern.replace("[", "[[]")):
                self.used.add(pattern)
                return True
        return False

    def report(self, served):
        print(f"\n{'operation':78}{'asked':>7}{'2xx':>7}  by role")
        for label in served:
            roles = ", ".join(f"{role} {count}" for role, count in self.good[label].items())
            print(f"{label:78}{self.asked[label]:>7}{sum(self.good[label].values()):>7}  {roles}")
        wrong = [label for label in served if not self.good[label] and not self.excepted(f"{label} never 2xx")]
        for label in wrong:
            print(f"never 2xx: {label}")
        for line, examples in sorted(self.outside.items()):
            print(f"\noutside the contract, {len(examples)} times: {line}\n{examples[0]}")
        unused = [pattern for pattern, _ in self.reasons if pattern not in self.used]
        for pattern in unused:
            print(f"a reason without need: {pattern}")
        total = sum(self.asked.values())
        print(f"\n{total} requests to {len(served)} operations, {len(self.outside)} kinds outside the contract, seed {self.seed}")
        return bool(wrong or self.outside)


def main():
    base, contract, *rest = sys.argv[1:]
    seed = int(rest[0]) if rest else random.SystemRandom().getrandbits(31)
    print(f"seed {seed}")
    started = time.monotonic()
    run = Run(base, json.loads(pathlib.Path(contract).read_text()), seed)
    served = requests.get(f"{base}/uitpas/openapi.json", timeout=10).json()["paths"]
    labels = []
    for result in run.schema.get_all_operations():
        operation = result.ok()
        if operation.method.lower() in served.get(operation.path, {}):
            labels.append(operation.label)
            run.operation(operation)
    failed = run.report(labels)
    print(f"{time.monotonic() - started:.0f} s")
    sys.exit(failed)


if __name__ == "__main__":
    main()
