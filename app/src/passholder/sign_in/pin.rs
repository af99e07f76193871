//! The form with the PIN, for a phone on which number and birth date were shown already.

use super::{FormError, Sending};
use crate::{
    i18n::{keys::passholder as text, t},
    ui::Field,
};
use leptos::{ev::SubmitEvent, prelude::*};

/// The form.
#[component]
pub(super) fn PinForm() -> impl IntoView {
    let (phone, sending) = (super::use_phone(), Sending::new());
    let pin = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        #[cfg(feature = "browser")]
        super::send::by_pin(phone, sending, pin.get_untracked());
        #[cfg(not(feature = "browser"))]
        let _ = (phone, pin);
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <Field name="unlock-pin" label=t(text::PIN) kind="password" keyboard="numeric" value=pin autocomplete="current-password"/>
            <FormError sending/>
            <button class="button button--primary button--wide" type="submit" aria-busy=move || sending.busy.get().then_some("true")>
                {t(text::UNLOCK)}
            </button>
        </form>
    }
}
