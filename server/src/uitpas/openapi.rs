//! `/uitpas/openapi.json`: what is served, said by the table of operations and the wire types
//! themselves. Nothing in it comes from the published document; a test compares the two.

mod shape;

use super::download;
use crate::registry::{operations, prelude::*};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domain::uitpas_api::{
    Auth, Method, Operation, Problem, ProblemType, documented, problem::MEDIA_TYPE,
};
use serde_json::{Map, Value, json};
use shape::Shapes;
use std::{collections::BTreeMap, sync::OnceLock};

/// What one operation takes and gives.
#[derive(Default)]
struct Described {
    name: &'static str,
    parameters: Vec<Value>,
    body: Option<Value>,
    answer: Option<Value>,
}

macro_rules! described {
    ($($operation:ident $method:ident($($part:ident $name:ident: $kind:ty),*) -> $answer:ty = $module:ident::$function:ident;)+) => {
        fn table(shapes: &mut Shapes) -> Vec<(Operation, Described)> {
            let mut all = Vec::new();
            $({
                let mut one = Described { name: stringify!($method), ..Described::default() };
                $(described!(@$part one shapes $kind);)*
                one.answer = shapes.unless_unit::<$answer>();
                all.push((Operation::$operation, one));
            })+
            all
        }
    };
    (@path $one:ident $shapes:ident $kind:ty) => {};
    (@query $one:ident $shapes:ident $kind:ty) => {
        $one.parameters.extend($shapes.query::<$kind>());
    };
    (@body $one:ident $shapes:ident $kind:ty) => {
        $one.body = Some($shapes.of::<$kind>());
    };
}
operations!(described);

/// The document, as it is served.
pub(super) async fn served() -> Response {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| format!("{:#}\n", document()));
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (kind, text.as_str()).into_response()
}

fn document() -> Value {
    let mut shapes = Shapes::new();
    let mut table = table(&mut shapes);
    table.extend(
        download::SERVED
            .iter()
            .map(|operation| (*operation, file(*operation))),
    );
    let problem = shapes.of::<Problem>();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for (operation, described) in table {
        let verb = match operation.method() {
            Method::Get => "get",
            Method::Post => "post",
            Method::Put => "put",
            Method::Delete => "delete",
        };
        let methods = paths.entry(operation.path()).or_default();
        methods.insert(verb.to_owned(), one(operation, described, &problem));
    }
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "UiTPAS API 4.0 as Pasmaat serves it",
            "version": "4.0",
            "description": "The embedded registry. Operations that are not listed are answered 501.",
        },
        "servers": [{ "url": "/uitpas" }],
        "paths": paths,
        "components": {
            "schemas": shapes.named(),
            "securitySchemes": {
                "USER_ACCESS_TOKEN": { "type": "http", "scheme": "bearer", "description": "A token of a person, from /realms/uitid." },
                "CLIENT_ACCESS_TOKEN": { "type": "http", "scheme": "bearer", "description": "A token of a program, from /realms/uitid." },
                "CLIENT_IDENTIFICATION": { "type": "apiKey", "in": "header", "name": "x-client-id" },
                "CUSTOM_TOKEN": { "type": "apiKey", "in": "header", "name": "x-custom-token" },
            },
        },
    })
}

fn one(operation: Operation, described: Described, problem: &Value) -> Value {
    let mut parameters = in_path(operation.path());
    parameters.extend(described.parameters);
    parameters.extend(in_headers(operation));
    // A kiosk for which no activity is chosen hears the same as a wrong parameter.
    let nowhere = !parameters.is_empty()
        || matches!(
            operation,
            Operation::GetKioskDeviceEvent | Operation::GetKioskDeviceCheckinEvent
        );
    let mut one = json!({
        "operationId": described.name,
        "summary": described.name.replace('_', " "),
        "responses": responses(operation, described.answer, problem, nowhere),
    });
    if !parameters.is_empty() {
        one["parameters"] = parameters.into();
    }
    if let Some(body) = described.body {
        let kind = if operation == Operation::PutPassholderPicture {
            "multipart/form-data"
        } else {
            "application/json"
        };
        one["requestBody"] = json!({ "required": true, "content": { kind: { "schema": body } } });
    }
    let security: Vec<_> = operation
        .auth()
        .iter()
        .map(|auth| json!({ scheme(*auth): [] }))
        .collect();
    if !security.is_empty() {
        one["security"] = security.into();
    }
    one
}

