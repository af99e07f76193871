//! Codes that let a phone in, and PINs: how somebody becomes FULL.

use sqlx::{AnyConnection, FromRow, Result, query, query_scalar};

/// A code that was handed out.
#[derive(Clone, Debug, FromRow)]
pub struct CodeRow {
    /// SHA-256 of it.
    pub hash: String,
    /// Whom it lets in.
    pub passholder_id: String,
    /// Who handed it out: a device id, `operator` or `demo`.
    pub made_by: String,
    /// When, in milliseconds.
    pub created_at: i64,
    /// Until when it works.
    pub expires_at: i64,
    /// How often.
    pub uses_left: i64,
}

/// Keeps a code, and forgets what has ended.
pub async fn add(c: &mut AnyConnection, row: &CodeRow) -> Result<()> {
    query("delete from pairing_code where expires_at < $1 or uses_left <= 0")
        .bind(row.created_at)
        .execute(&mut *c)
        .await?;
    query(
        "insert into pairing_code (hash, passholder_id, made_by, created_at, expires_at, uses_left) \
         values ($1, $2, $3, $4, $5, $6) on conflict (hash) do update set \
         expires_at = excluded.expires_at, uses_left = excluded.uses_left",
    )
    .bind(&row.hash)
    .bind(&row.passholder_id)
    .bind(&row.made_by)
    .bind(row.created_at)
    .bind(row.expires_at)
    .bind(row.uses_left)
    .execute(c)
    .await?;
    Ok(())
}

/// Uses a code once: the pass holder that it lets in. Of two at the same moment, one gets the last.
pub async fn take(c: &mut AnyConnection, hash: &str, now: i64) -> Result<Option<String>> {
    query_scalar(
        "update pairing_code set uses_left = uses_left - 1 \
         where hash = $1 and uses_left > 0 and expires_at > $2 returning passholder_id",
    )
    .bind(hash)
    .bind(now)
    .fetch_optional(c)
    .await
}

/// Forgets the codes of a pass holder.
pub async fn forget(c: &mut AnyConnection, passholder: &str) -> Result<()> {
    query("delete from pairing_code where passholder_id = $1")
        .bind(passholder)
        .execute(c)
        .await?;
    Ok(())
}

/// The hash of a pass holder's PIN.
pub async fn pin(c: &mut AnyConnection, passholder: &str) -> Result<Option<String>> {
    query_scalar("select hash from passholder_pin where passholder_id = $1")
        .bind(passholder)
        .fetch_optional(c)
        .await
}

/// Sets a PIN where there is none, or puts it in the place of `old`; false when it is not there.
pub async fn set_pin(
    c: &mut AnyConnection,
    passholder: &str,
    hash: &str,
    old: Option<&str>,
    now: i64,
) -> Result<bool> {
    let done = match old {
        None => query(
            "insert into passholder_pin (passholder_id, hash, set_at) values ($1, $2, $3) \
             on conflict (passholder_id) do nothing",
        )
        .bind(passholder)
        .bind(hash)
        .bind(now)
        .execute(c)
        .await?,
        Some(old) => query(
            "update passholder_pin set hash = $2, set_at = $3 where passholder_id = $1 and hash = $4",
        )
        .bind(passholder)
        .bind(hash)
        .bind(now)
        .bind(old)
        .execute(c)
        .await?,
    };
    Ok(done.rows_affected() == 1)
}

/// Forgets a PIN.
pub async fn forget_pin(c: &mut AnyConnection, passholder: &str) -> Result<()> {
    query("delete from passholder_pin where passholder_id = $1")
        .bind(passholder)
        .execute(c)
        .await?;
    Ok(())
}
