//! The web app manifest, in the reader's language.

use app::i18n::{Catalog, keys::common};
use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::language::Language;
use serde_json::json;

/// `GET /manifest/<language>.webmanifest`.
pub(super) async fn answer(State(web): State<super::Web>, Path(file): Path<String>) -> Response {
    let language = file
        .strip_suffix(".webmanifest")
        .and_then(|code| code.parse::<Language>().ok());
    let Some(language) = language else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let body = manifest(web.catalog(language)).to_string();
    (
        [
            (header::CONTENT_TYPE, "application/manifest+json"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        body,
    )
        .into_response()
}

fn manifest(catalog: &Catalog) -> serde_json::Value {
    let language = catalog.language();
    let text = |key: app::i18n::Key| catalog.get(&key.into());
    let icon = |file: &str, size: u16, purpose: &str| json!({ "src": format!("/icons/{file}"), "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose });
    let shortcut = |slug: &str| {
        catalog.pages().get(slug).map(|page| {
            json!({ "name": page.nav, "url": format!("/{language}/{slug}"), "icons": [icon("icon-192.png", 192, "any")] })
        })
    };
    let shot = |file: &str, form: &str, size: &str| json!({ "src": format!("/screenshots/{file}"), "sizes": size, "type": "image/png", "form_factor": form, "label": text(common::APP_WHAT) });
    let shortcuts: Vec<_> = ["punten", "verkoop", "vragen"]
        .into_iter()
        .filter_map(shortcut)
        .collect();
    json!({
        "id": "/",
        "name": text(common::APP_NAME),
        "short_name": "Pasmaat",
        "description": text(common::APP_WHAT),
        "lang": language.code(),
        "dir": language.direction(),
        "start_url": format!("/{language}"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf7f0",
        "theme_color": "#fbf7f0",
        "icons": [
            icon("icon-192.png", 192, "any"),
            icon("icon-512.png", 512, "any"),
            icon("maskable-192.png", 192, "maskable"),
            icon("maskable-512.png", 512, "maskable"),
        ],
        "shortcuts": shortcuts,
        "screenshots": [
            shot("phone.png", "narrow", "720x1280"),
            shot("desktop.png", "wide", "1280x800"),
        ],
    })
}
