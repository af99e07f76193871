//! Whom the identifiers of rotating codes stand for, a day each.

use super::sql::Sql;
use sqlx::{AnyConnection, Result, query_scalar};

/// Remembers identifiers, each with whose it is and its day; those that are there stay.
pub async fn add(
    c: &mut AnyConnection,
    new: impl IntoIterator<Item = (String, String, String)>,
) -> Result<()> {
    let mut sql = Sql::new("insert into credential (identifier, passholder_id, day) values ");
    for (index, (identifier, passholder, day)) in new.into_iter().enumerate() {
        sql.push(if index == 0 { "(" } else { ", (" });
        sql.push_bind(identifier).push(", ");
        sql.push_bind(passholder).push(", ").push_bind(day);
        sql.push(")");
    }
    sql.push(" on conflict (identifier) do nothing");
    sql.execute(c).await
}

/// The last day for which somebody has one.
pub async fn last_day(c: &mut AnyConnection, passholder: &str) -> Result<Option<String>> {
    query_scalar("select max(day) from credential where passholder_id = $1")
        .bind(passholder)
        .fetch_one(c)
        .await
}

/// Whom an identifier stands for.
pub async fn passholder(c: &mut AnyConnection, identifier: &str) -> Result<Option<String>> {
    query_scalar("select passholder_id from credential where identifier = $1")
        .bind(identifier)
        .fetch_optional(c)
        .await
}
