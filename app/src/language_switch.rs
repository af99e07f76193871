//! Shows the language that the address asks for: also offline, and without a reload.

use leptos::prelude::*;

/// Follows the address: when its language changes, fetches that language's texts, then shows them.
/// Until they are there the old language stays on screen, so nothing is ever half translated.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    #[cfg(feature = "browser")]
    follow_address();
}

#[cfg(feature = "browser")]
fn follow_address() {
    use crate::{
        device::{document, texts},
        i18n::use_i18n,
        routes::Place,
    };
    use leptos_router::hooks::use_location;

    let i18n = use_i18n();
    let path = use_location().pathname;
    let asked =
        Memo::new(move |_| path.with(|path| Place::parse(path).map(|place| place.language)));
    Effect::new(move |_| {
        document::set_language(i18n.language());
        let Some(language) = asked.get() else { return };
        if language == i18n.language() {
            return;
        }
        leptos::task::spawn_local(async move {
            match texts::fetch(language).await {
                // The reader may have gone on to a third language meanwhile.
                Ok(catalog) if asked.get_untracked() == Some(language) => i18n.set(catalog),
                Ok(_) => {}
                // Without these texts the address would lie: the browser asks for the page itself,
                // and shows what it shows when there is no network.
                Err(error) => {
                    leptos::logging::warn!("{error}");
                    document::reload();
                }
            }
        });
    });
}
