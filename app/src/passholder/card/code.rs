//! The code on a card: bars for the scanners of official counters, or the living QR that this phone
//! signs anew every twenty seconds. The number is not printed unless asked for.

mod living;

use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    ui::{Barcode, Icon, Sign},
};
use domain::sync::phone::Person;
use leptos::prelude::*;
use living::Living;

/// Which code is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::passholder) enum Way {
    /// CODE128 of the number.
    Bars,
    /// The signed, rotating QR.
    Living,
}

/// Chooses between the codes.
#[component]
pub(in crate::passholder) fn Ways(
    /// The choice.
    way: RwSignal<Way>,
) -> impl IntoView {
    let button = move |of: Way, name| {
        let pressed = move || (way.get() == of).to_string();
        view! {
            <button type="button" class="switch__way" aria-pressed=pressed on:click=move |_| way.set(of)>
                {t(name)}
            </button>
        }
    };
    view! {
        <div class="switch" role="group" aria-label=t(text::CODE_KIND)>
            {button(Way::Bars, text::BARCODE)}
            {button(Way::Living, text::LIVING_CODE)}
        </div>
    }
}

/// The white field with the code of one person.
#[component]
pub(in crate::passholder) fn Code(
    /// Whose.
    person: Person,
    /// Which code.
    way: RwSignal<Way>,
) -> impl IntoView {
    let i18n = use_i18n();
    let number = person.uitpas_number.clone().unwrap_or_default();
    let shown = RwSignal::new(false);
    let grouped = group(&number);
    let name = person.first_name.clone();
    let label = move || i18n.get(&text::barcode_of(name.clone()));
    let id = person.id;
    view! {
        <div class="pass__code">
            {move || match way.get() {
                Way::Bars => view! { <Barcode digits=number.clone() label=label.clone()/> }.into_any(),
                Way::Living => view! { <Living passholder=id.clone()/> }.into_any(),
            }}
            <p class="pass__light"><Icon sign=Sign::Light/> <span>{t(text::BRIGHTER)}</span></p>
            {move || if shown.get() {
                view! { <p class="pass__number ltr">{grouped.clone()}</p> }.into_any()
            } else {
                view! {
                    <button class="button button--plain" type="button" on:click=move |_| shown.set(true)>
                        {t(text::SHOW_NUMBER)}
                    </button>
                }.into_any()
            }}
        </div>
    }
}

/// As the pass prints it: 4, 3, 3 and 3 digits.
fn group(number: &str) -> String {
    match number.parse::<domain::number::UitpasNumber>() {
        Ok(number) => number.grouped(),
        Err(_) => number.to_owned(),
    }
}
