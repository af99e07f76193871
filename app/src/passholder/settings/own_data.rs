//! What Pasmaat knows of a person: taken along as a file, or forgotten.

use crate::{
    i18n::{keys::passholder as text, t},
    passholder::{
        phone::use_phone,
        sign_in::{FormError, Sending},
    },
    ui::Dialog,
};
use leptos::prelude::*;

/// The section.
#[component]
pub(super) fn OwnData() -> impl IntoView {
    let phone = use_phone();
    let sending = Sending::new();
    let open = RwSignal::new(false);
    let forget = move |_| {
        open.set(false);
        #[cfg(feature = "browser")]
        leptos::task::spawn_local(async move {
            if let Err(error) = crate::passholder::live::forget_me(phone).await {
                sending.error.try_set(Some(error));
            }
        });
        #[cfg(not(feature = "browser"))]
        let _ = phone;
    };
    view! {
        <section class="setting">
            <h2>{t(text::OWN_DATA)}</h2>
            <p>{t(text::OWN_DATA_WHAT)}</p>
            <FormError sending/>
            <p><a class="button button--quiet" href="/api/v1/export" download="pasmaat.json" rel="external">{t(text::EXPORT)}</a></p>
            <button class="button button--danger" type="button" on:click=move |_| open.set(true)>{t(text::FORGET)}</button>
            <Dialog id="forget" open title=t(text::FORGET_ASK)>
                <p>{t(text::FORGET_WHAT)}</p>
                <div class="dialog__acts">
                    <button class="button button--danger" type="button" on:click=forget>{t(text::FORGET_YES)}</button>
                    <button class="button button--quiet" type="button" on:click=move |_| open.set(false)>{t(text::CANCEL)}</button>
                </div>
            </Dialog>
        </section>
    }
}