const fn scheme(auth: Auth) -> &'static str {
    match auth {
        Auth::User => "USER_ACCESS_TOKEN",
        Auth::Client => "CLIENT_ACCESS_TOKEN",
        Auth::ClientIdentification => "CLIENT_IDENTIFICATION",
        Auth::CustomToken => "CUSTOM_TOKEN",
    }
}

/// What stands in braces. Regions and reports have numbers for names, all else has text.
fn in_path(path: &str) -> Vec<Value> {
    let names = path
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next());
    names
        .map(|name| {
            let kind = match name {
                "cardSystemId" | "reportId" => "integer",
                _ => "string",
            };
            json!({ "in": "path", "name": name, "required": true, "schema": { "type": kind } })
        })
        .collect()
}

/// Proofs that are no scheme of their own.
fn in_headers(operation: Operation) -> Vec<Value> {
    let names: &[(&str, bool)] = match operation {
        Operation::GetRegistrationToken => &[("authorization", true), ("x-client-id", true)],
        Operation::GetUitidStatus => &[("x-registration-token", true), ("x-client-id", true)],
        Operation::PutMyUitid => &[("x-registration-token", true)],
        Operation::PostPassholderFamilyMember => &[("x-registration-token", false)],
        _ => &[],
    };
    names
        .iter()
        .map(|(name, required)| {
            json!({ "in": "header", "name": name, "required": required, "schema": { "type": "string" } })
        })
        .collect()
}

/// What comes back; `nowhere` when parameters may lead nowhere, which is `url/not-found`.
fn responses(operation: Operation, answer: Option<Value>, problem: &Value, nowhere: bool) -> Value {
    let mut all = Map::new();
    let success = if operation == Operation::GetOrganizerFinancialReportZip {
        let schema = json!({ "type": "string", "format": "binary" });
        json!({ "description": "A zip.", "content": { download::ZIP: { "schema": schema } } })
    } else {
        match answer {
            Some(schema) => {
                json!({ "description": "Done.", "content": { "application/json": { "schema": schema } } })
            }
            None => json!({ "description": "Done." }),
        }
    };
    all.insert(operation.success().to_string(), success);
    let mut refusals: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for (kind, status) in documented(operation) {
        refusals.entry(status).or_default().push(kind.url());
    }
    if nowhere {
        let types = refusals.entry(404).or_default();
        let url = ProblemType::UrlNotFound.url();
        if !types.contains(&url) {
            types.push(url);
        }
    }
    for (status, types) in refusals {
        let schema = json!({ "allOf": [problem, { "properties": { "type": { "enum": types } } }] });
        let refusal = json!({
            "description": "Refused; `type` says why.",
            "content": { MEDIA_TYPE: { "schema": schema } },
        });
        all.insert(status.to_string(), refusal);
    }
    all.into()
}

/// What `download` serves beside the table.
fn file(operation: Operation) -> Described {
    let form = json!({
        "type": "object",
        "required": ["file"],
        "properties": { "file": { "type": "string", "format": "binary" } },
    });
    match operation {
        Operation::PutPassholderPicture => Described {
            name: "update_picture",
            body: Some(form),
            ..Described::default()
        },
        _ => Described {
            name: "report_zip",
            ..Described::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    #[test]
    fn the_document_is_the_one_that_was_reviewed() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let kept = here.join("openapi.json");
        let ours = format!("{:#}\n", document());
        if fs::read_to_string(&kept).unwrap_or_default() != ours {
            let new = here.join("../target/openapi.json");
            fs::write(&new, ours).unwrap();
            panic!(
                "what is served has changed: read {} and copy it to {}",
                new.display(),
                kept.display()
            );
        }
    }

    #[test]
    fn every_operation_that_is_served_is_in_it() {
        let document = document();
        let count = document["paths"].as_object().unwrap().values();
        let count: usize = count
            .map(|methods| methods.as_object().unwrap().len())
            .sum();
        let served = Operation::ALL
            .iter()
            .filter(|one| super::super::is_served(**one));
        assert_eq!(count, served.count());
    }
}
