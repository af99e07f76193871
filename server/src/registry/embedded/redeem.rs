//! Having a reward: may I, have it, give it back, what did I have.

use super::{Embedded, message, pass::Found, pass::Holder, person::Person, shelf::wire_reward};
use crate::{
    db::{Tx, organizer, point, reward as db},
    random,
    registry::{Answer, Call, Refused},
};
use domain::{
    card::CardStatus,
    number::UitpasNumber,
    reward::{Asker, Refusal, Rules, decide},
    role::{Identity, Organizers, Target},
    time::Timestamp,
    uitpas_api::{
        DateTime, Page, Problem, ProblemType,
        enums::RewardStatus,
        page::DEFAULT_LIMIT,
        reward::{
            RedeemInfo, RedeemRequest, RedeemStatus, RedeemStatusQuery, RedeemedReward, Reward,
        },
        reward_query::RedeemedRewardQuery,
    },
};
use sqlx::AnyConnection;

/// Who wants it, and whether the card that was given works.
struct Wants {
    person: Box<Person>,
    number: String,
    card: CardStatus,
}

impl Embedded {
    async fn wants(&self, c: &mut AnyConnection, number: &str) -> Answer<Wants> {
        let number: UitpasNumber = number
            .parse()
            .map_err(|_| ProblemType::InvalidUitpasNumber)?;
        match self.by_number(c, &number).await? {
            Some(Found {
                card,
                holder: Holder::Person(person),
            }) => Ok(Wants {
                person,
                number: card.uitpas_number.clone(),
                card: card.state(),
            }),
            Some(Found {
                holder: Holder::Group(_),
                ..
            }) => Err(ProblemType::InvalidCard.into()),
            _ => Err(ProblemType::PassholderNotFound.into()),
        }
    }
}

/// Lets through counters of the reward, and its own person or family.
fn allow(call: &Call, reward: &Reward, passholder: Option<&str>) -> Answer<()> {
    let ids: Vec<&str> = reward
        .organizers
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    let organizers = if ids.is_empty() {
        Organizers::Every
    } else {
        Organizers::These(&ids)
    };
    call.allow(&Target {
        organizers,
        passholder,
        ..Target::default()
    })
}

async fn known_reward(c: &mut AnyConnection, call: &Call, id: &str) -> Answer<db::RewardRow> {
    if let Some(row) = db::one(c, id).await? {
        return Ok(row);
    }
    call.allow_somewhere()?;
    Err(ProblemType::RewardNotFound.into())
}

async fn judge(
    c: &mut AnyConnection,
    reward: &Reward,
    wants: &Wants,
    taken: i64,
    at: Timestamp,
) -> Answer<Result<i64, Refusal>> {
    if wants.card != CardStatus::Active {
        return Ok(Err(Refusal::Card));
    }
    let id = reward.id.as_deref().unwrap_or_default();
    let earlier: Vec<Timestamp> = db::earlier(c, &wants.person.row.id, id)
        .await?
        .into_iter()
        .map(Timestamp::from_millis)
        .collect();
    let memberships = wants.person.active();
    let points = point::balance(c, &wants.person.row.id).await?;
    let asker = Asker {
        memberships: &memberships,
        points,
        earlier: &earlier,
    };
    let taken = u32::try_from(taken).unwrap_or(u32::MAX);
    Ok(decide(&Rules::of(reward), &asker, taken, at))
}

/// `GET /rewards/{rewardId}/redeem-status`
pub(in crate::registry) async fn status(
    registry: &Embedded,
    call: &Call,
    id: String,
    query: RedeemStatusQuery,
) -> Answer<RedeemStatus> {
    let mut c = registry.db.read().await?;
    let row = known_reward(&mut c, call, &id).await?;
    let taken = db::count(&mut c, &id).await?;
    let reward = wire_reward(&row, taken, call.now)?;
    let wants = registry.wants(&mut c, &query.uitpas_number).await;
    let whose = wants
        .as_ref()
        .ok()
        .map(|wants| wants.person.row.id.as_str());
    allow(call, &reward, whose.or(call.caller.passholder.as_deref()))?;
    Ok(
        match judge(&mut c, &reward, &wants?, taken, call.at).await? {
            Ok(_) => RedeemStatus {
                redeemable: true,
                reason: None,
                message: None,
            },
            Err(refusal) => RedeemStatus {
                redeemable: false,
                reason: Some(refusal.reason()),
                message: Some(message::reward(refusal).nl),
            },
        },
    )
}

