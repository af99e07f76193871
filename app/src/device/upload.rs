//! Hands a list of people to the server as it was chosen or pasted: the file itself, unread by us.

use super::api::{Failed, refused};
use domain::sync::list::FileError;
use gloo_net::http::RequestBuilder;
use serde::{Deserialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{File, HtmlInputElement};

/// The largest file that the server takes, in bytes.
const LARGEST: f64 = 2.0 * 1024.0 * 1024.0;
/// What the server answers to a file beyond that.
const TOO_LARGE: u16 = 413;

/// Why a list is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// For another reason than the list itself.
    Failed(Failed),
    /// The list cannot be used; nothing of it is.
    File(FileError),
}

/// Sends the file that was chosen in the field with this id, else the pasted text.
pub async fn put<T: DeserializeOwned>(
    path: &str,
    field: &str,
    pasted: String,
) -> Result<T, NotTaken> {
    const GONE: NotTaken = NotTaken::Failed(Failed::Network);
    let body = match chosen(field) {
        Some(file) if file.size() > LARGEST => return Err(NotTaken::File(FileError::TooLarge)),
        Some(file) => JsValue::from(file),
        None => JsValue::from(pasted),
    };
    let request = RequestBuilder::new(&format!("/api/v1{path}"))
        .method(gloo_net::http::Method::PUT)
        .header("content-type", "application/octet-stream")
        .body(body);
    let answer = request.map_err(|_| GONE)?.send().await.map_err(|_| GONE)?;
    let status = answer.status();
    let text = answer.text().await.map_err(|_| GONE)?;
    if answer.ok() {
        return serde_json::from_str(&text).map_err(|_| GONE);
    }
    if status == TOO_LARGE {
        return Err(NotTaken::File(FileError::TooLarge));
    }
    match file_error(&text) {
        Some(error) => Err(NotTaken::File(error)),
        None => {
            Err(refused(&text).map_or(GONE, |reason| NotTaken::Failed(Failed::Refused(reason))))
        }
    }
}

/// The name of the chosen file; `None` where none is.
pub fn name(field: &str) -> Option<String> {
    chosen(field).map(|file| file.name())
}

fn chosen(field: &str) -> Option<File> {
    let input = leptos::prelude::document().get_element_by_id(field)?;
    let input: HtmlInputElement = input.dyn_into().ok()?;
    input.files()?.get(0)
}

fn file_error(text: &str) -> Option<FileError> {
    #[derive(Deserialize)]
    struct Problem {
        file: Option<FileError>,
    }
    serde_json::from_str::<Problem>(text).ok()?.file
}
