//! Holds the wire types against the contract of UiTPAS API 4.0.
//!
//! The contract (`uitpas.json`) is publiq's and no part of this repository: the tests read it
//! beside the workspace when it is there, and say so when it is not.

#[cfg(test)]
mod documented;
#[cfg(test)]
mod enums;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod queries;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod shapes;

#[cfg(test)]
mod contract {
    use std::path::Path;
    use std::sync::OnceLock;

    use domain::uitpas_api::{Method, Operation};
    use serde_json::Value;

    /// The contract, where it is there.
    pub(crate) fn contract() -> Option<&'static Value> {
        static CONTRACT: OnceLock<Option<Value>> = OnceLock::new();
        CONTRACT
            .get_or_init(|| {
                let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                    .join("../../shared/uitpas-api/uitpas.json");
                match std::fs::read_to_string(&path) {
                    Ok(text) => Some(serde_json::from_str(&text).expect("the contract is JSON")),
                    Err(error) => {
                        println!("skipped: no contract at {}: {error}", path.display());
                        None
                    }
                }
            })
            .as_ref()
    }

    /// What the contract says of one operation.
    pub(crate) fn operation(contract: &Value, operation: Operation) -> &Value {
        let method = match operation.method() {
            Method::Get => "get",
            Method::Post => "post",
            Method::Put => "put",
            Method::Delete => "delete",
        };
        &contract["paths"][operation.path()][method]
    }

    /// The schema itself, behind a `$ref` within the contract.
    pub(crate) fn resolve<'a>(contract: &'a Value, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(reference) => {
                let pointer = reference
                    .strip_prefix('#')
                    .expect("a reference within the file");
                resolve(
                    contract,
                    contract
                        .pointer(pointer)
                        .expect("the reference leads somewhere"),
                )
            }
            None => schema,
        }
    }
}
