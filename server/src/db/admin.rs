//! Admins, their passkeys, the links that invite them, and which browser is whose.

use super::sql::Sql;
use sqlx::{AnyConnection, FromRow, Result, query, query_as, query_scalar};

/// An admin.
#[derive(Clone, Debug, FromRow)]
pub struct AdminRow {
    /// Its id: a UUID, which passkeys carry.
    pub id: String,
    /// The name.
    pub name: String,
    /// Of which organizer…
    pub organizer_id: Option<String>,
    /// …or of all in which region.
    pub card_system_id: Option<i64>,
    /// Since when, in milliseconds.
    pub created_at: i64,
    /// Until when.
    pub revoked_at: Option<i64>,
}

const COLUMNS: &str = "select a.id, a.name, a.organizer_id, a.card_system_id, a.created_at, a.revoked_at from admin a";

/// Keeps a new admin.
pub async fn add(c: &mut AnyConnection, row: &AdminRow) -> Result<()> {
    query(
        "insert into admin (id, name, organizer_id, card_system_id, created_at) \
         values ($1, $2, $3, $4, $5)",
    )
    .bind(&row.id)
    .bind(&row.name)
    .bind(&row.organizer_id)
    .bind(row.card_system_id)
    .bind(row.created_at)
    .execute(c)
    .await?;
    Ok(())
}

/// The admin with this id, whether the right still holds or not.
pub async fn one(c: &mut AnyConnection, id: &str) -> Result<Option<AdminRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" where a.id = ").push_bind(id.to_owned());
    sql.optional(c).await
}

/// The admin for whom a browser is signed in.
pub async fn of_device(c: &mut AnyConnection, device: &str) -> Result<Option<AdminRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(
        " join admin_device d on d.admin_id = a.id where a.revoked_at is null and d.device_id = ",
    );
    sql.push_bind(device.to_owned());
    sql.optional(c).await
}

/// The admins beside whom this one works: of the same organizer, or of the same region.
pub async fn beside(c: &mut AnyConnection, row: &AdminRow) -> Result<Vec<AdminRow>> {
    let mut sql = Sql::new(COLUMNS);
    match (&row.organizer_id, row.card_system_id) {
        (Some(organizer), _) => {
            sql.push(" where a.organizer_id = ")
                .push_bind(organizer.clone());
        }
        (None, Some(system)) => {
            sql.push(" where a.card_system_id = ").push_bind(system);
        }
        (None, None) => {
            sql.push(" where a.id = ").push_bind(row.id.clone());
        }
    }
    sql.push(" and a.revoked_at is null order by a.name, a.id");
    sql.all(c).await
}

/// Ends an admin's right and signs every browser of that admin out.
pub async fn revoke(c: &mut AnyConnection, id: &str, at: i64) -> Result<()> {
    query("update admin set revoked_at = $2 where id = $1 and revoked_at is null")
        .bind(id)
        .bind(at)
        .execute(&mut *c)
        .await?;
    query(
        "update device set revoked_at = $2, token_hash = null where revoked_at is null \
         and id in (select device_id from admin_device where admin_id = $1)",
    )
    .bind(id)
    .bind(at)
    .execute(c)
    .await?;
    Ok(())
}

/// Notes for whom a browser is signed in.
pub async fn bind_device(c: &mut AnyConnection, device: &str, admin: &str) -> Result<()> {
    query(
        "insert into admin_device (device_id, admin_id) values ($1, $2) \
         on conflict (device_id) do update set admin_id = excluded.admin_id",
    )
    .bind(device)
    .bind(admin)
    .execute(c)
    .await?;
    Ok(())
}

/// Signs a browser out.
pub async fn sign_out(c: &mut AnyConnection, device: &str, at: i64) -> Result<()> {
    query("update device set revoked_at = $2, token_hash = null where id = $1")
        .bind(device)
        .bind(at)
        .execute(c)
        .await?;
    Ok(())
}

/// The organizers for whom an admin may act.
pub async fn organizers(c: &mut AnyConnection, row: &AdminRow) -> Result<Vec<String>> {
    match (&row.organizer_id, row.card_system_id) {
        (Some(organizer), _) => Ok(vec![organizer.clone()]),
        (None, Some(system)) => query_scalar(
            "select organizer_id from organizer_card_system where card_system_id = $1 order by 1",
        )
        .bind(system)
        .fetch_all(c)
        .await,
        (None, None) => Ok(vec![]),
    }
}

