//! Phones and browsers that were let in, and their sessions.

use sqlx::{AnyConnection, FromRow, Result, query, query_as, query_scalar};

/// A device.
#[derive(Clone, Debug, FromRow)]
pub struct DeviceRow {
    /// Its id.
    pub id: String,
    /// `PASSHOLDER`, `HELPER`, `ADMIN` or `TABLET`.
    pub kind: String,
    /// The public half of its key.
    pub public_key: Option<String>,
    /// What people call it.
    pub name: String,
    /// The language of its screens.
    pub language: Option<String>,
    /// Whose phone it is.
    pub passholder_id: Option<String>,
    /// `PROOF` or `FULL`, for a pass holder's.
    pub level: Option<String>,
    /// The shift, for a helper's.
    pub shift_id: Option<String>,
    /// The organizer, for a helper's or an admin's.
    pub organizer_id: Option<String>,
    /// `STEWARD`, `COUNTER` or `ADMIN`.
    pub role: Option<String>,
    /// When it was let in, in milliseconds.
    pub created_at: i64,
    /// When it was last here.
    pub last_seen_at: i64,
    /// Until when its session holds.
    pub expires_at: i64,
    /// When it was sent away.
    pub revoked_at: Option<i64>,
    /// The number of the last command that was acknowledged.
    pub chain_seq: i64,
    /// That command's link, as hexadecimal digits.
    pub chain_link: Option<String>,
}

/// The kind of a pass holder's phone.
pub const PASSHOLDER: &str = "PASSHOLDER";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, kind, public_key, name, language, passholder_id, level, shift_id, \
             organizer_id, role, created_at, last_seen_at, expires_at, revoked_at, chain_seq, \
             chain_link from device ",
            $rest
        )
    };
}

/// Lets a device in; `token_hash` is the SHA-256 of its session token.
pub async fn add(c: &mut AnyConnection, row: &DeviceRow, token_hash: &str) -> Result<()> {
    query(
        "insert into device (id, kind, token_hash, public_key, name, language, passholder_id, level, \
         shift_id, organizer_id, role, created_at, last_seen_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(&row.id)
    .bind(&row.kind)
    .bind(token_hash)
    .bind(&row.public_key)
    .bind(&row.name)
    .bind(&row.language)
    .bind(&row.passholder_id)
    .bind(&row.level)
    .bind(&row.shift_id)
    .bind(&row.organizer_id)
    .bind(&row.role)
    .bind(row.created_at)
    .bind(row.last_seen_at)
    .bind(row.expires_at)
    .execute(c)
    .await?;
    Ok(())
}

/// The device with this id, whatever became of it.
pub async fn one(c: &mut AnyConnection, id: &str) -> Result<Option<DeviceRow>> {
    query_as(select!("where id = $1"))
        .bind(id)
        .fetch_optional(c)
        .await
}

/// The number of the last command of a device that is acknowledged; 0 for one that nobody knows.
pub async fn acknowledged(c: &mut AnyConnection, id: &str) -> Result<i64> {
    let seq: Option<i64> = query_scalar("select chain_seq from device where id = $1")
        .bind(id)
        .fetch_optional(c)
        .await?;
    Ok(seq.unwrap_or(0))
}

/// The device whose session this is, while it holds.
pub async fn by_session(
    c: &mut AnyConnection,
    token_hash: &str,
    now: i64,
) -> Result<Option<DeviceRow>> {
    query_as(select!(
        "where token_hash = $1 and revoked_at is null and expires_at > $2"
    ))
    .bind(token_hash)
    .bind(now)
    .fetch_optional(c)
    .await
}

/// The phones of a pass holder that are signed in, last seen first.
pub async fn of_passholder(
    c: &mut AnyConnection,
    passholder: &str,
    now: i64,
) -> Result<Vec<DeviceRow>> {
    query_as(select!(
        "where kind = 'PASSHOLDER' and passholder_id = $1 and revoked_at is null \
         and expires_at > $2 order by last_seen_at desc, id"
    ))
    .bind(passholder)
    .bind(now)
    .fetch_all(c)
    .await
}

/// Those sent away since a moment and that have a key: verifiers refuse what they sign.
pub async fn revoked_since(c: &mut AnyConnection, since: i64) -> Result<Vec<DeviceRow>> {
    query_as(select!(
        "where revoked_at >= $1 and public_key is not null order by revoked_at, id"
    ))
    .bind(since)
    .fetch_all(c)
    .await
}

/// Gives a device that is let in a new session in place of the one it had: false where it was sent
/// away.
pub async fn renew(c: &mut AnyConnection, id: &str, token_hash: &str, now: i64) -> Result<bool> {
    let done = query(
        "update device set token_hash = $2, last_seen_at = $3 where id = $1 and revoked_at is null",
    )
    .bind(id)
    .bind(token_hash)
    .bind(now)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that a device was here, and that its session holds until `expires_at`.
pub async fn seen(c: &mut AnyConnection, id: &str, now: i64, expires_at: i64) -> Result<()> {
    query(
        "update device set last_seen_at = $2, expires_at = $3 where id = $1 and revoked_at is null",
    )
    .bind(id)
    .bind(now)
    .bind(expires_at)
    .execute(c)
    .await?;
    Ok(())
}

/// What may change about a device; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What people call it.
    pub name: Option<String>,
    /// The language of its screens.
    pub language: Option<String>,
    /// A key, where it had none.
    pub public_key: Option<String>,
}

/// Changes a pass holder's device; false when it is not theirs.
pub async fn change(
    c: &mut AnyConnection,
    id: &str,
    passholder: &str,
    to: &Change,
) -> Result<bool> {
    let done = query(
        "update device set name = coalesce($3, name), language = coalesce($4, language), \
         public_key = coalesce(public_key, $5) \
         where id = $1 and passholder_id = $2 and revoked_at is null",
    )
    .bind(id)
    .bind(passholder)
    .bind(&to.name)
    .bind(&to.language)
    .bind(&to.public_key)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a device the level FULL.
pub async fn open(c: &mut AnyConnection, id: &str) -> Result<()> {
    query("update device set level = 'FULL' where id = $1")
        .bind(id)
        .execute(c)
        .await?;
    Ok(())
}

/// Sends a pass holder's device away; false when it is not theirs or gone already.
pub async fn revoke(c: &mut AnyConnection, id: &str, passholder: &str, now: i64) -> Result<bool> {
    let done = query(
        "update device set revoked_at = $3, token_hash = null \
         where id = $1 and passholder_id = $2 and revoked_at is null",
    )
    .bind(id)
    .bind(passholder)
    .bind(now)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Sends all phones of a pass holder away and forgets what they are called; the rows stay, so that
/// verifiers hear of it.
pub async fn erase(c: &mut AnyConnection, passholder: &str, now: i64) -> Result<()> {
    query(
        "update device set revoked_at = coalesce(revoked_at, $2), token_hash = null, name = '', \
         language = null, passholder_id = null where kind = 'PASSHOLDER' and passholder_id = $1",
    )
    .bind(passholder)
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// Forgets whose phones those were whose session ended by itself. Key and chain stay: a phone that
/// was away that long is still told that nobody knows it.
pub async fn forget_expired(c: &mut AnyConnection, now: i64) -> Result<u64> {
    let done = query(
        "update device set token_hash = null, name = '', language = null, passholder_id = null, \
         revoked_at = coalesce(revoked_at, expires_at) \
         where kind = 'PASSHOLDER' and passholder_id is not null and expires_at <= $1",
    )
    .bind(now)
    .execute(c)
    .await?;
    Ok(done.rows_affected())
}
