//! The rewards as a search sees them, and what a person may have: the rules of `domain::reward` on
//! what this phone keeps.

use super::filters::{Order, Wish};
use domain::{
    language::Language,
    reward::{self, Asker, Listed, Refusal, Rules},
    sync::{
        offer::{RewardItem, RewardList},
        phone::Person,
    },
    time::Timestamp,
    uitpas_api::{
        enums::{MembershipCardStatus, RewardType, RewardTypeFilter},
        reward_query::RewardQuery,
    },
};
use std::sync::Arc;

/// Every reward that the phone keeps.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shelf(Arc<Vec<(RewardItem, Listed)>>);

impl Shelf {
    /// The list as the server sent it.
    pub fn of(list: Option<&RewardList>) -> Self {
        let rewards = list.map(|list| list.rewards.as_slice()).unwrap_or_default();
        let all = rewards.iter().map(|item| (item.clone(), item.listed()));
        Self(Arc::new(all.collect()))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The reward at this place.
    pub fn item(&self, index: usize) -> Option<RewardItem> {
        self.0.get(index).map(|(item, _)| item.clone())
    }

    /// The id of the reward at this place.
    pub fn id(&self, index: usize) -> Option<&str> {
        self.0
            .get(index)
            .and_then(|(item, _)| item.reward.id.as_deref())
    }

    /// The places of those that `keep` keeps, the best loved first.
    pub fn pick(
        &self,
        query: &RewardQuery,
        now: Timestamp,
        keep: impl Fn(&RewardItem) -> bool,
    ) -> Vec<usize> {
        self.places(query, None, now, keep)
    }

    /// The places of what a wish finds, in its order.
    pub fn find(
        &self,
        wish: &Wish,
        words: &str,
        person: Option<&Person>,
        now: Timestamp,
    ) -> Vec<usize> {
        let words: Vec<String> = words
            .split_whitespace()
            .map(|word| format!("{word}*"))
            .collect();
        let flag = |wanted: bool| wanted.then_some(true);
        let regions = person.map(|person| {
            person
                .cards
                .iter()
                .map(|card| card.region.to_string())
                .collect()
        });
        let query = RewardQuery {
            kind: Some(RewardTypeFilter::Any),
            text: (!words.is_empty()).then(|| words.join(" ")),
            categories: wish.category.into_iter().collect(),
            online: flag(wish.online),
            for_kids: flag(wish.for_kids),
            sport: flag(wish.sport),
            last_chance: flag(wish.last_chance),
            applicable_card_system_id: if wish.elsewhere {
                Vec::new()
            } else {
                regions.unwrap_or_default()
            },
            sort: Some(
                match wish.order {
                    Order::Loved => "-featured,-redeemCount",
                    Order::Newest => "-creationDate",
                    Order::Cheapest => "points",
                    Order::Name => "name",
                }
                .to_owned(),
            ),
            ..RewardQuery::default()
        };
        let asks = if wish.now { person } else { None };
        self.places(&query, asks, now, |_| true)
    }

    fn places(
        &self,
        query: &RewardQuery,
        asks: Option<&Person>,
        now: Timestamp,
        keep: impl Fn(&RewardItem) -> bool,
    ) -> Vec<usize> {
        let mut found: Vec<&Listed> = self
            .0
            .iter()
            .filter(|(item, listed)| {
                reward::matches(listed, query, None, None, now)
                    && keep(item)
                    && asks.is_none_or(|person| may_have(item, person, now).is_ok())
            })
            .map(|(_, listed)| listed)
            .collect();
        // An order that is not known leaves them as they are.
        drop(reward::sort(&mut found, query));
        let place = |wanted: &Listed| {
            self.0
                .iter()
                .position(|(_, listed)| std::ptr::eq(listed, wanted))
        };
        found.into_iter().filter_map(place).collect()
    }
}

/// What it costs this person now, or why not.
pub(super) fn may_have(item: &RewardItem, person: &Person, now: Timestamp) -> Result<i64, Refusal> {
    if person.uitpas_number.is_none() {
        return Err(Refusal::Card);
    }
    let since = person.since.unwrap_or(Timestamp::MIN);
    let memberships: Vec<(u32, Timestamp)> = person
        .cards
        .iter()
        .filter(|card| card.status == MembershipCardStatus::Active && !card.membership_blocked)
        .map(|card| (card.region, since))
        .collect();
    let earlier: Vec<Timestamp> = person
        .private
        .iter()
        .flat_map(|private| &private.redeemed)
        .filter(|redeemed| Some(&redeemed.reward) == item.reward.id.as_ref())
        .map(|redeemed| redeemed.at)
        .collect();
    let asker = Asker {
        memberships: &memberships,
        points: person.points.unwrap_or(0),
        earlier: &earlier,
    };
    let taken = item.reward.units_taken.unwrap_or(0);
    reward::decide(&Rules::of(&item.reward), &asker, taken, now)
}

/// What a reward is called in the reader's language, else in Dutch.
pub(in crate::passholder) fn title_of(item: &RewardItem, language: Language) -> String {
    let translated = item
        .texts
        .get(language.code())
        .and_then(|texts| texts.title.clone());
    translated.unwrap_or_else(|| item.reward.title.clone())
}

/// Whether it welcomes somebody new.
pub(super) fn is_welcome(item: &RewardItem) -> bool {
    item.reward.kind == RewardType::Welcome
}

/// The person that was chosen; the owner where nobody was.
pub(super) fn person_of(persons: &[Person], id: Option<&str>) -> Option<Person> {
    let chosen = persons.iter().find(|person| Some(person.id.as_str()) == id);
    chosen.or_else(|| persons.first()).cloned()
}
