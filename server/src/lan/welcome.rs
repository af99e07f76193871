//! The one page on plain HTTP: how to install the certificate, and the certificate itself.

use crate::web::{Web, wanted};
use app::i18n::{Key, keys::info};
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, header},
    response::{Html, IntoResponse as _, Response},
    routing::get,
};
use std::sync::Arc;

/// `/` and `/pasmaat-ca.crt`; nothing else is served without a certificate.
pub fn welcome(web: Web, certificate: &[u8]) -> Router {
    let certificate: Arc<[u8]> = certificate.into();
    let download = get(move || async move {
        let head = [
            (header::CONTENT_TYPE, "application/x-x509-ca-cert"),
            (
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"pasmaat-ca.crt\"",
            ),
        ];
        (head, certificate.to_vec()).into_response()
    });
    Router::new()
        .route("/", get(page))
        .route("/pasmaat-ca.crt", download)
        .with_state(web)
}

async fn page(State(web): State<Web>, headers: HeaderMap) -> Response {
    let language = wanted(&headers);
    let text = |key: Key| web.catalog(language).get(&key.into());
    let (code, dir) = (language.code(), language.direction());
    let (title, install, iphone, android) = (
        text(info::LAN_TITLE),
        text(info::LAN_INSTALL),
        text(info::LAN_IPHONE),
        text(info::LAN_ANDROID),
    );
    let html = format!(
        "<!DOCTYPE html><html lang=\"{code}\" dir=\"{dir}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <h1>{title}</h1><p><a href=\"/pasmaat-ca.crt\">{install}</a></p><p>{iphone}</p><p>{android}</p></html>"
    );
    (
        [(header::CONTENT_SECURITY_POLICY, "default-src 'none'")],
        Html(html),
    )
        .into_response()
}
