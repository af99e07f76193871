//! What doors of this server did in a registry elsewhere, as far as the evening needs it here.

use super::{door_scan::InRow, sql::Sql};
use sqlx::{AnyConnection, FromRow, Result, query, query_scalar};

/// A check-in that a registry elsewhere took.
#[derive(Clone, Debug)]
pub struct CheckinThere {
    /// Its id there.
    pub id: String,
    /// The activity.
    pub event_id: String,
    /// Whose it is, where the registry says so.
    pub passholder_id: Option<String>,
    /// The number that was used.
    pub uitpas_number: String,
    /// The chip that was held against the phone.
    pub chip_number: Option<String>,
    /// When, in milliseconds.
    pub at: i64,
    /// When it came in.
    pub received_at: i64,
}

/// Keeps one; one that is known stays as it is.
pub async fn add(c: &mut AnyConnection, row: &CheckinThere) -> Result<()> {
    query(
        "insert into checkin_there (id, event_id, passholder_id, uitpas_number, chip_number, at, \
         received_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing",
    )
    .bind(&row.id)
    .bind(&row.event_id)
    .bind(&row.passholder_id)
    .bind(&row.uitpas_number)
    .bind(&row.chip_number)
    .bind(row.at)
    .bind(row.received_at)
    .execute(c)
    .await?;
    Ok(())
}

/// Marks one as taken back.
pub async fn cancel(c: &mut AnyConnection, id: &str, at: i64) -> Result<()> {
    query("update checkin_there set cancelled_at = $2 where id = $1 and cancelled_at is null")
        .bind(id)
        .bind(at)
        .execute(c)
        .await?;
    Ok(())
}

/// At which activity one is, unless it was taken back.
pub async fn event_of(c: &mut AnyConnection, id: &str) -> Result<Option<String>> {
    query_scalar("select event_id from checkin_there where id = $1 and cancelled_at is null")
        .bind(id)
        .fetch_optional(c)
        .await
}

/// The ids of those at an activity.
pub async fn ids_at(c: &mut AnyConnection, event: &str) -> Result<Vec<String>> {
    query_scalar("select id from checkin_there where event_id = $1")
        .bind(event)
        .fetch_all(c)
        .await
}

/// When somebody was let in, and by whose phone.
#[derive(Clone, Debug, FromRow)]
pub struct TimeRow {
    /// When, in milliseconds.
    pub at: i64,
    /// The helper's first name.
    pub helper: Option<String>,
}

/// When somebody was let in at an activity, the last time first.
pub async fn of_person(
    c: &mut AnyConnection,
    event: &str,
    number: &str,
    holder: Option<&str>,
) -> Result<Vec<TimeRow>> {
    let mut sql = Sql::new(
        "select k.at, (select d.name from door_scan s join device d on d.id = s.device_id \
         where s.checkin_id = k.id limit 1) as helper from checkin_there k \
         where k.cancelled_at is null and k.event_id = ",
    );
    sql.push_bind(event.to_owned());
    sql.push(" and (k.uitpas_number = ")
        .push_bind(number.to_owned());
    if let Some(holder) = holder {
        sql.push(" or k.passholder_id = ")
            .push_bind(holder.to_owned());
    }
    sql.push(") order by k.at desc");
    sql.all(c).await
}

/// The check-ins at activities, up to what else is asked of them.
fn of_events(events: &[String]) -> Sql {
    let mut sql = Sql::new(
        "select k.id, k.event_id, coalesce(k.passholder_id, '') as passholder_id, k.uitpas_number, \
         k.chip_number, k.at, k.received_at, k.cancelled_at, (select d.name from door_scan s \
         join device d on d.id = s.device_id where s.checkin_id = k.id limit 1) as helper \
         from checkin_there k where k.event_id in (",
    );
    sql.push_all(events.iter().cloned());
    sql
}

/// Those at activities that came in since `floor` and changed after `cursor`.
pub(super) async fn checkins(
    c: &mut AnyConnection,
    events: &[String],
    floor: i64,
    cursor: i64,
) -> Result<Vec<InRow>> {
    let mut sql = of_events(events);
    sql.push(") and k.received_at >= ").push_bind(floor);
    sql.push(" and (k.received_at > ").push_bind(cursor);
    sql.push(" or k.cancelled_at > ").push_bind(cursor);
    sql.push(")");
    sql.all(c).await
}

/// How many people are in at activities between two moments, each once.
pub(super) async fn people(
    c: &mut AnyConnection,
    events: &[String],
    from: i64,
    to: i64,
) -> Result<i64> {
    let mut sql = Sql::new(
        "select count(distinct coalesce(passholder_id, uitpas_number)) from checkin_there \
         where event_id in (",
    );
    sql.push_all(events.iter().cloned());
    sql.push(") and cancelled_at is null and at >= ")
        .push_bind(from);
    sql.push(" and at < ").push_bind(to);
    sql.count(c).await
}

/// Those at activities between two moments of whom nothing was sold to at a door of this server.
pub(super) async fn without_sale(
    c: &mut AnyConnection,
    events: &[String],
    from: i64,
    to: i64,
) -> Result<Vec<InRow>> {
    let mut sql = of_events(events);
    sql.push(") and k.cancelled_at is null and k.at >= ")
        .push_bind(from);
    sql.push(" and k.at < ").push_bind(to);
    sql.push(
        " and not exists (select 1 from ticket_sale_there t where t.event_id = k.event_id \
         and t.uitpas_number = k.uitpas_number and t.at >= ",
    )
    .push_bind(from);
    sql.push(" and t.at < ").push_bind(to).push(")");
    sql.all(c).await
}

/// Notes tickets that were sold at a door.
pub async fn sold(
    c: &mut AnyConnection,
    ids: &[String],
    event: &str,
    number: &str,
    at: i64,
) -> Result<()> {
    for id in ids {
        query(
            "insert into ticket_sale_there (id, event_id, uitpas_number, at) values ($1, $2, $3, $4) \
             on conflict (id) do nothing",
        )
        .bind(id)
        .bind(event)
        .bind(number)
        .bind(at)
        .execute(&mut *c)
        .await?;
    }
    Ok(())
}

/// Forgets what is older than a moment.
pub async fn forget(c: &mut AnyConnection, before: i64) -> Result<()> {
    query("delete from checkin_there where at < $1")
        .bind(before)
        .execute(&mut *c)
        .await?;
    query("delete from ticket_sale_there where at < $1")
        .bind(before)
        .execute(c)
        .await?;
    Ok(())
}
