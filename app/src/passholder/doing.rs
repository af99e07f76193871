//! A change that only the server can make: under way, refused with a sentence, or done.

use super::{phone::Phone, sign_in::Sending};
use serde::Serialize;

/// What is done with a thing on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// Makes one.
    Post,
    /// Sets it.
    Put,
    /// Takes it away.
    Delete,
}

/// Asks for it; `then` runs when it is done and the screens are fresh.
pub(super) fn change<T: Serialize + 'static>(
    phone: Phone,
    sending: Sending,
    verb: Verb,
    path: String,
    body: T,
    then: impl FnOnce() + 'static,
) {
    #[cfg(feature = "browser")]
    {
        use leptos::prelude::*;
        if sending.busy.get_untracked() {
            return;
        }
        sending.busy.set(true);
        sending.error.set(None);
        leptos::task::spawn_local(async move {
            let done = super::live::change(phone, verb, &path, &body).await;
            sending.busy.try_set(false);
            match done {
                Ok(()) => then(),
                Err(error) => {
                    sending.error.try_set(Some(error));
                }
            }
        });
    }
    #[cfg(not(feature = "browser"))]
    let _ = (phone, sending, verb, path, body, then);
}
