//! The table of operations is the contract's `paths`.

use std::collections::{BTreeMap, BTreeSet};

use domain::uitpas_api::{Auth, Operation};
use serde_json::Value;

use crate::contract::contract;

const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

#[test]
fn methods_paths_security_and_success_are_those_of_the_contract() {
    let Some(contract) = contract() else { return };
    let mut expected = BTreeMap::new();
    for (path, item) in contract["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if METHODS.contains(&method.as_str()) {
                let name = format!("{} {path}", method.to_uppercase());
                expected.insert(name, (security(operation), success(operation)));
            } else {
                assert_eq!(method, "parameters", "{path}");
            }
        }
    }
    let ours: BTreeMap<_, _> = Operation::ALL
        .iter()
        .map(|operation| {
            let auth = operation
                .auth()
                .iter()
                .map(|auth| scheme(*auth).to_owned())
                .collect();
            (operation.to_string(), (auth, operation.success()))
        })
        .collect();
    assert_eq!(ours, expected);
    assert_eq!(Operation::ALL.len(), 103);
}

fn security(operation: &Value) -> BTreeSet<String> {
    let alternatives = operation["security"].as_array().into_iter().flatten();
    alternatives
        .flat_map(|one| one.as_object().unwrap().keys().cloned())
        .collect()
}

fn success(operation: &Value) -> u16 {
    let statuses = operation["responses"].as_object().unwrap().keys();
    let statuses = statuses.map(|status| status.parse::<u16>().unwrap());
    let successes: Vec<_> = statuses
        .filter(|status| (200..400).contains(status))
        .collect();
    assert_eq!(successes.len(), 1);
    successes[0]
}

fn scheme(auth: Auth) -> &'static str {
    match auth {
        Auth::User => "USER_ACCESS_TOKEN",
        Auth::Client => "CLIENT_ACCESS_TOKEN",
        Auth::ClientIdentification => "CLIENT_IDENTIFICATION",
        Auth::CustomToken => "CUSTOM_TOKEN",
    }
}
