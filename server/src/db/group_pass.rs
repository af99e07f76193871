//! Groups with a pass.

use sqlx::{AnyConnection, FromRow, Result, query_as, query_scalar};

/// A group.
#[derive(Clone, Debug, FromRow)]
pub struct GroupRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone.
    pub telephone: Option<String>,
    /// Its region.
    pub card_system_id: i64,
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// The last moment of its social tariff.
    pub social_tariff_end: Option<i64>,
    /// How many tickets at social tariff it may buy a year.
    pub tickets_per_year: Option<i64>,
    /// Its address, as JSON.
    pub doc: String,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, name, email, telephone, card_system_id, created_at, social_tariff_end, \
             tickets_per_year, doc from group_pass ",
            $rest
        )
    };
}

/// The group with this id.
pub async fn one(c: &mut AnyConnection, id: &str) -> Result<Option<GroupRow>> {
    query_as(select!("where id = $1"))
        .bind(id)
        .fetch_optional(c)
        .await
}

/// How many groups there are, and a page of them by name.
pub async fn page(
    c: &mut AnyConnection,
    descending: bool,
    start: u32,
    limit: u32,
) -> Result<(i64, Vec<GroupRow>)> {
    let total = query_scalar("select count(*) from group_pass")
        .fetch_one(&mut *c)
        .await?;
    let sql = if descending {
        select!("order by name desc, id limit $1 offset $2")
    } else {
        select!("order by name, id limit $1 offset $2")
    };
    let rows = query_as(sql)
        .bind(i64::from(limit))
        .bind(i64::from(start))
        .fetch_all(c)
        .await?;
    Ok((total, rows))
}
