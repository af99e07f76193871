//! A picture beside a text that says the same. Who saves data is asked first; a picture that cannot be
//! had leaves no hole.

use crate::i18n::{keys::passholder as text, t};
use leptos::prelude::*;

/// The picture; nothing where there is none.
#[component]
pub(super) fn Picture(
    /// Its address on our own server.
    address: Option<String>,
) -> impl IntoView {
    let wanted = RwSignal::new(true);
    let broken = RwSignal::new(false);
    #[cfg(feature = "browser")]
    wanted.set(!crate::device::data::is_scarce());
    address.map(|address| {
        move || {
            if broken.get() {
                ().into_any()
            } else if wanted.get() {
                view! {
                    <img
                        class="picture"
                        src=address.clone()
                        alt=""
                        loading="lazy"
                        decoding="async"
                        on:error=move |_| broken.set(true)
                    />
                }
                .into_any()
            } else {
                view! {
                    <button class="button button--quiet" type="button" on:click=move |_| wanted.set(true)>
                        {t(text::SHOW_PICTURE)}
                    </button>
                }
                .into_any()
            }
        }
    })
}
