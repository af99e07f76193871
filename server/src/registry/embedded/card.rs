//! Cards: in what state each is.

use super::Embedded;
use crate::{
    db::{card, card::CardRow, group_pass, ticket_sale},
    registry::{Answer, Call, Refused},
};
use chrono::TimeDelta;
use domain::{
    number::{ChipNumber, UitpasNumber},
    period::PeriodType,
    time::Timestamp,
    uitpas_api::{
        ProblemType,
        card::{Card, CardQuery, SocialTariffCard},
        enums::CardOwner,
    },
};

/// `GET /cards`
pub(in crate::registry) async fn find(
    registry: &Embedded,
    call: &Call,
    query: CardQuery,
) -> Answer<Card> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let found = match (&query.uitpas_number, &query.chip_number) {
        (Some(number), _) => {
            let number: UitpasNumber = number
                .parse()
                .map_err(|_| ProblemType::InvalidUitpasNumber)?;
            card::by_number(&mut c, number.as_str()).await?
        }
        (None, Some(chip)) => match chip.parse::<ChipNumber>() {
            Ok(chip) => card::by_chip(&mut c, chip.as_str()).await?,
            Err(_) => None,
        },
        (None, None) => {
            return Err(Refused::not_found("Give `uitpasNumber` or `chipNumber`."));
        }
    };
    let card = found.ok_or_else(|| Refused::not_found("There is no such card."))?;
    registry.wire_card(&mut c, card).await
}

impl Embedded {
    async fn wire_card(&self, c: &mut sqlx::AnyConnection, card: CardRow) -> Answer<Card> {
        Ok(Card {
            card_system: self.regions(c).await?.brief(card.card_system_id),
            card_type: card.card_type.parse().ok(),
            status: card.state(),
            social_tariff: card.social_tariff != 0,
            uitpas_number: card.uitpas_number,
        })
    }
}

/// `GET /cards/social-tariff/{cardSystemId}/active`
pub(in crate::registry) async fn with_social_tariff(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<Vec<SocialTariffCard>> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let regions = registry.regions(&mut c).await?;
    let id = id.parse().ok().filter(|id| regions.get(*id).is_some());
    let id: u32 = id.ok_or_else(|| Refused::not_found("There is no such card system."))?;
    let grace = TimeDelta::days(regions.grace_days(id.into()).into());
    let cards = card::with_social_tariff(&mut c, id.into(), (call.now - grace).millis()).await?;
    let mut answer = Vec::with_capacity(cards.len());
    for card in cards {
        let available_tickets = match &card.group_pass_id {
            Some(group) => registry.tickets_left(&mut c, group, call.now).await?,
            None => None,
        };
        answer.push(SocialTariffCard {
            uitpas_number: card.uitpas_number,
            card_type: if card.group_pass_id.is_some() {
                CardOwner::Group
            } else {
                CardOwner::Regular
            },
            available_tickets,
        });
    }
    Ok(answer)
}

impl Embedded {
    /// How many tickets at social tariff a group may still buy this year.
    pub(super) async fn tickets_left(
        &self,
        c: &mut sqlx::AnyConnection,
        group: &str,
        at: Timestamp,
    ) -> Answer<Option<u32>> {
        let Some(row) = group_pass::one(c, group).await? else {
            return Ok(None);
        };
        let Some(most) = row.tickets_per_year else {
            return Ok(None);
        };
        let year = PeriodType::Year.around(at);
        let sold = ticket_sale::of_group(c, group, year.begin.millis(), year.end.millis()).await?;
        Ok(Some(
            u32::try_from((most - sold).max(0)).unwrap_or(u32::MAX),
        ))
    }
}
