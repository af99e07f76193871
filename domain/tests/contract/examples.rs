//! Every example of the contract reads into our types and comes back the same.

use std::collections::BTreeSet;

use domain::uitpas_api::{DateTime, Operation, Problem};
use serde_json::Value;

use crate::contract::{contract, operation, resolve};
use crate::shapes::{Back, back, out_of_scope, request, response};

/// Members that do not come back, by operation and place, each with its reason. Everywhere the
/// example contradicts the schema, and we write the schema.
const EXCEPTIONS: &[(Operation, &str, &str)] = &[
    (
        Operation::PostOrganizerAdmin,
        "/id",
        "the schema has `userId` only",
    ),
    (
        Operation::GetPassholderFamilyMembers,
        "/*/firstName",
        "stands beside `passholder`, where it belongs",
    ),
    (
        Operation::GetPassholderFamilyMembers,
        "/*/name",
        "as `firstName`",
    ),
    (
        Operation::GetPassholderFamilyMembers,
        "/*/points",
        "as `firstName`",
    ),
    (
        Operation::GetRewards,
        "/member/*/inSpotlight",
        "the schema has `featured`",
    ),
    (
        Operation::PostReward,
        "/inSpotlight",
        "the schema has `featured`",
    ),
    (
        Operation::GetReward,
        "/inSpotlight",
        "the schema has `featured`",
    ),
    (
        Operation::PutReward,
        "/inSpotlight",
        "the schema has `featured`",
    ),
    (
        Operation::GetCard,
        "/chipNumber",
        "the schema keeps the chip to itself",
    ),
    (
        Operation::GetActiveSocialTariffCards,
        "/*/deltaOperation",
        "of a delta that no operation offers",
    ),
];

#[test]
fn every_example_comes_back_the_same() {
    let Some(contract) = contract() else { return };
    let mut seen = 0;
    let mut unused: BTreeSet<_> = EXCEPTIONS
        .iter()
        .map(|(name, at, _)| (*name as u8, *at))
        .collect();
    let mut wrong = Vec::new();
    for name in Operation::ALL.iter().filter(|name| !out_of_scope(**name)) {
        for (place, value, back) in bodies(contract, *name) {
            seen += 1;
            let ours = match back(value) {
                Ok(ours) => ours,
                Err(error) => {
                    wrong.push(format!("{place}: {error}"));
                    continue;
                }
            };
            for difference in differences(value, &ours) {
                let excepted = EXCEPTIONS
                    .iter()
                    .find(|(on, at, _)| on == name && *at == difference);
                if let Some((on, at, _)) = excepted {
                    unused.remove(&(*on as u8, *at));
                } else {
                    wrong.push(format!("{place}: {difference}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(unused.is_empty(), "exceptions without need: {unused:?}");
    assert!(seen > 100, "only {seen} examples found");
}

/// All examples of an operation: of its request, its success and its errors.
fn bodies(contract: &Value, name: Operation) -> Vec<(String, &Value, Back)> {
    let described = operation(contract, name);
    let mut bodies = Vec::new();
    let json = "application/json";
    for (title, value) in examples(&described["requestBody"]["content"][json]) {
        let back = request(name).unwrap_or_else(|| panic!("{name} has a request"));
        bodies.push((format!("{name}, request {title:?}"), value, back));
    }
    for (status, answer) in described["responses"].as_object().unwrap() {
        let content = &resolve(contract, answer)["content"];
        // Some refusals stand under `application/json`.
        let refusal = status.as_str() >= "400";
        for (title, value) in examples(&content[json]) {
            let back = if refusal {
                Some(back::<Problem> as Back)
            } else {
                response(name)
            };
            let back = back.unwrap_or_else(|| panic!("{name} has an answer"));
            bodies.push((format!("{name}, {status} {title:?}"), value, back));
        }
        for (title, value) in examples(&content["application/problem+json"]) {
            bodies.push((
                format!("{name}, {status} {title:?}"),
                value,
                back::<Problem>,
            ));
        }
    }
    bodies
}

fn examples(content: &Value) -> Vec<(&str, &Value)> {
    let many = content["examples"].as_object().into_iter().flatten();
    let mut all: Vec<_> = many
        .map(|(title, it)| (title.as_str(), &it["value"]))
        .collect();
    all.extend(content.get("example").map(|value| ("example", value)));
    all
}

/// Where two values differ, with `*` for any item of a list. A point in time may be written in another of its forms, but ours ends
/// on `+00:00`.
fn differences(theirs: &Value, ours: &Value) -> Vec<String> {
    match (theirs, ours) {
        (Value::Object(left), Value::Object(right)) => {
            let keys: BTreeSet<_> = left.keys().chain(right.keys()).collect();
            let inner = |key: &String| match (left.get(key), right.get(key)) {
                (Some(theirs), Some(ours)) => differences(theirs, ours)
                    .into_iter()
                    .map(|rest| format!("/{key}{rest}"))
                    .collect(),
                _ => vec![format!("/{key}")],
            };
            keys.into_iter().flat_map(inner).collect()
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right);
            let inner = pairs.flat_map(|(theirs, ours)| differences(theirs, ours));
            inner.map(|rest| format!("/*{rest}")).collect()
        }
        (Value::String(left), Value::String(right)) if same_time(left, right) => Vec::new(),
        _ if theirs == ours => Vec::new(),
        _ => vec![format!(" {theirs} became {ours}")],
    }
}

fn same_time(theirs: &str, ours: &str) -> bool {
    match (theirs.parse::<DateTime>(), ours.parse::<DateTime>()) {
        (Ok(left), Ok(right)) => left == right && ours.ends_with("+00:00"),
        _ => false,
    }
}
