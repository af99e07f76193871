//! Signing in with a UiTiD, where the server offers it: the browser leaves for the account's own page
//! and comes back to this screen, with `#oidc=…` saying how it went.

use super::{FormError, Sending};
use crate::{
    i18n::{keys::passholder as text, t},
    passholder::phone::use_phone,
    ui::{Icon, Sign},
};
use leptos::prelude::*;

/// The button; nothing where there is no such way.
#[component]
pub(super) fn Account() -> impl IntoView {
    let phone = use_phone();
    let sending = Sending::new();
    let offered = RwSignal::new(false);
    #[cfg(feature = "browser")]
    super::send::account(phone, sending, offered);
    let go = move |_| {
        #[cfg(feature = "browser")]
        super::send::to_account(phone, sending);
    };
    #[cfg(not(feature = "browser"))]
    let _ = phone;
    view! {
        <FormError sending/>
        {move || offered.get().then(|| view! {
            <p class="form__or">
                <button
                    class="button button--quiet button--wide"
                    type="button"
                    aria-busy=move || sending.busy.get().then_some("true")
                    on:click=go
                >
                    <Icon sign=Sign::Key/> {t(text::BY_ACCOUNT)}
                </button>
            </p>
        })}
    }
}
