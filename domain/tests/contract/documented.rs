//! The table of errors is what the contract's responses list, in words and in examples.

use std::collections::BTreeSet;

use domain::uitpas_api::{Operation, ProblemType, documented};
use serde_json::Value;

use crate::contract::{contract, operation, resolve};

const PREFIX: &str = "https://api.publiq.be/probs/";

#[test]
fn every_operation_has_the_errors_that_its_responses_list() {
    let Some(contract) = contract() else { return };
    for name in Operation::ALL {
        let mut expected = BTreeSet::new();
        for (status, response) in operation(contract, *name)["responses"].as_object().unwrap() {
            let status: u16 = status.parse().unwrap();
            if status >= 400 {
                for url in listed(resolve(contract, response)) {
                    let kind = ProblemType::from_url(&url);
                    let kind = kind.unwrap_or_else(|| panic!("{name} lists {url}, unknown to us"));
                    expected.insert((kind, status));
                }
            }
        }
        let ours: BTreeSet<_> = documented(*name).collect();
        assert_eq!(ours, expected, "{name}");
        assert_eq!(
            documented(*name).count(),
            ours.len(),
            "{name} lists an error twice"
        );
    }
}

#[test]
fn a_type_has_one_url_and_is_found_by_it() {
    let urls: BTreeSet<_> = ProblemType::ALL.iter().map(|kind| kind.url()).collect();
    assert_eq!(urls.len(), ProblemType::ALL.len());
    for kind in ProblemType::ALL {
        assert_eq!(ProblemType::from_url(kind.url()), Some(*kind));
        assert!((400..=599).contains(&kind.status()), "{kind}");
    }
    assert_eq!(
        ProblemType::from_url("https://api.publiq.be/probs/uitpas/"),
        None
    );
}

/// The URLs in the description and in the `type` of each example.
fn listed(response: &Value) -> BTreeSet<String> {
    let mut urls = BTreeSet::new();
    let description = response["description"].as_str().unwrap_or_default();
    for rest in description.split(PREFIX).skip(1) {
        let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '-' || c == '/'));
        urls.insert(format!("{PREFIX}{}", &rest[..end.unwrap_or(rest.len())]));
    }
    for content in response["content"]
        .as_object()
        .into_iter()
        .flat_map(|all| all.values())
    {
        for example in content["examples"]
            .as_object()
            .into_iter()
            .flat_map(|all| all.values())
        {
            urls.insert(example["value"]["type"].as_str().unwrap().to_owned());
        }
    }
    urls
}
