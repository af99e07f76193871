//! Passes: what a number, a chip or a national number stands for.

use super::{Embedded, message, person::Person};
use crate::{
    db::{card, card::CardRow, group_pass, group_pass::GroupRow, passholder},
    registry::{Answer, Call, Refused},
};
use domain::{
    card::CardStatus,
    number::{ChipNumber, InszNumber, UitpasNumber},
    social_tariff::{SocialTariff, Standing},
    time::Timestamp,
    uitpas_api::{
        DateTime, Problem, ProblemType,
        enums::{MembershipStatus, MessageLevel, PassSocialTariffStatus, PassType},
        group_pass::GroupPassAddress,
        pass::{Pass, PassMessage, PassQuery, PassSocialTariff},
    },
};
use sqlx::AnyConnection;

/// Whose a card is.
pub(super) enum Holder {
    /// A person's.
    Person(Box<Person>),
    /// A group's.
    Group(Box<GroupRow>),
    /// Nobody's yet.
    Nobody,
}

/// A card that was found, and whose it is.
pub(super) struct Found {
    pub(super) card: CardRow,
    pub(super) holder: Holder,
}

impl Embedded {
    /// The card with this number and its holder.
    pub(super) async fn by_number(
        &self,
        c: &mut AnyConnection,
        number: &UitpasNumber,
    ) -> Answer<Option<Found>> {
        let card = card::by_number(c, number.as_str()).await?;
        self.with_holder(c, card).await
    }

    /// The card with this chip and its holder.
    pub(super) async fn by_chip(
        &self,
        c: &mut AnyConnection,
        chip: &ChipNumber,
    ) -> Answer<Option<Found>> {
        let card = card::by_chip(c, chip.as_str()).await?;
        self.with_holder(c, card).await
    }

    async fn by_insz(&self, c: &mut AnyConnection, insz: &InszNumber) -> Answer<Option<Found>> {
        let Some(row) = passholder::by_insz(c, insz.as_str()).await? else {
            return Ok(None);
        };
        let Some(person) = self.person(c, &row.id).await? else {
            return Ok(None);
        };
        let newest = || {
            person
                .memberships
                .iter()
                .find_map(|(_, card)| card.as_ref())
        };
        let leading = person.leading().and_then(|(_, card)| card.as_ref());
        let card = leading.or_else(newest).cloned();
        Ok(card.map(|card| Found {
            card,
            holder: Holder::Person(Box::new(person)),
        }))
    }

    async fn with_holder(
        &self,
        c: &mut AnyConnection,
        card: Option<CardRow>,
    ) -> Answer<Option<Found>> {
        let Some(card) = card else { return Ok(None) };
        let holder = if let Some(id) = &card.passholder_id {
            let person = self.person(c, id).await?;
            person.map_or(Holder::Nobody, |person| Holder::Person(Box::new(person)))
        } else if let Some(id) = &card.group_pass_id {
            let group = group_pass::one(c, id).await?;
            group.map_or(Holder::Nobody, |group| Holder::Group(Box::new(group)))
        } else {
            Holder::Nobody
        };
        Ok(Some(Found { card, holder }))
    }

    /// What anything that identifies a pass stands for.
    pub(super) async fn identify(
        &self,
        c: &mut AnyConnection,
        text: &str,
    ) -> Answer<Option<Found>> {
        if let Ok(number) = text.parse::<UitpasNumber>() {
            return self.by_number(c, &number).await;
        }
        if let Ok(insz) = text.parse::<InszNumber>() {
            return self.by_insz(c, &insz).await;
        }
        if let Ok(chip) = text.parse::<ChipNumber>() {
            return self.by_chip(c, &chip).await;
        }
        Ok(None)
    }
}

/// `GET /passes`
pub(in crate::registry) async fn find(
    registry: &Embedded,
    call: &Call,
    query: PassQuery,
) -> Answer<Pass> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let found = registry.identify(&mut c, query.identifier.trim()).await?;
    let found = found.ok_or_else(|| not_found(&query.identifier))?;
    if found.card.state() != CardStatus::Active {
        return Err(wrong_status(&found));
    }
    registry.answer(&mut c, found, call.now).await
}

/// `GET /passes/{uitpasNumber}`
pub(in crate::registry) async fn by_uitpas_number(
    registry: &Embedded,
    call: &Call,
    number: String,
) -> Answer<Pass> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let found = match number.parse() {
        Ok(parsed) => registry.by_number(&mut c, &parsed).await?,
        Err(_) => None,
    };
    registry.older(&mut c, found, &number, call.now).await
}

