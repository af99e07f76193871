//! What a club keeps beside the registry: what its devices said about memberships, members without a
//! pass, and its own data about both. The registry's memberships are in [`super::association`].

use super::sql::Sql;
use sqlx::{AnyConnection, FromRow, Result, query, query_scalar};

/// Something that a device said.
#[derive(Clone, Debug, FromRow)]
pub struct FactRow {
    /// The id of the command.
    pub id: String,
    /// The association.
    pub association_id: String,
    /// `P:` and the id of a pass holder, or `G:` and the id of a member without a pass.
    pub who: String,
    /// The fact, as JSON.
    pub doc: String,
    /// What its device was told, as JSON.
    pub verdict: String,
    /// Which device.
    pub device_id: String,
    /// When it came in, in milliseconds.
    pub received_at: i64,
}

/// A member as a list shows one.
#[derive(Clone, Debug, FromRow)]
pub struct MemberRow {
    /// As [`FactRow::who`].
    pub who: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub name: String,
    /// `YYYY-MM-DD`.
    pub date_of_birth: String,
    /// The club's own data, as JSON.
    pub own: Option<String>,
    /// The last day.
    pub end_date: String,
}

/// A member without a pass.
#[derive(Clone, Debug)]
pub struct Guest<'a> {
    /// The id that the club's device made.
    pub id: &'a str,
    /// First name.
    pub first_name: &'a str,
    /// Last name.
    pub name: &'a str,
    /// `YYYY-MM-DD`.
    pub date_of_birth: &'a str,
}

const FACTS: &str = "select id, association_id, who, doc, verdict, device_id, received_at \
    from club_fact where association_id = ";

/// What was said with this id, if it came in before.
pub async fn fact(c: &mut AnyConnection, association: &str, id: &str) -> Result<Option<FactRow>> {
    let mut sql = Sql::new(FACTS);
    sql.push_bind(association.to_owned());
    sql.push(" and id = ").push_bind(id.to_owned());
    sql.optional(c).await
}

/// All that was said about somebody's membership.
pub async fn facts(c: &mut AnyConnection, association: &str, who: &str) -> Result<Vec<FactRow>> {
    let mut sql = Sql::new(FACTS);
    sql.push_bind(association.to_owned());
    sql.push(" and who = ").push_bind(who.to_owned());
    sql.push(" order by id");
    sql.all(c).await
}

