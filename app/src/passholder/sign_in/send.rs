//! Sends a sign-in: the phone's key is made first, so that the server knows what it will sign with.

use super::{Sending, reason::sentence};
use crate::{
    i18n::{Text, keys::passholder as text},
    offline::{
        StoreError,
        http::{self, CallError},
    },
    passholder::{
        live,
        phone::{Link, Phone, Stage},
    },
};
use domain::{
    number::UitpasNumber,
    pairing::PairingCode,
    sync::{
        refusal::{Reason, Refused},
        sign_in::{Elsewhere, NewDevice, NumberSignIn, PairingSignIn, RaiseLevel, SignedIn, Ways},
    },
    uitpas_api::Date,
};
use leptos::prelude::*;
use serde::Serialize;

/// By number and birth date, with the PIN where one was typed.
pub(super) fn by_number(
    phone: Phone,
    sending: Sending,
    number: &UitpasNumber,
    born: Date,
    pin: String,
) {
    let number = number.as_str().to_owned();
    send(phone, sending, "/api/v1/sign-in/number", move |device| {
        NumberSignIn {
            number,
            date_of_birth: born.to_string(),
            pin: (!pin.is_empty()).then_some(pin),
            device,
        }
    });
}

/// By a code: signs in, or opens the rest where somebody is signed in already.
pub(super) fn by_code(phone: Phone, sending: Sending, code: &PairingCode) {
    let code = code.as_str().to_owned();
    leptos::task::spawn_local(async move {
        drop(live::opened(phone).await);
        let is_in = phone.stage.get_untracked() == Stage::SignedIn;
        if is_in && phone.link.get_untracked() != Link::Unknown {
            let code = Some(code);
            return raise(phone, sending, RaiseLevel { pin: None, code });
        }
        send(phone, sending, "/api/v1/sign-in/pairing", move |device| {
            PairingSignIn { code, device }
        });
    });
}

/// Asks whether people may sign in with an account elsewhere; finishes it for who comes back from there.
pub(super) fn account(phone: Phone, sending: Sending, offered: RwSignal<bool>) {
    use crate::device::document;

    Effect::new(move |_| {
        // The store opens first: what comes back is kept in it.
        if !matches!(phone.stage.get(), Stage::SignedOut | Stage::SignedIn) {
            return;
        }
        let fragment = document::fragment();
        let came_back = fragment.strip_prefix("oidc=");
        if came_back.is_some() {
            document::forget_fragment();
        }
        match came_back {
            Some("done") => leptos::task::spawn_local(welcome_back(phone, sending)),
            Some("no-pass") => sending.error.set(Some(text::ACCOUNT_NO_PASS.into())),
            Some(_) => sending.error.set(Some(text::ACCOUNT_FAILED.into())),
            None => {}
        }
        leptos::task::spawn_local(async move {
            let ways = http::get::<Ways>("/api/v1/sign-in").await;
            offered.try_set(ways.is_ok_and(|ways| ways.oidc));
        });
    });
}

async fn welcome_back(phone: Phone, sending: Sending) {
    let done = async {
        let session: SignedIn = http::get("/api/v1/session")
            .await
            .map_err(|error| of_call(&error))?;
        live::signed_in(phone, &session)
            .await
            .map_err(|error| of_store(&error))
    };
    if let Err(error) = done.await {
        sending.error.try_set(Some(error));
    }
}

/// Leaves for the account's own page.
pub(super) fn to_account(phone: Phone, sending: Sending) {
    sending.busy.set(true);
    sending.error.set(None);
    leptos::task::spawn_local(async move {
        let asked = async {
            let device = device(phone).await.map_err(|error| of_store(&error))?;
            let to: Elsewhere = http::post("/api/v1/sign-in/oidc", &device)
                .await
                .map_err(|error| of_call(&error))?;
            Ok::<_, Text>(to.url)
        };
        match asked.await {
            Ok(url) => crate::device::document::leave_for(&url),
            Err(error) => {
                sending.busy.try_set(false);
                sending.error.try_set(Some(error));
            }
        }
    });
}

/// Opens the rest with the PIN.
pub(super) fn by_pin(phone: Phone, sending: Sending, pin: String) {
    let pin = Some(pin);
    raise(phone, sending, RaiseLevel { pin, code: None });
}

fn raise(phone: Phone, sending: Sending, body: RaiseLevel) {
    sending.busy.set(true);
    sending.error.set(None);
    leptos::task::spawn_local(async move {
        let raised = live::raise(phone, &body).await;
        sending.busy.try_set(false);
        if let Err(error) = raised {
            sending.error.try_set(Some(error));
        }
    });
}

fn send<T: Serialize + 'static>(
    phone: Phone,
    sending: Sending,
    path: &'static str,
    body: impl FnOnce(NewDevice) -> T + 'static,
) {
    if sending.busy.get_untracked() {
        return;
    }
    sending.busy.set(true);
    sending.error.set(None);
    leptos::task::spawn_local(async move {
        let done = async {
            let body = body(device(phone).await.map_err(|error| of_store(&error))?);
            let session: SignedIn = http::post(path, &body)
                .await
                .map_err(|error| of_call(&error))?;
            live::signed_in(phone, &session)
                .await
                .map_err(|error| of_store(&error))
        }
        .await;
        // A screen that gave way to the card has no state left.
        sending.busy.try_set(false);
        if let Err(error) = done {
            sending.error.try_set(Some(error));
        }
    });
}

/// This phone as it describes itself; without a key it still has a card and points.
async fn device(phone: Phone) -> Result<NewDevice, StoreError> {
    let store = live::opened(phone).await.ok_or(StoreError::Unavailable)?;
    let signer = store.signer(live::SIGNER).await.ok();
    Ok(NewDevice {
        public_key: signer.map(|signer| signer.public().to_owned()),
        name: crate::device::document::phone_name(),
        language: Some(crate::device::document::language()),
    })
}

/// What a person reads when a call gave nothing.
pub(in crate::passholder) fn of_call(error: &CallError) -> Text {
    match error {
        CallError::Unreachable => text::UNREACHABLE.into(),
        CallError::Busy { wait } => match wait {
            Some(wait) => sentence(&Refused {
                status: 429,
                reason: Reason::TooOften,
                retry_after: Some(wait.as_secs()),
            }),
            None => text::BUSY.into(),
        },
        CallError::SignedOut => text::UNKNOWN_HERE.into(),
        CallError::TooLarge => text::BUSY.into(),
        CallError::Refused(refused) => sentence(refused),
    }
}

fn of_store(error: &StoreError) -> Text {
    match error {
        StoreError::Full => text::STORE_FULL.into(),
        StoreError::Unavailable => text::STORE_UNAVAILABLE.into(),
        _ => text::STORE_OTHER.into(),
    }
}
