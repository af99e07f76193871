//! Member cards: the clubs that a person belongs to, until when, and the code to show at their door.

use super::{
    card::{Code, Way, Ways},
    format::{self, Form},
    people::Chips,
    phone::use_phone,
    standing::Standing,
};
use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    info::use_title,
    ui::{Badge, Empty, Tone},
};
use domain::{
    sync::phone::{Membership, Person},
    uitpas_api::enums::AssociationMembershipStatus,
};
use leptos::prelude::*;

/// The screen.
#[component]
pub(super) fn MembershipsScreen() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    use_title(move || i18n.get(&text::MEMBERSHIPS.into()));
    let whose = RwSignal::new(None::<String>);
    let person = Memo::new(move |_| {
        let persons = phone.persons();
        let chosen = persons
            .iter()
            .find(|person| Some(&person.id) == whose.get().as_ref());
        chosen.or_else(|| persons.first()).cloned()
    });
    view! {
        <div class="page page--list">
            <h1>{t(text::MEMBERSHIPS)}</h1>
            <Standing/>
            <Chips whose/>
            {move || {
                let person = person.get();
                let cards = person.as_ref().and_then(|person| person.private.as_ref());
                let cards = cards.map(|private| private.memberships.clone()).unwrap_or_default();
                match person {
                    Some(person) if !cards.is_empty() => view! {
                        <ul class="proofs">
                            {cards.into_iter().map(|card| view! { <MemberCard card person=person.clone()/> }).collect_view()}
                        </ul>
                    }.into_any(),
                    _ => view! { <Empty>{t(text::MEMBERSHIPS_EMPTY)}</Empty> }.into_any(),
                }
            }}
        </div>
    }
}

/// One member card.
#[component]
fn MemberCard(
    /// The membership.
    card: Membership,
    /// Whose.
    person: Person,
) -> impl IntoView {
    let i18n = use_i18n();
    let shown = RwSignal::new(false);
    let (tone, word) = match card.status {
        AssociationMembershipStatus::Active => (Tone::Good, text::MEMBER_ACTIVE),
        _ => (Tone::Bad, text::MEMBER_ENDED),
    };
    let (end, renew) = (card.end_date, card.renew_from);
    let until = move || i18n.get(&text::until(format::day(i18n.language(), end, Form::Date)));
    let again = move || {
        let from = format::day(i18n.language(), renew?, Form::Date);
        Some(i18n.get(&text::renew_from(from)))
    };
    let way = RwSignal::new(Way::Bars);
    let name = format!("{} {}", person.first_name, person.name);
    view! {
        <li class="proof">
            <p class="proof__title">{card.name}</p>
            <p>{name}</p>
            <p><Badge tone>{t(word)}</Badge> " " {until}</p>
            {move || again().map(|again| view! { <p class="proof__when">{again}</p> })}
            {move || if shown.get() {
                view! { <Ways way/> <Code person=person.clone() way/> }.into_any()
            } else {
                view! {
                    <button class="button button--quiet" type="button" on:click=move |_| shown.set(true)>{t(text::SHOW_BARCODE)}</button>
                }.into_any()
            }}
        </li>
    }
}
