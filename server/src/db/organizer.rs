//! Organizers and their admins.

use super::sql::Sql;
use sqlx::{AnyConnection, FromRow, Result, query, query_as, query_scalar};

/// An organizer.
#[derive(Clone, Debug, FromRow)]
pub struct OrganizerRow {
    /// Its UiTdatabank id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The place that is its own.
    pub location_id: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
}

const COLUMNS: &str = "select o.id, o.name, o.location_id, o.street, o.postal_code, o.city from organizer o where true";

/// The organizer with this id.
pub async fn one(c: &mut AnyConnection, id: &str) -> Result<Option<OrganizerRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" and o.id = ").push_bind(id.to_owned());
    sql.optional(c).await
}

/// What an organizer is called.
pub async fn name(c: &mut AnyConnection, id: &str) -> Result<Option<String>> {
    query_scalar("select name from organizer where id = $1")
        .bind(id)
        .fetch_optional(c)
        .await
}

/// Keeps an organizer of a registry elsewhere with its regions, which are known here by then.
pub async fn keep(c: &mut AnyConnection, row: &OrganizerRow, regions: &[i64]) -> Result<()> {
    query(
        "insert into organizer (id, name, location_id, street, postal_code, city) \
         values ($1, $2, $3, $4, $5, $6) on conflict (id) do update set name = excluded.name, \
         location_id = excluded.location_id, street = excluded.street, \
         postal_code = excluded.postal_code, city = excluded.city",
    )
    .bind(&row.id)
    .bind(&row.name)
    .bind(&row.location_id)
    .bind(&row.street)
    .bind(&row.postal_code)
    .bind(&row.city)
    .execute(&mut *c)
    .await?;
    query("delete from organizer_card_system where organizer_id = $1")
        .bind(&row.id)
        .execute(&mut *c)
        .await?;
    for region in regions {
        query("insert into organizer_card_system (organizer_id, card_system_id) values ($1, $2)")
            .bind(&row.id)
            .bind(*region)
            .execute(&mut *c)
            .await?;
    }
    Ok(())
}

/// The regions of an organizer.
pub async fn card_systems(c: &mut AnyConnection, id: &str) -> Result<Vec<i64>> {
    query_scalar(
        "select card_system_id from organizer_card_system where organizer_id = $1 order by 1",
    )
    .bind(id)
    .fetch_all(c)
    .await
}

/// Whether a group of organizers has anybody in it.
pub async fn group_exists(c: &mut AnyConnection, group: i64) -> Result<bool> {
    let count: i64 = query_scalar("select count(*) from organizer where group_id = $1")
        .bind(group)
        .fetch_one(c)
        .await?;
    Ok(count > 0)
}

/// What a search looks for; all of it.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// A part of the name.
    pub name: Option<String>,
    /// The group.
    pub group: Option<i64>,
    /// The region.
    pub card_system: Option<i64>,
    /// Names from Z to A.
    pub descending: bool,
}

/// How many a search finds, and a page of them by name.
pub async fn search(
    c: &mut AnyConnection,
    search: &Search,
    start: u32,
    limit: u32,
) -> Result<(i64, Vec<OrganizerRow>)> {
    let filter = |sql: &mut Sql| {
        if let Some(name) = &search.name {
            sql.push(" and lower(o.name) like ")
                .push_bind(format!("%{}%", name.to_lowercase()));
        }
        if let Some(group) = search.group {
            sql.push(" and o.group_id = ").push_bind(group);
        }
        if let Some(system) = search.card_system {
            sql.push(" and exists (select 1 from organizer_card_system s where s.organizer_id = o.id and s.card_system_id = ");
            sql.push_bind(system).push(")");
        }
    };
    let mut sql = Sql::new("select count(*) from organizer o where true");
    filter(&mut sql);
    let total = sql.count(&mut *c).await?;
    let mut sql = Sql::new(COLUMNS);
    filter(&mut sql);
    let direction = if search.descending { "desc" } else { "asc" };
    sql.push(format!(" order by o.name {direction}, o.id limit "))
        .push_bind(i64::from(limit));
    sql.push(" offset ").push_bind(i64::from(start));
    Ok((total, sql.all(c).await?))
}

/// An admin.
#[derive(Clone, Debug, FromRow)]
pub struct AdminRow {
    /// The organizer.
    pub organizer_id: String,
    /// The user.
    pub user_id: String,
    /// E-mail address.
    pub email: String,
    /// `MEMBER` or `ADMIN`.
    #[sqlx(rename = "type")]
    pub kind: String,
}

/// The admins of an organizer, by address.
pub async fn admins(c: &mut AnyConnection, id: &str) -> Result<Vec<AdminRow>> {
    query_as("select organizer_id, user_id, email, type from organizer_admin where organizer_id = $1 order by email")
        .bind(id)
        .fetch_all(c)
        .await
}

/// Where a user is an admin.
pub async fn admin_of(c: &mut AnyConnection, user: &str) -> Result<Vec<AdminRow>> {
    query_as("select organizer_id, user_id, email, type from organizer_admin where user_id = $1")
        .bind(user)
        .fetch_all(c)
        .await
}

/// Makes somebody an admin, or of another type.
pub async fn add_admin(c: &mut AnyConnection, row: &AdminRow) -> Result<()> {
    query(
        "insert into organizer_admin (organizer_id, user_id, email, type) values ($1, $2, $3, $4) \
         on conflict (organizer_id, email) do update set type = excluded.type",
    )
    .bind(&row.organizer_id)
    .bind(&row.user_id)
    .bind(&row.email)
    .bind(&row.kind)
    .execute(c)
    .await?;
    Ok(())
}

/// Takes the right away; false when there was none.
pub async fn remove_admin(c: &mut AnyConnection, organizer: &str, user: &str) -> Result<bool> {
    let done = query("delete from organizer_admin where organizer_id = $1 and user_id = $2")
        .bind(organizer)
        .bind(user)
        .execute(c)
        .await?;
    Ok(done.rows_affected() > 0)
}
