//! Calls and passkeys, in a browser; on the server, which renders frames only, nothing happens.

use domain::sync::{list::FileError, shift::DoorReason};
use serde::{Serialize, de::DeserializeOwned};

/// Why a call gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failed {
    /// No answer.
    Network,
    /// The server says no.
    Refused(DoorReason),
}

#[cfg(feature = "browser")]
impl From<crate::device::api::Failed> for Failed {
    fn from(failed: crate::device::api::Failed) -> Self {
        match failed {
            crate::device::api::Failed::Network => Self::Network,
            crate::device::api::Failed::Refused(reason) => Self::Refused(reason),
        }
    }
}

/// Why a list of people is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotTaken {
    /// For another reason than the list itself.
    Failed(Failed),
    /// The list cannot be used; nothing of it is.
    #[cfg_attr(
        not(feature = "browser"),
        expect(dead_code, reason = "on the server no list is handed over")
    )]
    File(FileError),
}

#[cfg(feature = "browser")]
impl From<crate::device::upload::NotTaken> for NotTaken {
    fn from(not: crate::device::upload::NotTaken) -> Self {
        match not {
            crate::device::upload::NotTaken::Failed(failed) => Self::Failed(failed.into()),
            crate::device::upload::NotTaken::File(error) => Self::File(error),
        }
    }
}

/// Sends the file that was chosen in a field, else the pasted text.
#[cfg(feature = "browser")]
pub(super) async fn put_list<T: DeserializeOwned>(
    path: &str,
    field: &str,
    pasted: String,
) -> Result<T, NotTaken> {
    Ok(crate::device::upload::put(path, field, pasted).await?)
}

#[cfg(not(feature = "browser"))]
#[expect(clippy::unused_async, reason = "the browser's twin waits")]
pub(super) async fn put_list<T: DeserializeOwned>(
    _path: &str,
    _field: &str,
    _pasted: String,
) -> Result<T, NotTaken> {
    Err(NotTaken::Failed(Failed::Network))
}

/// Starts something that waits.
pub(super) fn begin(work: impl Future<Output = ()> + 'static) {
    #[cfg(feature = "browser")]
    leptos::task::spawn_local(work);
    #[cfg(not(feature = "browser"))]
    drop(work);
}

/// Asks for something.
pub(super) async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Failed> {
    call("GET", path, None).await
}

/// Sends something.
pub(super) async fn send<T: DeserializeOwned>(
    method: &'static str,
    path: &str,
    body: &impl Serialize,
) -> Result<T, Failed> {
    // What we send is made of texts and numbers, which always become JSON.
    let body = serde_json::to_string(body).unwrap_or_default();
    call(method, path, Some(body)).await
}

#[cfg(feature = "browser")]
async fn call<T: DeserializeOwned>(
    method: &'static str,
    path: &str,
    body: Option<String>,
) -> Result<T, Failed> {
    Ok(crate::device::api::call(method, path, body).await?)
}

#[cfg(not(feature = "browser"))]
#[expect(clippy::unused_async, reason = "the browser's twin waits")]
async fn call<T: DeserializeOwned>(
    _method: &'static str,
    _path: &str,
    _body: Option<String>,
) -> Result<T, Failed> {
    Err(Failed::Network)
}

/// What an authenticator is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passkey {
    /// A new one.
    Create,
    /// To sign in.
    Get,
}

/// Hands the options to the authenticator.
pub(super) async fn passkey(
    what: Passkey,
    options: &serde_json::Value,
) -> Option<serde_json::Value> {
    #[cfg(feature = "browser")]
    let answer = match what {
        Passkey::Create => crate::device::passkey::create(options).await,
        Passkey::Get => crate::device::passkey::get(options).await,
    };
    #[cfg(not(feature = "browser"))]
    let answer = {
        let _ = (what, options);
        std::future::ready(None).await
    };
    answer
}

/// The clock of this device, in milliseconds since 1970.
pub(super) fn now() -> i64 {
    #[cfg(feature = "browser")]
    let now = crate::device::api::now();
    #[cfg(not(feature = "browser"))]
    let now = 0;
    now
}

/// A new id that nobody else has.
pub(super) fn new_id() -> uuid::Uuid {
    #[cfg(feature = "browser")]
    let id = crate::offline::random::id();
    #[cfg(not(feature = "browser"))]
    let id = uuid::Uuid::nil();
    id
}

/// Saves a text as a file.
pub(super) fn save(name: &str, text: &str) {
    #[cfg(feature = "browser")]
    // A browser that keeps no files shows its own sentence.
    drop(crate::device::file::save(
        name,
        "text/csv;charset=utf-8",
        text,
    ));
    #[cfg(not(feature = "browser"))]
    let _ = (name, text);
}

/// The secret in the address, taken out of it.
pub(super) fn take_fragment() -> String {
    #[cfg(feature = "browser")]
    let secret = crate::device::api::take_fragment();
    #[cfg(not(feature = "browser"))]
    let secret = String::new();
    secret
}

/// Puts a text on the clipboard.
pub(super) fn copy(text: &str) {
    #[cfg(feature = "browser")]
    crate::device::api::copy(text);
    #[cfg(not(feature = "browser"))]
    let _ = text;
}

/// Opens the browser's print dialog.
pub(super) fn print() {
    #[cfg(feature = "browser")]
    crate::device::api::print();
}
