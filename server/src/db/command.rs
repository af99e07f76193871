//! What devices asked for, with what became of it.

use super::sql::Sql;
use sqlx::{AnyConnection, FromRow, Result, query, query_as, query_scalar};

/// A command to keep.
#[derive(Clone, Debug)]
pub struct NewCommand {
    /// Whose.
    pub device_id: String,
    /// Its id.
    pub id: String,
    /// Its number.
    pub seq: i64,
    /// The link before it, as hexadecimal digits.
    pub prev: String,
    /// The link that it makes.
    pub link: String,
    /// What it asks for, in a word.
    pub what: &'static str,
    /// What the device's clock said, in milliseconds.
    pub wall_at: i64,
    /// What the device thought that our clock said.
    pub server_at: Option<i64>,
    /// When it came in.
    pub received_at: i64,
    /// Where it stands.
    pub state: State,
    /// Where it stands in its device's chain.
    pub place: &'static str,
    /// What it made.
    pub subject_id: Option<String>,
    /// What it takes back.
    pub undoes: Option<String>,
    /// What the device is told, each time.
    pub verdict: String,
    /// The command itself, while somebody may have to look at it.
    pub payload: Option<String>,
}

/// Where a command stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has its effect.
    Done,
    /// It has none.
    Refused,
    /// Somebody must look.
    NeedsPerson,
    /// An admin must say yes.
    Held,
    /// The registry is elsewhere and has not answered.
    Asked,
}

impl State {
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "DONE",
            Self::Refused => "REFUSED",
            Self::NeedsPerson => "NEEDS_PERSON",
            Self::Held => "HELD",
            Self::Asked => "ASKED",
        }
    }
}

/// A command that was kept.
#[derive(Clone, Debug, FromRow)]
pub struct CommandRow {
    /// Whose.
    pub device_id: String,
    /// Its id.
    pub id: String,
    /// Its number.
    pub seq: i64,
    /// The link that it makes.
    pub link: String,
    /// What it asks for, in a word.
    pub what: String,
    /// Where it stands.
    pub state: String,
    /// What it made.
    pub subject_id: Option<String>,
    /// What the device is told.
    pub verdict: String,
    /// The command itself.
    pub payload: Option<String>,
    /// When it came in, in milliseconds.
    pub received_at: i64,
}

impl CommandRow {
    /// Whether it stands so.
    pub fn is(&self, state: State) -> bool {
        self.state == state.as_str()
    }
}

const COLUMNS: &str = "select device_id, id, seq, link, what, state, subject_id, verdict, payload, \
    received_at from command where device_id = ";

/// Those of a device with these ids.
pub async fn of_device(
    c: &mut AnyConnection,
    device: &str,
    ids: impl IntoIterator<Item = String>,
) -> Result<Vec<CommandRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push_bind(device.to_owned()).push(" and id in (");
    sql.push_all(ids);
    sql.push(")");
    sql.all(c).await
}

/// Number and link of those of a device with these numbers.
pub async fn links(
    c: &mut AnyConnection,
    device: &str,
    seqs: [i64; 2],
) -> Result<Vec<(i64, String)>> {
    query_as("select seq, link from command where device_id = $1 and seq in ($2, $3)")
        .bind(device)
        .bind(seqs[0])
        .bind(seqs[1])
        .fetch_all(c)
        .await
}

/// Whether a device took a command back, also one that had not come in. What waits for an admin, or
/// was refused, took nothing back.
pub async fn is_undone(c: &mut AnyConnection, device: &str, id: &str) -> Result<bool> {
    let found: Option<i64> = query_scalar(
        "select seq from command where device_id = $1 and undoes = $2 and state = 'DONE' limit 1",
    )
    .bind(device)
    .bind(id)
    .fetch_optional(c)
    .await?;
    Ok(found.is_some())
}

/// Keeps some.
pub async fn add(c: &mut AnyConnection, rows: Vec<NewCommand>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(
        "insert into command (device_id, id, seq, prev, link, what, wall_at, server_at, received_at, \
         state, place, subject_id, undoes, verdict, payload) values ",
    );
    for (index, row) in rows.into_iter().enumerate() {
        sql.push(if index == 0 { "(" } else { ", (" });
        sql.push_bind(row.device_id).push(", ").push_bind(row.id);
        sql.push(", ")
            .push_bind(row.seq)
            .push(", ")
            .push_bind(row.prev);
        sql.push(", ")
            .push_bind(row.link)
            .push(", ")
            .push_bind(row.what);
        sql.push(", ")
            .push_bind(row.wall_at)
            .push(", ")
            .push_bind(row.server_at);
        sql.push(", ").push_bind(row.received_at);
        sql.push(", ")
            .push_bind(row.state.as_str())
            .push(", ")
            .push_bind(row.place);
        sql.push(", ")
            .push_bind(row.subject_id)
            .push(", ")
            .push_bind(row.undoes);
        sql.push(", ")
            .push_bind(row.verdict)
            .push(", ")
            .push_bind(row.payload);
        sql.push(")");
    }
    sql.execute(c).await
}

