//! Signing out: everything on this phone is erased, with or without network. What still waits to be
//! sent is told first, because it goes too.

use crate::{
    i18n::{keys::passholder as text, t},
    passholder::phone::use_phone,
    ui::Dialog,
};
use leptos::prelude::*;

/// The section.
#[component]
pub(super) fn Leave() -> impl IntoView {
    let phone = use_phone();
    let open = RwSignal::new(false);
    let go = move |_| {
        open.set(false);
        #[cfg(feature = "browser")]
        leptos::task::spawn_local(async move {
            if let Err(error) = crate::passholder::live::sign_out(phone).await {
                leptos::logging::warn!("{error}");
                // What is open in this page goes in any case.
                crate::device::document::reload();
            }
        });
        #[cfg(not(feature = "browser"))]
        let _ = phone;
    };
    view! {
        <section class="setting">
            <h2>{t(text::LEAVE)}</h2>
            <p>{t(text::LEAVE_WHAT)}</p>
            <button class="button button--danger" type="button" on:click=move |_| open.set(true)>{t(text::LEAVE_DO)}</button>
            <Dialog id="leave" open title=t(text::LEAVE_ASK)>
                <p>{t(text::LEAVE_WHAT)}</p>
                <div class="dialog__acts">
                    <button class="button button--danger" type="button" on:click=go>{t(text::LEAVE_YES)}</button>
                    <button class="button button--quiet" type="button" on:click=move |_| open.set(false)>{t(text::CANCEL)}</button>
                </div>
            </Dialog>
        </section>
    }
}
