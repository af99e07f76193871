//! What `/uitpas/openapi.json` says against the published contract: every difference has its reason
//! in `openapi-differences.txt`, and every reason there a difference.

use crate::{
    locales::root,
    util::{http::get, server::Server},
};
use serde_json::Value;
use std::{collections::BTreeSet, fs};

/// What of a schema is compared. Words and examples are not.
const KEYWORDS: &[&str] = &[
    "type",
    "format",
    "enum",
    "minLength",
    "minimum",
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
];

fn kept() -> Value {
    let text = fs::read_to_string(root().join("server/openapi.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_document_is_open_to_everybody_and_is_the_kept_one() {
    let server = Server::start();
    let answer = get(server.port, "/uitpas/openapi.json");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(serde_json::from_str::<Value>(&answer.body).unwrap(), kept());
}

#[test]
fn every_difference_from_the_contract_has_a_reason() {
    let path = root().join("../shared/uitpas-api/uitpas.json");
    let Ok(text) = fs::read_to_string(&path) else {
        println!(
            "skipped: the published contract is not at {}",
            path.display()
        );
        return;
    };
    let published: Value = serde_json::from_str(&text).unwrap();
    let ours = kept();
    let mut both = Both {
        ours: &ours,
        theirs: &published,
        found: Vec::new(),
    };
    for (path, methods) in ours["paths"].as_object().unwrap() {
        for (verb, one) in methods.as_object().unwrap() {
            let place = format!("{} {path}", verb.to_uppercase());
            both.operation(&place, one, &with_shared(&published["paths"][path], verb));
        }
    }
    let reasons =
        fs::read_to_string(root().join("tests/it/uitpas/openapi-differences.txt")).unwrap();
    let reasons: Vec<_> = reasons
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            line.split_once(" :: ")
                .unwrap_or_else(|| panic!("no reason: {line}"))
        })
        .collect();
    let mut used = BTreeSet::new();
    let mut bare = Vec::new();
    for difference in &both.found {
        match reasons
            .iter()
            .find(|(pattern, _)| fits(pattern, difference))
        {
            Some((pattern, reason)) => {
                used.insert(*pattern);
                println!("{difference}\n    {reason}");
            }
            None => bare.push(difference.as_str()),
        }
    }
    println!("{} differences", both.found.len());
    assert!(
        bare.is_empty(),
        "{} without a reason:\n{}",
        bare.len(),
        bare.join("\n")
    );
    let unused: Vec<_> = reasons
        .iter()
        .filter(|(pattern, _)| !used.contains(pattern))
        .collect();
    assert!(
        unused.is_empty(),
        "reasons without a difference: {unused:#?}"
    );
}

/// Two documents, and where they differ.
struct Both<'a> {
    ours: &'a Value,
    theirs: &'a Value,
    found: Vec<String>,
}

