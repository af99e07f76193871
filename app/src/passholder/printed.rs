//! The card on paper, for who would rather not carry a phone: first what its number tells to whoever
//! reads it, then the bars, with the number only where it is asked for.

use super::phone::use_phone;
use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    info::use_title,
    ui::{Barcode, Empty},
};
use domain::{number::UitpasNumber, sync::phone::Person};
use leptos::prelude::*;

/// The screen.
#[component]
pub(super) fn PrintedScreen() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    use_title(move || i18n.get(&text::PRINTED.into()));
    let numbers = RwSignal::new(false);
    let open = move || {
        let persons = phone.persons().into_iter();
        let open = persons.filter(|person| person.uitpas_number.is_some());
        open.collect::<Vec<_>>()
    };
    let print = move |_| {
        #[cfg(feature = "browser")]
        crate::device::document::print();
    };
    view! {
        <div class="page page--list">
            <h1>{t(text::PRINTED)}</h1>
            <p class="detail__how not-printed">{t(text::PRINTED_TELLS)}</p>
            <label class="choice not-printed" for="with-number">
                <input
                    type="checkbox"
                    id="with-number"
                    prop:checked=move || numbers.get()
                    on:change=move |event| numbers.set(event_target_checked(&event))
                />
                <span>{t(text::PRINTED_NUMBER)}</span>
            </label>
            <p class="not-printed">
                <button class="button button--primary button--wide" type="button" on:click=print>{t(text::PRINT)}</button>
            </p>
            {move || {
                let open = open();
                if open.is_empty() {
                    view! { <Empty>{t(text::CARD_CLOSED)}</Empty> }.into_any()
                } else {
                    open.into_iter().map(|person| view! { <Paper person numbers/> }).collect_view().into_any()
                }
            }}
        </div>
    }
}

/// One card, as large as the plastic one.
#[component]
fn Paper(
    /// Whose.
    person: Person,
    /// Whether the number is printed.
    numbers: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let number = person.uitpas_number.unwrap_or_default();
    let grouped = number
        .parse::<UitpasNumber>()
        .map_or_else(|_| number.clone(), |number| number.grouped());
    let name = format!("{} {}", person.first_name, person.name);
    let first = person.first_name;
    let label = move || i18n.get(&text::barcode_of(first.clone()));
    view! {
        <section class="paper">
            <p class="paper__name">"UiTPAS · " <bdi>{name}</bdi></p>
            <Barcode digits=number label/>
            {move || numbers.get().then(|| view! { <p class="pass__number ltr">{grouped.clone()}</p> })}
        </section>
    }
}
