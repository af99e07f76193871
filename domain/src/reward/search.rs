//! Which rewards a search finds, in what order, and how many there are of each kind.

#[cfg(test)]
mod tests;

use super::{Asker, Rules, decide};
use crate::period::Period;
use crate::time::Timestamp;
use crate::uitpas_api::enums::{
    RewardFacet, RewardStatus, RewardSubset, RewardType, RewardTypeFilter, SortOrder,
};
use crate::uitpas_api::reward::{self as wire, Reward};
use crate::uitpas_api::reward_query::{Facet, FacetCount, RewardFacets, RewardQuery};
use crate::uitpas_api::{DateTime, LocalizedText};
use chrono::TimeDelta;
use std::cmp::Ordering;

/// A reward is on its last chance when it ends within two weeks or a tenth is left.
/// The threshold is ours: UiTPAS publishes none.
const LAST_DAYS: TimeDelta = TimeDelta::days(14);

/// A reward as a search sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// As it is answered.
    pub reward: Reward,
    /// Whether its region is a lasting one, which shows it to everybody.
    pub permanent: bool,
    /// Where it can be had: postal codes of its organizers.
    pub postal_codes: Vec<String>,
    /// When it was made.
    pub created: Timestamp,
    /// How often it was had.
    pub redeemed: u64,
    /// What decides whether somebody may have it.
    pub rules: Rules,
    /// Its texts in every language, lower case, for the search by words.
    pub words: String,
}

const fn moment(at: DateTime) -> Timestamp {
    Timestamp::from_millis(at.millis())
}

fn period(period: wire::Period) -> Period {
    Period {
        begin: moment(period.begin),
        end: period.end.map(moment),
    }
}

/// Whether there is little time or little left.
pub fn is_last_chance(rules: &Rules, taken: u32, at: Timestamp) -> bool {
    let soon = rules
        .redeem
        .is_some_and(|period| period.ends_within(LAST_DAYS, at));
    let few = rules.units.is_some_and(|units| {
        units > 0 && taken < units && u64::from(units - taken) * 10 <= u64::from(units)
    });
    soon || few
}

impl Listed {
    /// Whether it is in a subset. Source: SPEC `GET /rewards`, `subset`.
    fn is_in(&self, subset: RewardSubset, at: Timestamp) -> bool {
        let reward = &self.reward;
        let active = reward.status == Some(RewardStatus::Active) && self.permanent;
        let published = period(reward.publication_period).contains(at);
        let redeem = reward.redeem_period.map(period);
        let now = redeem.is_none_or(|period| period.contains(at));
        let future = redeem.is_some_and(|period| !period.has_begun(at));
        match subset {
            RewardSubset::All => true,
            RewardSubset::EndUsers => active && published && now,
            RewardSubset::Redeemable => active && now,
            RewardSubset::RedeemableFuture => active && future,
            RewardSubset::EndUserFuture => active && published && future,
        }
    }
}

/// Whether a search finds a reward, paging aside. `asker` is the person of
/// `isRedeemableByPassholderId`, `interested` the regions of that of `isInterestingForPassholderId`.
pub fn matches(
    one: &Listed,
    query: &RewardQuery,
    asker: Option<&Asker>,
    interested: Option<&[u32]>,
    at: Timestamp,
) -> bool {
    let reward = &one.reward;
    let any = |wanted: &[String], has: &dyn Fn(&str) -> bool| {
        wanted.is_empty() || wanted.iter().any(|id| has(id))
    };
    let flag = |wanted: Option<bool>, is: Option<bool>| {
        wanted.is_none_or(|wanted| wanted == is.unwrap_or(false))
    };
    let kind = match query.kind.unwrap_or(RewardTypeFilter::Points) {
        RewardTypeFilter::Points => reward.kind == RewardType::Points,
        RewardTypeFilter::Welcome => reward.kind == RewardType::Welcome,
        RewardTypeFilter::Any => true,
    };
    let cost = reward.points.unwrap_or(0);
    let region = |id: &str, system: u32| id.parse() == Ok(system);
    kind && one.is_in(query.subset.unwrap_or(RewardSubset::EndUsers), at)
        && query
            .status
            .is_none_or(|status| reward.status == Some(status))
        && (query.subset == Some(RewardSubset::All)
            || query.status.is_some()
            || reward.status != Some(RewardStatus::Deleted))
        && any(&query.organizer_id, &|id| {
            reward.organizers.is_empty() || reward.organizers.iter().any(|one| one.id == id)
        })
        && any(&query.organizer_postal_code, &|code| {
            one.postal_codes.iter().any(|one| one == code)
        })
        && any(&query.owning_card_system_id, &|id| {
            reward
                .owning_card_system
                .as_ref()
                .is_some_and(|system| region(id, system.id))
        })
        && any(&query.applicable_card_system_id, &|id| {
            reward.all_card_systems.unwrap_or(true)
                || reward
                    .applicable_card_systems
                    .iter()
                    .any(|system| region(id, system.id))
        })
        && (query.categories.is_empty()
            || query
                .categories
                .iter()
                .any(|category| reward.categories.contains(category)))
        && query.points_from.is_none_or(|from| cost >= from)
        && query.points_to.is_none_or(|to| cost <= to)
        && flag(query.sport, reward.sport)
        && flag(query.for_kids, reward.for_kids)
        && flag(query.featured, reward.featured)
        && flag(query.online, reward.online)
        && flag(query.last_chance, reward.last_chance)
        && query
            .text
            .as_deref()
            .is_none_or(|text| has_words(&one.words, text))
        && asker.is_none_or(|asker| {
            decide(&one.rules, asker, reward.units_taken.unwrap_or(0), at).is_ok()
        })
        && interested.is_none_or(|regions| {
            one.rules
                .regions
                .as_ref()
                .is_none_or(|own| own.iter().any(|one| regions.contains(one)))
        })
}

