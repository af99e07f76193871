//! Pass holders and their memberships of regions.

use super::{card::CardRow, sql::Sql};
use sqlx::{AnyConnection, AssertSqlSafe, FromRow, Result, query, query_as, query_scalar};
use std::collections::BTreeMap;

/// A pass holder.
#[derive(Clone, Debug, FromRow)]
pub struct PassholderRow {
    /// The id.
    pub id: String,
    /// Last name.
    pub name: String,
    /// First name.
    pub first_name: String,
    /// `YYYY-MM-DD`.
    pub date_of_birth: String,
    /// National number.
    pub insz_number: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// The UiTiD that is linked.
    pub uitid: Option<String>,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
    /// When registered, in milliseconds.
    pub created_at: i64,
    /// The rest, as JSON of `Passholder`.
    pub doc: String,
}

/// A membership of a region.
#[derive(Clone, Debug, FromRow)]
pub struct MembershipRow {
    /// The region.
    pub card_system_id: i64,
    /// `ACTIVE` or `BLOCKED`.
    pub status: String,
    /// Since when, in milliseconds.
    pub since: i64,
    /// The last moment of the social tariff.
    pub social_tariff_end: Option<i64>,
    /// No discount until then.
    pub social_tariff_suspended_until: Option<i64>,
}

const COLUMNS: &str = "p.id, p.name, p.first_name, p.date_of_birth, p.insz_number, p.email, \
    p.uitid, p.postal_code, p.city, p.created_at, p.doc";

async fn by(
    c: &mut AnyConnection,
    column: &'static str,
    value: &str,
) -> Result<Option<PassholderRow>> {
    let sql = format!(
        "select {COLUMNS} from passholder p where p.{column} = $1 and p.deleted_at is null"
    );
    query_as(AssertSqlSafe(sql))
        .bind(value)
        .fetch_optional(c)
        .await
}

/// The pass holder with this id.
pub async fn one(c: &mut AnyConnection, id: &str) -> Result<Option<PassholderRow>> {
    by(c, "id", id).await
}

/// A pass holder with what was saved and not used.
#[derive(Clone, Debug, FromRow)]
pub struct WithPoints {
    /// Who.
    #[sqlx(flatten)]
    pub row: PassholderRow,
    /// How many points.
    pub points: i64,
}

/// The pass holders with these ids, and their points.
pub async fn with_points(c: &mut AnyConnection, ids: &[String]) -> Result<Vec<WithPoints>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let mut sql = Sql::new(format!(
        "select {COLUMNS}, (select cast(coalesce(sum(t.points), 0) as bigint) from point_entry t \
         where t.passholder_id = p.id) as points from passholder p \
         where p.deleted_at is null and p.id in ("
    ));
    sql.push_all(ids.iter().cloned());
    sql.push(")");
    sql.all(c).await
}

/// The pass holder with this national number.
pub async fn by_insz(c: &mut AnyConnection, number: &str) -> Result<Option<PassholderRow>> {
    by(c, "insz_number", number).await
}

/// The pass holder with this UiTiD.
pub async fn by_uitid(c: &mut AnyConnection, uitid: &str) -> Result<Option<PassholderRow>> {
    by(c, "uitid", uitid).await
}

/// Whether somebody has this e-mail address, and whether with a UiTiD.
pub async fn with_email(c: &mut AnyConnection, email: &str) -> Result<Option<bool>> {
    let found: Option<i64> = query_scalar(
        "select max(case when uitid is null then 0 else 1 end) from passholder \
         where email = $1 and deleted_at is null",
    )
    .bind(email)
    .fetch_one(c)
    .await?;
    Ok(found.map(|linked| linked == 1))
}

/// Links a UiTiD.
pub async fn link_uitid(c: &mut AnyConnection, id: &str, uitid: &str) -> Result<()> {
    query("update passholder set uitid = $2 where id = $1")
        .bind(id)
        .bind(uitid)
        .execute(c)
        .await?;
    Ok(())
}

/// A membership beside one of the cards that somebody was given in its region.
#[derive(FromRow)]
struct MembershipCard {
    passholder_id: String,
    #[sqlx(flatten)]
    membership: MembershipRow,
    uitpas_number: Option<String>,
    card_type: Option<String>,
    card_status: Option<String>,
    social_tariff: Option<i64>,
    assigned_at: Option<i64>,
}

impl MembershipCard {
    fn card(&self) -> Option<CardRow> {
        Some(CardRow {
            uitpas_number: self.uitpas_number.clone()?,
            card_system_id: self.membership.card_system_id,
            card_type: self.card_type.clone()?,
            status: self.card_status.clone()?,
            social_tariff: self.social_tariff?,
            passholder_id: Some(self.passholder_id.clone()),
            group_pass_id: None,
            assigned_at: self.assigned_at,
        })
    }
}

/// Memberships, each with the cards that were given in its region.
pub type Memberships = Vec<(MembershipRow, Vec<CardRow>)>;

