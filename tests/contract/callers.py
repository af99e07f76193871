"""Who calls: a token of every role, got as a program gets one."""

import base64
import hashlib
import re
import secrets

import requests

COUNTER = "demo-counter"
HOLDER_NUMBER, HOLDER_BORN = "0900000095902", "1983-03-02"
OTHER_NUMBER, OTHER_BORN = "1000000520006", "1980-01-01"
BACK = "http://localhost:3000/callback"


def callers(base):
    """The headers of each role, by its name."""
    return {
        "nobody": {},
        "client-id": {"x-client-id": "demo-phone"},
        "kiosk": {"x-custom-token": "demo-kiosk-device"},
        "holder": bearer(person(base, {"number": HOLDER_NUMBER, "born": HOLDER_BORN})),
        "newcomer": bearer(person(base, {}, prompt="create")),
        "door": bearer(client(base, "demo-door")),
        "elsewhere": bearer(client(base, "demo-elsewhere")),
        "counter": bearer(client(base, COUNTER)),
    }


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def proof(number, born):
    """The header that shows that a pass is in hand."""
    text = base64.b64encode(f"{number}:{born}".encode()).decode()
    return {"Authorization": f"Basic {text}", "x-client-id": "demo-phone"}


def registration(base):
    """The token for a pass whose UiTiD is not linked."""
    answer = requests.get(
        f"{base}/uitpas/passholders/me/uitid/registration-token",
        headers=proof(OTHER_NUMBER, OTHER_BORN),
        timeout=10,
    )
    return answer.json()["token"]


def client(base, name):
    form = {
        "grant_type": "client_credentials",
        "client_id": name,
        "client_secret": f"{name}-secret",
    }
    answer = requests.post(f"{base}/realms/uitid/protocol/openid-connect/token", data=form, timeout=10)
    return answer.json()["access_token"]


def person(base, form, **more):
    """Somebody, by code and PKCE: who proves to hold a pass, or who makes a UiTiD without one."""
    verifier = secrets.token_urlsafe(40)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=")
    realm = f"{base}/realms/uitid/protocol/openid-connect"
    query = {
        "response_type": "code",
        "client_id": "demo-phone",
        "redirect_uri": BACK,
        "scope": "openid",
        "state": "s",
        "code_challenge": challenge.decode(),
        "code_challenge_method": "S256",
        **more,
    }
    answer = requests.post(f"{realm}/auth", params=query, data=form, allow_redirects=False, timeout=10)
    code = re.search(r"code=([^&]+)", answer.headers["location"]).group(1)
    form = {
        "grant_type": "authorization_code",
        "client_id": "demo-phone",
        "redirect_uri": BACK,
        "code": code,
        "code_verifier": verifier,
    }
    return requests.post(f"{realm}/token", data=form, timeout=10).json()["access_token"]
