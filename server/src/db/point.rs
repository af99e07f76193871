//! Points: rows that are only ever added. The balance is their sum.

use super::sql::Sql;
use sqlx::{AnyConnection, FromRow, Result, query_as, query_scalar};

/// Why points came or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A check-in, or one that was cancelled.
    Checkin,
    /// A reward, or one that was given back.
    Reward,
    /// Points given beside, as at registration.
    Gift,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Checkin => "CHECKIN",
            Self::Reward => "REWARD",
            Self::Gift => "GIFT",
        }
    }
}

/// A row to add.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Whose points.
    pub passholder_id: &'a str,
    /// How many; negative when spent.
    pub points: i64,
    /// When, in milliseconds.
    pub at: i64,
    /// Why.
    pub kind: Kind,
    /// The event, the reward.
    pub subject_id: &'a str,
    /// What the history says where the subject does not say it.
    pub title: Option<&'a str>,
    /// Where, where the subject does not say it.
    pub location: Option<&'a str>,
}

/// Adds rows.
pub async fn add(c: &mut AnyConnection, entries: &[Entry<'_>]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(
        "insert into point_entry (passholder_id, points, at, kind, subject_id, title, location) \
         values ",
    );
    for (index, entry) in entries.iter().enumerate() {
        sql.push(if index == 0 { "(" } else { ", (" });
        sql.push_bind(entry.passholder_id.to_owned()).push(", ");
        sql.push_all([entry.points, entry.at]).push(", ");
        let texts = [entry.kind.as_str(), entry.subject_id];
        sql.push_all(texts.map(str::to_owned)).push(", ");
        let texts = [entry.title, entry.location];
        sql.push_all(texts.map(|text| text.map(str::to_owned)))
            .push(")");
    }
    sql.execute(c).await
}

/// What somebody saved and did not use.
pub async fn balance(c: &mut AnyConnection, passholder: &str) -> Result<i64> {
    query_scalar(
        "select cast(coalesce(sum(points), 0) as bigint) from point_entry where passholder_id = $1",
    )
    .bind(passholder)
    .fetch_one(c)
    .await
}

/// A line of the history.
#[derive(Clone, Debug, FromRow)]
pub struct Line {
    /// What.
    pub title: String,
    /// Where.
    pub location: String,
    /// When, in milliseconds.
    pub at: i64,
    /// How many.
    pub points: i64,
}

macro_rules! history_sql {
    ($direction:literal) => {
        concat!(
            "select coalesce(t.title, e.title, '') as title, \
             coalesce(t.location, o.name, '') as location, t.at, t.points from point_entry t \
             left join event e on t.kind = 'CHECKIN' and e.id = t.subject_id \
             left join organizer o on o.id = e.organizer_id \
             where t.passholder_id = $1 order by t.at ",
            $direction,
            ", t.id ",
            $direction,
            " limit $2 offset $3"
        )
    };
}
/// How many lines there are, and a page of them by time.
pub async fn history(
    c: &mut AnyConnection,
    passholder: &str,
    newest_first: bool,
    start: u32,
    limit: u32,
) -> Result<(i64, Vec<Line>)> {
    let total = query_scalar("select count(*) from point_entry where passholder_id = $1")
        .bind(passholder)
        .fetch_one(&mut *c)
        .await?;
    let sql = if newest_first {
        history_sql!("desc")
    } else {
        history_sql!("asc")
    };
    let lines = query_as(sql)
        .bind(passholder)
        .bind(i64::from(limit))
        .bind(i64::from(start))
        .fetch_all(c)
        .await?;
    Ok((total, lines))
}
