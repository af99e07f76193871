//! Rewards: found, made and changed. Having one is in `redeem`.

use super::{Embedded, shelf::wire_reward};
use crate::{
    db::{organizer, reward as db},
    random,
    registry::{Answer, Call, Refused},
};
use domain::{
    reward::{Asker, Listed, facets, keeps_locked, matches, sort},
    role::{Fact, Organizers, Target},
    time::Timestamp,
    uitpas_api::{
        ProblemType,
        card_system::CardSystem,
        enums::{RewardStatus, RewardType},
        organizer::Organizer,
        page::DEFAULT_LIMIT,
        reward::Reward,
        reward_query::{RewardPage, RewardQuery},
    },
};
use sqlx::AnyConnection;
use std::collections::BTreeMap;

/// `GET /rewards`
pub(in crate::registry) async fn search(
    registry: &Embedded,
    call: &Call,
    query: RewardQuery,
) -> Answer<RewardPage> {
    let redeemer = query.is_redeemable_by_passholder_id.clone();
    let liked = query.is_interesting_for_passholder_id.clone();
    let redeemer = redeemer.map(|id| call.passholder_id(id)).transpose()?;
    let liked = liked.map(|id| call.passholder_id(id)).transpose()?;
    let facts: &[Fact] = if redeemer.is_some() || liked.is_some() {
        &[Fact::ForPassholder]
    } else {
        &[]
    };
    let whose = redeemer.as_deref().or(liked.as_deref());
    call.allow(&Target {
        passholder: whose,
        facts,
        ..Target::default()
    })?;
    let mut c = registry.db.read().await?;
    for id in &query.organizer_id {
        if organizer::one(&mut c, id).await?.is_none() {
            return Err(ProblemType::OrganizerNotFound.into());
        }
    }
    let regions = registry.regions(&mut c).await?;
    for id in query
        .owning_card_system_id
        .iter()
        .chain(&query.applicable_card_system_id)
    {
        if id.parse().ok().and_then(|id| regions.get(id)).is_none() {
            return Err(ProblemType::CardsystemNotFound.into());
        }
    }
    let unknown = || Refused::not_found("There is no such pass holder.");
    let person = match &redeemer {
        Some(id) => {
            let person = registry.person(&mut c, id).await?.ok_or_else(unknown)?;
            let earlier = db::earlier_all(&mut c, id).await?;
            Some((person.active(), person.points, earlier))
        }
        None => None,
    };
    let interested: Option<Vec<u32>> = match &liked {
        Some(id) => {
            let person = registry.person(&mut c, id).await?.ok_or_else(unknown)?;
            Some(
                person
                    .active()
                    .into_iter()
                    .map(|(region, _)| region)
                    .collect(),
            )
        }
        None => None,
    };
    let all = registry.listed_rewards(&mut c).await?;
    drop(c);
    let mut found: Vec<&Listed> = all
        .iter()
        .filter(|one| {
            let earlier: Vec<Timestamp> = person
                .iter()
                .flat_map(|(_, _, all)| all)
                .filter(|(reward, _)| Some(reward) == one.reward.id.as_ref())
                .map(|(_, at)| Timestamp::from_millis(*at))
                .collect();
            let asker = person.as_ref().map(|(memberships, points, _)| Asker {
                memberships,
                points: *points,
                earlier: &earlier,
            });
            matches(one, &query, asker.as_ref(), interested.as_deref(), call.now)
        })
        .collect();
    sort(&mut found, &query).map_err(|name| {
        Refused::not_found(&format!(
            "The query parameter `sort` has no value `{name}`."
        ))
    })?;
    let facet = facets(&found, &query.facets);
    let start = usize::try_from(query.start.unwrap_or(0)).unwrap_or(usize::MAX);
    let limit = usize::try_from(query.limit.unwrap_or(DEFAULT_LIMIT)).unwrap_or(usize::MAX);
    Ok(RewardPage {
        total_items: u64::try_from(found.len()).unwrap_or(u64::MAX),
        member: found
            .into_iter()
            .skip(start)
            .take(limit)
            .map(|one| one.reward.clone())
            .collect(),
        facet,
    })
}

/// `GET /rewards/{rewardId}`
pub(in crate::registry) async fn one(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<Reward> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    registry.reward_now(&mut c, &id, call.now).await
}

impl Embedded {
    /// A reward as it is now.
    pub(super) async fn reward_now(
        &self,
        c: &mut AnyConnection,
        id: &str,
        now: Timestamp,
    ) -> Answer<Reward> {
        let row = db::one(c, id).await?.ok_or(ProblemType::RewardNotFound)?;
        let taken = db::count(c, id).await?;
        wire_reward(&row, taken, now)
    }