/// What became of one for which a registry elsewhere was asked; false when that was known. A device
/// that was told anything but `pending` goes on being told that.
pub async fn settle(
    c: &mut AnyConnection,
    device: &str,
    id: &str,
    (state, subject): (State, Option<&str>),
    (pending, verdict): (&str, &str),
) -> Result<bool> {
    let done = query(
        "update command set state = $3, subject_id = $4, \
         verdict = case when verdict = $6 then $5 else verdict end, \
         payload = case when $3 = 'NEEDS_PERSON' then payload end \
         where device_id = $1 and id = $2 and state = 'ASKED'",
    )
    .bind(device)
    .bind(id)
    .bind(state.as_str())
    .bind(subject)
    .bind(verdict)
    .bind(pending)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Those for which nobody asks the registry elsewhere at this moment, in the order in which they came.
pub async fn unasked(c: &mut AnyConnection, now: i64, most: i64) -> Result<Vec<CommandRow>> {
    query_as(
        "select device_id, id, seq, link, what, state, subject_id, verdict, payload, received_at \
         from command where state = 'ASKED' and payload is not null \
         and (asking_until is null or asking_until <= $1) order by received_at, seq limit $2",
    )
    .bind(now)
    .bind(most)
    .fetch_all(c)
    .await
}

/// Since when the registry elsewhere may have done a command, in milliseconds.
pub async fn asked_at(c: &mut AnyConnection, device: &str, id: &str) -> Result<Option<i64>> {
    let found: Option<Option<i64>> =
        query_scalar("select asked_at from command where device_id = $1 and id = $2")
            .bind(device)
            .bind(id)
            .fetch_optional(c)
            .await?;
    Ok(found.flatten())
}

/// Takes it on oneself to ask the registry elsewhere, until a moment; false when somebody else does,
/// or its answer is there.
pub async fn take(
    c: &mut AnyConnection,
    device: &str,
    id: &str,
    now: i64,
    until: i64,
) -> Result<bool> {
    let done = query(
        "update command set asked_at = coalesce(asked_at, $3), asking_until = $4 \
         where device_id = $1 and id = $2 and state = 'ASKED' \
         and (asking_until is null or asking_until <= $3)",
    )
    .bind(device)
    .bind(id)
    .bind(now)
    .bind(until)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Leaves the asking to who comes next. `asked_at` is since when it may have been done.
pub async fn leave(
    c: &mut AnyConnection,
    device: &str,
    id: &str,
    asked_at: Option<i64>,
) -> Result<()> {
    query(
        "update command set asked_at = $3, asking_until = null \
         where device_id = $1 and id = $2 and state = 'ASKED'",
    )
    .bind(device)
    .bind(id)
    .bind(asked_at)
    .execute(c)
    .await?;
    Ok(())
}

/// Takes back one of which the registry elsewhere never heard; false when it may have.
pub async fn withdraw(
    c: &mut AnyConnection,
    device: &str,
    id: &str,
    verdict: &str,
) -> Result<bool> {
    let done = query(
        "update command set state = 'REFUSED', verdict = $3, payload = null \
         where device_id = $1 and id = $2 and state = 'ASKED' and asked_at is null",
    )
    .bind(device)
    .bind(id)
    .bind(verdict)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes out of the commands of a pass holder's phones what they were about and what they were told.
/// Their numbers and links stay: what is delivered once more must still be recognised.
pub async fn erase(c: &mut AnyConnection, passholder: &str, verdict: &str) -> Result<()> {
    query(
        "update command set verdict = $2, payload = null, subject_id = null, state = \
         case when state in ('HELD', 'NEEDS_PERSON', 'ASKED') then 'REFUSED' else state end \
         where device_id in (select id from device where kind = 'PASSHOLDER' and passholder_id = $1)",
    )
    .bind(passholder)
    .bind(verdict)
    .execute(c)
    .await?;
    Ok(())
}

/// What became of one that waited for somebody; its device goes on being told what it was told.
pub async fn resolve(
    c: &mut AnyConnection,
    device: &str,
    id: &str,
    state: State,
    subject: Option<&str>,
) -> Result<bool> {
    let done = query(
        "update command set state = $3, subject_id = $4, \
         payload = case when $3 in ('ASKED', 'NEEDS_PERSON') then payload end \
         where device_id = $1 and id = $2 and state in ('HELD', 'NEEDS_PERSON')",
    )
    .bind(device)
    .bind(id)
    .bind(state.as_str())
    .bind(subject)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Those of a device that wait for somebody, in order.
pub async fn open(c: &mut AnyConnection, device: &str) -> Result<Vec<CommandRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push_bind(device.to_owned());
    sql.push(" and state in ('HELD', 'NEEDS_PERSON') order by seq, id");
    sql.all(c).await
}

/// How many numbers up to the highest of a device never came in.
pub async fn missing(c: &mut AnyConnection, device: &str) -> Result<i64> {
    query_scalar(
        "select cast(coalesce(max(seq), 0) - count(distinct seq) as bigint) from command \
         where device_id = $1",
    )
    .bind(device)
    .fetch_one(c)
    .await
}

/// The numbers of a device that came in, in order.
pub async fn numbers(c: &mut AnyConnection, device: &str) -> Result<Vec<i64>> {
    query_scalar("select distinct seq from command where device_id = $1 order by seq")
        .bind(device)
        .fetch_all(c)
        .await
}

/// What a device is called that made a check-in of somebody at an activity at a moment.
pub async fn helper(
    c: &mut AnyConnection,
    passholder: &str,
    event: &str,
    at: i64,
) -> Result<Option<String>> {
    query_scalar(
        "select d.name from checkin k join command m on m.subject_id = k.id \
         join device d on d.id = m.device_id where k.passholder_id = $1 and k.event_id = $2 \
         and k.at = $3 and k.cancelled_at is null and d.kind <> 'PASSHOLDER' limit 1",
    )
    .bind(passholder)
    .bind(event)
    .bind(at)
    .fetch_optional(c)
    .await
}

/// Notes the highest command of a device that is acknowledged.
pub async fn advance(c: &mut AnyConnection, device: &str, seq: i64, link: &str) -> Result<()> {
    query("update device set chain_seq = $2, chain_link = $3 where id = $1")
        .bind(device)
        .bind(seq)
        .bind(link)
        .execute(c)
        .await?;
    Ok(())
}
