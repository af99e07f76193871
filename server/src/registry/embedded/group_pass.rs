//! Group passes.

use super::{Embedded, pass::Found, pass::Holder};
use crate::{
    db::{card, group_pass as db, group_pass::GroupRow},
    registry::{Answer, Call, Refused},
};
use domain::time::Timestamp;
use domain::{
    card::CardStatus,
    number::{ChipNumber, UitpasNumber},
    role::Identity,
    social_tariff::SocialTariff,
    uitpas_api::{
        DateTime, Page, ProblemType,
        enums::{GroupPassSocialTariffStatus, SortOrder},
        group_pass::{GroupPass, GroupPassQuery, GroupPassSocialTariff},
        page::DEFAULT_LIMIT,
    },
};
use sqlx::AnyConnection;

/// `GET /grouppasses`
pub(in crate::registry) async fn search(
    registry: &Embedded,
    call: &Call,
    query: GroupPassQuery,
) -> Answer<Page<GroupPass>> {
    // `x-client-id` alone shows no name and no address, and asks for a number.
    let by_identification = call.caller.identity == Identity::ClientIdentification;
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let found = match (&query.uitpas_number, &query.chip_number) {
        (Some(number), _) => {
            let number: UitpasNumber = number
                .parse()
                .map_err(|_| ProblemType::InvalidUitpasNumber)?;
            Some(registry.by_number(&mut c, &number).await?)
        }
        (None, Some(chip)) => Some(match chip.parse::<ChipNumber>() {
            Ok(chip) => registry.by_chip(&mut c, &chip).await?,
            Err(_) => None,
        }),
        (None, None) => None,
    };
    let (start, limit) = (
        query.start.unwrap_or(0),
        query.limit.unwrap_or(DEFAULT_LIMIT),
    );
    let (total, rows) = match found {
        Some(Some(Found {
            holder: Holder::Group(group),
            ..
        })) => (
            1,
            if start == 0 && limit > 0 {
                vec![*group]
            } else {
                vec![]
            },
        ),
        Some(_) => (0, vec![]),
        None if by_identification => (0, vec![]),
        None => {
            db::page(
                &mut c,
                query.sort_name == Some(SortOrder::Descending),
                start,
                limit,
            )
            .await?
        }
    };
    let mut member = Vec::with_capacity(rows.len());
    for row in rows {
        let mut group = wire(registry, &mut c, row, call.now).await?;
        if by_identification {
            group.name = None;
            group.email = None;
            group.address = None;
            group.telephone = None;
        }
        member.push(group);
    }
    Ok(Page {
        total_items: u64::try_from(total).unwrap_or(0),
        member,
    })
}

/// `GET /grouppasses/{passholderId}`
pub(in crate::registry) async fn one(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<GroupPass> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let row = db::one(&mut c, &id).await?;
    let row = row.ok_or_else(|| Refused::not_found("There is no such group pass."))?;
    wire(registry, &mut c, row, call.now).await
}

async fn wire(
    registry: &Embedded,
    c: &mut AnyConnection,
    row: GroupRow,
    now: Timestamp,
) -> Answer<GroupPass> {
    let regions = registry.regions(c).await?;
    let cards = card::of_group(c, &row.id).await?;
    let active = cards
        .iter()
        .find(|card| card.state() == CardStatus::Active)
        .or(cards.first());
    let social_tariff = match row.social_tariff_end {
        None => None,
        Some(end) => {
            let tariff = SocialTariff {
                end: Timestamp::from_millis(end),
                suspended_until: None,
            };
            let holds = tariff
                .standing(regions.grace_days(row.card_system_id), now)
                .is_active();
            Some(GroupPassSocialTariff {
                status: if holds {
                    GroupPassSocialTariffStatus::Active
                } else {
                    GroupPassSocialTariffStatus::Expired
                },
                end_date: Some(DateTime::from_millis(end)),
                total_tickets_per_year: row
                    .tickets_per_year
                    .and_then(|most| u32::try_from(most).ok()),
                available_tickets: registry.tickets_left(c, &row.id, now).await?,
            })
        }
    };
    Ok(GroupPass {
        id: Some(row.id),
        uitpas_number: active.map(|card| card.uitpas_number.clone()),
        name: Some(row.name),
        card_status: active.map_or(CardStatus::Deleted, card::CardRow::state),
        email: row.email,
        creation_date: Some(DateTime::from_millis(row.created_at)),
        social_tariff,
        card_system: regions.brief(row.card_system_id),
        address: Some(serde_json::from_str(&row.doc)?),
        telephone: row.telephone,
    })
}
