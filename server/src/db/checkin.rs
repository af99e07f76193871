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
pub struct NewCheckin<'a> {
    /// Its id.
    pub id: &'a str,
    /// The activity.
    pub event_id: &'a str,
    /// Whose it is.
    pub passholder_id: &'a str,
    /// The number that was used.
    pub uitpas_number: &'a str,
    /// What it gives.
    pub points: i64,
    /// When it happened, in milliseconds.
    pub at: i64,
    /// When it came in.
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

/// Keeps it.
pub async fn add(c: &mut AnyConnection, new: &NewCheckin<'_>) -> Result<()> {
    query(
        "insert into checkin (id, event_id, passholder_id, uitpas_number, points, at, received_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.id)
    .bind(new.event_id)
    .bind(new.passholder_id)
    .bind(new.uitpas_number)
    .bind(new.points)
    .bind(new.at)
    .bind(new.received_at)
    .execute(c)
    .await?;
    Ok(())
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
