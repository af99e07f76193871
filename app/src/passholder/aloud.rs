//! Easy mode reads the screen aloud, where the device has a voice in the reader's language; without
//! one there is no such button.

use super::phone::use_phone;
use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    ui::{Icon, Sign},
};
use leptos::prelude::*;

/// What is read: the screen without the bar at its foot and without this button.
#[cfg(feature = "browser")]
const SCREEN: &str = ".mine .page";

/// The button.
#[component]
pub(super) fn Aloud(
    /// The screen that is open: another one is read anew.
    screen: Memo<String>,
) -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let (able, reads) = (RwSignal::new(false), RwSignal::new(false));
    #[cfg(feature = "browser")]
    {
        use crate::device::speech;
        let look = move || {
            able.try_set(speech::supported(i18n.language()));
        };
        Effect::new(move |_| look());
        Effect::new(move |_| speech::on_voices(look));
        Effect::new(move |_| {
            screen.track();
            speech::hush();
            reads.set(false);
        });
    }
    #[cfg(not(feature = "browser"))]
    let _ = (screen, i18n);
    let turn = move |_| {
        let begins = !reads.get_untracked();
        reads.set(begins);
        #[cfg(feature = "browser")]
        {
            use crate::device::{document, speech};
            if begins {
                let words = document::words(SCREEN);
                let over = move || {
                    reads.try_set(false);
                };
                speech::say(i18n.language(), &words, over);
            } else {
                speech::hush();
            }
        }
    };
    let offered = move || able.get() && phone.likes.with(|likes| likes.easy);
    move || {
        offered().then(|| {
            view! {
                <p class="aloud">
                    <button class="button button--quiet button--wide" type="button" aria-pressed=move || reads.get().to_string() on:click=turn>
                        <Icon sign=Sign::Speaker/> {t(text::READ_ALOUD)}
                    </button>
                </p>
            }
        })
    }
}
