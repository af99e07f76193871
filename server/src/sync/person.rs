//! A person as a phone shows one: put together from what the registry answers, and no more of it
//! than the device's level and the person's consent let through.

use super::{Refusal, SyncFace, call};
use crate::{
    db::{association, consent},
    registry::{Answer, Refused},
};
use chrono::{Datelike as _, NaiveDate};
use domain::{
    association::{Rules, status},
    passholder::{ADULT_AGE, age},
    sync::{
        family::Consent,
        phone::{Card, Coupon, Entry, Membership, Person, Private, Redeemed, ReducedRate},
    },
    time::Timestamp,
    uitpas_api::{
        Date, Operation, ProblemType,
        coupon::CouponQuery,
        enums::{MembershipStatus, StatusFilter},
        family::FamilyMember,
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

/// A person of the registry, with what the owner of the phone may see of her.
pub(super) struct Seen {
    wire: Passholder,
    icon: Option<String>,
    pub(super) owner: bool,
    pub(super) adult: bool,
    pub(super) consent: Consent,
}

impl Seen {
    /// The id.
    pub(super) fn id(&self) -> &str {
        self.wire.id.as_deref().unwrap_or_default()
    }

    /// Where the person lives.
    pub(super) fn postal_code(&self) -> Option<&str> {
        let address = self.wire.address.as_ref();
        address.map(|address| address.postal_code.as_str())
    }

    /// The number that speaks for the person.
    pub(super) fn uitpas_number(&self) -> Option<String> {
        self.wire.uitpas_number.clone()
    }

    /// The regions of the memberships that count.
    pub(super) fn regions(&self) -> impl Iterator<Item = u32> {
        let all = self.wire.card_system_memberships.iter();
        all.map(|one| one.card_system.id)
    }

    /// The owner of a phone.
    pub(super) fn owner(wire: Passholder, now: Timestamp) -> Self {
        Self {
            adult: is_adult(&wire, now),
            wire,
            icon: None,
            owner: true,
            consent: Consent::NotNeeded,
        }
    }
}

fn is_adult(wire: &Passholder, now: Timestamp) -> bool {
    // Whose age is not known is asked like an adult.
    wire.date_of_birth
        .is_none_or(|born| age(born.naive(), now.date_in_brussels()) >= ADULT_AGE)
}

impl SyncFace {
    /// The owner of a phone alone.
    pub(super) async fn owner(&self, id: &str, now: Timestamp) -> Result<Seen, Refusal> {
        let look = call::for_pasmaat(Operation::GetPassholder, now);
        let wire = self.registry.passholder(&look, id.to_owned()).await?;
        Ok(Seen::owner(wire, now))
    }

    /// The owner of a phone and those on her list.
    pub(super) async fn family(&self, id: &str, now: Timestamp) -> Result<Vec<Seen>, Refusal> {
        let own = call::for_device(Operation::GetPassholderFamilyMembers, id, vec![], now);
        let list = self.registry.family_members(&own, id.to_owned()).await?;
        let mut c = self.db.read().await?;
        let answers = consent::of_list(&mut c, id).await?;
        drop(c);
        let seen = list.into_iter().filter_map(|member: FamilyMember| {
            let wire = member.passholder?;
            if member.main_family_member == Some(true) {
                return Some(Seen::owner(wire, now));
            }
            let adult = is_adult(&wire, now);
            let answer = answers.iter().find(|(id, _)| Some(id) == wire.id.as_ref());
            Some(Seen {
                consent: match answer {
                    _ if !adult => Consent::NotNeeded,
                    Some((_, answer)) => *answer,
                    None => Consent::Asked,
                },
                adult,
                wire,
                icon: member.icon,
                owner: false,
            })
        });
        Ok(seen.collect())
    }

    /// The person as the phone shows one; `private` for a FULL phone.
    pub(super) async fn shown(
        &self,
        seen: &Seen,
        owner: &str,
        private: bool,
        now: Timestamp,
    ) -> Result<Person, Refusal> {
        let opens = seen.consent.opens();
        let wire = &seen.wire;
        Ok(Person {
            id: seen.id().to_owned(),
            first_name: wire.first_name.clone(),
            name: wire.name.clone(),
            owner: seen.owner,
            icon: seen.icon.clone(),
            adult: seen.adult,
            consent: seen.consent,
            uitpas_number: wire.uitpas_number.clone(),
            cards: cards(wire),
            points: wire.points.filter(|_| opens),
            since: wire
                .creation_date
                .map(|at| Timestamp::from_millis(at.millis())),
            private: if private && opens {
                Some(self.private(seen, owner, now).await?)
            } else {
                None
            },
        })
    }

    async fn private(&self, seen: &Seen, owner: &str, now: Timestamp) -> Result<Private, Refusal> {
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
        Ok(page.member.into_iter().map(redeemed).collect())
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

fn cards(wire: &Passholder) -> Vec<Card> {
    let card = |one: &CardSystemMembership| {
        let current = one.current_card.as_ref()?;
        Some(Card {
            uitpas_number: current.uitpas_number.clone(),
            region: one.card_system.id,
            kind: current.card_type,
            status: current.status,
            membership_blocked: one.status == Some(MembershipStatus::Blocked),
        })
    };
    let mut cards: Vec<Card> = wire
        .card_system_memberships
        .iter()
        .filter_map(card)
        .collect();
    cards.sort_by_key(|card| Some(&card.uitpas_number) != wire.uitpas_number.as_ref());
    cards
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

fn redeemed(one: RedeemedReward) -> Redeemed {
    Redeemed {
        id: one.id,
        reward: one.reward.id.unwrap_or_default(),
        title: one.reward.title,
        at: Timestamp::from_millis(one.redeem_date.millis()),
        points: one.reward.points,
        code: one.redeem_code,
        info: one.redeem_info,
        picture: one.reward.pictures.into_iter().next(),
    }
}
