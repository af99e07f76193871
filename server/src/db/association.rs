//! Associations and their memberships.

use domain::association::Rules;
use sqlx::{AnyConnection, FromRow, Result, query, query_as, query_scalar};

/// An association, with what an organizer may do in it.
#[derive(Clone, Debug, FromRow)]
pub struct AssociationRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its rules, as JSON.
    pub rules: String,
    /// `READ` or `WRITE`.
    pub permission: String,
}

impl AssociationRow {
    /// What it says about its memberships.
    pub fn rules(&self) -> serde_json::Result<Rules> {
        serde_json::from_str(&self.rules)
    }
}

/// The associations in which an organizer has a right, by name.
pub async fn of_organizer(c: &mut AnyConnection, organizer: &str) -> Result<Vec<AssociationRow>> {
    query_as(
        "select a.id, a.name, a.rules, r.permission from association a \
         join association_organizer r on r.association_id = a.id where r.organizer_id = $1 \
         order by a.name, a.id",
    )
    .bind(organizer)
    .fetch_all(c)
    .await
}

/// Whether an association is there at all.
pub async fn exists(c: &mut AnyConnection, id: &str) -> Result<bool> {
    let count: i64 = query_scalar("select count(*) from association where id = $1")
        .bind(id)
        .fetch_one(c)
        .await?;
    Ok(count > 0)
}

/// The regions of an association.
pub async fn card_systems(c: &mut AnyConnection, id: &str) -> Result<Vec<i64>> {
    query_scalar("select card_system_id from association_card_system where association_id = $1")
        .bind(id)
        .fetch_all(c)
        .await
}

/// The ends of somebody's memberships by association, stopped ones aside.
pub async fn memberships(c: &mut AnyConnection, passholder: &str) -> Result<Vec<(String, String)>> {
    query_as(
        "select association_id, end_date from association_membership \
         where passholder_id = $1 and stopped_at is null",
    )
    .bind(passholder)
    .fetch_all(c)
    .await
}

/// A membership with its association, for the member card.
#[derive(Clone, Debug, FromRow)]
pub struct MemberRow {
    /// The association.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its rules, as JSON.
    pub rules: String,
    /// The last day.
    pub end_date: String,
}

/// The memberships of somebody with their associations, last to end first, stopped ones aside.
pub async fn of_member(c: &mut AnyConnection, passholder: &str) -> Result<Vec<MemberRow>> {
    query_as(
        "select a.id, a.name, a.rules, m.end_date from association_membership m \
         join association a on a.id = m.association_id \
         where m.passholder_id = $1 and m.stopped_at is null order by m.end_date desc, a.id",
    )
    .bind(passholder)
    .fetch_all(c)
    .await
}

/// Gives or renews a membership.
pub async fn register(
    c: &mut AnyConnection,
    association: &str,
    passholder: &str,
    end: &str,
    today: &str,
) -> Result<()> {
    query(
        "insert into association_membership (association_id, passholder_id, end_date, registered_on) \
         values ($1, $2, $3, $4) on conflict (association_id, passholder_id) do update set \
         end_date = excluded.end_date, registered_on = excluded.registered_on, stopped_at = null",
    )
    .bind(association)
    .bind(passholder)
    .bind(end)
    .bind(today)
    .execute(c)
    .await?;
    Ok(())
}

/// Stops a membership; false when there was none.
pub async fn stop(
    c: &mut AnyConnection,
    association: &str,
    passholder: &str,
    at: i64,
) -> Result<bool> {
    let done = query(
        "update association_membership set stopped_at = $3 \
         where association_id = $1 and passholder_id = $2 and stopped_at is null",
    )
    .bind(association)
    .bind(passholder)
    .bind(at)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// An association to keep.
#[derive(Clone, Debug)]
pub struct NewAssociation<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its rules, as JSON.
    pub rules: &'a str,
    /// The region.
    pub card_system: i64,
    /// Organizers, and `READ` or `WRITE`.
    pub rights: &'a [(String, &'static str)],
}

/// Makes an association or changes it, with the rights in it.
pub async fn put(c: &mut AnyConnection, new: &NewAssociation<'_>) -> Result<()> {
    query(
        "insert into association (id, name, rules) values ($1, $2, $3) \
         on conflict (id) do update set name = excluded.name, rules = excluded.rules",
    )
    .bind(new.id)
    .bind(new.name)
    .bind(new.rules)
    .execute(&mut *c)
    .await?;
    query(
        "insert into association_card_system (association_id, card_system_id) values ($1, $2) \
         on conflict do nothing",
    )
    .bind(new.id)
    .bind(new.card_system)
    .execute(&mut *c)
    .await?;
    query("delete from association_organizer where association_id = $1")
        .bind(new.id)
        .execute(&mut *c)
        .await?;
    for (organizer, permission) in new.rights {
        query(
            "insert into association_organizer (association_id, organizer_id, permission) \
             values ($1, $2, $3)",
        )
        .bind(new.id)
        .bind(organizer)
        .bind(*permission)
        .execute(&mut *c)
        .await?;
    }
    Ok(())
}
