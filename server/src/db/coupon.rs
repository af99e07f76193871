//! Coupons, and to whom they were granted.

use domain::{period::PeriodLimit, tariff::CouponPrice};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, FromRow, Result, query_as};

/// A coupon that was granted.
#[derive(Clone, Debug, FromRow)]
pub struct CouponRow {
    /// The id of the grant.
    pub id: i64,
    /// The coupon.
    pub coupon_id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whose it is.
    pub card_system_id: i64,
    /// From when, in milliseconds.
    pub begins_at: i64,
    /// The last moment.
    pub ends_at: Option<i64>,
    /// How often it may be used…
    pub volume: Option<i64>,
    /// …in which period.
    pub period: Option<String>,
    /// The rest, as JSON of [`CouponDoc`].
    pub doc: String,
}

/// What a coupon gives and where it counts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CouponDoc {
    /// What it makes of a price.
    pub price: CouponPrice,
    /// Where it counts; empty is everywhere in its region.
    #[serde(default)]
    pub organizers: Vec<String>,
    /// For what it counts; empty is everything.
    #[serde(default)]
    pub events: Vec<String>,
}

impl CouponRow {
    /// How often it may be used.
    pub fn limit(&self) -> Option<PeriodLimit> {
        let volume = u32::try_from(self.volume?).ok()?;
        Some(PeriodLimit::new(
            volume,
            self.period.as_deref()?.parse().ok()?,
        ))
    }
}

macro_rules! select {
    ($column:literal) => {
        concat!(
            "select g.id, g.coupon_id, k.name, k.description, k.card_system_id, g.begins_at, g.ends_at, \
             g.volume, g.period, k.doc from granted_coupon g join coupon k on k.id = g.coupon_id where ",
            $column,
            " = $1 order by g.id"
        )
    };
}

/// The coupons of a person.
pub async fn of_passholder(c: &mut AnyConnection, id: &str) -> Result<Vec<CouponRow>> {
    query_as(select!("g.passholder_id"))
        .bind(id)
        .fetch_all(c)
        .await
}

/// The coupons of a group.
pub async fn of_group(c: &mut AnyConnection, id: &str) -> Result<Vec<CouponRow>> {
    query_as(select!("g.group_pass_id"))
        .bind(id)
        .fetch_all(c)
        .await
}