/// `POST /rewards/redeemed`
pub(in crate::registry) async fn create(
    registry: &Embedded,
    call: &Call,
    request: RedeemRequest,
) -> Answer<RedeemedReward> {
    let (own, call) = (registry.clone(), call.clone());
    let answer = registry
        .db
        .write(move |mut tx| {
            Box::pin(async move { own.keep_redeemed(&mut tx, &call, &request).await })
        })
        .await?;
    registry.forget_rewards().await;
    Ok(answer)
}

impl Embedded {
    /// Gives a reward: units, points and the person's own limit are looked at under a lock, so that
    /// the last unit goes to one person.
    pub(super) async fn keep_redeemed(
        &self,
        tx: &mut Tx<'_>,
        call: &Call,
        request: &RedeemRequest,
    ) -> Answer<RedeemedReward> {
        let row = known_reward(tx.c(), call, &request.reward_id).await?;
        let reward: Reward = serde_json::from_str(&row.doc)?;
        let wants = self.wants(tx.c(), &request.uitpas_number).await;
        let whose = wants
            .as_ref()
            .ok()
            .map(|wants| wants.person.row.id.as_str());
        allow(call, &reward, whose.or(call.caller.passholder.as_deref()))?;
        let wants = wants?;
        if reward.status == Some(RewardStatus::Deleted) {
            return Err(ProblemType::RewardNotFound.into());
        }
        // At home only what is made for it; the app hides the button otherwise.
        if call.caller.identity == Identity::User
            && call.caller.admin_of.is_empty()
            && reward.online != Some(true)
        {
            return Err(ProblemType::RewardInvalidRedeemType.into());
        }
        tx.lock("passholder", &wants.person.row.id).await?;
        tx.lock("reward", &row.id).await?;
        let taken = db::count(tx.c(), &row.id).await?;
        let reward = wire_reward(&row, taken, call.now)?;
        let price = judge(tx.c(), &reward, &wants, taken, call.at).await?;
        let price = price.map_err(|refusal| {
            let problem = Problem::new(refusal.problem());
            Refused::from(message::with(problem, message::reward(refusal)))
        })?;
        let id = random::uuid_at(call.at);
        let code = db::take_code(tx.c(), &row.id, &id).await?;
        let redeemed = db::RedeemedRow {
            id,
            reward_id: row.id.clone(),
            passholder_id: wants.person.row.id.clone(),
            uitpas_number: wants.number,
            points: price,
            at: call.at.millis(),
            code,
        };
        db::add_redeemed(tx.c(), &redeemed, call.now.millis()).await?;
        add_points(tx.c(), &redeemed, &reward, -price, call.at).await?;
        let reward = wire_reward(&row, taken + 1, call.now)?;
        wire(redeemed, reward, row.redeem_info.as_deref())
    }

    /// Takes a redemption back: points and unit return; false when there is none.
    pub(super) async fn give_back(&self, tx: &mut Tx<'_>, call: &Call, id: &str) -> Answer<bool> {
        let Some(redeemed) = db::redeemed(tx.c(), id).await? else {
            return Ok(false);
        };
        let Some(row) = db::one(tx.c(), &redeemed.reward_id).await? else {
            return Ok(false);
        };
        let reward: Reward = serde_json::from_str(&row.doc)?;
        allow(call, &reward, None)?;
        tx.lock("passholder", &redeemed.passholder_id).await?;
        tx.lock("reward", &row.id).await?;
        if !db::cancel(tx.c(), id, call.now.millis()).await? {
            return Ok(false);
        }
        add_points(tx.c(), &redeemed, &reward, redeemed.points, call.now).await?;
        Ok(true)
    }
}

