//! Asks the service worker to send what waits, also when the page is gone: Background Sync, where the
//! browser has it (Chromium). Without it nothing changes: the page sends when it is open.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What `sw.js` listens to.
const TAG: &str = "pasmaat-queue";

/// Asks; nothing where the browser cannot, or will not.
pub(super) async fn ask() {
    drop(register().await);
}

async fn register() -> Result<(), JsValue> {
    let navigator = leptos::prelude::window().navigator();
    let container = Reflect::get(&navigator, &"serviceWorker".into())?;
    let registration = call(&container, "getRegistration", None).await?;
    let sync = Reflect::get(&registration, &"sync".into())?;
    call(&sync, "register", Some(TAG)).await?;
    Ok(())
}

async fn call(on: &JsValue, method: &str, with: Option<&str>) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(on, &method.into())?.dyn_into()?;
    let promise = match with {
        Some(text) => function.call1(on, &text.into())?,
        None => function.call0(on)?,
    };
    JsFuture::from(promise.dyn_into::<Promise>()?).await
}
