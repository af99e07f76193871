//! A reward in a list: what it is, what it costs, and how far away it is for this person.

use super::shelf::{is_welcome, may_have, title_of};
use crate::{
    i18n::{I18n, Text, keys::passholder as text, use_i18n},
    passholder::{address, phone::use_phone},
    ui::{Icon, Sign},
};
use domain::{
    reward::Refusal,
    sync::{offer::RewardItem, phone::Person},
    uitpas_api::enums::RewardCategory,
};
use leptos::prelude::*;

/// The tile.
#[component]
pub(super) fn Tile(
    /// The reward.
    item: RewardItem,
    /// For whom.
    person: Option<Person>,
) -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let id = item.reward.id.clone().unwrap_or_default();
    let href = address(&format!("voordelen/{id}"));
    let loved = move || phone.likes.with(|likes| likes.hearts.contains(&id));
    let title = {
        let item = item.clone();
        move || title_of(&item, i18n.language())
    };
    let who = person.clone();
    let of = item.clone();
    let far = move || {
        who.as_ref()
            .map(|person| i18n.get(&distance(&of, person, phone.now.get())))
    };
    let ready =
        person.is_some_and(|person| may_have(&item, &person, phone.now.get_untracked()).is_ok());
    let (class, sign) = look(&item);
    let price = move || price(i18n, &item);
    view! {
        <li class="tile" class:tile--ready=ready>
            <div class=class aria-hidden="true"><Icon sign class="tile__sign"/></div>
            <div class="tile__body">
                <h3 class="tile__title"><a href=href>{title}</a></h3>
                <p class="tile__far">{far}</p>
                <p class="tile__price">{price} {move || loved().then(|| view! { <Icon sign=Sign::Heart class="icon tile__heart"/> })}</p>
            </div>
        </li>
    }
}

/// What it costs, in words.
pub(super) fn price(i18n: I18n, item: &RewardItem) -> String {
    if is_welcome(item) {
        return i18n.get(&text::FREE.into());
    }
    let points = u64::try_from(item.reward.points.unwrap_or(0)).unwrap_or(0);
    i18n.get(&text::points(points))
}

/// How far it is away for this person, or why it cannot be had.
pub(super) fn distance(item: &RewardItem, person: &Person, now: domain::time::Timestamp) -> Text {
    match may_have(item, person, now) {
        Ok(_) => text::CAN_HAVE.into(),
        Err(Refusal::Points { missing }) => text::points_to_go(u64::try_from(missing).unwrap_or(0)),
        Err(Refusal::Card) => text::WHY_CARD.into(),
        Err(Refusal::NoActiveMembership) => text::WHY_MEMBERSHIP.into(),
        Err(Refusal::Region) => text::WHY_REGION.into(),
        Err(Refusal::Period) => text::WHY_PERIOD.into(),
        Err(Refusal::SoldOut) => text::WHY_SOLD_OUT.into(),
        Err(Refusal::Limit { .. }) => text::WHY_LIMIT.into(),
    }
}

fn look(item: &RewardItem) -> (&'static str, Sign) {
    match item.reward.categories.first() {
        Some(RewardCategory::FoodAndDrink) => ("tile__art tile__art--food", Sign::Heart),
        Some(RewardCategory::Do) => ("tile__art tile__art--do", Sign::Calendar),
        Some(RewardCategory::Charity) => ("tile__art tile__art--charity", Sign::Family),
        Some(RewardCategory::Gadget) => ("tile__art tile__art--gadget", Sign::Gift),
        None => ("tile__art", Sign::Gift),
    }
}