/// Every word is there; one that ends in `*` may go on. The app ends its words so.
fn has_words(words: &str, text: &str) -> bool {
    text.to_lowercase()
        .split_whitespace()
        .all(|wanted| match wanted.strip_suffix('*') {
            Some(start) => words
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| word.starts_with(start)),
            None => words.contains(wanted),
        })
}

/// Puts rewards in order: by `sort`, else by the older parameters, else the best loved first.
/// Names that are not known are told in the error.
pub fn sort(found: &mut [&Listed], query: &RewardQuery) -> Result<(), String> {
    let mut keys: Vec<(Key, bool)> = Vec::new();
    for name in query
        .sort
        .iter()
        .flat_map(|sort| sort.split(','))
        .filter(|name| !name.is_empty())
    {
        let (name, descending) = name
            .strip_prefix('-')
            .map_or((name, false), |name| (name, true));
        let key = Key::named(name).ok_or_else(|| name.to_owned())?;
        keys.push((key, descending));
    }
    let single = [
        (Key::Featured, query.sort_featured),
        (Key::Name, query.sort_name),
        (Key::CreationDate, query.sort_creation_date),
        (Key::RedeemCount, query.sort_redeem_count),
        (Key::Points, query.sort_points),
    ];
    keys.extend(
        single
            .into_iter()
            .filter_map(|(key, order)| order.map(|order| (key, order == SortOrder::Descending))),
    );
    if keys.is_empty() {
        keys = vec![(Key::Featured, true), (Key::RedeemCount, true)];
    }
    found.sort_by(|one, other| {
        let ordered = keys.iter().map(|(field, descending)| {
            let order = field.compare(one, other);
            if *descending { order.reverse() } else { order }
        });
        // A page must not change between two requests: ids decide the rest.
        ordered
            .fold(Ordering::Equal, Ordering::then)
            .then_with(|| one.reward.id.cmp(&other.reward.id))
    });
    Ok(())
}

#[derive(Debug, Clone, Copy)]
enum Key {
    Name,
    CreationDate,
    RedeemCount,
    Featured,
    Points,
}

impl Key {
    fn named(name: &str) -> Option<Self> {
        [
            ("name", Self::Name),
            ("title", Self::Name),
            ("creationdate", Self::CreationDate),
            ("redeemcount", Self::RedeemCount),
            ("featured", Self::Featured),
            ("points", Self::Points),
        ]
        .into_iter()
        .find_map(|(known, key)| name.eq_ignore_ascii_case(known).then_some(key))
    }

    fn compare(self, a: &Listed, b: &Listed) -> Ordering {
        let featured = |one: &Listed| one.reward.featured.unwrap_or(false);
        match self {
            Self::Name => a
                .reward
                .title
                .to_lowercase()
                .cmp(&b.reward.title.to_lowercase()),
            Self::CreationDate => a.created.cmp(&b.created),
            Self::RedeemCount => a.redeemed.cmp(&b.redeemed),
            Self::Featured => featured(a).cmp(&featured(b)),
            Self::Points => a.reward.points.cmp(&b.reward.points),
        }
    }
}

/// How many of what was found there are of each value.
pub fn facets(found: &[&Listed], wanted: &[RewardFacet]) -> Option<RewardFacets> {
    if wanted.is_empty() {
        return None;
    }
    let mut facets = RewardFacets::default();
    for facet in wanted {
        let mut counts = Facet::new();
        for one in found {
            for (value, name) in values(*facet, &one.reward) {
                let entry = counts.entry(value).or_insert_with(|| FacetCount {
                    name: LocalizedText::dutch(name),
                    count: 0,
                });
                entry.count += 1;
            }
        }
        let place = match facet {
            RewardFacet::Categories => &mut facets.categories,
            RewardFacet::ForKids => &mut facets.for_kids,
            RewardFacet::Sport => &mut facets.sport,
            RewardFacet::Online => &mut facets.online,
            RewardFacet::LastChance => &mut facets.last_chance,
            RewardFacet::OwningCardSystemId => &mut facets.owning_card_system_id,
            RewardFacet::Type => &mut facets.kind,
        };
        *place = Some(counts);
    }
    Some(facets)
}

/// The values of a reward for a facet, each with its name.
fn values(facet: RewardFacet, reward: &Reward) -> Vec<(String, String)> {
    let flag = |is: Option<bool>| {
        let is = is.unwrap_or(false);
        vec![(is.to_string(), if is { "Ja" } else { "Nee" }.to_owned())]
    };
    match facet {
        RewardFacet::Categories => reward
            .categories
            .iter()
            .map(|one| (one.to_string(), one.to_string()))
            .collect(),
        RewardFacet::ForKids => flag(reward.for_kids),
        RewardFacet::Sport => flag(reward.sport),
        RewardFacet::Online => flag(reward.online),
        RewardFacet::LastChance => flag(reward.last_chance),
        RewardFacet::Type => {
            let name = match reward.kind {
                RewardType::Points => "Omruilvoordeel",
                RewardType::Welcome => "Welkomstvoordeel",
            };
            vec![(reward.kind.to_string(), name.to_owned())]
        }
        RewardFacet::OwningCardSystemId => reward
            .owning_card_system
            .iter()
            .map(|system| {
                (
                    system.id.to_string(),
                    system.name.clone().unwrap_or_default(),
                )
            })
            .collect(),
    }
}
