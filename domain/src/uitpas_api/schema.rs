//! How the types that write themselves look in an `OpenAPI` document; the others derive it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::problem::TypeUrl;
use super::{Date, DateTime, Euro};

macro_rules! written {
    ($($name:ident: $schema:tt;)+) => {$(
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )+};
}

written! {
    DateTime: { "type": "string", "format": "date-time" };
    Date: { "type": "string", "format": "date" };
    Euro: { "type": "number" };
    TypeUrl: { "type": "string", "format": "uri" };
}
