//! Whether the browser keeps what the app stored when it runs short of room, and how much that is.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// Whether the browser promised to keep everything.
pub async fn is_promised() -> Option<bool> {
    answer(manager()?.persisted()).await
}

/// Asks it to; some browsers ask the person, most decide by themselves.
pub async fn ask() -> Option<bool> {
    answer(manager()?.persist()).await
}

/// Bytes in use.
pub async fn used() -> Option<f64> {
    let estimate = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    Reflect::get(&estimate, &"usage".into()).ok()?.as_f64()
}

async fn answer(promise: Result<js_sys::Promise, JsValue>) -> Option<bool> {
    JsFuture::from(promise.ok()?).await.ok()?.as_bool()
}

fn manager() -> Option<StorageManager> {
    let manager = leptos::prelude::window().navigator().storage();
    (!AsRef::<JsValue>::as_ref(&manager).is_undefined()).then_some(manager)
}
