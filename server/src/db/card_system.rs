//! Regions, their cities and their distribution keys.

use domain::{tariff::DistributionKey, uitpas_api::card_system::CardSystem};
use sqlx::{AnyConnection, FromRow, Result, query, query_as};

/// A region.
#[derive(Clone, Debug, FromRow)]
pub struct CardSystemRow {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Whether it is to last.
    pub permanent: i64,
    /// How long a social tariff goes on after its end, in days.
    pub grace_days: i64,
    /// The rest, as JSON of `CardSystem`.
    pub doc: String,
}

impl CardSystemRow {
    /// As it is answered, cities aside.
    pub fn wire(&self) -> serde_json::Result<CardSystem> {
        let mut system: CardSystem = serde_json::from_str(&self.doc)?;
        system.id = u32::try_from(self.id).unwrap_or_default();
        system.name = Some(self.name.clone());
        system.permanent = Some(self.permanent != 0);
        Ok(system)
    }
}

/// A city of a region.
#[derive(Clone, Debug, FromRow)]
pub struct CityRow {
    /// The region.
    pub card_system_id: i64,
    /// Postal code.
    pub postal_code: String,
    /// Its name.
    pub name: String,
    /// Whether people register there without a card.
    pub allows_cardless: i64,
    /// Whom to ask.
    pub contact_email: String,
}

/// All regions by id.
pub async fn all(c: &mut AnyConnection) -> Result<Vec<CardSystemRow>> {
    query_as("select id, name, permanent, grace_days, doc from card_system order by id")
        .fetch_all(c)
        .await
}

/// All cities, by region and postal code.
pub async fn cities(c: &mut AnyConnection) -> Result<Vec<CityRow>> {
    query_as(
        "select card_system_id, postal_code, name, allows_cardless, contact_email \
         from card_system_city order by card_system_id, postal_code",
    )
    .fetch_all(c)
    .await
}

/// All distribution keys with their regions, by id.
pub async fn keys(c: &mut AnyConnection) -> Result<Vec<(u32, DistributionKey)>> {
    let rows: Vec<(i64, String)> =
        query_as("select card_system_id, doc from distribution_key order by id")
            .fetch_all(c)
            .await?;
    rows.into_iter()
        .map(|(system, doc)| {
            let key =
                serde_json::from_str(&doc).map_err(|error| sqlx::Error::Decode(error.into()))?;
            Ok((u32::try_from(system).unwrap_or_default(), key))
        })
        .collect()
}

/// What a region is called.
pub async fn name(c: &mut AnyConnection, id: i64) -> Result<Option<String>> {
    sqlx::query_scalar("select name from card_system where id = $1")
        .bind(id)
        .fetch_optional(c)
        .await
}

/// Keeps the name of a region of a registry elsewhere; what else there is of it stays there.
pub async fn keep_name(c: &mut AnyConnection, id: i64, name: &str) -> Result<()> {
    query(
        "insert into card_system (id, name, permanent, grace_days, doc) values ($1, $2, 1, 0, '{}') \
         on conflict (id) do update set name = excluded.name",
    )
    .bind(id)
    .bind(name)
    .execute(c)
    .await?;
    Ok(())
}