    /// What a counter sent, completed and checked.
    async fn checked(&self, c: &mut AnyConnection, mut reward: Reward) -> Answer<Reward> {
        let missing =
            |pointer| Refused::invalid(pointer, "The property is required for type POINTS");
        if reward.kind == RewardType::Points {
            match reward.points {
                None => return Err(missing("/points")),
                Some(points) if points < 0 => {
                    return Err(Refused::invalid(
                        "/points",
                        "Number must be greater than or equal to 0",
                    ));
                }
                Some(_) => {}
            }
            if reward.categories.is_empty() {
                return Err(missing("/categories"));
            }
            if reward.more_info_url.is_none() {
                return Err(missing("/moreInfoURL"));
            }
        }
        for (value, pointer) in [
            (&reward.title, "/title"),
            (&reward.promotional_description, "/promotionalDescription"),
        ] {
            if value.trim().is_empty() {
                return Err(Refused::invalid(
                    pointer,
                    "The data must have at least 1 character",
                ));
            }
        }
        let regions = self.regions(c).await?;
        let brief = |system: &CardSystem| {
            let known = regions
                .get(system.id)
                .ok_or(ProblemType::InvalidCardSystem)?;
            Ok::<_, ProblemType>(regions.brief(known.wire.id.into()))
        };
        reward.applicable_card_systems = reward
            .applicable_card_systems
            .iter()
            .map(brief)
            .collect::<Result<_, _>>()?;
        reward.owning_card_system = reward.owning_card_system.as_ref().map(brief).transpose()?;
        reward.all_card_systems = Some(
            reward
                .all_card_systems
                .unwrap_or(reward.applicable_card_systems.is_empty()),
        );
        for (index, one) in reward.organizers.iter_mut().enumerate() {
            let row = organizer::one(c, &one.id).await?;
            let row = row.ok_or_else(|| {
                Refused::invalid(
                    &format!("/organizers/{index}/id"),
                    "There is no such organizer",
                )
            })?;
            *one = Organizer {
                id: row.id,
                name: Some(row.name),
                ..Organizer::default()
            };
        }
        reward.units_taken = None;
        reward.last_chance = None;
        Ok(reward)
    }

    async fn keep_reward(
        &self,
        c: &mut AnyConnection,
        created: i64,
        reward: &Reward,
        now: Timestamp,
    ) -> Answer<()> {
        let row = db::RewardRow {
            id: reward.id.clone().unwrap_or_default(),
            created_at: created,
            redeem_info: None,
            doc: serde_json::to_string(reward)?,
            texts: serde_json::to_string(&BTreeMap::<String, String>::new())?,
        };
        let owner = reward
            .owning_card_system
            .as_ref()
            .map(|system| i64::from(system.id));
        Ok(db::keep(c, &row, owner, now.millis()).await?)
    }
}

/// `POST /rewards`: of the first organizer that the caller may make rewards for, where it names
/// none (DOC `creating-rewards.md`).
pub(in crate::registry) async fn create(
    registry: &Embedded,
    call: &Call,
    reward: Reward,
) -> Answer<Reward> {
    let held: Vec<String> = call
        .grants()
        .0
        .iter()
        .filter(|(_, set)| set.contains(domain::uitpas_api::Permission::RewardsWrite))
        .map(|(id, _)| id.clone())
        .collect();
    let named: Vec<&str> = if reward.organizers.is_empty() {
        held.first().map(String::as_str).into_iter().collect()
    } else {
        reward
            .organizers
            .iter()
            .map(|one| one.id.as_str())
            .collect()
    };
    call.allow(&Target {
        organizers: Organizers::These(&named),
        ..Target::default()
    })?;
    let (own, call) = (registry.clone(), call.clone());
    let answer = registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let mut reward = reward;
                if reward.organizers.is_empty() {
                    reward.organizers = held
                        .into_iter()
                        .take(1)
                        .map(|id| Organizer {
                            id,
                            ..Organizer::default()
                        })
                        .collect();
                }
                let mut reward = own.checked(tx.c(), reward).await?;
                reward.id = Some(random::uuid());
                reward.status = Some(RewardStatus::Active);
                if reward.owning_card_system.is_none()
                    && let Some(first) = reward.organizers.first()
                    && let Some(system) = organizer::card_systems(tx.c(), &first.id).await?.first()
                {
                    reward.owning_card_system = Some(own.regions(tx.c()).await?.brief(*system));
                }
                own.keep_reward(tx.c(), call.now.millis(), &reward, call.now)
                    .await?;
                own.reward_now(tx.c(), reward.id.as_deref().unwrap_or_default(), call.now)
                    .await
            })
        })
        .await?;
    registry.forget_rewards().await;
    Ok(answer)
}

/// `PUT /rewards/{rewardId}`
pub(in crate::registry) async fn update(
    registry: &Embedded,
    call: &Call,
    id: String,
    reward: Reward,
) -> Answer<Reward> {
    let (own, call) = (registry.clone(), call.clone());
    let answer = registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let Some(row) = db::one(tx.c(), &id).await? else {
                    call.allow_somewhere()?;
                    return Err(ProblemType::RewardNotFound.into());
                };
                let before: Reward = serde_json::from_str(&row.doc)?;
                let ids: Vec<&str> = before
                    .organizers
                    .iter()
                    .map(|one| one.id.as_str())
                    .collect();
                let whose = if ids.is_empty() {
                    Organizers::Every
                } else {
                    Organizers::These(&ids)
                };
                call.allow(&Target {
                    organizers: whose,
                    ..Target::default()
                })?;
                tx.lock("reward", &id).await?;
                let mut reward = own.checked(tx.c(), reward).await?;
                if db::count(tx.c(), &id).await? > 0 && !keeps_locked(&before, &reward) {
                    return Err(ProblemType::RewardNotEditable.into());
                }
                reward.id = Some(id.clone());
                reward.status = before.status;
                if reward.organizers.is_empty() {
                    reward.organizers = before.organizers;
                }
                reward.owning_card_system = reward.owning_card_system.or(before.owning_card_system);
                own.keep_reward(tx.c(), row.created_at, &reward, call.now)
                    .await?;
                own.reward_now(tx.c(), &id, call.now).await
            })
        })
        .await?;
    registry.forget_rewards().await;
    Ok(answer)
}
