//! Family lists.

use sqlx::{AnyConnection, FromRow, Result, query, query_as, query_scalar};

/// Somebody on a list.
#[derive(Clone, Debug, FromRow)]
pub struct MemberRow {
    /// Whose list.
    pub passholder_id: String,
    /// Who is on it.
    pub member_id: String,
    /// The picture the owner chose for them.
    pub icon: Option<String>,
    /// Since when, in milliseconds.
    pub created_at: i64,
}

/// Who is on somebody's list, longest first.
pub async fn members(c: &mut AnyConnection, id: &str) -> Result<Vec<MemberRow>> {
    query_as(
        "select passholder_id, member_id, icon, created_at from family_member \
         where passholder_id = $1 order by created_at, member_id",
    )
    .bind(id)
    .fetch_all(c)
    .await
}

/// On whose lists somebody is.
pub async fn families(c: &mut AnyConnection, id: &str) -> Result<Vec<MemberRow>> {
    query_as(
        "select passholder_id, member_id, icon, created_at from family_member \
         where member_id = $1 order by created_at, passholder_id",
    )
    .bind(id)
    .fetch_all(c)
    .await
}

/// The ids on somebody's list.
pub async fn ids(c: &mut AnyConnection, id: &str) -> Result<Vec<String>> {
    query_scalar("select member_id from family_member where passholder_id = $1")
        .bind(id)
        .fetch_all(c)
        .await
}

/// Puts somebody on a list.
pub async fn add(c: &mut AnyConnection, row: &MemberRow) -> Result<()> {
    query("insert into family_member (passholder_id, member_id, icon, created_at) values ($1, $2, $3, $4)")
        .bind(&row.passholder_id)
        .bind(&row.member_id)
        .bind(&row.icon)
        .bind(row.created_at)
        .execute(c)
        .await?;
    Ok(())
}

/// Changes the picture of somebody on a list; false when not on it.
pub async fn set_icon(
    c: &mut AnyConnection,
    id: &str,
    member: &str,
    icon: Option<&str>,
) -> Result<bool> {
    let done =
        query("update family_member set icon = $3 where passholder_id = $1 and member_id = $2")
            .bind(id)
            .bind(member)
            .bind(icon)
            .execute(c)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes somebody off a list; false when not on it.
pub async fn remove(c: &mut AnyConnection, id: &str, member: &str) -> Result<bool> {
    let done = query("delete from family_member where passholder_id = $1 and member_id = $2")
        .bind(id)
        .bind(member)
        .execute(c)
        .await?;
    Ok(done.rows_affected() == 1)
}
