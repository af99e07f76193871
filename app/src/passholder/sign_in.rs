//! Signing in without an e-mail address: by number and birth date, or with a code that somebody
//! handed out; and opening the rest on a phone that knows number and birth date only.

mod account;
mod code;
mod number;
mod pin;
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "the browser fills what the server only frames")
)]
mod reason;
#[cfg(feature = "browser")]
mod send;

#[cfg(feature = "browser")]
pub(super) use send::of_call;

use super::phone::use_phone;
use crate::{
    i18n::{Text, keys::passholder as text, t, use_i18n},
    info::use_title,
    ui::{Icon, Sign},
};
pub(super) use number::{Born, typing_error};

use account::Account;
use code::CodeForm;
use leptos::prelude::*;
use number::NumberForm;
use pin::PinForm;

/// What a form shows of its sending.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    /// Whether an answer is awaited.
    pub busy: RwSignal<bool>,
    /// What went wrong with all of it.
    pub error: RwSignal<Option<Text>>,
}

impl Sending {
    /// Nothing sent yet.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }
}

/// The error of a form as a sentence that is read out when it appears.
#[component]
pub(super) fn FormError(
    /// The form's state.
    sending: Sending,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div role="alert">
            {move || sending.error.get().map(|error| {
                view! { <p class="form-error">{i18n.get(&error)}</p> }
            })}
        </div>
    }
}

/// The screen for who is not signed in.
#[component]
pub(super) fn SignIn() -> impl IntoView {
    let i18n = use_i18n();
    use_title(move || i18n.get(&text::SIGN_IN.into()));
    let by_code = RwSignal::new(false);
    #[cfg(feature = "browser")]
    Effect::new(move |_| {
        // The QR of a code opens this screen with the code in the fragment.
        let fragment = crate::device::document::fragment();
        if !fragment.is_empty() && !fragment.starts_with("oidc=") {
            by_code.set(true);
        }
    });
    let pressed = move |code: bool| move || (by_code.get() == code).to_string();
    view! {
        <div class="page page--door">
            <div class="welcome">
                <span class="welcome__sign"><Icon sign=Sign::Card class="welcome__icon"/></span>
                <h1>{t(text::SIGN_IN)}</h1>
                <p>{t(text::SIGN_IN_WHAT)}</p>
            </div>
            <div class="switch" role="group" aria-label=t(text::SIGN_IN_HOW)>
                <button type="button" class="switch__way" aria-pressed=pressed(false) on:click=move |_| by_code.set(false)>
                    {t(text::BY_NUMBER)}
                </button>
                <button type="button" class="switch__way" aria-pressed=pressed(true) on:click=move |_| by_code.set(true)>
                    {t(text::BY_CODE)}
                </button>
            </div>
            {move || if by_code.get() {
                view! { <CodeForm/> }.into_any()
            } else {
                view! { <NumberForm/> }.into_any()
            }}
            <Account/>
            <p class="needs-script">{t(text::NEEDS_SCRIPT)}</p>
        </div>
    }
}

/// The screen for who showed number and birth date only, and wants the rest.
#[component]
pub(super) fn Unlock() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    use_title(move || i18n.get(&text::UNLOCK.into()));
    let has_pin = Memo::new(move |_| {
        phone
            .with_snapshot(|snapshot| snapshot.has_pin)
            .unwrap_or(false)
    });
    view! {
        <div class="page page--door">
            <div class="welcome">
                <span class="welcome__sign"><Icon sign=Sign::Key class="welcome__icon"/></span>
                <h1>{t(text::UNLOCK)}</h1>
                <p>{t(text::UNLOCK_WHAT)}</p>
            </div>
            <CodeForm/>
            {move || has_pin.get().then(|| view! {
                <details class="fold">
                    <summary>{t(text::UNLOCK_BY_PIN)}</summary>
                    <PinForm/>
                </details>
            })}
        </div>
    }
}
