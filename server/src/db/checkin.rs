//! Check-ins.

use super::sql::Sql;
use sqlx::{AnyConnection, FromRow, Result, query, query_scalar};

/// A check-in.
#[derive(Clone, Debug, FromRow)]
pub struct CheckinRow {
    /// Its id.
    pub id: String,
    /// The activity.
    pub event_id: String,
    /// What the activity is called.
    pub event_title: String,
    /// Who organises it.
    pub organizer_id: String,
    /// Whose it is.
    pub passholder_id: String,
    /// The number that was used.
    pub uitpas_number: String,
    /// What it gave.
    pub points: i64,
    /// When, in milliseconds.
    pub at: i64,
}

/// A check-in to keep.
#[derive(Clone, Debug)]
pub struct NewCheckin {
    /// What it is.
    pub row: CheckinRow,
    /// When it came in, in milliseconds.
    pub received_at: i64,
}

/// When somebody was at an activity between two moments, cancelled ones aside.
pub async fn earlier(
    c: &mut AnyConnection,
    passholder: &str,
    event: &str,
    from: i64,
    to: i64,
) -> Result<Vec<i64>> {
    query_scalar(
        "select at from checkin where passholder_id = $1 and event_id = $2 and at >= $3 and at < $4 \
         and cancelled_at is null",
    )
    .bind(passholder)
    .bind(event)
    .bind(from)
    .bind(to)
    .fetch_all(c)
    .await
}

/// When each of these people was at an activity between two moments, cancelled ones aside.
pub async fn earlier_of(
    c: &mut AnyConnection,
    passholders: &[String],
    event: &str,
    from: i64,
    to: i64,
) -> Result<Vec<(String, i64)>> {
    if passholders.is_empty() {
        return Ok(vec![]);
    }
    let mut sql = Sql::new(
        "select passholder_id, at from checkin where cancelled_at is null and event_id = ",
    );
    sql.push_bind(event.to_owned());
    sql.push(" and at >= ").push_bind(from);
    sql.push(" and at < ").push_bind(to);
    sql.push(" and passholder_id in (");
    sql.push_all(passholders.iter().cloned());
    sql.push(")");
    sql.all(c).await
}

/// Keeps some.
pub async fn add(c: &mut AnyConnection, new: &[NewCheckin]) -> Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(
        "insert into checkin (id, event_id, passholder_id, uitpas_number, points, at, received_at) \
         values ",
    );
    for (index, NewCheckin { row, received_at }) in new.iter().enumerate() {
        sql.push(if index == 0 { "(" } else { ", (" });
        let texts = [
            &row.id,
            &row.event_id,
            &row.passholder_id,
            &row.uitpas_number,
        ];
        sql.push_all(texts.into_iter().cloned()).push(", ");
        sql.push_all([row.points, row.at, *received_at]).push(")");
    }
    sql.execute(c).await
}

const FROM: &str = " from checkin k join event e on e.id = k.event_id where k.cancelled_at is null";
const COLUMNS: &str = "select k.id, k.event_id, e.title as event_title, e.organizer_id, \
    k.passholder_id, k.uitpas_number, k.points, k.at";

/// The check-in with this id, unless it was cancelled.
pub async fn one(c: &mut AnyConnection, id: &str) -> Result<Option<CheckinRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(FROM).push(" and k.id = ").push_bind(id.to_owned());
    sql.optional(c).await
}

/// Marks it cancelled; false when it was already.
pub async fn cancel(c: &mut AnyConnection, id: &str, at: i64) -> Result<bool> {
    let done = query("update checkin set cancelled_at = $2 where id = $1 and cancelled_at is null")
        .bind(id)
        .bind(at)
        .execute(c)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// How many somebody has at these organizers, and a page of them, newest first.
pub async fn search(
    c: &mut AnyConnection,
    passholder: &str,
    organizers: &[String],
    title: Option<&str>,
    start: u32,
    limit: u32,
) -> Result<(i64, Vec<CheckinRow>)> {
    let filter = |sql: &mut Sql| {
        sql.push(FROM)
            .push(" and k.passholder_id = ")
            .push_bind(passholder.to_owned());
        sql.push(" and e.organizer_id in (");
        sql.push_all(organizers.iter().cloned());
        sql.push(")");
        if let Some(title) = title {
            sql.push(" and lower(e.title) like ")
                .push_bind(format!("%{}%", title.to_lowercase()));
        }
    };
    let mut sql = Sql::new("select count(*)");
    filter(&mut sql);
    let total = sql.count(&mut *c).await?;
    let mut sql = Sql::new(COLUMNS);
    filter(&mut sql);
    sql.push(" order by k.at desc, k.id limit ")
        .push_bind(i64::from(limit));
    sql.push(" offset ").push_bind(i64::from(start));
    Ok((total, sql.all(c).await?))
}