impl Both<'_> {
    fn operation(&mut self, place: &str, ours: &Value, theirs: &Value) {
        if theirs.is_null() {
            self.found.push(format!("{place}: only ours"));
            return;
        }
        let names = |document: &Value, one: &Value| -> BTreeSet<(String, String)> {
            let listed = one["parameters"].as_array().into_iter().flatten();
            listed
                .map(|it| resolve(document, it))
                .map(|it| {
                    (
                        it["in"].to_string(),
                        it["name"].as_str().unwrap().to_owned(),
                    )
                })
                .collect()
        };
        let (left, right) = (names(self.ours, ours), names(self.theirs, theirs));
        self.sets(&format!("{place} parameters"), &left, &right);
        for (_, name) in left.intersection(&right) {
            let (left, right) = (
                self.parameter(ours, name, true),
                self.parameter(theirs, name, false),
            );
            let place = format!("{place} ?{name}");
            self.value(
                &format!("{place} required"),
                &truth(&left["required"]),
                &truth(&right["required"]),
            );
            self.schema(&place, &left["schema"], &right["schema"], 0);
        }
        let bodies = (
            &ours["requestBody"]["content"],
            &resolve(self.theirs, &theirs["requestBody"])["content"],
        );
        self.content(&format!("{place} request"), bodies.0, bodies.1);
        let statuses = |one: &Value| keys(&one["responses"]);
        let (left, right) = (statuses(ours), statuses(theirs));
        self.sets(&format!("{place} responses"), &left, &right);
        for status in left.intersection(&right) {
            let (left, right) = (
                &ours["responses"][status],
                resolve(self.theirs, &theirs["responses"][status]),
            );
            let place = format!("{place} {status}");
            if status.as_str() < "400" {
                self.content(&place, &left["content"], &right["content"]);
            } else {
                self.sets(
                    &format!("{place} media types"),
                    &keys(&left["content"]),
                    &keys(&right["content"]),
                );
            }
        }
        let schemes = |one: &Value| -> BTreeSet<String> {
            let listed = one["security"].as_array().into_iter().flatten();
            listed.flat_map(keys).collect()
        };
        self.sets(
            &format!("{place} security"),
            &schemes(ours),
            &schemes(theirs),
        );
    }

    fn parameter<'v>(&'v self, one: &'v Value, name: &str, ours: bool) -> Value {
        let document = if ours { self.ours } else { self.theirs };
        let mut listed = one["parameters"].as_array().unwrap().iter();
        let found = listed.find_map(|it| {
            let it = resolve(document, it);
            (it["name"] == name).then_some(it)
        });
        found.unwrap().clone()
    }

    fn content(&mut self, place: &str, ours: &Value, theirs: &Value) {
        let (left, right) = (keys(ours), keys(theirs));
        self.sets(&format!("{place} media types"), &left, &right);
        for kind in left.intersection(&right) {
            self.schema(place, &ours[kind]["schema"], &theirs[kind]["schema"], 0);
        }
    }

    fn schema(&mut self, place: &str, ours: &Value, theirs: &Value, depth: usize) {
        assert!(depth < 20, "{place} goes round");
        let (ours, theirs) = (whole(self.ours, ours), whole(self.theirs, theirs));
        for keyword in KEYWORDS {
            let (left, right) = (sorted(&ours[*keyword]), sorted(&theirs[*keyword]));
            self.value(&format!("{place} {keyword}"), &left, &right);
        }
        let required = |schema: &Value| -> BTreeSet<String> {
            let listed = schema["required"].as_array().into_iter().flatten();
            listed.map(|it| it.as_str().unwrap().to_owned()).collect()
        };
        self.sets(
            &format!("{place} required"),
            &required(&ours),
            &required(&theirs),
        );
        let (left, right) = (keys(&ours["properties"]), keys(&theirs["properties"]));
        self.sets(&format!("{place} properties"), &left, &right);
        for name in left.intersection(&right) {
            let (left, right) = (&ours["properties"][name], &theirs["properties"][name]);
            self.schema(&format!("{place}/{name}"), left, right, depth + 1);
        }
        for inner in ["items", "additionalProperties"] {
            match (ours[inner].is_object(), theirs[inner].is_object()) {
                (true, true) => {
                    self.schema(
                        &format!("{place}/*"),
                        &ours[inner],
                        &theirs[inner],
                        depth + 1,
                    );
                }
                (false, false) => {}
                (left, _) => {
                    let who = if left { "ours" } else { "published" };
                    self.found.push(format!("{place} {inner}: only {who}"));
                }
            }
        }
    }

    fn value(&mut self, place: &str, ours: &Value, theirs: &Value) {
        if ours != theirs {
            self.found
                .push(format!("{place}: ours {ours}, published {theirs}"));
        }
    }

    fn sets<T: Ord + std::fmt::Debug>(
        &mut self,
        place: &str,
        ours: &BTreeSet<T>,
        theirs: &BTreeSet<T>,
    ) {
        for (who, left, right) in [("ours", ours, theirs), ("published", theirs, ours)] {
            for one in left.difference(right) {
                self.found.push(format!("{place}: only {who} {one:?}"));
            }
        }
    }
}

/// A published operation with the parameters that it shares with the others of its path.
fn with_shared(path: &Value, verb: &str) -> Value {
    let mut one = path[verb].clone();
    let shared = path["parameters"].as_array().cloned().unwrap_or_default();
    if let Some(own) = one["parameters"].as_array_mut() {
        own.extend(shared);
    } else if one.is_object() {
        one["parameters"] = shared.into();
    }
    one
}

fn truth(value: &Value) -> Value {
    (value == true).into()
}

fn keys(value: &Value) -> BTreeSet<String> {
    value
        .as_object()
        .into_iter()
        .flat_map(|it| it.keys().cloned())
        .collect()
}

fn sorted(value: &Value) -> Value {
    let mut value = value.clone();
    if let Some(items) = value.as_array_mut() {
        items.sort_by_key(ToString::to_string);
    }
    value
}

fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(at) => resolve(
            document,
            document.pointer(at.trim_start_matches('#')).unwrap(),
        ),
        None => value,
    }
}

/// A schema with its parts in one; what it says itself wins.
fn whole(document: &Value, schema: &Value) -> Value {
    let schema = resolve(document, schema);
    let Some(parts) = schema["allOf"].as_array() else {
        return schema.clone();
    };
    let own = [schema.clone()];
    let mut all = Value::Object(serde_json::Map::new());
    for part in parts.iter().map(|part| whole(document, part)).chain(own) {
        for (name, value) in part.as_object().unwrap() {
            match (all[name].as_object_mut(), value) {
                (Some(known), Value::Object(more)) => known.extend(more.clone()),
                _ => match (all[name].as_array_mut(), value) {
                    (Some(known), Value::Array(more)) => known.extend(more.clone()),
                    _ => all[name] = value.clone(),
                },
            }
        }
    }
    all
}

/// Whether a text fits a pattern in which `*` stands for anything.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut last = None;
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
        last = Some(part);
    }
    last.map_or(rest.is_empty(), |part| {
        part.is_empty() || text.ends_with(part)
    })
}
