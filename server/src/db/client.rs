//! Programs that may ask the registry, what they may, and what was given out to them.

use sqlx::{AnyConnection, FromRow, Result, query, query_as};

/// A program.
#[derive(Clone, Debug, FromRow)]
pub struct ClientRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// SHA-256 of its secret; none for a program that cannot keep one.
    pub secret_hash: Option<String>,
    /// Where it may send people back to, one a line.
    pub redirect_uris: String,
}

/// The program with this id.
pub async fn one(c: &mut AnyConnection, id: &str) -> Result<Option<ClientRow>> {
    query_as("select id, name, secret_hash, redirect_uris from client where id = $1")
        .bind(id)
        .fetch_optional(c)
        .await
}

/// What it may, by organizer.
pub async fn permissions(c: &mut AnyConnection, id: &str) -> Result<Vec<(String, String)>> {
    query_as(
        "select organizer_id, permission from client_permission where client_id = $1 order by 1, 2",
    )
    .bind(id)
    .fetch_all(c)
    .await
}

/// A secret that was given out: a code, a refresh token.
#[derive(Clone, Debug, FromRow)]
pub struct GrantRow {
    /// SHA-256 of it.
    pub hash: String,
    /// What it is.
    pub kind: String,
    /// To whom.
    pub client_id: String,
    /// For whom.
    pub user_id: Option<String>,
    /// What it stands for.
    pub doc: String,
    /// Until when, in milliseconds.
    pub expires_at: i64,
}

/// Keeps it, and forgets what has ended.
pub async fn add_grant(c: &mut AnyConnection, row: &GrantRow, now: i64) -> Result<()> {
    query("delete from grant_token where expires_at < $1")
        .bind(now)
        .execute(&mut *c)
        .await?;
    query(
        "insert into grant_token (hash, kind, client_id, user_id, doc, expires_at) \
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&row.hash)
    .bind(&row.kind)
    .bind(&row.client_id)
    .bind(&row.user_id)
    .bind(&row.doc)
    .bind(row.expires_at)
    .execute(c)
    .await?;
    Ok(())
}

/// Takes it: it works once.
pub async fn take_grant(c: &mut AnyConnection, hash: &str, kind: &str) -> Result<Option<GrantRow>> {
    query_as(
        "delete from grant_token where hash = $1 and kind = $2 \
         returning hash, kind, client_id, user_id, doc, expires_at",
    )
    .bind(hash)
    .bind(kind)
    .fetch_optional(c)
    .await
}
