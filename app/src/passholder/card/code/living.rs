//! The QR that lives: signed on this phone, for this minute, without number or name in it.

use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    ui::Qr,
};
use leptos::prelude::*;

/// The code of one person, new every twenty seconds.
#[component]
pub(super) fn Living(
    /// Whose.
    passholder: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let code = RwSignal::new(None::<Result<String, ()>>);
    #[cfg(feature = "browser")]
    renew(passholder, code);
    #[cfg(not(feature = "browser"))]
    drop(passholder);
    let data = Signal::derive(move || code.get().and_then(Result::ok).unwrap_or_default());
    let label = move || i18n.get(&text::LIVING_LABEL.into());
    move || match code.get() {
        Some(Err(())) => view! { <p class="pass__none">{t(text::LIVING_NONE)}</p> }.into_any(),
        _ => view! {
            <div class="living">
                <Qr text=data label/>
                <span class="living__beat" aria-hidden="true"></span>
            </div>
        }
        .into_any(),
    }
}

#[cfg(feature = "browser")]
fn renew(passholder: String, code: RwSignal<Option<Result<String, ()>>>) {
    use crate::passholder::{live, phone::use_phone};
    use std::time::Duration;

    /// How long one signature is shown.
    const STEP: Duration = Duration::from_secs(20);

    let phone = use_phone();
    let sign = move || {
        let passholder = passholder.clone();
        leptos::task::spawn_local(async move {
            let signed = live::sign_pass(phone, &passholder).await;
            code.try_set(Some(signed.ok_or(())));
        });
    };
    Effect::new(move |_| {
        sign();
        if let Ok(beat) = set_interval_with_handle(sign.clone(), STEP) {
            on_cleanup(move || beat.clear());
        }
    });
}