/// A passkey.
#[derive(Clone, Debug, FromRow)]
pub struct PasskeyRow {
    /// Its credential id, as base64url.
    pub id: String,
    /// Whose it is.
    pub admin_id: String,
    /// What it is called.
    pub name: String,
    /// The key, as JSON.
    pub doc: String,
    /// Since when, in milliseconds.
    pub created_at: i64,
    /// When it was last used.
    pub used_at: Option<i64>,
}

/// Keeps a new passkey.
pub async fn add_passkey(c: &mut AnyConnection, row: &PasskeyRow) -> Result<()> {
    query("insert into passkey (id, admin_id, name, doc, created_at) values ($1, $2, $3, $4, $5)")
        .bind(&row.id)
        .bind(&row.admin_id)
        .bind(&row.name)
        .bind(&row.doc)
        .bind(row.created_at)
        .execute(c)
        .await?;
    Ok(())
}

/// The passkey with this credential id, of an admin whose right holds.
pub async fn passkey(c: &mut AnyConnection, id: &str) -> Result<Option<PasskeyRow>> {
    query_as(
        "select p.id, p.admin_id, p.name, p.doc, p.created_at, p.used_at from passkey p \
         join admin a on a.id = p.admin_id where p.id = $1 and a.revoked_at is null",
    )
    .bind(id)
    .fetch_optional(c)
    .await
}

/// The passkeys of an admin, oldest first.
pub async fn passkeys(c: &mut AnyConnection, admin: &str) -> Result<Vec<PasskeyRow>> {
    query_as(
        "select id, admin_id, name, doc, created_at, used_at from passkey where admin_id = $1 \
         order by created_at, id",
    )
    .bind(admin)
    .fetch_all(c)
    .await
}

/// Notes that a passkey was used, with what changed in it.
pub async fn use_passkey(c: &mut AnyConnection, id: &str, doc: &str, at: i64) -> Result<()> {
    query("update passkey set doc = $2, used_at = $3 where id = $1")
        .bind(id)
        .bind(doc)
        .bind(at)
        .execute(c)
        .await?;
    Ok(())
}

/// Removes a passkey, but never the last one of an admin; false when it stays.
pub async fn remove_passkey(c: &mut AnyConnection, admin: &str, id: &str) -> Result<bool> {
    let done = query(
        "delete from passkey where id = $1 and admin_id = $2 \
         and (select count(*) from passkey where admin_id = $2) > 1",
    )
    .bind(id)
    .bind(admin)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A link that lets somebody make a passkey.
#[derive(Clone, Debug, FromRow)]
pub struct InviteRow {
    /// SHA-256 of its secret.
    pub hash: String,
    /// For an admin who is there, to recover; else a new one is made.
    pub admin_id: Option<String>,
    /// Of which organizer…
    pub organizer_id: Option<String>,
    /// …or of all in which region.
    pub card_system_id: Option<i64>,
    /// Who made it.
    pub made_by: String,
    /// When, in milliseconds.
    pub created_at: i64,
    /// Until when it works.
    pub expires_at: i64,
}

/// Keeps a link.
pub async fn add_invite(c: &mut AnyConnection, row: &InviteRow) -> Result<()> {
    query("delete from invite where expires_at < $1")
        .bind(row.created_at - 30 * 24 * 3_600_000)
        .execute(&mut *c)
        .await?;
    query(
        "insert into invite (hash, admin_id, organizer_id, card_system_id, made_by, created_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&row.hash)
    .bind(&row.admin_id)
    .bind(&row.organizer_id)
    .bind(row.card_system_id)
    .bind(&row.made_by)
    .bind(row.created_at)
    .bind(row.expires_at)
    .execute(c)
    .await?;
    Ok(())
}

const INVITE: &str =
    "hash, admin_id, organizer_id, card_system_id, made_by, created_at, expires_at";

/// The link, while it works.
pub async fn invite(c: &mut AnyConnection, hash: &str, now: i64) -> Result<Option<InviteRow>> {
    let mut sql = Sql::new(format!(
        "select {INVITE} from invite where used_at is null and hash = "
    ));
    sql.push_bind(hash.to_owned());
    sql.push(" and expires_at > ").push_bind(now);
    sql.optional(c).await
}

/// Takes the link: it works once.
pub async fn take_invite(c: &mut AnyConnection, hash: &str, now: i64) -> Result<Option<InviteRow>> {
    let mut sql = Sql::new("update invite set used_at = ");
    sql.push_bind(now);
    sql.push(" where used_at is null and hash = ")
        .push_bind(hash.to_owned());
    sql.push(" and expires_at > ").push_bind(now);
    sql.push(format!(" returning {INVITE}"));
    sql.optional(c).await
}
