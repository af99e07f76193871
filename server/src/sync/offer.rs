//! The rewards that a phone keeps, and whether one can be had now.

use super::{
    Refusal, SyncFace, answer, call,
    person::Seen,
    session::{FullPhone, Phone},
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::HeaderMap,
    response::Response,
};
use domain::{
    sync::{
        device::Level,
        offer::{RewardItem, RewardList},
        refusal::Reason,
    },
    time::Timestamp,
    uitpas_api::{
        Operation,
        enums::{RedeemReason, RewardSubset, RewardTypeFilter},
        page::MAX_LIMIT,
        reward::{RedeemStatus, RedeemStatusQuery},
        reward_query::RewardQuery,
    },
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// How many rewards a phone keeps.
const MOST: usize = 2000;

/// `GET /api/v1/rewards`
pub(super) async fn rewards(
    State(sync): State<SyncFace>,
    headers: HeaderMap,
    phone: Phone,
) -> Result<Response, Refusal> {
    let seen = sync.seen(&phone).await?;
    let regions: BTreeSet<u32> = seen.iter().flat_map(Seen::regions).collect();
    let regions: Vec<u32> = regions.into_iter().collect();
    let mut rewards = match &sync.embedded {
        Some(embedded) => embedded.reward_items(&regions, phone.now).await?,
        None => sync.rewards_elsewhere(&phone).await?,
    };
    // Those of the own regions first: where there are too many, the others are left out.
    let own = |item: &RewardItem| {
        let owner = item.reward.owning_card_system.as_ref();
        owner.is_some_and(|system| regions.contains(&system.id))
    };
    rewards.sort_by_key(|item| !own(item));
    rewards.truncate(MOST);
    for item in &mut rewards {
        // One is shown, and by us: nobody else learns who looks at what.
        item.reward.pictures.truncate(1);
        for url in &mut item.reward.pictures {
            *url = sync.pictures.address(url);
        }
    }
    let list = RewardList {
        as_of: phone.now,
        rewards,
    };
    Ok(answer::marked(&headers, &list.rewards, &list))
}

impl SyncFace {
    /// Those whose cards are on a phone.
    pub(super) async fn seen(&self, phone: &Phone) -> Result<Vec<Seen>, Refusal> {
        match phone.level {
            Level::Full => self.family(&phone.passholder, phone.now).await,
            Level::Proof => Ok(vec![self.owner(&phone.passholder, phone.now).await?]),
        }
    }

    /// The rewards of a registry that is not ours: it has its texts in Dutch only.
    async fn rewards_elsewhere(&self, phone: &Phone) -> Result<Vec<RewardItem>, Refusal> {
        let own = call::for_device(Operation::GetRewards, &phone.passholder, vec![], phone.now);
        let mut items = Vec::new();
        let mut start = 0;
        while items.len() < MOST {
            let query = RewardQuery {
                start: Some(start),
                limit: Some(MAX_LIMIT),
                kind: Some(RewardTypeFilter::Any),
                subset: Some(RewardSubset::EndUsers),
                is_interesting_for_passholder_id: Some(phone.passholder.clone()),
                ..RewardQuery::default()
            };
            let page = self.registry.rewards(&own, query).await?;
            let more = page.member.len() == usize::try_from(MAX_LIMIT).unwrap_or(usize::MAX);
            items.extend(page.member.into_iter().map(|reward| RewardItem {
                created: Timestamp::from_millis(reward.publication_period.begin.millis()),
                redeemed: u64::from(reward.units_taken.unwrap_or(0)),
                texts: std::collections::BTreeMap::default(),
                places: vec![],
                reward,
            }));
            if !more {
                break;
            }
            start += MAX_LIMIT;
        }
        Ok(items)
    }
}

/// Who wants it, on the own phone.
#[derive(Debug, Deserialize)]
pub(super) struct Whose {
    passholder: Option<String>,
}

/// `GET /api/v1/rewards/{id}/status?passholder=`
pub(super) async fn status(
    State(sync): State<SyncFace>,
    Path(id): Path<String>,
    Query(whose): Query<Whose>,
    FullPhone(phone): FullPhone,
) -> Result<Json<RedeemStatus>, Refusal> {
    let wants = whose.passholder.unwrap_or_else(|| phone.passholder.clone());
    let seen = sync.seen(&phone).await?;
    let seen = seen.iter().find(|one| one.id() == wants);
    let seen = seen.ok_or(Reason::NotFound)?;
    if !seen.consent.opens() {
        return Err(Reason::NeedsConsent.into());
    }
    let Some(uitpas_number) = seen.uitpas_number() else {
        return Ok(Json(RedeemStatus {
            redeemable: false,
            reason: Some(RedeemReason::InvalidCard),
            message: None,
        }));
    };
    let own = call::for_device(
        Operation::GetRewardRedeemStatus,
        &phone.passholder,
        vec![wants],
        phone.now,
    );
    let query = RedeemStatusQuery { uitpas_number };
    Ok(Json(sync.registry.redeem_status(&own, id, query).await?))
}
