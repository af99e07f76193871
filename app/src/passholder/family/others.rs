//! The families that this person was added to: what the other may see, and leaving.

use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    passholder::{
        doing::{Verb, change},
        phone::use_phone,
        sign_in::{FormError, Sending},
    },
};
use domain::sync::family::{Consent, ConsentAnswer, FamilyOf};
use leptos::{ev::MouseEvent, prelude::*};

/// The list; nothing where there is none.
#[component]
pub(super) fn Others() -> impl IntoView {
    let phone = use_phone();
    let sending = Sending::new();
    let families = Memo::new(move |_| {
        phone
            .with_snapshot(|snapshot| snapshot.families.clone())
            .unwrap_or_default()
    });
    move || {
        let families = families.get();
        (!families.is_empty()).then(|| view! {
            <section>
                <h2>{t(text::FAMILIES)}</h2>
                <FormError sending/>
                <ul class="proofs">{families.into_iter().map(|of| view! { <OtherFamily of sending/> }).collect_view()}</ul>
            </section>
        })
    }
}

/// One of them.
#[component]
fn OtherFamily(
    /// Whose list.
    of: FamilyOf,
    /// The state of what is asked.
    sending: Sending,
) -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let path = format!("families/{}", of.passholder);
    let answer = move |agrees: bool| {
        let path = path.clone();
        move |_: MouseEvent| {
            change(
                phone,
                sending,
                Verb::Put,
                path.clone(),
                ConsentAnswer { agrees },
                || {},
            );
        }
    };
    let (yes, no) = (answer(true), answer(false));
    let leave = {
        let path = format!("families/{}", of.passholder);
        move |_| change(phone, sending, Verb::Delete, path.clone(), (), || {})
    };
    let name = format!("{} {}", of.first_name, of.name);
    let consent = of.consent;
    let pressed = move |answer: Consent| (consent == answer).to_string();
    let asks = of.consent != Consent::NotNeeded;
    view! {
        <li class="proof">
            <p class="proof__title">{name.clone()}</p>
            {asks.then(|| view! {
                <p>{move || i18n.get(&text::consent_ask(name.clone()))}</p>
                <p class="chips">
                    <button class="chip" type="button" aria-pressed={pressed(Consent::Given)} on:click=yes>{t(text::YES)}</button>
                    <button class="chip" type="button" aria-pressed={pressed(Consent::Refused)} on:click=no>{t(text::NO)}</button>
                </p>
            })}
            <button class="button button--plain" type="button" on:click=leave>{t(text::FAMILY_LEAVE)}</button>
        </li>
    }
}
