//! What the phone keeps: how much it is, and whether the browser promised to keep it.

use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    passholder::{format, phone::use_phone},
};
use leptos::prelude::*;

/// The section.
#[component]
pub(super) fn Storage() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let used = RwSignal::new(None::<f64>);
    #[cfg(feature = "browser")]
    Effect::new(move |_| {
        use crate::device::keep;
        leptos::task::spawn_local(async move {
            if let Some(bytes) = keep::used().await {
                used.try_set(Some(bytes / 1_000_000.0));
            }
            let promised = keep::is_promised().await;
            if phone
                .likes
                .with_untracked(|likes| likes.promised != promised)
            {
                phone.like(|likes| likes.promised = promised);
            }
        });
    });
    let ask = move |_| {
        #[cfg(feature = "browser")]
        leptos::task::spawn_local(async move {
            let promised = crate::device::keep::ask().await;
            phone.like(|likes| likes.promised = Some(promised.unwrap_or(false)));
        });
    };
    let promised = move || phone.likes.with(|likes| likes.promised);
    let says = move || {
        i18n.get(
            &match promised() {
                Some(true) => text::KEPT_PROMISED,
                Some(false) => text::KEPT_MAYBE,
                None => text::KEPT_UNASKED,
            }
            .into(),
        )
    };
    view! {
        <section class="setting">
            <h2>{t(text::STORAGE)}</h2>
            <p>{t(text::STORAGE_WHAT)}</p>
            {move || used.get().map(|used| view! { <p>{i18n.get(&text::megabytes(format::one_digit(i18n.language(), used)))}</p> })}
            <p role="status">{says}</p>
            <button class="button button--quiet" type="button" hidden=move || promised() == Some(true) on:click=ask>
                {t(text::KEEP_ASK)}
            </button>
        </section>
    }
}
