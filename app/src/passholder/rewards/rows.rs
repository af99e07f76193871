//! The rows of the rewards' home: each a reason to look, hidden where it has nothing.

use super::{
    shelf::{Shelf, is_welcome, may_have},
    tile::Tile,
};
use crate::{
    i18n::{Key, keys::passholder as text, t},
    passholder::phone::use_phone,
};
use domain::{
    reward::Refusal,
    sync::{offer::RewardItem, phone::Person},
    time::Timestamp,
    uitpas_api::{enums::RewardTypeFilter, reward_query::RewardQuery},
};
use leptos::prelude::*;

/// How many stand in a row.
const LENGTH: usize = 12;
/// "Almost" is this many points away, or fewer.
const ALMOST: i64 = 3;

type Choice = fn(&RewardItem, &Person, Timestamp) -> bool;

const ROWS: [(Key, Choice); 8] = [
    (text::ROW_WELCOME, |item, person, now| {
        is_welcome(item) && may_have(item, person, now).is_ok()
    }),
    (text::ROW_NOW, |item, person, now| {
        !is_welcome(item) && may_have(item, person, now).is_ok()
    }),
    (
        text::ROW_ALMOST,
        |item, person, now| matches!(may_have(item, person, now), Err(Refusal::Points { missing }) if missing <= ALMOST),
    ),
    (text::LAST_CHANCE, |item, _, _| {
        item.reward.last_chance.unwrap_or(false)
    }),
    (text::ROW_LOVED, |item, _, _| {
        item.redeemed > 0 && !is_welcome(item)
    }),
    (text::ONLINE, |item, _, _| {
        item.reward.online.unwrap_or(false)
    }),
    (text::FOR_KIDS, |item, _, _| {
        item.reward.for_kids.unwrap_or(false)
    }),
    (text::SPORT, |item, _, _| item.reward.sport.unwrap_or(false)),
];

/// All rows.
#[component]
pub(super) fn Rows(
    /// The rewards.
    shelf: Memo<Shelf>,
    /// For whom.
    person: Memo<Option<Person>>,
) -> impl IntoView {
    let phone = use_phone();
    let row = move |(name, choice): (Key, Choice)| {
        let found = Memo::new(move |_| {
            let now = phone.now.get();
            let Some(person) = person.get() else {
                return Vec::new();
            };
            let query = RewardQuery {
                kind: Some(RewardTypeFilter::Any),
                ..RewardQuery::default()
            };
            let mut found =
                shelf.with(|shelf| shelf.pick(&query, now, |item| choice(item, &person, now)));
            found.truncate(LENGTH);
            found
        });
        move || {
            let found = found.get();
            (!found.is_empty()).then(|| view! {
                <section class="row">
                    <h2 class="row__title">{t(name)}</h2>
                    <ul class="row__tiles" tabindex="0">
                        {found.into_iter().filter_map(|index| {
                            shelf.with(|shelf| shelf.item(index)).map(|item| view! { <Tile item person=person.get()/> })
                        }).collect_view()}
                    </ul>
                </section>
            })
        }
    };
    ROWS.map(row)
}
