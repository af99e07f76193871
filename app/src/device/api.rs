//! Calls of the organiser's screens to `/api/v1`, which need the network and say so. What a phone
//! queues goes another way.

use domain::sync::shift::DoorReason;
use gloo_net::http::{Method, RequestBuilder};
use serde::{Deserialize, de::DeserializeOwned};
use std::str::FromStr as _;

/// Why a call gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// No answer, or none of ours: a captive portal's page is none.
    Network,
    /// The server says no.
    Refused(DoorReason),
}

/// Asks; `body` is JSON.
pub async fn call<T: DeserializeOwned>(
    method: &str,
    path: &str,
    body: Option<String>,
) -> Result<T, Failed> {
    let method = Method::from_str(method).map_err(|_| Failed::Network)?;
    let request = RequestBuilder::new(&format!("/api/v1{path}")).method(method);
    let request = match body {
        Some(body) => request
            .header("content-type", "application/json")
            .body(body),
        None => request.build(),
    };
    let answer = request.map_err(|_| Failed::Network)?.send().await;
    let answer = answer.map_err(|_| Failed::Network)?;
    let text = answer.text().await.map_err(|_| Failed::Network)?;
    if answer.ok() {
        let text = if text.is_empty() { "null" } else { &text };
        return serde_json::from_str(text).map_err(|_| Failed::Network);
    }
    Err(refused(&text).map_or(Failed::Network, Failed::Refused))
}

/// The reason in a problem of ours.
pub(super) fn refused(text: &str) -> Option<DoorReason> {
    #[derive(Deserialize)]
    struct Problem {
        reason: DoorReason,
    }
    serde_json::from_str::<Problem>(text)
        .ok()
        .map(|problem| problem.reason)
}

/// The clock of this device, in milliseconds since 1970.
pub fn now() -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the clock counts whole milliseconds"
    )]
    let now = js_sys::Date::now() as i64;
    now
}

/// The part of the address after `#`, taken out of it so that no history keeps it.
pub fn take_fragment() -> String {
    let window = leptos::prelude::window();
    let hash = window.location().hash().unwrap_or_default();
    if let (Ok(history), Ok(path)) = (window.history(), window.location().pathname()) {
        // Where it is refused, the address stays as it was.
        drop(history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path)));
    }
    hash.trim_start_matches('#').to_owned()
}

/// Puts a text on the clipboard, where the browser lets us.
pub fn copy(text: &str) {
    let clipboard = leptos::prelude::window().navigator().clipboard();
    drop(clipboard.write_text(text));
}

/// Opens the browser's print dialog.
pub fn print() {
    drop(leptos::prelude::window().print());
}
