//! Passkeys: hands the server's options to `navigator.credentials` and the answer back, as JSON.
//!
//! Browsers learned to read and write that JSON themselves only lately, so bytes are turned into
//! text and back here; by reflection, since web-sys would need a dozen features for five members.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use serde_json::{Map, Value, json};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Whether this browser can do it.
pub fn supported() -> bool {
    let has = |name: &str| Reflect::has(&leptos::prelude::window(), &name.into());
    has("PublicKeyCredential") == Ok(true)
}

/// Makes a passkey; `None` when the person or the browser says no.
pub async fn create(options: &Value) -> Option<Value> {
    let credential = ask("create", options).await?;
    let response = Reflect::get(&credential, &"response".into()).ok()?;
    let mut answer = head(&credential, &response)?;
    answer["response"]["attestationObject"] = bytes_of(&response, "attestationObject")?.into();
    answer["response"]["transports"] = json!([]);
    Some(answer)
}

/// Signs in with one; `None` when the person or the browser says no.
pub async fn get(options: &Value) -> Option<Value> {
    let credential = ask("get", options).await?;
    let response = Reflect::get(&credential, &"response".into()).ok()?;
    let mut answer = head(&credential, &response)?;
    for name in ["authenticatorData", "signature", "userHandle"] {
        answer["response"][name] = bytes_of(&response, name)?.into();
    }
    Some(answer)
}

async fn ask(method: &str, options: &Value) -> Option<JsValue> {
    let navigator = leptos::prelude::window().navigator();
    let credentials = Reflect::get(&navigator, &"credentials".into()).ok()?;
    let ask: Function = Reflect::get(&credentials, &method.into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options = to_js("", options);
    let promise: Promise = ask.call1(&credentials, &options).ok()?.dyn_into().ok()?;
    let credential = JsFuture::from(promise).await.ok()?;
    (!credential.is_null()).then_some(credential)
}

/// What both kinds of answers have.
fn head(credential: &JsValue, response: &JsValue) -> Option<Value> {
    let id = Reflect::get(credential, &"id".into()).ok()?.as_string()?;
    Some(json!({
        "id": id,
        "rawId": bytes_of(credential, "rawId")?,
        "type": "public-key",
        "extensions": {},
        "response": { "clientDataJSON": bytes_of(response, "clientDataJSON")? },
    }))
}

fn bytes_of(of: &JsValue, name: &str) -> Option<String> {
    let buffer = Reflect::get(of, &name.into()).ok()?;
    if buffer.is_null() || buffer.is_undefined() {
        return None;
    }
    Some(URL_SAFE_NO_PAD.encode(Uint8Array::new(&buffer).to_vec()))
}

/// JSON as the browser wants it: challenges and ids as bytes.
fn to_js(name: &str, value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::UNDEFINED,
        Value::Bool(value) => (*value).into(),
        Value::Number(value) => value.as_f64().unwrap_or_default().into(),
        Value::String(text) => match (name, URL_SAFE_NO_PAD.decode(text)) {
            ("challenge" | "id", Ok(bytes)) => Uint8Array::from(&*bytes).into(),
            _ => text.into(),
        },
        Value::Array(values) => values
            .iter()
            .map(|one| to_js("", one))
            .collect::<Array>()
            .into(),
        Value::Object(members) => object(name, members),
    }
}

fn object(name: &str, members: &Map<String, Value>) -> JsValue {
    let made = Object::new();
    for (member, value) in members.iter().filter(|(_, value)| !value.is_null()) {
        // The site's own id is a name, not bytes.
        let kind = if name == "rp" { "" } else { member };
        drop(Reflect::set(&made, &member.into(), &to_js(kind, value)));
    }
    made.into()
}
