//! On an iPhone a page on the home screen has a memory of its own: this takes the session along by a
//! code, once everything that waits is sent. Shown where `boot.js` says that it is needed.

use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    passholder::{
        asked::Asked,
        format::{self, Form},
        phone::use_phone,
        sign_in::{FormError, Sending},
    },
};
use domain::sync::sign_in::HandedOut;
use leptos::prelude::*;

/// The section.
#[component]
pub(super) fn HomeScreen() -> impl IntoView {
    let phone = use_phone();
    let sending = Sending::new();
    let made = RwSignal::new(None::<HandedOut>);
    let full = Memo::new(move |_| phone.is_full());
    let waits = Memo::new(move |_| phone.asked.with(|asked| asked.iter().any(Asked::waits)));
    let get = move |_| {
        #[cfg(feature = "browser")]
        leptos::task::spawn_local(async move {
            match crate::passholder::live::pairing_code().await {
                Ok(code) => drop(made.try_set(Some(code))),
                Err(error) => drop(sending.error.try_set(Some(error))),
            }
        });
    };
    let last = move || {
        if full.get() {
            text::HOME_SCREEN_OPEN
        } else {
            text::HOME_SCREEN_AGAIN
        }
    };
    let i18n = use_i18n();
    view! {
        <section class="setting setting--home-screen" id="beginscherm">
            <h2>{t(text::HOME_SCREEN)}</h2>
            <p>{t(text::HOME_SCREEN_WHAT)}</p>
            <FormError sending/>
            <p role="status">{move || waits.get().then(|| i18n.get(&text::HOME_SCREEN_WAIT.into()))}</p>
            <ol class="steps">
                {move || full.get().then(|| match made.get() {
                    None => view! {
                        <li>
                            <button class="button button--primary" type="button" disabled=move || waits.get() on:click=get>
                                {t(text::HOME_SCREEN_GET)}
                            </button>
                        </li>
                    }
                    .into_any(),
                    Some(code) => view! { <Code code/> }.into_any(),
                })}
                <li>{t(text::HOME_SCREEN_ADD)}</li>
                <li>{move || i18n.get(&last().into())}</li>
            </ol>
        </section>
    }
}

/// The code to take along.
#[component]
fn Code(
    /// The code, with how long it works.
    code: HandedOut,
) -> impl IntoView {
    let i18n = use_i18n();
    let until = format::moment(i18n.language(), code.expires_at, Form::Time);
    let shown = code.code.clone();
    let copy = move |_| {
        #[cfg(feature = "browser")]
        crate::device::file::copy(&code.code);
        #[cfg(not(feature = "browser"))]
        let _ = &code;
    };
    view! {
        <li>
            <p>{i18n.get(&text::home_screen_code(until))}</p>
            <p class="pass__number ltr">{shown}</p>
            <button class="button button--quiet" type="button" on:click=copy>{t(text::COPY)}</button>
        </li>
    }
}
