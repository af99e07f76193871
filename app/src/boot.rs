//! The wasm entry, with its two boots: bring a rendered page to life, or fill the offline shell.

use crate::{
    App, Place,
    device::{document, texts},
};
use leptos::{
    mount::{hydrate_lazy, mount_to_body},
    prelude::*,
};
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by `boot.js` once the wasm is there.
#[wasm_bindgen]
pub fn start() {
    leptos::task::spawn_local(boot());
}

async fn boot() {
    let path = document::path();
    let language =
        Place::parse(&path).map_or_else(document::preferred_language, |place| place.language);
    let catalog = match texts::fetch(language).await {
        Ok(catalog) => catalog,
        // A rendered page reads and navigates without us; the shell keeps its words on trying again.
        Err(error) => return leptos::logging::warn!("{error}"),
    };
    let app = move || {
        provide_context(catalog);
        view! { <App/> }
    };
    if document::is_rendered() {
        hydrate_lazy(app);
    } else {
        document::clear_body();
        mount_to_body(app);
    }
    document::mark_alive();
}