async fn add_points(
    c: &mut AnyConnection,
    redeemed: &db::RedeemedRow,
    reward: &Reward,
    points: i64,
    at: Timestamp,
) -> Answer<()> {
    let location = match reward.organizers.first() {
        Some(first) => organizer::one(c, &first.id).await?.map(|row| row.name),
        None => None,
    };
    let entry = point::Entry {
        passholder_id: &redeemed.passholder_id,
        points,
        at: at.millis(),
        kind: point::Kind::Reward,
        subject_id: &redeemed.reward_id,
        title: Some(&reward.title),
        location: location.as_deref(),
    };
    Ok(point::add(c, &[entry]).await?)
}

fn wire(row: db::RedeemedRow, reward: Reward, info: Option<&str>) -> Answer<RedeemedReward> {
    Ok(RedeemedReward {
        id: row.id,
        reward,
        redeem_date: DateTime::from_millis(row.at),
        redeem_info: info.map(serde_json::from_str::<RedeemInfo>).transpose()?,
        redeem_code: row.code,
    })
}

/// `GET /rewards/redeemed`
pub(in crate::registry) async fn search(
    registry: &Embedded,
    call: &Call,
    query: RedeemedRewardQuery,
) -> Answer<Page<RedeemedReward>> {
    let mut c = registry.db.read().await?;
    let id = match (&query.uitpas_number, &query.passholder_id) {
        (Some(_), Some(_)) | (None, None) => {
            return Err(Refused::not_found(
                "Give exactly one of `uitpasNumber` and `passholderId`.",
            ));
        }
        (None, Some(id)) => Some(call.passholder_id(id.clone())?),
        (Some(number), None) => {
            let number: UitpasNumber = number
                .parse()
                .map_err(|_| ProblemType::InvalidUitpasNumber)?;
            let card = crate::db::card::by_number(&mut c, number.as_str()).await?;
            card.and_then(|card| card.passholder_id)
        }
    };
    call.allow(&Target {
        passholder: id.as_deref(),
        ..Target::default()
    })?;
    let all = registry.listed_rewards(&mut c).await?;
    let wanted: Vec<String> = all
        .iter()
        .filter(|one| query.reward_type.is_none_or(|kind| one.reward.kind == kind))
        .filter(|one| {
            let at = |id: &String| one.reward.organizers.iter().any(|own| own.id == *id);
            query.organizer_id.is_empty() || query.organizer_id.iter().any(at)
        })
        .filter(|one| {
            let title = one.reward.title.to_lowercase();
            query
                .reward_title
                .as_ref()
                .is_none_or(|text| title.contains(&text.to_lowercase()))
        })
        .filter_map(|one| one.reward.id.clone())
        .collect();
    let (start, limit) = (
        query.start.unwrap_or(0),
        query.limit.unwrap_or(DEFAULT_LIMIT),
    );
    let (total, rows) = match &id {
        Some(id) => db::search_redeemed(&mut c, id, &wanted, start, limit).await?,
        None => (0, vec![]),
    };
    let mut member = Vec::with_capacity(rows.len());
    for redeemed in rows {
        let Some(row) = db::one(&mut c, &redeemed.reward_id).await? else {
            continue;
        };
        let taken = db::count(&mut c, &row.id).await?;
        let reward = wire_reward(&row, taken, call.now)?;
        member.push(wire(redeemed, reward, row.redeem_info.as_deref())?);
    }
    Ok(Page {
        total_items: u64::try_from(total).unwrap_or(0),
        member,
    })
}

/// `DELETE /rewards/redeemed/{redeemedRewardId}`: points and unit come back.
pub(in crate::registry) async fn cancel(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<()> {
    let (own, call) = (registry.clone(), call.clone());
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                if own.give_back(&mut tx, &call, &id).await? {
                    return Ok(());
                }
                call.allow_somewhere()?;
                Err(Refused::not_found("There is no such redeemed reward."))
            })
        })
        .await?;
    registry.forget_rewards().await;
    Ok(())
}
