//! The PIN: set once after pairing, changed with the old one. It opens the rest on another phone and
//! is asked before a reward is redeemed.

use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    passholder::{
        doing::{Verb, change},
        phone::use_phone,
        sign_in::{FormError, Sending},
    },
    ui::Field,
};
use domain::sync::sign_in::NewPin;
use leptos::{ev::SubmitEvent, prelude::*};

/// The section.
#[component]
pub(super) fn PinSetting() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let (old, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let sending = Sending::new();
    let done = RwSignal::new(false);
    let has_pin = Memo::new(move |_| {
        phone
            .with_snapshot(|snapshot| snapshot.has_pin)
            .unwrap_or(false)
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        done.set(false);
        let old_pin = old.get_untracked();
        let body = NewPin {
            pin: new.get_untracked(),
            old: (!old_pin.is_empty()).then_some(old_pin),
        };
        change(
            phone,
            sending,
            Verb::Put,
            "pin".to_owned(),
            body,
            move || {
                old.try_set(String::new());
                new.try_set(String::new());
                done.try_set(true);
            },
        );
    };
    let hint = Signal::derive(move || i18n.get(&text::PIN_HINT.into()));
    view! {
        <section class="setting">
            <h2>{t(text::PIN)}</h2>
            <p>{t(text::PIN_WHAT)}</p>
            <form class="form" novalidate on:submit=submit>
                {move || has_pin.get().then(|| view! {
                    <Field name="old-pin" label=t(text::PIN_OLD) kind="password" keyboard="numeric" value=old autocomplete="current-password"/>
                })}
                <Field name="new-pin" label=t(text::PIN_NEW) kind="password" keyboard="numeric" hint=hint value=new autocomplete="new-password"/>
                <FormError sending/>
                <p role="status">{move || done.get().then(|| i18n.get(&text::PIN_KEPT.into()))}</p>
                <button class="button button--quiet" type="submit" aria-busy=move || sending.busy.get().then_some("true")>{t(text::PIN_KEEP)}</button>
            </form>
        </section>
    }
}