/// The memberships of these people by their ids, oldest first.
pub async fn memberships(
    c: &mut AnyConnection,
    ids: &[String],
) -> Result<BTreeMap<String, Memberships>> {
    let mut found: BTreeMap<String, Memberships> = BTreeMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let mut sql = Sql::new(
        "select m.passholder_id, m.card_system_id, m.status, m.since, m.social_tariff_end, \
         m.social_tariff_suspended_until, d.uitpas_number, d.card_type, d.status as card_status, \
         d.social_tariff, d.assigned_at from membership m \
         left join card d on d.passholder_id = m.passholder_id and d.card_system_id = m.card_system_id \
         where m.passholder_id in (",
    );
    sql.push_all(ids.iter().cloned());
    sql.push(") order by m.since, m.card_system_id, d.uitpas_number");
    for row in sql.all::<MembershipCard>(c).await? {
        let card = row.card();
        let of_person = found.entry(row.passholder_id).or_default();
        match of_person.last_mut() {
            Some((last, cards)) if last.card_system_id == row.membership.card_system_id => {
                cards.extend(card);
            }
            _ => of_person.push((row.membership, card.into_iter().collect())),
        }
    }
    Ok(found)
}

/// The picture, if there is one.
pub async fn picture(c: &mut AnyConnection, id: &str) -> Result<Option<Vec<u8>>> {
    let found: Option<Option<Vec<u8>>> =
        query_scalar("select picture from passholder where id = $1 and deleted_at is null")
            .bind(id)
            .fetch_optional(c)
            .await?;
    Ok(found.flatten())
}

/// Keeps or removes the picture.
pub async fn set_picture(c: &mut AnyConnection, id: &str, picture: Option<Vec<u8>>) -> Result<()> {
    query("update passholder set picture = $2 where id = $1")
        .bind(id)
        .bind(picture)
        .execute(c)
        .await?;
    Ok(())
}

/// What a search looks for; all of it.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Exactly this person.
    pub id: Option<String>,
    /// The begin of the last name, lower case.
    pub name: Option<String>,
    /// The begin of the first name, lower case.
    pub first_name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// A part of the street, lower case.
    pub street: Option<String>,
    /// City, lower case.
    pub city: Option<String>,
    /// Born on this day or later.
    pub born_from: Option<String>,
    /// Born on this day or earlier.
    pub born_to: Option<String>,
    /// Members of one of these regions; empty is all.
    pub card_systems: Vec<i64>,
    /// Members of this association.
    pub association: Option<String>,
    /// Whose association membership ends on this day or later.
    pub ends_from: Option<String>,
    /// Whose association membership ended before this day.
    pub ends_before: Option<String>,
    /// Names from Z to A.
    pub descending: bool,
}

impl Search {
    fn push(&self, sql: &mut Sql) {
        let like = |text: &str| {
            let escaped = text
                .replace('\\', "\\\\")
                .replace('%', "\\%")
                .replace('_', "\\_");
            format!("{escaped}%")
        };
        sql.push(" from passholder p where p.deleted_at is null");
        if let Some(id) = &self.id {
            sql.push(" and p.id = ").push_bind(id.clone());
        }
        if let Some(name) = &self.name {
            // A range and not LIKE: both databases answer it from the index.
            sql.push(" and p.name_key >= ").push_bind(name.clone());
            sql.push(" and p.name_key < ")
                .push_bind(format!("{name}\u{10FFFF}"));
        }
        if let Some(name) = &self.first_name {
            sql.push(" and lower(p.first_name) like ")
                .push_bind(like(name))
                .push(" escape '\\'");
        }
        if let Some(email) = &self.email {
            sql.push(" and lower(p.email) = ").push_bind(email.clone());
        }
        if let Some(street) = &self.street {
            sql.push(" and lower(p.doc) like ")
                .push_bind(format!("%{}", like(street)))
                .push(" escape '\\'");
        }
        if let Some(city) = &self.city {
            sql.push(" and lower(p.city) = ").push_bind(city.clone());
        }
        if let Some(day) = &self.born_from {
            sql.push(" and p.date_of_birth >= ").push_bind(day.clone());
        }
        if let Some(day) = &self.born_to {
            sql.push(" and p.date_of_birth <= ").push_bind(day.clone());
        }
        if !self.card_systems.is_empty() {
            sql.push(" and exists (select 1 from membership m where m.passholder_id = p.id and m.card_system_id in (");
            sql.push_all(self.card_systems.iter().copied());
            sql.push("))");
        }
        if let Some(association) = &self.association {
            sql.push(" and exists (select 1 from association_membership a where a.passholder_id = p.id and a.stopped_at is null and a.association_id = ");
            sql.push_bind(association.clone());
            if let Some(day) = &self.ends_from {
                sql.push(" and a.end_date >= ").push_bind(day.clone());
            }
            if let Some(day) = &self.ends_before {
                sql.push(" and a.end_date < ").push_bind(day.clone());
            }
            sql.push(")");
        }
    }
}

/// How many a search finds, and one page of them by name.
pub async fn search(
    c: &mut AnyConnection,
    search: &Search,
    start: u32,
    limit: u32,
) -> Result<(i64, Vec<PassholderRow>)> {
    let mut sql = Sql::new("select count(*)");
    search.push(&mut sql);
    let total = sql.count(&mut *c).await?;
    let mut sql = Sql::new(format!("select {COLUMNS}"));
    search.push(&mut sql);
    let direction = if search.descending { "desc" } else { "asc" };
    sql.push(format!(
        " order by p.name_key {direction}, p.id {direction} limit "
    ));
    sql.push_bind(i64::from(limit))
        .push(" offset ")
        .push_bind(i64::from(start));
    Ok((total, sql.all(c).await?))
}
