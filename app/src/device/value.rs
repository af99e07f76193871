//! Values of the browser that have no type here: read and made by name.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// An object of these members.
pub(super) fn object(members: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // A new object refuses no member.
        drop(Reflect::set(&object, &(*name).into(), value));
    }
    object
}

/// The member of this name; undefined where there is none.
pub(super) fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Whether `of` has a member of this name.
pub(super) fn has(of: &JsValue, name: &str) -> bool {
    Reflect::has(of, &name.into()).unwrap_or(false)
}

/// Calls the method of this name.
pub(super) fn call(of: &JsValue, name: &str, with: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(of, name).dyn_into()?;
    let with: Array = with.iter().copied().collect();
    method.apply(of, &with)
}

/// Calls the method of this name and waits for what it promises.
pub(super) async fn call_async(
    of: &JsValue,
    name: &str,
    with: &[&JsValue],
) -> Result<JsValue, JsValue> {
    let promise: Promise = call(of, name, with)?.dyn_into()?;
    JsFuture::from(promise).await
}

/// The name of an error, such as `NotAllowedError`; empty where it has none.
pub(super) fn name_of(error: &JsValue) -> String {
    get(error, "name").as_string().unwrap_or_default()
}