/// `GET /insz-numbers/{inszNumber}`
pub(in crate::registry) async fn by_insz_number(
    registry: &Embedded,
    call: &Call,
    number: String,
) -> Answer<Pass> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let found = match number.parse() {
        Ok(parsed) => registry.by_insz(&mut c, &parsed).await?,
        Err(_) => None,
    };
    registry.older(&mut c, found, &number, call.now).await
}

/// `GET /chip-numbers/{chipNumber}`
pub(in crate::registry) async fn by_chip_number(
    registry: &Embedded,
    call: &Call,
    number: String,
) -> Answer<Pass> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let found = match number.parse() {
        Ok(parsed) => registry.by_chip(&mut c, &parsed).await?,
        Err(_) => None,
    };
    registry.older(&mut c, found, &number, call.now).await
}

fn not_found(identifier: &str) -> Refused {
    Problem::new(ProblemType::PassNotFound)
        .with_detail(identifier)
        .into()
}

fn wrong_status(found: &Found) -> Refused {
    let mut problem = Problem::new(ProblemType::InvalidCardStatus);
    problem.card_status = Some(found.card.state());
    match &found.holder {
        Holder::Person(person) => {
            problem.passholder_id = Some(person.row.id.clone());
            problem.group_pass = Some(false);
            problem.pass_type = Some(PassType::Individual);
        }
        Holder::Group(group) => {
            problem.passholder_id = Some(group.id.clone());
            problem.group_pass = Some(true);
            problem.pass_type = Some(PassType::Group);
        }
        Holder::Nobody => {}
    }
    message::with(problem, message::card_status(found.card.state())).into()
}

impl Embedded {
    /// The answer of the older look-ups, which know two refusals only.
    async fn older(
        &self,
        c: &mut AnyConnection,
        found: Option<Found>,
        identifier: &str,
        now: Timestamp,
    ) -> Answer<Pass> {
        match found {
            Some(found) if found.card.state() == CardStatus::Blocked => {
                let problem = Problem::new(ProblemType::CardBlocked);
                Err(message::with(problem, message::card_status(CardStatus::Blocked)).into())
            }
            Some(found) if found.card.state() == CardStatus::Active => {
                self.answer(c, found, now).await
            }
            _ => Err(not_found(identifier)),
        }
    }

    async fn answer(&self, c: &mut AnyConnection, found: Found, now: Timestamp) -> Answer<Pass> {
        let regions = self.regions(c).await?;
        let card = found.card;
        let card_system = regions.brief(card.card_system_id);
        match found.holder {
            Holder::Nobody => Err(not_found(&card.uitpas_number)),
            Holder::Group(group) => {
                let address: GroupPassAddress = serde_json::from_str(&group.doc)?;
                let tariff = group.social_tariff_end.map(|end| SocialTariff {
                    end: Timestamp::from_millis(end),
                    suspended_until: None,
                });
                let grace = regions.grace_days(group.card_system_id);
                let standing = tariff.map(|tariff| (tariff, tariff.standing(grace, now)));
                Ok(Pass {
                    passholder_id: group.id.clone(),
                    pass_type: PassType::Group,
                    uitpas_number: card.uitpas_number,
                    first_name: group.name.clone(),
                    points: 0,
                    postal_code: address.postal_code,
                    card_system,
                    social_tariff: social_tariff(standing),
                    messages: vec![],
                })
            }
            Holder::Person(person) => {
                let membership = person
                    .memberships
                    .iter()
                    .find(|(row, _)| row.card_system_id == card.card_system_id)
                    .map(|(row, _)| row);
                let blocked = |status: &str| status.parse() == Ok(MembershipStatus::Blocked);
                if membership.is_some_and(|row| blocked(&row.status)) {
                    return Err(ProblemType::PassholderBlocked.into());
                }
                let standing = membership.and_then(|row| person.standing(row, now));
                let mut messages = vec![];
                if let Some((_, standing)) = standing
                    && let Some(text) = message::pass(standing)
                {
                    messages.push(PassMessage {
                        level: MessageLevel::Warn,
                        text,
                    });
                }
                Ok(Pass {
                    passholder_id: person.row.id.clone(),
                    pass_type: PassType::Individual,
                    uitpas_number: card.uitpas_number,
                    first_name: person.row.first_name.clone(),
                    points: person.points,
                    postal_code: person.row.postal_code.clone(),
                    card_system,
                    social_tariff: social_tariff(standing),
                    messages,
                })
            }
        }
    }
}

fn social_tariff(standing: Option<(SocialTariff, Standing)>) -> PassSocialTariff {
    match standing {
        None => PassSocialTariff {
            status: PassSocialTariffStatus::None,
            end_date: None,
        },
        Some((tariff, standing)) => PassSocialTariff {
            status: standing.pass_status(),
            end_date: Some(DateTime::from_millis(tariff.end.millis())),
        },
    }
}
