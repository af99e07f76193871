//! What happened at doors: one row a command that belongs to a shift, and who is in.

use super::{sql::Sql, there};
use sqlx::{AnyConnection, FromRow, Result, query, query_as};

/// What became of a command at a door.
#[derive(Clone, Debug, FromRow)]
pub struct ScanRow {
    /// Whose phone.
    pub device_id: String,
    /// Which command.
    pub command_id: String,
    /// At which shift.
    pub shift_id: String,
    /// At which activity.
    pub event_id: Option<String>,
    /// `IN`, `UNDONE`, `REFUSED`, `HELD`, `GUEST`, `LEFT` or `MEMBER`.
    pub state: String,
    /// The check-in that it made.
    pub checkin_id: Option<String>,
    /// Digits 8 to 10 of the pass.
    pub pass: String,
    /// What stands for who it was, separated by spaces.
    pub marks: String,
    /// How many, for guests.
    pub number: i64,
    /// How old they looked, where they were counted by age.
    pub band: Option<String>,
    /// Why it was refused or taken back.
    pub reason: Option<String>,
    /// When it was scanned, in milliseconds.
    pub at: i64,
    /// When it came in.
    pub received_at: i64,
}

/// Keeps what became of commands; what became of one later takes its place.
pub async fn record(c: &mut AnyConnection, rows: &[ScanRow]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(
        "insert into door_scan (device_id, command_id, shift_id, event_id, state, checkin_id, pass, \
         marks, number, reason, at, received_at, changed_at, band) values ",
    );
    for (index, row) in rows.iter().enumerate() {
        sql.push(if index == 0 { "(" } else { ", (" });
        let texts = [&row.device_id, &row.command_id, &row.shift_id];
        sql.push_all(texts.into_iter().cloned()).push(", ");
        sql.push_bind(row.event_id.clone()).push(", ");
        sql.push_bind(row.state.clone()).push(", ");
        sql.push_bind(row.checkin_id.clone()).push(", ");
        sql.push_all([row.pass.clone(), row.marks.clone()])
            .push(", ");
        sql.push_bind(row.number).push(", ");
        sql.push_bind(row.reason.clone()).push(", ");
        sql.push_all([row.at, row.received_at, row.received_at])
            .push(", ");
        sql.push_bind(row.band.clone()).push(")");
    }
    sql.push(
        " on conflict (device_id, command_id) do update set event_id = excluded.event_id, \
         state = excluded.state, checkin_id = excluded.checkin_id, pass = excluded.pass, \
         marks = excluded.marks, number = excluded.number, reason = excluded.reason, \
         changed_at = excluded.changed_at, band = excluded.band",
    );
    sql.execute(c).await
}

/// Marks what made a check-in as taken back.
pub async fn undo(
    c: &mut AnyConnection,
    checkin: &str,
    reason: Option<&str>,
    at: i64,
) -> Result<()> {
    query(
        "update door_scan set state = 'UNDONE', reason = $2, changed_at = $3 \
         where checkin_id = $1 and state = 'IN'",
    )
    .bind(checkin)
    .bind(reason)
    .bind(at)
    .execute(c)
    .await?;
    Ok(())
}

/// Marks what a phone did by a command as taken back.
pub async fn undo_command(
    c: &mut AnyConnection,
    device: &str,
    command: &str,
    at: i64,
) -> Result<()> {
    query(
        "update door_scan set state = 'UNDONE', changed_at = $3 \
         where device_id = $1 and command_id = $2 and state in ('IN', 'GUEST', 'LEFT')",
    )
    .bind(device)
    .bind(command)
    .bind(at)
    .execute(c)
    .await?;
    Ok(())
}

/// Notes that somebody decided about a command now; `state` where that says more than its effect.
pub async fn settle(
    c: &mut AnyConnection,
    device: &str,
    command: &str,
    state: Option<&str>,
    at: i64,
) -> Result<()> {
    query(
        "update door_scan set state = coalesce($3, state), changed_at = $4 \
         where device_id = $1 and command_id = $2",
    )
    .bind(device)
    .bind(command)
    .bind(state)
    .bind(at)
    .execute(c)
    .await?;
    Ok(())
}

/// Everything that happened at a shift, newest first.
pub async fn of_shift(c: &mut AnyConnection, shift: &str) -> Result<Vec<ScanRow>> {
    query_as(
        "select device_id, command_id, shift_id, event_id, state, checkin_id, pass, marks, number, \
         band, reason, at, received_at from door_scan where shift_id = $1 order by at desc, command_id",
    )
    .bind(shift)
    .fetch_all(c)
    .await
}

/// How many rows of each state and age, and their numbers together.
pub async fn totals(
    c: &mut AnyConnection,
    shift: &str,
) -> Result<Vec<(String, Option<String>, i64, i64)>> {
    // PostgreSQL sums bigint into numeric, which no driver for any database reads.
    query_as(
        "select state, band, count(*), cast(coalesce(sum(number), 0) as bigint) from door_scan \
         where shift_id = $1 group by state, band",
    )
    .bind(shift)
    .fetch_all(c)
    .await
}

