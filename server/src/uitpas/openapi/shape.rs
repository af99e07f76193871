//! Wire types as schemas of `OpenAPI` 3.0: what absent members, documented references and bounded
//! numbers look like there.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

/// Makes schemas and keeps those that have a name.
pub(super) struct Shapes(SchemaGenerator);

impl Shapes {
    pub(super) fn new() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self(settings.into_generator())
    }

    /// The schema of a type: a reference where it has a name.
    pub(super) fn of<T: JsonSchema>(&mut self) -> Value {
        let mut schema = self.0.subschema_for::<T>().to_value();
        plain(&mut schema);
        schema
    }

    /// As [`Shapes::of`]; nothing for an answer without a body.
    pub(super) fn unless_unit<T: JsonSchema>(&mut self) -> Option<Value> {
        let schema = self.of::<T>();
        (schema["type"] != "null").then_some(schema)
    }

    /// The members of a query type as parameters.
    pub(super) fn query<T: JsonSchema>(&mut self) -> Vec<Value> {
        let mut schema = self.0.clone().into_root_schema_for::<T>().to_value();
        plain(&mut schema);
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let members = schema["properties"]
            .as_object()
            .cloned()
            .unwrap_or_default();
        members
            .into_iter()
            .map(|(name, mut schema)| {
                let description = schema
                    .as_object_mut()
                    .and_then(|it| it.remove("description"));
                let mut one = json!({ "in": "query", "name": name, "schema": schema });
                if required.contains(&one["name"]) {
                    one["required"] = true.into();
                }
                if let Some(description) = description {
                    one["description"] = description;
                }
                one
            })
            .collect()
    }

    /// Every schema that has a name.
    pub(super) fn named(self) -> Map<String, Value> {
        let mut all = self.0.definitions().clone();
        for schema in all.values_mut() {
            plain(schema);
            if let Some(schema) = schema.as_object_mut() {
                schema.remove("title");
            }
        }
        all
    }
}

/// JSON Schema as `OpenAPI` 3.0 writes it, and as the wire is: absent, never null.
fn plain(schema: &mut Value) {
    if let Some(inner) = but_null(schema) {
        let outer = std::mem::replace(schema, inner);
        // The words on the member stay; those of the type are with the type.
        if let Some(words) = outer.get("description") {
            schema["description"] = words.clone();
        }
    }
    if let Some(members) = schema.as_object_mut() {
        members.retain(|name, value| match name.as_str() {
            "default" => false,
            "format" => !value.as_str().is_some_and(|it| it.contains("int")),
            _ => true,
        });
        if let Some(Value::Array(values)) = members.get_mut("enum") {
            values.retain(|value| !value.is_null());
        }
        // A name alone in a list of types.
        if let Some(Value::Array(kinds)) = members.get_mut("type") {
            kinds.retain(|kind| kind != "null");
            if let [one] = kinds.as_slice() {
                let one = one.clone();
                members.insert("type".to_owned(), one);
            }
        }
        // Beside a reference nothing else is read.
        if members.len() > 1
            && let Some(reference) = members.remove("$ref")
        {
            members.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
        }
    }
    match schema {
        Value::Object(members) => {
            // A member may be called as a keyword is: its schema is an object, and read as one.
            members.values_mut().for_each(plain);
        }
        Value::Array(items) => items.iter_mut().for_each(plain),
        _ => {}
    }
}

/// The other of two, where one is null.
fn but_null(schema: &Value) -> Option<Value> {
    let [one, null] = schema.get("anyOf")?.as_array()?.as_slice() else {
        return None;
    };
    (null["type"] == "null").then(|| one.clone())
}
