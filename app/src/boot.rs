//! The wasm entry, with its two boots: bring a rendered page to life, or fill the offline shell.

use crate::{
    App, Place,
    device::{document, texts},
};
use leptos::{
    mount::{hydrate_from_async, mount_to_body},
    prelude::*,
};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// Called by `boot.js` once the wasm is there; ends when the app answers, or says why it cannot.
#[wasm_bindgen]
pub async fn start() -> Result<(), JsError> {
    console_error_panic_hook::set_once();
    // An error says only that it has been done before.
    drop(any_spawner::Executor::init_wasm_bindgen());
    let path = document::path();
    let language =
        Place::parse(&path).map_or_else(document::preferred_language, |place| place.language);
    let catalog = texts::fetch(language, &path).await?;
    let app = move || {
        provide_context(catalog);
        view! { <App/> }
    };
    if let Some(body) = document::rendered_body() {
        hydrate_from_async(body, app).await.forget();
    } else {
        document::clear_body();
        mount_to_body(app);
    }
    document::mark_alive();
    Ok(())
}
