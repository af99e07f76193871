//! Who is a member of the clubs of an organizer, as its doors are told: by pass holder, whole or since
//! a moment. Members without a pass have none to show and are not here.

use super::sql::Sql;
use sqlx::{AnyConnection, FromRow, Result, query, query_as};

/// A membership.
#[derive(Clone, Debug, FromRow)]
pub struct RosterRow {
    /// The association.
    pub association_id: String,
    /// The pass holder.
    pub passholder_id: String,
    /// The last day.
    pub end_date: String,
    /// `YYYY-MM-DD`.
    pub date_of_birth: String,
}

/// The memberships of the associations in which an organizer has a right; of those that a device
/// said something about since a moment where one is given.
pub async fn members(
    c: &mut AnyConnection,
    organizer: &str,
    since: Option<i64>,
) -> Result<Vec<RosterRow>> {
    let mut sql = Sql::new(
        "select m.association_id, m.passholder_id, m.end_date, p.date_of_birth \
         from association_membership m \
         join association_organizer o on o.association_id = m.association_id \
         join passholder p on p.id = m.passholder_id and p.deleted_at is null \
         where m.stopped_at is null and o.organizer_id = ",
    );
    sql.push_bind(organizer.to_owned());
    if let Some(since) = since {
        sql.push(
            " and exists (select 1 from club_fact f where f.association_id = m.association_id \
             and f.who = 'P:' || m.passholder_id and f.received_at > ",
        );
        sql.push_bind(since).push(")");
    }
    sql.push(" order by m.passholder_id, m.association_id");
    sql.all(c).await
}

/// Of which associations which pass holders are no members, of whom a device said something since a
/// moment.
pub async fn ended(
    c: &mut AnyConnection,
    organizer: &str,
    since: i64,
) -> Result<Vec<(String, String)>> {
    query_as(
        "select distinct f.association_id, substr(f.who, 3) from club_fact f \
         join association_organizer o on o.association_id = f.association_id \
         where o.organizer_id = $1 and f.received_at > $2 and substr(f.who, 1, 2) = 'P:' \
         and not exists (select 1 from association_membership m \
         where m.association_id = f.association_id and m.stopped_at is null \
         and 'P:' || m.passholder_id = f.who)",
    )
    .bind(organizer)
    .bind(since)
    .fetch_all(c)
    .await
}

/// The identifiers of the rotating codes of an organizer's members on two days, by pass holder.
pub async fn identifiers(
    c: &mut AnyConnection,
    organizer: &str,
    days: [&str; 2],
) -> Result<Vec<(String, String)>> {
    query_as(
        "select distinct k.passholder_id, k.identifier from credential k \
         join association_membership m on m.passholder_id = k.passholder_id \
         join association_organizer o on o.association_id = m.association_id \
         where o.organizer_id = $1 and m.stopped_at is null and k.day in ($2, $3)",
    )
    .bind(organizer)
    .bind(days[0])
    .bind(days[1])
    .fetch_all(c)
    .await
}

/// Notes that others said the opposite of these, once.
pub async fn found_beside(
    c: &mut AnyConnection,
    association: &str,
    ids: &[String],
    at: i64,
) -> Result<()> {
    for id in ids {
        query(
            "update club_fact set beside_at = $3 \
             where association_id = $1 and id = $2 and beside_at is null",
        )
        .bind(association)
        .bind(id)
        .bind(at)
        .execute(&mut *c)
        .await?;
    }
    Ok(())
}

/// What a device said beside another since a moment: the association, the id, and whose membership.
pub async fn beside(
    c: &mut AnyConnection,
    device: &str,
    since: i64,
) -> Result<Vec<(String, String, String)>> {
    query_as(
        "select association_id, id, who from club_fact where device_id = $1 and beside_at > $2 \
         order by beside_at, id",
    )
    .bind(device)
    .bind(since)
    .fetch_all(c)
    .await
}
