//! What changes rarely and is needed by nearly every answer: regions and rewards, kept for a moment.
//! Decisions that must not be wrong look into the database again.

use super::Embedded;
use crate::{
    db::{card_system, organizer, reward},
    registry::{Answer, Refused},
};
use domain::{
    reward::{Listed, Rules, is_last_chance},
    tariff::DistributionKey,
    time::Timestamp,
    uitpas_api::{
        card_system::{CardSystem, City},
        reward::Reward,
    },
};
use sqlx::AnyConnection;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};
use tokio::sync::Mutex;

/// How long a look at the shelf may be out of date, when another server changed something.
const FRESH: Duration = Duration::from_secs(2);

/// A thing, and since when it is kept.
type Kept<T> = Arc<Mutex<Option<(i64, Arc<T>)>>>;

/// The shelf.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    regions: Kept<Regions>,
    rewards: Kept<Vec<Listed>>,
    organizers: Arc<Mutex<HashMap<String, (i64, String)>>>,
}

impl Shelf {
    /// What an organizer is called.
    pub(super) async fn organizer(
        &self,
        c: &mut AnyConnection,
        id: &str,
        now: Timestamp,
    ) -> sqlx::Result<Option<String>> {
        let mut kept = self.organizers.lock().await;
        if let Some((since, name)) = kept.get(id)
            && is_fresh(*since, now.millis())
        {
            return Ok(Some(name.clone()));
        }
        let name = organizer::name(c, id).await?;
        if let Some(name) = &name {
            kept.insert(id.to_owned(), (now.millis(), name.clone()));
        }
        Ok(name)
    }
}

/// The regions, their cities and keys.
#[derive(Debug)]
pub(super) struct Regions {
    systems: BTreeMap<u32, Region>,
    /// Distribution keys with their regions.
    pub(super) keys: Vec<(u32, DistributionKey)>,
}

/// A region.
#[derive(Debug)]
pub(super) struct Region {
    /// As it is answered.
    pub(super) wire: CardSystem,
    /// How long a social tariff goes on after its end, in days.
    pub(super) grace_days: u32,
    /// Its cities.
    pub(super) cities: Vec<card_system::CityRow>,
}

impl Regions {
    /// The region with this id.
    pub(super) fn get(&self, id: u32) -> Option<&Region> {
        self.systems.get(&id)
    }

    /// Id and name, as other answers show it.
    pub(super) fn brief(&self, id: i64) -> CardSystem {
        let id = u32::try_from(id).unwrap_or_default();
        CardSystem {
            id,
            name: self.get(id).and_then(|region| region.wire.name.clone()),
            ..CardSystem::default()
        }
    }

    /// How long its social tariffs go on, in days.
    pub(super) fn grace_days(&self, id: i64) -> u32 {
        let id = u32::try_from(id).unwrap_or_default();
        self.get(id)
            .map_or(domain::social_tariff::GRACE_DAYS, |region| {
                region.grace_days
            })
    }

    /// All of them, by id.
    pub(super) fn all(&self) -> impl Iterator<Item = &Region> {
        self.systems.values()
    }
}

fn is_fresh(since: i64, now: i64) -> bool {
    (0..i64::try_from(FRESH.as_millis()).unwrap_or(0)).contains(&(now - since))
}

impl Embedded {
    /// The regions.
    pub(super) async fn regions(&self, c: &mut AnyConnection) -> Answer<Arc<Regions>> {
        let now = self.clock.now();
        let mut kept = self.shelf.regions.lock().await;
        if let Some((since, regions)) = &*kept
            && is_fresh(*since, now)
        {
            return Ok(Arc::clone(regions));
        }
        let cities = card_system::cities(c).await?;
        let mut systems = BTreeMap::new();
        for row in card_system::all(c).await? {
            let mut wire = row.wire()?;
            let own: Vec<_> = cities
                .iter()
                .filter(|city| city.card_system_id == row.id)
                .cloned()
                .collect();
            let city = |city: &card_system::CityRow| City {
                postal_code: city.postal_code.clone(),
                name: city.name.clone(),
            };
            wire.cities = own.iter().map(city).collect();
            let grace_days = u32::try_from(row.grace_days).unwrap_or_default();
            systems.insert(
                wire.id,
                Region {
                    wire,
                    grace_days,
                    cities: own,
                },
            );
        }
        let keys = card_system::keys(c).await?;
        let regions = Arc::new(Regions { systems, keys });
        *kept = Some((now, Arc::clone(&regions)));
        Ok(regions)
    }

    /// All rewards, as a search sees them.
    pub(super) async fn listed_rewards(&self, c: &mut AnyConnection) -> Answer<Arc<Vec<Listed>>> {
        let now = self.clock.now();
        let regions = self.regions(c).await?;
        let mut kept = self.shelf.rewards.lock().await;
        if let Some((since, rewards)) = &*kept
            && is_fresh(*since, now)
        {
            return Ok(Arc::clone(rewards));
        }
        let counts: BTreeMap<String, i64> = reward::counts(c).await?.into_iter().collect();
        let mut postal_codes = BTreeMap::new();
        let (_, organizers) =
            organizer::search(c, &organizer::Search::default(), 0, u32::MAX).await?;
        postal_codes.extend(organizers.into_iter().map(|one| (one.id, one.postal_code)));
        let mut listed = Vec::new();
        for row in reward::all(c).await? {
            let taken = counts.get(&row.id).copied().unwrap_or(0);
            listed.push(list(
                &row,
                taken,
                &regions,
                &postal_codes,
                Timestamp::from_millis(now),
            )?);
        }
        let listed = Arc::new(listed);
        *kept = Some((now, Arc::clone(&listed)));
        Ok(listed)
    }

    /// Forgets the rewards: one was changed or had.
    pub(crate) async fn forget_rewards(&self) {
        *self.shelf.rewards.lock().await = None;
    }
}

fn list(
    row: &reward::RewardRow,
    taken: i64,
    regions: &Regions,
    postal_codes: &BTreeMap<String, String>,
    now: Timestamp,
) -> Result<Listed, Refused> {
    let reward = wire_reward(row, taken, now)?;
    let texts: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(&row.texts)?;
    let mut words = format!("{} {}", reward.title, reward.promotional_description);
    for text in texts.values().flat_map(BTreeMap::values) {
        words.push(' ');
        words.push_str(text);
    }
    let owner = reward
        .owning_card_system
        .as_ref()
        .and_then(|system| regions.get(system.id));
    Ok(Listed {
        permanent: owner.is_none_or(|region| region.wire.permanent != Some(false)),
        postal_codes: reward
            .organizers
            .iter()
            .filter_map(|one| postal_codes.get(&one.id).cloned())
            .collect(),
        created: Timestamp::from_millis(row.created_at),
        redeemed: u64::try_from(taken).unwrap_or(0),
        rules: Rules::of(&reward),
        words: words.to_lowercase(),
        reward,
    })
}

/// A reward as it is answered now, so many units taken.
pub(super) fn wire_reward(
    row: &reward::RewardRow,
    taken: i64,
    now: Timestamp,
) -> Result<Reward, Refused> {
    let mut reward: Reward = serde_json::from_str(&row.doc)?;
    let taken = u32::try_from(taken).unwrap_or(u32::MAX);
    reward.id = Some(row.id.clone());
    reward.units_taken = Some(taken);
    reward.last_chance = Some(is_last_chance(&Rules::of(&reward), taken, now));
    Ok(reward)
}
