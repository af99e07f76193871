//! Cards, and whose they are.

use super::{Kind, Tx, sql::Sql};
use domain::card::CardStatus;
use sqlx::{AnyConnection, FromRow, Result, query_as, query_scalar};

/// A card.
#[derive(Clone, Debug, FromRow)]
pub struct CardRow {
    /// Its number.
    pub uitpas_number: String,
    /// Its region.
    pub card_system_id: i64,
    /// `NFC_CARD` or `DIGITAL`.
    pub card_type: String,
    /// Its state.
    pub status: String,
    /// Whether it was made for the social tariff.
    pub social_tariff: i64,
    /// Whose it is.
    pub passholder_id: Option<String>,
    /// Which group's it is.
    pub group_pass_id: Option<String>,
    /// When it was given to them, in milliseconds.
    pub assigned_at: Option<i64>,
}

impl CardRow {
    /// Its state; a state that this version does not know works as little as a deleted card.
    pub fn state(&self) -> CardStatus {
        self.status.parse().unwrap_or(CardStatus::Deleted)
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select uitpas_number, card_system_id, card_type, status, social_tariff, \
             passholder_id, group_pass_id, assigned_at from card ",
            $rest
        )
    };
}

/// The card with this number.
pub async fn by_number(c: &mut AnyConnection, number: &str) -> Result<Option<CardRow>> {
    query_as(select!("where uitpas_number = $1"))
        .bind(number)
        .fetch_optional(c)
        .await
}

/// The card with this number, nobody else deciding about its holder from here on: as [`Tx::lock`]
/// of `passholder`, and one statement less.
pub async fn by_number_alone(tx: &mut Tx<'_>, number: &str) -> Result<Option<CardRow>> {
    if tx.kind() == Kind::Sqlite {
        return by_number(tx.c(), number).await;
    }
    let card: Option<CardRow> = query_as(
        "select uitpas_number, card_system_id, card_type, status, social_tariff, passholder_id, \
         group_pass_id, assigned_at, \
         pg_advisory_xact_lock(hashtextextended('passholder:' || passholder_id, 0))::text as locked \
         from card where uitpas_number = $1",
    )
    .bind(number)
    .fetch_optional(tx.c())
    .await?;
    if let Some(id) = card.as_ref().and_then(|card| card.passholder_id.as_deref()) {
        tx.hold("passholder", id);
    }
    Ok(card)
}

/// The cards with these numbers.
pub async fn by_numbers(c: &mut AnyConnection, numbers: &[String]) -> Result<Vec<CardRow>> {
    if numbers.is_empty() {
        return Ok(vec![]);
    }
    let mut sql = Sql::new(select!("where uitpas_number in ("));
    sql.push_all(numbers.iter().cloned());
    sql.push(")");
    sql.all(c).await
}

/// The card with this chip.
pub async fn by_chip(c: &mut AnyConnection, chip: &str) -> Result<Option<CardRow>> {
    query_as(select!("where chip_number = $1"))
        .bind(chip)
        .fetch_optional(c)
        .await
}

/// The pass holders whose codes may be on a phone, their own or a family's, and who have no card
/// that works.
pub async fn without_a_working_one(c: &mut AnyConnection) -> Result<Vec<String>> {
    query_scalar(
        "select p.id from passholder p where not exists \
         (select 1 from card d where d.passholder_id = p.id and d.status = 'ACTIVE') \
         and (exists (select 1 from device v where v.passholder_id = p.id and v.public_key is not null) \
         or exists (select 1 from family_member f join device v on v.passholder_id = f.passholder_id \
         where f.member_id = p.id and v.public_key is not null)) order by p.id",
    )
    .fetch_all(c)
    .await
}

/// The cards of a group.
pub async fn of_group(c: &mut AnyConnection, id: &str) -> Result<Vec<CardRow>> {
    query_as(select!("where group_pass_id = $1 order by uitpas_number"))
        .bind(id)
        .fetch_all(c)
        .await
}

/// The working cards of a region whose holder has a social tariff that runs at least until
/// `not_before` (milliseconds), and those of its groups.
pub async fn with_social_tariff(
    c: &mut AnyConnection,
    card_system: i64,
    not_before: i64,
) -> Result<Vec<CardRow>> {
    query_as(
        "select d.uitpas_number, d.card_system_id, d.card_type, d.status, d.social_tariff, \
         d.passholder_id, d.group_pass_id, d.assigned_at from card d \
         left join membership m on m.passholder_id = d.passholder_id and m.card_system_id = d.card_system_id \
         left join group_pass g on g.id = d.group_pass_id \
         where d.card_system_id = $1 and d.status = 'ACTIVE' \
         and (m.social_tariff_end >= $2 or g.social_tariff_end >= $2) order by d.uitpas_number",
    )
    .bind(card_system)
    .bind(not_before)
    .fetch_all(c)
    .await
}