/// Keeps what was said.
pub async fn add_fact(c: &mut AnyConnection, row: &FactRow) -> Result<()> {
    query(
        "insert into club_fact (id, association_id, who, doc, verdict, device_id, received_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&row.id)
    .bind(&row.association_id)
    .bind(&row.who)
    .bind(&row.doc)
    .bind(&row.verdict)
    .bind(&row.device_id)
    .bind(row.received_at)
    .execute(c)
    .await?;
    Ok(())
}

/// Keeps or corrects who a member without a pass is; a member only once an end is set.
pub async fn put_guest(
    c: &mut AnyConnection,
    association: &str,
    guest: &Guest<'_>,
    today: &str,
) -> Result<()> {
    query(
        "insert into club_guest (association_id, id, first_name, name, date_of_birth, stopped_on) \
         values ($1, $2, $3, $4, $5, $6) on conflict (association_id, id) do update set \
         first_name = excluded.first_name, name = excluded.name, \
         date_of_birth = excluded.date_of_birth",
    )
    .bind(association)
    .bind(guest.id)
    .bind(guest.first_name)
    .bind(guest.name)
    .bind(guest.date_of_birth)
    .bind(today)
    .execute(c)
    .await?;
    Ok(())
}

/// The birth date of a member without a pass.
pub async fn guest_born(
    c: &mut AnyConnection,
    association: &str,
    id: &str,
) -> Result<Option<String>> {
    query_scalar("select date_of_birth from club_guest where association_id = $1 and id = $2")
        .bind(association)
        .bind(id)
        .fetch_optional(c)
        .await
}

/// Says until when a member without a pass is one; none is not any more, from today.
pub async fn set_guest_end(
    c: &mut AnyConnection,
    association: &str,
    id: &str,
    end: Option<&str>,
    today: &str,
) -> Result<()> {
    query(
        "update club_guest set end_date = coalesce($3, end_date), \
         stopped_on = case when $3 is null then $4 end where association_id = $1 and id = $2",
    )
    .bind(association)
    .bind(id)
    .bind(end)
    .bind(today)
    .execute(c)
    .await?;
    Ok(())
}

/// Keeps the club's own data about somebody, and when it is erased by itself.
pub async fn put_own(
    c: &mut AnyConnection,
    association: &str,
    who: &str,
    doc: &str,
    erased_on: &str,
) -> Result<()> {
    query(
        "insert into club_own (association_id, who, doc, erased_on) values ($1, $2, $3, $4) \
         on conflict (association_id, who) do update set doc = excluded.doc, \
         erased_on = excluded.erased_on",
    )
    .bind(association)
    .bind(who)
    .bind(doc)
    .bind(erased_on)
    .execute(c)
    .await?;
    Ok(())
}

/// Moves the day on which the club's own data about somebody is erased.
pub async fn keep_own_until(
    c: &mut AnyConnection,
    association: &str,
    who: &str,
    erased_on: &str,
) -> Result<()> {
    query("update club_own set erased_on = $3 where association_id = $1 and who = $2")
        .bind(association)
        .bind(who)
        .bind(erased_on)
        .execute(c)
        .await?;
    Ok(())
}

/// Erases what a club keeps about somebody: its own data, and all of a member without a pass.
pub async fn erase(c: &mut AnyConnection, association: &str, who: &str) -> Result<()> {
    query("delete from club_own where association_id = $1 and who = $2")
        .bind(association)
        .bind(who)
        .execute(&mut *c)
        .await?;
    if let Some(id) = who.strip_prefix("G:") {
        query("delete from club_guest where association_id = $1 and id = $2")
            .bind(association)
            .bind(id)
            .execute(&mut *c)
            .await?;
        query("delete from club_fact where association_id = $1 and who = $2")
            .bind(association)
            .bind(who)
            .execute(c)
            .await?;
    }
    Ok(())
}

/// Erases what is past its time: own data, and members without a pass who left before a day. Until
/// then a phone that was offline may still renew them.
pub async fn erase_expired(c: &mut AnyConnection, today: &str, left_before: &str) -> Result<()> {
    query("delete from club_own where erased_on < $1")
        .bind(today)
        .execute(&mut *c)
        .await?;
    let gone: Vec<(String, String)> = sqlx::query_as(
        "select association_id, 'G:' || id from club_guest \
         where coalesce(stopped_on, end_date) < $1",
    )
    .bind(left_before)
    .fetch_all(&mut *c)
    .await?;
    for (association, who) in gone {
        erase(&mut *c, &association, &who).await?;
    }
    Ok(())
}

/// The members of an association who are found by the begin of a name, by name: with a pass, and
/// without one. Stopped ones aside; ended ones are there until `since`.
pub async fn members(
    c: &mut AnyConnection,
    association: &str,
    name: &str,
    since: &str,
) -> Result<Vec<MemberRow>> {
    let mut sql = Sql::new(
        "select 'P:' || p.id as who, p.first_name, p.name, p.date_of_birth, o.doc as own, \
         m.end_date from association_membership m join passholder p on p.id = m.passholder_id \
         left join club_own o on o.association_id = m.association_id and o.who = 'P:' || p.id \
         where p.deleted_at is null and m.stopped_at is null and m.association_id = ",
    );
    sql.push_bind(association.to_owned());
    sql.push(" and m.end_date >= ").push_bind(since.to_owned());
    let mut rows: Vec<MemberRow> = sql.all(&mut *c).await?;
    let mut sql = Sql::new(
        "select 'G:' || g.id as who, g.first_name, g.name, g.date_of_birth, o.doc as own, \
         g.end_date from club_guest g \
         left join club_own o on o.association_id = g.association_id and o.who = 'G:' || g.id \
         where g.stopped_on is null and g.association_id = ",
    );
    sql.push_bind(association.to_owned());
    sql.push(" and g.end_date >= ").push_bind(since.to_owned());
    rows.extend(sql.all::<MemberRow>(c).await?);
    // Folded, as no database of the two does it for every language.
    let wanted = domain::list::name::fold(name);
    rows.retain(|row| {
        let whole = domain::list::name::fold(&format!("{} {}", row.first_name, row.name));
        whole.split(' ').any(|word| word.starts_with(&wanted)) || whole.contains(&wanted)
    });
    let key =
        |row: &MemberRow| domain::list::name::fold(&format!("{} {}", row.name, row.first_name));
    rows.sort_by_cached_key(|row| (key(row), row.who.clone()));
    Ok(rows)
}

/// Who was at an organizer's activities since a moment, and when they were first there: pass holder,
/// when, first, in milliseconds.
pub async fn visits(
    c: &mut AnyConnection,
    organizer: &str,
    since: i64,
) -> Result<Vec<(String, i64, i64)>> {
    sqlx::query_as(
        "select k.passholder_id, k.at, f.first_at from checkin k join event e on e.id = k.event_id \
         join (select b.passholder_id, min(b.at) as first_at from checkin b \
         join event g on g.id = b.event_id where g.organizer_id = $1 and b.cancelled_at is null \
         group by b.passholder_id) f on f.passholder_id = k.passholder_id \
         where e.organizer_id = $1 and k.cancelled_at is null and k.at >= $2",
    )
    .bind(organizer)
    .bind(since)
    .fetch_all(c)
    .await
}

/// How many were counted without a pass at an organizer's doors since a moment: when, and how many.
pub async fn guests(c: &mut AnyConnection, organizer: &str, since: i64) -> Result<Vec<(i64, i64)>> {
    sqlx::query_as(
        "select d.at, d.number from door_scan d join shift s on s.id = d.shift_id \
         where s.organizer_id = $1 and d.state = 'GUEST' and d.at >= $2",
    )
    .bind(organizer)
    .bind(since)
    .fetch_all(c)
    .await
}

/// The birth dates of the members of an association on a day, those without a pass among them.
pub async fn births(c: &mut AnyConnection, association: &str, today: &str) -> Result<Vec<String>> {
    query_scalar(
        "select p.date_of_birth from association_membership m \
         join passholder p on p.id = m.passholder_id where p.deleted_at is null \
         and m.stopped_at is null and m.association_id = $1 and m.end_date >= $2 \
         union all select g.date_of_birth from club_guest g \
         where g.stopped_on is null and g.association_id = $1 and g.end_date >= $2",
    )
    .bind(association)
    .bind(today)
    .fetch_all(c)
    .await
}
