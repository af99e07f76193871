//! What a helper's phone asks at once and never queues: it needs the network, and says so. On the
//! server nothing is asked.

use domain::{language::Language, sync::shift::DoorReason};
use serde::{Serialize, de::DeserializeOwned};

/// Why nothing came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failed {
    /// No answer: whether it arrived, nobody knows.
    Network,
    /// The server says no.
    #[cfg_attr(
        not(feature = "browser"),
        expect(dead_code, reason = "on the server nothing is asked")
    )]
    Refused(DoorReason),
}

/// Starts something that waits.
pub(super) fn begin(work: impl Future<Output = ()> + 'static) {
    #[cfg(feature = "browser")]
    leptos::task::spawn_local(work);
    #[cfg(not(feature = "browser"))]
    drop(work);
}

/// Posts something to the shift of this phone.
#[cfg(feature = "browser")]
pub(super) async fn post<T: DeserializeOwned>(
    shift: &str,
    below: &str,
    body: &impl Serialize,
) -> Result<T, Failed> {
    use crate::device::api;
    // Made of texts and numbers, which always become JSON.
    let body = serde_json::to_string(body).unwrap_or_default();
    let path = format!("/shifts/{shift}{below}");
    let answer = api::call("POST", &path, Some(body)).await;
    answer.map_err(|failed| match failed {
        api::Failed::Network => Failed::Network,
        api::Failed::Refused(reason) => Failed::Refused(reason),
    })
}

#[cfg(not(feature = "browser"))]
#[expect(clippy::unused_async, reason = "the browser's twin waits")]
pub(super) async fn post<T: DeserializeOwned>(
    _shift: &str,
    _below: &str,
    _body: &impl Serialize,
) -> Result<T, Failed> {
    Err(Failed::Network)
}

/// A new id that nobody else has.
pub(super) fn new_id() -> uuid::Uuid {
    #[cfg(feature = "browser")]
    let id = crate::offline::random::id();
    #[cfg(not(feature = "browser"))]
    let id = uuid::Uuid::nil();
    id
}

/// An amount of euros in the reader's language.
pub(super) fn euros(language: Language, cents: i64) -> String {
    #[cfg(feature = "browser")]
    let text = crate::device::intl::euros(language, cents);
    #[cfg(not(feature = "browser"))]
    let text = {
        let _ = (language, cents);
        String::new()
    };
    text
}
