//! Shifts, their activities, and the codes that let phones in. What was scanned is in
//! [`super::door_scan`].

use super::sql::Sql;
use domain::{
    shift::{Hours, Manner, Role},
    time::Timestamp,
};
use sqlx::{AnyConnection, FromRow, Result, query, query_as, query_scalar};

/// A shift.
#[derive(Clone, Debug, FromRow)]
pub struct ShiftRow {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub organizer_id: String,
    /// What it is called.
    pub name: String,
    /// When it begins, in milliseconds.
    pub begins_at: i64,
    /// When it ends.
    pub ends_at: i64,
    /// When somebody ended it.
    pub closed_at: Option<i64>,
    /// What helpers may who are let in without a word about it.
    pub role: String,
    /// Makes marks; base64url.
    pub key: String,
    /// Counts up with each change.
    pub version: i64,
    /// What it is for.
    pub manner: String,
    /// How many people the hall takes.
    pub capacity: Option<i64>,
    /// Which admin opened it.
    pub created_by: String,
    /// When.
    pub created_at: i64,
}

impl ShiftRow {
    /// When it is.
    pub fn hours(&self) -> Hours {
        Hours {
            begins_at: Timestamp::from_millis(self.begins_at),
            ends_at: Timestamp::from_millis(self.ends_at),
            closed_at: self.closed_at.map(Timestamp::from_millis),
        }
    }

    /// What it is for.
    pub fn manner(&self) -> Manner {
        Manner::named(&self.manner)
    }

    /// How many people the hall takes.
    pub fn capacity(&self) -> Option<u32> {
        self.capacity.and_then(|number| u32::try_from(number).ok())
    }

    /// What helpers may; a word that this version does not know may least.
    pub fn role(&self) -> Role {
        self.role.parse().unwrap_or(Role::Steward)
    }
}

const COLUMNS: &str = "select id, organizer_id, name, begins_at, ends_at, closed_at, role, key, \
    version, manner, capacity, created_by, created_at from shift where true";

/// Keeps a new shift and its activities, in their order.
pub async fn add(c: &mut AnyConnection, row: &ShiftRow, events: &[String]) -> Result<()> {
    query(
        "insert into shift (id, organizer_id, name, begins_at, ends_at, closed_at, role, key, version, \
         manner, capacity, created_by, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(&row.id)
    .bind(&row.organizer_id)
    .bind(&row.name)
    .bind(row.begins_at)
    .bind(row.ends_at)
    .bind(row.closed_at)
    .bind(&row.role)
    .bind(&row.key)
    .bind(row.version)
    .bind(&row.manner)
    .bind(row.capacity)
    .bind(&row.created_by)
    .bind(row.created_at)
    .execute(&mut *c)
    .await?;
    for (place, event) in (0i64..).zip(events) {
        query("insert into shift_event (shift_id, place, event_id) values ($1, $2, $3)")
            .bind(&row.id)
            .bind(place)
            .bind(event)
            .execute(&mut *c)
            .await?;
    }
    Ok(())
}

/// The shift with this id.
pub async fn one(c: &mut AnyConnection, id: &str) -> Result<Option<ShiftRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" and id = ").push_bind(id.to_owned());
    sql.optional(c).await
}

/// The shifts of these organizers that end after a moment, newest first.
pub async fn of(c: &mut AnyConnection, organizers: &[String], after: i64) -> Result<Vec<ShiftRow>> {
    if organizers.is_empty() {
        return Ok(vec![]);
    }
    let mut sql = Sql::new(COLUMNS);
    sql.push(" and organizer_id in (");
    sql.push_all(organizers.iter().cloned());
    sql.push(") and ends_at > ").push_bind(after);
    sql.push(" order by begins_at desc, id limit 200");
    sql.all(c).await
}

/// The activities of a shift, in their order.
pub async fn events(c: &mut AnyConnection, id: &str) -> Result<Vec<String>> {
    query_scalar("select event_id from shift_event where shift_id = $1 order by place")
        .bind(id)
        .fetch_all(c)
        .await
}