/// A check-in as a door sees it: made here or by any other program.
#[derive(Clone, Debug, FromRow)]
pub struct InRow {
    /// Its id.
    pub id: String,
    /// The activity.
    pub event_id: String,
    /// Who; empty where a registry elsewhere does not say.
    pub passholder_id: String,
    /// The number that was used.
    pub uitpas_number: String,
    /// The chip, where only that scan knows it.
    pub chip_number: Option<String>,
    /// When, in milliseconds.
    pub at: i64,
    /// When it came in.
    pub received_at: i64,
    /// When it was taken back.
    pub cancelled_at: Option<i64>,
    /// The helper's first name, where a phone of a shift made it.
    pub helper: Option<String>,
}

/// The check-ins at activities, up to what else is asked of them.
fn of_events(events: &[String]) -> Sql {
    let mut sql = Sql::new(
        "select k.id, k.event_id, k.passholder_id, k.uitpas_number, \
         cast(null as text) as chip_number, k.at, k.received_at, \
         k.cancelled_at, (select d.name from door_scan s join device d on d.id = s.device_id \
         where s.checkin_id = k.id limit 1) as helper from checkin k where k.event_id in (",
    );
    sql.push_all(events.iter().cloned());
    sql
}

/// The check-ins at activities between two moments of whom nothing was sold to there meanwhile.
pub async fn without_sale(
    c: &mut AnyConnection,
    events: &[String],
    from: i64,
    to: i64,
) -> Result<Vec<InRow>> {
    if events.is_empty() {
        return Ok(vec![]);
    }
    let mut sql = of_events(events);
    sql.push(") and k.cancelled_at is null and k.at >= ")
        .push_bind(from);
    sql.push(" and k.at < ").push_bind(to);
    sql.push(
        " and not exists (select 1 from ticket_sale t where t.passholder_id = k.passholder_id \
         and t.event_id = k.event_id and t.cancelled_at is null and t.at >= ",
    )
    .push_bind(from);
    sql.push(" and t.at < ").push_bind(to).push(")");
    let here = sql.all(&mut *c).await?;
    Ok(in_order(
        here,
        there::without_sale(c, events, from, to).await?,
    ))
}

/// What our own registry has and what one elsewhere has: only one of them ever has any.
fn in_order(mut here: Vec<InRow>, there: Vec<InRow>) -> Vec<InRow> {
    here.extend(there);
    here.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
    here
}

/// The check-ins at activities that came in since `floor` and changed after `cursor`.
pub async fn checkins(
    c: &mut AnyConnection,
    events: &[String],
    floor: i64,
    cursor: i64,
) -> Result<Vec<InRow>> {
    if events.is_empty() {
        return Ok(vec![]);
    }
    let mut sql = of_events(events);
    sql.push(") and k.received_at >= ").push_bind(floor);
    sql.push(" and (k.received_at > ").push_bind(cursor);
    sql.push(" or k.cancelled_at > ")
        .push_bind(cursor)
        .push(")");
    let here = sql.all(&mut *c).await?;
    Ok(in_order(
        here,
        there::checkins(c, events, floor, cursor).await?,
    ))
}

/// How many people are in at activities between two moments, each once.
pub async fn people(c: &mut AnyConnection, events: &[String], from: i64, to: i64) -> Result<i64> {
    if events.is_empty() {
        return Ok(0);
    }
    let mut sql = Sql::new("select count(distinct passholder_id) from checkin where event_id in (");
    sql.push_all(events.iter().cloned());
    sql.push(") and cancelled_at is null and received_at >= ")
        .push_bind(from);
    sql.push(" and at >= ").push_bind(from);
    sql.push(" and at < ").push_bind(to);
    let here = sql.count(&mut *c).await?;
    Ok(here + there::people(c, events, from, to).await?)
}

/// A phone's own scans that became otherwise after they came in.
pub async fn settled(c: &mut AnyConnection, device: &str, after: i64) -> Result<Vec<ScanRow>> {
    query_as(
        "select device_id, command_id, shift_id, event_id, state, checkin_id, pass, marks, number, \
         band, reason, at, received_at from door_scan where device_id = $1 and changed_at > $2 \
         and changed_at > received_at order by changed_at, command_id",
    )
    .bind(device)
    .bind(after)
    .fetch_all(c)
    .await
}

/// The numbers and chips of cards of these pass holders that work.
pub async fn cards_of(
    c: &mut AnyConnection,
    holders: &[String],
) -> Result<Vec<(String, String, Option<String>)>> {
    let mut found = vec![];
    for some in holders.chunks(200) {
        let mut sql = Sql::new(
            "select passholder_id, uitpas_number, chip_number from card \
             where status = 'ACTIVE' and passholder_id in (",
        );
        sql.push_all(some.iter().cloned());
        sql.push(") order by uitpas_number");
        found.extend(sql.all(&mut *c).await?);
    }
    Ok(found)
}
