//! What of a person needs a phone that is open in full, and another adult's consent: history, what
//! was redeemed, member cards, reduced rate and coupons.

use super::Seen;
use crate::{
    db::association,
    registry::{Answer, Refused},
    sync::{Refusal, SyncFace, call},
};
use chrono::{Datelike as _, NaiveDate};
use domain::{
    association::{Rules, status},
    sync::phone::{Coupon, Entry, Membership, Private, Redeemed, ReducedRate},
    time::Timestamp,
    uitpas_api::{
        Date, Operation, ProblemType,
        coupon::CouponQuery,
        enums::StatusFilter,
        membership::CardSystemMembership,
        page::MAX_LIMIT,
        passholder::Passholder,
        reward::RedeemedReward,
        reward_query::RedeemedRewardQuery,
        transaction::{Transaction, TransactionQuery},
    },
};

/// How many lines of the history a phone keeps.
const LINES: u32 = 1000;

impl SyncFace {
    pub(super) async fn private(
        &self,
        seen: &Seen,
        owner: &str,
        now: Timestamp,
    ) -> Result<Private, Refusal> {
        let id = seen.id();
        let (history, history_total) = self.history(id, owner, now).await?;
        // Who agreed to be seen by the family did not agree to this: it stays one's own.
        let own = seen.owner || !seen.adult;
        Ok(Private {
            history,
            history_total,
            redeemed: self.redeemed(id, owner, now).await?,
            memberships: self.memberships(id, now).await?,
            reduced_rate: if own {
                reduced_rate(&seen.wire)
            } else {
                vec![]
            },
            coupons: if own {
                self.coupons(id, now).await?
            } else {
                vec![]
            },
        })
    }

    async fn history(
        &self,
        id: &str,
        owner: &str,
        now: Timestamp,
    ) -> Result<(Vec<Entry>, u64), Refusal> {
        let operation = Operation::GetPassholderTransactions;
        let own = call::for_device(operation, owner, vec![id.to_owned()], now);
        let (mut lines, mut total) = (Vec::new(), 0);
        for start in (0..LINES).step_by(usize::try_from(MAX_LIMIT).unwrap_or(1)) {
            let query = TransactionQuery {
                start: Some(start),
                limit: Some(MAX_LIMIT),
                sort_creation_date: None,
            };
            let page = self.registry.transactions(&own, id.to_owned(), query);
            let page = page.await?;
            total = page.total_items;
            lines.extend(page.member.into_iter().map(entry));
            if u64::try_from(lines.len()).unwrap_or(u64::MAX) >= total {
                break;
            }
        }
        Ok((lines, total))
    }

    async fn redeemed(
        &self,
        id: &str,
        owner: &str,
        now: Timestamp,
    ) -> Result<Vec<Redeemed>, Refusal> {
        let own = call::for_device(
            Operation::GetRedeemedRewards,
            owner,
            vec![id.to_owned()],
            now,
        );
        let query = RedeemedRewardQuery {
            passholder_id: Some(id.to_owned()),
            limit: Some(MAX_LIMIT),
            ..RedeemedRewardQuery::default()
        };
        let page = self.registry.redeemed_rewards(&own, query).await?;
        let ours = |one: RedeemedReward| {
            let picture = one.reward.pictures.first();
            let picture = picture.map(|url| self.pictures.address(url));
            redeemed(one, picture)
        };
        Ok(page.member.into_iter().map(ours).collect())
    }

    async fn coupons(&self, id: &str, now: Timestamp) -> Result<Vec<Coupon>, Refusal> {
        let look = call::for_pasmaat(Operation::GetPassholderCoupons, now);
        let query = CouponQuery {
            status: Some(StatusFilter::All),
            organizer_id: None,
        };
        let granted = self.registry.coupons(&look, id.to_owned(), query).await;
        let granted = none_without_card(granted)?;
        let coupon = |one: domain::uitpas_api::coupon::GrantedCoupon| Coupon {
            id: one.id,
            name: one.coupon.name,
            description: one.coupon.description,
            status: one.status,
            validity: one.validity_period,
            remaining: one.remaining,
        };
        Ok(granted.into_iter().map(coupon).collect())
    }

    /// The member cards. API 4.0 shows them to organizers only: those of our own registry are read
    /// here, those of another stay with it.
    async fn memberships(&self, id: &str, now: Timestamp) -> Result<Vec<Membership>, Refusal> {
        if self.embedded.is_none() {
            return Ok(vec![]);
        }
        let mut c = self.db.read().await?;
        let rows = association::of_member(&mut c, id).await?;
        let today = now.date_in_brussels();
        let card = |row: association::MemberRow| {
            let end: NaiveDate = row.end_date.parse().ok()?;
            let rules: Rules = serde_json::from_str(&row.rules).ok()?;
            Some(Membership {
                association: row.id,
                name: row.name,
                status: status(Some(end), today),
                end_date: date(end)?,
                renew_from: rules.renewable_from(end).and_then(date),
            })
        };
        Ok(rows.into_iter().filter_map(card).collect())
    }
}

/// Who has no card that works has no coupons: that is no error here.
fn none_without_card<T>(answer: Answer<Vec<T>>) -> Answer<Vec<T>> {
    match answer {
        Err(Refused::Problem(problem))
            if problem.known() == Some(ProblemType::PassholderNoActiveCardsystems) =>
        {
            Ok(vec![])
        }
        other => other,
    }
}

fn date(day: NaiveDate) -> Option<Date> {
    Date::new(day.year(), day.month(), day.day())
}

fn reduced_rate(wire: &Passholder) -> Vec<ReducedRate> {
    let moment = |at: domain::uitpas_api::DateTime| Timestamp::from_millis(at.millis());
    let rate = |one: &CardSystemMembership| {
        let tariff = one.social_tariff?;
        Some(ReducedRate {
            region: one.card_system.id,
            status: tariff.status,
            end: moment(tariff.end_date),
            in_grace: tariff.in_grace_period.unwrap_or(false),
            suspended_until: tariff.suspended_until_date.map(moment),
        })
    };
    wire.card_system_memberships
        .iter()
        .filter_map(rate)
        .collect()
}

fn entry(line: Transaction) -> Entry {
    Entry {
        at: Timestamp::from_millis(line.creation_date.millis()),
        title: line.title,
        location: line.location,
        points: line.points,
    }
}

fn redeemed(one: RedeemedReward, picture: Option<String>) -> Redeemed {
    Redeemed {
        id: one.id,
        reward: one.reward.id.unwrap_or_default(),
        title: one.reward.title,
        at: Timestamp::from_millis(one.redeem_date.millis()),
        points: one.reward.points,
        code: one.redeem_code,
        info: one.redeem_info,
        picture,
    }
}