/// Ends a shift before its time; false when it had been.
pub async fn close(c: &mut AnyConnection, id: &str, at: i64) -> Result<bool> {
    let done = query(
        "update shift set closed_at = $2, version = version + 1 where id = $1 and closed_at is null",
    )
    .bind(id)
    .bind(at)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Tells the phones of every shift with this activity to ask for the whole snapshot.
pub async fn touch_event(c: &mut AnyConnection, event: &str) -> Result<()> {
    query(
        "update shift set version = version + 1 where id in \
         (select shift_id from shift_event where event_id = $1)",
    )
    .bind(event)
    .execute(c)
    .await?;
    Ok(())
}

/// As [`touch_event`], for every shift of an organizer.
pub async fn touch_organizer(c: &mut AnyConnection, organizer: &str) -> Result<()> {
    query("update shift set version = version + 1 where organizer_id = $1")
        .bind(organizer)
        .execute(c)
        .await?;
    Ok(())
}

/// A code that lets a phone in.
#[derive(Clone, Debug, FromRow)]
pub struct CodeRow {
    /// SHA-256 of it.
    pub hash: String,
    /// Into which shift.
    pub shift_id: String,
    /// What the helper may.
    pub role: String,
    /// Which admin made it.
    pub made_by: String,
    /// When.
    pub created_at: i64,
    /// Until when it works.
    pub expires_at: i64,
}

/// Keeps a code, and forgets what ended long ago.
pub async fn add_code(c: &mut AnyConnection, row: &CodeRow) -> Result<()> {
    query("delete from join_code where expires_at < $1")
        .bind(row.created_at - 24 * 3_600_000)
        .execute(&mut *c)
        .await?;
    query(
        "insert into join_code (hash, shift_id, role, made_by, created_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&row.hash)
    .bind(&row.shift_id)
    .bind(&row.role)
    .bind(&row.made_by)
    .bind(row.created_at)
    .bind(row.expires_at)
    .execute(c)
    .await?;
    Ok(())
}

/// Takes a code for a phone: it works once, and not after its end.
pub async fn take_code(
    c: &mut AnyConnection,
    hash: &str,
    device: &str,
    now: i64,
) -> Result<Option<CodeRow>> {
    query_as(
        "update join_code set used_by = $2 where hash = $1 and used_by is null and expires_at > $3 \
         returning hash, shift_id, role, made_by, created_at, expires_at",
    )
    .bind(hash)
    .bind(device)
    .bind(now)
    .fetch_optional(c)
    .await
}

/// Which phone a code let in, for the admin who shows it.
pub async fn code_used_by(c: &mut AnyConnection, hash: &str) -> Result<Option<String>> {
    let found: Option<Option<String>> =
        query_scalar("select used_by from join_code where hash = $1")
            .bind(hash)
            .fetch_optional(c)
            .await?;
    Ok(found.flatten())
}

/// A phone of a shift.
#[derive(Clone, Debug, FromRow)]
pub struct PhoneRow {
    /// Its id.
    pub id: String,
    /// The helper's first name.
    pub name: String,
    /// What the helper may.
    pub role: Option<String>,
    /// When it joined.
    pub created_at: i64,
    /// When it was last heard of.
    pub last_seen_at: i64,
    /// When it was shut out.
    pub revoked_at: Option<i64>,
    /// What it says that it still has to send.
    pub waiting: i64,
    /// How many scans it delivered.
    pub scans: i64,
}

/// The phones of a shift, in the order in which they joined.
pub async fn phones(c: &mut AnyConnection, id: &str) -> Result<Vec<PhoneRow>> {
    query_as(
        "select d.id, d.name, d.role, d.created_at, d.last_seen_at, d.revoked_at, \
         coalesce(w.waiting, 0) as waiting, \
         (select count(*) from door_scan s where s.device_id = d.id and s.shift_id = d.shift_id) as scans \
         from device d left join shift_waiting w on w.device_id = d.id \
         where d.shift_id = $1 order by d.created_at, d.id",
    )
    .bind(id)
    .fetch_all(c)
    .await
}

/// Notes what a phone says that it still has to send.
pub async fn note_waiting(
    c: &mut AnyConnection,
    device: &str,
    shift: &str,
    waiting: i64,
    at: i64,
) -> Result<()> {
    query(
        "insert into shift_waiting (device_id, shift_id, waiting, at) values ($1, $2, $3, $4) \
         on conflict (device_id) do update set shift_id = excluded.shift_id, \
         waiting = excluded.waiting, at = excluded.at",
    )
    .bind(device)
    .bind(shift)
    .bind(waiting)
    .bind(at)
    .execute(c)
    .await?;
    Ok(())
}

/// What a phone last said that it has to send, and when.
pub async fn waiting_of(c: &mut AnyConnection, device: &str) -> Result<Option<(i64, i64)>> {
    query_as("select waiting, at from shift_waiting where device_id = $1")
        .bind(device)
        .fetch_optional(c)
        .await
}

/// What all phones of a shift say that they have to send.
pub async fn waiting(c: &mut AnyConnection, shift: &str) -> Result<i64> {
    query_scalar(
        "select cast(coalesce(sum(waiting), 0) as bigint) from shift_waiting where shift_id = $1",
    )
    .bind(shift)
    .fetch_one(c)
    .await
}

/// Notes that a phone was here.
pub async fn seen(c: &mut AnyConnection, device: &str, now: i64) -> Result<()> {
    query("update device set last_seen_at = $2 where id = $1")
        .bind(device)
        .bind(now)
        .execute(c)
        .await?;
    Ok(())
}

/// Gives a phone of a shift another name; false when it is not of this shift.
pub async fn rename(c: &mut AnyConnection, shift: &str, device: &str, name: &str) -> Result<bool> {
    let done = query("update device set name = $3 where id = $2 and shift_id = $1")
        .bind(shift)
        .bind(device)
        .bind(name)
        .execute(c)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Shuts a phone of a shift out; false when it is not of this shift or was shut out already. Its key
/// stays, so that what it still delivers can be told apart and held.
pub async fn revoke(c: &mut AnyConnection, shift: &str, device: &str, now: i64) -> Result<bool> {
    let done = query(
        "update device set revoked_at = $3, token_hash = null \
         where id = $2 and shift_id = $1 and revoked_at is null",
    )
    .bind(shift)
    .bind(device)
    .bind(now)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}
