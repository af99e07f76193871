//! Shows the language that the address asks for, with the texts its screens need: also offline, and
//! without a reload.

use leptos::prelude::*;

/// Follows the address: when its language or audience changes, fetches those texts, then shows them.
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
        i18n::{Audience, use_i18n},
        routes::Place,
    };
    use leptos_router::hooks::use_location;

    let i18n = use_i18n();
    let path = use_location().pathname;
    let asked = Memo::new(move |_| {
        path.with(|path| Place::parse(path).map(|place| (place.language, Audience::of(path))))
    });
    Effect::new(move |_| {
        document::set_language(i18n.language());
        let Some((language, audience)) = asked.get() else {
            return;
        };
        let path = path.get_untracked();
        let shown = i18n.with(|catalog| (catalog.language() == language).then(|| catalog.clone()));
        if shown
            .as_ref()
            .is_some_and(|catalog| catalog.serves(audience))
        {
            return;
        }
        leptos::task::spawn_local(async move {
            let fetched = match shown {
                Some(catalog) => texts::complete(catalog, &path).await,
                None => texts::fetch(language, &path).await,
            };
            match fetched {
                // The reader may have gone on to a third place meanwhile.
                Ok(catalog) if asked.get_untracked() == Some((language, audience)) => {
                    i18n.set(catalog);
                }
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
