//! The form for a code that a counter, a club or one's other phone handed out. The QR of a code is
//! an address of this screen with the code in its fragment, which no server sees.

use super::{FormError, Sending};
use crate::{
    i18n::{Text, keys::passholder as text, t, use_i18n},
    ui::Field,
};
use domain::pairing::{CodeError, PairingCode};
use leptos::{ev::SubmitEvent, prelude::*};

/// The form.
#[component]
pub(super) fn CodeForm() -> impl IntoView {
    let i18n = use_i18n();
    let code = RwSignal::new(String::new());
    let code_error = RwSignal::new(None::<Text>);
    let sending = Sending::new();
    let phone = super::use_phone();
    let send = move || {
        let parsed = code.with_untracked(|code| code.parse::<PairingCode>());
        code_error.set(parsed.as_ref().err().map(|error| typing_error(*error)));
        if let Ok(code) = parsed {
            #[cfg(feature = "browser")]
            super::send::by_code(phone, sending, &code);
            #[cfg(not(feature = "browser"))]
            let _ = (code, phone);
        }
    };
    #[cfg(feature = "browser")]
    Effect::new(move |_| {
        use crate::device::document;
        let fragment = document::fragment();
        if fragment.parse::<PairingCode>().is_ok() {
            // Used once: it must not stay in the address bar, nor be sent again by going back.
            document::forget_fragment();
            code.set(fragment);
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let error = Signal::derive(move || code_error.get().map(|error| i18n.get(&error)));
    view! {
        <form class="form" novalidate on:submit=submit>
            <Field
                name="pairing-code"
                label=t(text::CODE)
                hint=Signal::derive(move || i18n.get(&text::CODE_HINT.into()))
                error=error
                value=code
                autocomplete="one-time-code"
            />
            <FormError sending/>
            <button class="button button--primary button--wide" type="submit" aria-busy=move || sending.busy.get().then_some("true")>
                {t(text::CODE_DO)}
            </button>
            <p class="form__note">{t(text::CODE_WHERE)}</p>
        </form>
    }
}

fn typing_error(error: CodeError) -> Text {
    match error {
        CodeError::Length => text::CODE_LENGTH.into(),
        CodeError::Character => text::CODE_CHARACTER.into(),
        CodeError::Check => text::CODE_CHECK.into(),
    }
}
