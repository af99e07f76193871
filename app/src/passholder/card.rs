//! The card: whose it is, how many points, and the code that a counter scans. One swipe further is
//! the next card of the family.

mod code;
mod goal;
#[cfg(feature = "browser")]
mod seen;

use super::{format, phone::use_phone, standing::Standing};
use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    info::use_title,
    ui::{Badge, Tone},
};
pub(super) use code::{Code, Way, Ways};
use domain::{sync::phone::Person, uitpas_api::enums::MembershipCardStatus};
use goal::Goal;
use leptos::prelude::*;

/// The home of the pass holder.
#[component]
pub(super) fn CardScreen() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    use_title(move || i18n.get(&text::TITLE.into()));
    let way = RwSignal::new(Way::Bars);
    let persons = Memo::new(move |_| phone.persons());
    let several = move || persons.with(|persons| persons.len() > 1);
    #[cfg(feature = "browser")]
    {
        stay_lit();
        seen::remember(way);
    }
    view! {
        <div class="page page--pass">
            <h1 class="visually-hidden">{t(text::TITLE)}</h1>
            <Ways way/>
            <div class="deck" role="group" aria-label=t(text::CARDS) tabindex=move || several().then_some("0")>
                {move || persons.get().into_iter().map(|person| view! { <Pass person way/> }).collect_view()}
            </div>
            {move || several().then(|| view! { <p class="deck__hint">{t(text::SWIPE)}</p> })}
            <Goal/>
            <Standing/>
        </div>
    }
}

/// One card.
#[component]
fn Pass(
    /// Whose.
    person: Person,
    /// Which code is shown.
    way: RwSignal<Way>,
) -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let name = format!("{} {}", person.first_name, person.name);
    let label = name.clone();
    let regions: Vec<u32> = person.cards.iter().map(|card| card.region).collect();
    let regions = move || {
        let names: Vec<String> = regions.iter().map(|id| phone.region(*id)).collect();
        names.join(" · ")
    };
    let points = person.points;
    let count = move || points.map_or_else(|| "–".to_owned(), |points| points.to_string());
    let unit = move || format::unit(i18n, points);
    let closed = person.uitpas_number.is_none();
    let blocked = person
        .cards
        .iter()
        .any(|card| card.membership_blocked || card.status == MembershipCardStatus::Blocked);
    view! {
        <article class="pass" aria-label=label>
            <div class="pass__top">
                <div class="pass__who">
                    <p class="pass__region">{regions}</p>
                    <p class="pass__name">{name}</p>
                </div>
                <p class="pass__points">
                    <span class="pass__count">{count}</span>
                    <span class="pass__unit">{unit}</span>
                </p>
            </div>
            {if closed {
                let says = if blocked { text::CARD_BLOCKED } else { text::CARD_CLOSED };
                view! {
                    <div class="pass__closed">
                        <Badge tone=Tone::Bad>{t(text::CARD_NOT_WORKING)}</Badge>
                        <p>{t(says)}</p>
                    </div>
                }.into_any()
            } else {
                view! { <Code person way/> }.into_any()
            }}
        </article>
    }
}

/// Keeps the screen lit while the card is open.
#[cfg(feature = "browser")]
fn stay_lit() {
    use crate::device::wake::Lit;
    let lit = StoredValue::new_local(None::<Lit>);
    Effect::new(move |_| lit.set_value(Some(Lit::hold())));
    on_cleanup(move || drop(lit.try_update_value(Option::take)));
}
