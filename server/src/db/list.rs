//! Lists of people for whom points are asked, and whom a club knows.

use super::sql::Sql;
use sqlx::{AnyConnection, FromRow, Result, query, query_as};

/// A list.
#[derive(Clone, Debug, FromRow)]
pub struct ListRow {
    /// Its id, made by whoever asks.
    pub id: String,
    /// Whose it is.
    pub organizer_id: String,
    /// For which activity.
    pub event_id: String,
    /// What the club calls it.
    pub title: String,
    /// SHA-256 of what was read.
    pub content_hash: String,
    /// When it was made, in milliseconds.
    pub made_at: i64,
    /// When it is forgotten.
    pub expires_at: i64,
}

/// A line of a list.
#[derive(Clone, Debug, FromRow)]
pub struct LineRow {
    /// The line in the file, from 1.
    pub line: i64,
    /// Who, as the club may read it.
    pub name: String,
    /// The number, masked.
    pub pass: String,
    /// What to send; none once it was sent.
    pub uitpas_number: Option<String>,
    /// Whose pass it is.
    pub passholder_id: Option<String>,
    /// What became of it, as JSON.
    pub outcome: String,
    /// 1 while it waits to be sent.
    pub ready: i64,
    /// The check-in that it gave.
    pub checkin_id: Option<String>,
}

/// Somebody whom a club knows, with one of the cards that work.
#[derive(Clone, Debug, FromRow)]
pub struct KnownRow {
    /// Who.
    pub id: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub name: String,
    /// A number.
    pub uitpas_number: String,
}

/// How many people a club's lists are compared with.
const KNOWN: i64 = 20_000;

/// The members of the associations in which an organizer has a right, with their cards.
pub async fn known(c: &mut AnyConnection, organizer: &str) -> Result<Vec<KnownRow>> {
    query_as(
        "select p.id, p.first_name, p.name, d.uitpas_number from passholder p \
         join card d on d.passholder_id = p.id and d.status = 'ACTIVE' \
         where p.deleted_at is null and exists (select 1 from association_membership m \
         join association_organizer r on r.association_id = m.association_id \
         where m.passholder_id = p.id and m.stopped_at is null and r.organizer_id = $1) \
         order by p.id, d.assigned_at desc, d.uitpas_number limit $2",
    )
    .bind(organizer)
    .bind(KNOWN)
    .fetch_all(c)
    .await
}

const COLUMNS: &str =
    "select id, organizer_id, event_id, title, content_hash, made_at, expires_at from point_list ";

/// The list with this id, while it is kept.
pub async fn one(c: &mut AnyConnection, id: &str, now: i64) -> Result<Option<ListRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push("where id = ").push_bind(id.to_owned());
    sql.push(" and expires_at > ").push_bind(now);
    sql.optional(c).await
}

/// Keeps a list with all its lines.
pub async fn add(c: &mut AnyConnection, list: &ListRow, lines: &[LineRow]) -> Result<()> {
    query(
        "insert into point_list (id, organizer_id, event_id, title, content_hash, made_at, \
         expires_at) values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&list.id)
    .bind(&list.organizer_id)
    .bind(&list.event_id)
    .bind(&list.title)
    .bind(&list.content_hash)
    .bind(list.made_at)
    .bind(list.expires_at)
    .execute(&mut *c)
    .await?;
    // As many at once as both databases take values in one statement.
    for some in lines.chunks(500) {
        let mut sql = Sql::new(
            "insert into point_list_line (list_id, line, name, pass, uitpas_number, \
             passholder_id, outcome, ready, checkin_id) values ",
        );
        for (index, row) in some.iter().enumerate() {
            sql.push(if index > 0 { ", (" } else { "(" });
            sql.push_bind(list.id.clone())
                .push(", ")
                .push_bind(row.line);
            for text in [&row.name, &row.pass] {
                sql.push(", ").push_bind(text.clone());
            }
            for text in [&row.uitpas_number, &row.passholder_id] {
                sql.push(", ").push_bind(text.clone());
            }
            sql.push(", ").push_bind(row.outcome.clone());
            sql.push(", ").push_bind(row.ready);
            sql.push(", ").push_bind(row.checkin_id.clone()).push(")");
        }
        sql.execute(&mut *c).await?;
    }
    Ok(())
}

const LINES: &str = "select line, name, pass, uitpas_number, passholder_id, outcome, ready, \
    checkin_id from point_list_line where list_id = ";

/// The lines of a list in their order.
pub async fn lines(c: &mut AnyConnection, list: &str) -> Result<Vec<LineRow>> {
    let mut sql = Sql::new(LINES);
    sql.push_bind(list.to_owned()).push(" order by line");
    sql.all(c).await
}

/// One line of a list.
pub async fn line(c: &mut AnyConnection, list: &str, line: i64) -> Result<Option<LineRow>> {
    let mut sql = Sql::new(LINES);
    sql.push_bind(list.to_owned());
    sql.push(" and line = ").push_bind(line);
    sql.optional(c).await
}

/// The next lines that wait.
pub async fn waiting(c: &mut AnyConnection, list: &str, limit: i64) -> Result<Vec<LineRow>> {
    let mut sql = Sql::new(LINES);
    sql.push_bind(list.to_owned());
    sql.push(" and ready = 1 order by line limit ")
        .push_bind(limit);
    sql.all(c).await
}

/// How many lines wait, and how many there are.
pub async fn count(c: &mut AnyConnection, list: &str) -> Result<(i64, i64)> {
    query_as(
        "select cast(coalesce(sum(ready), 0) as bigint), count(*) from point_list_line \
         where list_id = $1",
    )
    .bind(list)
    .fetch_one(c)
    .await
}

/// Writes down what became of a line, or who is meant by it.
pub async fn settle(c: &mut AnyConnection, list: &str, row: &LineRow) -> Result<()> {
    query(
        "update point_list_line set name = $3, pass = $4, uitpas_number = $5, \
         passholder_id = $6, outcome = $7, ready = $8, checkin_id = $9 \
         where list_id = $1 and line = $2",
    )
    .bind(list)
    .bind(row.line)
    .bind(&row.name)
    .bind(&row.pass)
    .bind(&row.uitpas_number)
    .bind(&row.passholder_id)
    .bind(&row.outcome)
    .bind(row.ready)
    .bind(&row.checkin_id)
    .execute(c)
    .await?;
    Ok(())
}

/// Forgets a list of an organizer; false when there was none.
pub async fn forget(c: &mut AnyConnection, organizer: &str, id: &str) -> Result<bool> {
    query(
        "delete from point_list_line where list_id in \
         (select id from point_list where id = $1 and organizer_id = $2)",
    )
    .bind(id)
    .bind(organizer)
    .execute(&mut *c)
    .await?;
    let done = query("delete from point_list where id = $1 and organizer_id = $2")
        .bind(id)
        .bind(organizer)
        .execute(c)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets what is past its time.
pub async fn forget_expired(c: &mut AnyConnection, now: i64) -> Result<()> {
    for sql in [
        "delete from point_list_line where list_id in \
         (select id from point_list where expires_at <= $1)",
        "delete from point_list where expires_at <= $1",
    ] {
        query(sql).bind(now).execute(&mut *c).await?;
    }
    Ok(())
}
