//! Activities, what is set for them, and their check-in codes.

use super::sql::Sql;
use domain::{checkin::Rules, event::Calendar, period::PeriodLimit, time::Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, FromRow, Result, query, query_as, query_scalar};
use std::collections::BTreeMap;

/// An activity.
#[derive(Clone, Debug, FromRow)]
pub struct EventRow {
    /// Its UiTdatabank id.
    pub id: String,
    /// Who organises it.
    pub organizer_id: String,
    /// What that organizer is called.
    pub organizer_name: String,
    /// Where the organizer is.
    pub postal_code: String,
    /// What it is called, in Dutch.
    pub title: String,
    /// Points for a check-in.
    pub checkin_points: i64,
    /// How often a person may check in…
    pub checkin_limit_volume: Option<i64>,
    /// …in which period.
    pub checkin_limit_period: Option<String>,
    /// How many tickets a person may buy…
    pub ticket_limit_volume: Option<i64>,
    /// …in which period.
    pub ticket_limit_period: Option<String>,
    /// The rest, as JSON of [`EventDoc`].
    pub doc: String,
}

/// What is only shown of an activity, and its calendar.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventDoc {
    /// When it happens.
    pub calendar: Calendar,
    /// Its title by language, Dutch aside.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub titles: BTreeMap<String, String>,
    /// Where it happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Its prices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prices: Vec<EventPrice>,
    /// `everyone`, `members` or `education`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
}

/// One of an activity's prices.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EventPrice {
    /// What it is called.
    pub name: String,
    /// In cents.
    pub cents: i64,
}

fn limit(volume: Option<i64>, period: Option<&str>) -> Option<PeriodLimit> {
    Some(PeriodLimit::new(
        u32::try_from(volume?).ok()?,
        period?.parse().ok()?,
    ))
}

impl EventRow {
    /// How often a person may check in.
    pub fn checkin_limit(&self) -> Option<PeriodLimit> {
        limit(
            self.checkin_limit_volume,
            self.checkin_limit_period.as_deref(),
        )
    }

    /// How many tickets a person may buy.
    pub fn ticket_limit(&self) -> Option<PeriodLimit> {
        limit(
            self.ticket_limit_volume,
            self.ticket_limit_period.as_deref(),
        )
    }

    /// What is only shown, and the calendar.
    pub fn doc(&self) -> serde_json::Result<EventDoc> {
        serde_json::from_str(&self.doc)
    }

    /// What it says about check-ins.
    pub fn checkin_rules(&self) -> serde_json::Result<Rules> {
        Ok(Rules {
            calendar: self.doc()?.calendar,
            points: self.checkin_points,
            limit: self.checkin_limit(),
        })
    }
}

/// The activity with this id.
pub async fn one(c: &mut AnyConnection, id: &str) -> Result<Option<EventRow>> {
    query_as(
        "select e.id, e.organizer_id, o.name as organizer_name, o.postal_code, e.title, \
         e.checkin_points, e.checkin_limit_volume, e.checkin_limit_period, \
         e.ticket_limit_volume, e.ticket_limit_period, e.doc \
         from event e join organizer o on o.id = e.organizer_id where e.id = $1",
    )
    .bind(id)
    .fetch_optional(c)
    .await
}

/// An activity with where its organizer is, for a list.
#[derive(Clone, Debug, FromRow)]
pub struct NearbyRow {
    /// Its UiTdatabank id.
    pub id: String,
    /// What it is called, in Dutch.
    pub title: String,
    /// Who organises it.
    pub organizer_name: String,
    /// Street and number of the organizer.
    pub street: Option<String>,
    /// Where the organizer is.
    pub postal_code: String,
    /// The town of the organizer.
    pub city: String,
    /// Points for a check-in.
    pub checkin_points: i64,
    /// The rest, as JSON of [`EventDoc`].
    pub doc: String,
}

/// The activities that give points in one of these regions and may happen between two moments, in
/// milliseconds; the first to begin first.
pub async fn nearby(
    c: &mut AnyConnection,
    regions: &[u32],
    from: i64,
    until: i64,
) -> Result<Vec<NearbyRow>> {
    let mut sql = Sql::new(
        "select e.id, e.title, o.name as organizer_name, o.street, o.postal_code, o.city, \
         e.checkin_points, e.doc from event e join organizer o on o.id = e.organizer_id \
         where e.checkin_points > 0 and e.ends_at >= ",
    );
    sql.push_bind(from)
        .push(" and e.begins_at < ")
        .push_bind(until);
    sql.push(
        " and exists (select 1 from event_card_system s where s.event_id = e.id \
         and s.enabled = 1 and s.card_system_id in (",
    );
    sql.push_all(regions.iter().map(|id| i64::from(*id)));
    sql.push(")) order by e.begins_at, e.id");
    sql.all(c).await
}

/// Changes what is set.
pub async fn set(
    c: &mut AnyConnection,
    id: &str,
    points: i64,
    checkins: Option<PeriodLimit>,
    tickets: Option<PeriodLimit>,
) -> Result<()> {
    let volume = |limit: Option<PeriodLimit>| limit.map(|limit| i64::from(limit.volume));
    let period = |limit: Option<PeriodLimit>| limit.map(|limit| limit.period_type.as_str());
    query(
        "update event set checkin_points = $2, checkin_limit_volume = $3, checkin_limit_period = $4, \
         ticket_limit_volume = $5, ticket_limit_period = $6 where id = $1",
    )
    .bind(id)
    .bind(points)
    .bind(volume(checkins))
    .bind(period(checkins))
    .bind(volume(tickets))
    .bind(period(tickets))
    .execute(c)
    .await?;
    Ok(())
}

/// The regions of an activity, and whether each counts for it.
pub async fn card_systems(c: &mut AnyConnection, id: &str) -> Result<Vec<(i64, bool)>> {
    let rows: Vec<(i64, i64)> = query_as(
        "select card_system_id, enabled from event_card_system where event_id = $1 order by card_system_id",
    )
    .bind(id)
    .fetch_all(c)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(id, enabled)| (id, enabled != 0))
        .collect())
}

/// The distribution keys that were attached to an activity.
pub async fn attached_keys(c: &mut AnyConnection, id: &str) -> Result<Vec<i64>> {
    query_scalar("select distribution_key_id from event_distribution_key where event_id = $1")
        .bind(id)
        .fetch_all(c)
        .await
}

/// Puts the regions and attached keys of an activity in the place of those it had.
pub async fn set_card_systems(
    c: &mut AnyConnection,
    id: &str,
    systems: &[(i64, bool)],
    keys: &[i64],
) -> Result<()> {
    query("delete from event_card_system where event_id = $1")
        .bind(id)
        .execute(&mut *c)
        .await?;
    query("delete from event_distribution_key where event_id = $1")
        .bind(id)
        .execute(&mut *c)
        .await?;
    for (system, enabled) in systems {
        query(
            "insert into event_card_system (event_id, card_system_id, enabled) values ($1, $2, $3)",
        )
        .bind(id)
        .bind(*system)
        .bind(i64::from(*enabled))
        .execute(&mut *c)
        .await?;
    }
    for key in keys {
        query("insert into event_distribution_key (event_id, distribution_key_id) values ($1, $2)")
            .bind(id)
            .bind(*key)
            .execute(&mut *c)
            .await?;
    }
    Ok(())
}

/// A check-in code.
#[derive(Clone, Debug, FromRow)]
pub struct CodeRow {
    /// The code.
    pub code: String,
    /// Its activity.
    pub event_id: String,
    /// From when it counts, in milliseconds.
    pub begins_at: i64,
    /// Until when, this moment not included.
    pub ends_at: i64,
}

/// The check-in code, whenever it counts.
pub async fn code(c: &mut AnyConnection, code: &str) -> Result<Option<CodeRow>> {
    query_as("select code, event_id, begins_at, ends_at from checkin_code where code = $1")
        .bind(code)
        .fetch_optional(c)
        .await
}

/// The codes of an activity that count at a moment or later, first ones first.
pub async fn codes_from(c: &mut AnyConnection, event: &str, at: Timestamp) -> Result<Vec<CodeRow>> {
    query_as(
        "select code, event_id, begins_at, ends_at from checkin_code \
         where event_id = $1 and ends_at > $2 order by begins_at",
    )
    .bind(event)
    .bind(at.millis())
    .fetch_all(c)
    .await
}

/// Keeps a new code.
pub async fn add_code(c: &mut AnyConnection, row: &CodeRow) -> Result<()> {
    query(
        "insert into checkin_code (code, event_id, begins_at, ends_at) values ($1, $2, $3, $4) \
         on conflict (code) do nothing",
    )
    .bind(&row.code)
    .bind(&row.event_id)
    .bind(row.begins_at)
    .bind(row.ends_at)
    .execute(c)
    .await?;
    Ok(())
}

/// An activity to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewEvent<'a> {
    /// Its id.
    pub id: &'a str,
    /// Who organises it.
    pub organizer_id: &'a str,
    /// Where, by id.
    pub location_id: Option<&'a str>,
    /// What it is called, in Dutch.
    pub title: &'a str,
    /// The rest.
    pub doc: &'a EventDoc,
}

/// Keeps a new activity with the usual settings in all regions of its organizer; of one that is
/// there, what UiTdatabank says of it changes and what was set stays.
pub async fn keep(c: &mut AnyConnection, new: &NewEvent<'_>) -> Result<()> {
    let doc = serde_json::to_string(new.doc).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let (begins, ends) = new
        .doc
        .calendar
        .bounds()
        .unwrap_or((Timestamp::MIN, Timestamp::MIN));
    let (checkins, tickets) = (
        new.doc.calendar.default_checkin_limit(),
        new.doc.calendar.default_ticket_limit(),
    );
    query(
        "insert into event (id, organizer_id, location_id, title, begins_at, ends_at, checkin_points, \
         checkin_limit_volume, checkin_limit_period, ticket_limit_volume, ticket_limit_period, doc) \
         values ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10, $11) on conflict (id) do update set \
         organizer_id = excluded.organizer_id, location_id = excluded.location_id, title = excluded.title, \
         begins_at = excluded.begins_at, ends_at = excluded.ends_at, doc = excluded.doc",
    )
    .bind(new.id)
    .bind(new.organizer_id)
    .bind(new.location_id)
    .bind(new.title)
    .bind(begins.millis())
    .bind(ends.millis())
    .bind(i64::from(checkins.volume))
    .bind(checkins.period_type.as_str())
    .bind(i64::from(tickets.volume))
    .bind(tickets.period_type.as_str())
    .bind(doc)
    .execute(&mut *c)
    .await?;
    query(
        "insert into event_card_system (event_id, card_system_id, enabled) \
         select $1, card_system_id, 1 from organizer_card_system where organizer_id = $2 \
         on conflict (event_id, card_system_id) do nothing",
    )
    .bind(new.id)
    .bind(new.organizer_id)
    .execute(c)
    .await?;
    Ok(())
}

/// Leaves out of an organizer's list what UiTdatabank no longer has; keeping it once more brings it
/// back.
pub async fn leave_out_others(
    c: &mut AnyConnection,
    organizer: &str,
    known: &[String],
) -> Result<()> {
    let mut sql = Sql::new("update event set ends_at = 0 where organizer_id = ");
    sql.push_bind(organizer.to_owned());
    if !known.is_empty() {
        sql.push(" and id not in (");
        sql.push_all(known.iter().cloned()).push(")");
    }
    sql.execute(c).await
}

/// The activities of these organizers that are not over before a moment, those that begin first.
pub async fn of(c: &mut AnyConnection, organizers: &[String], after: i64) -> Result<Vec<EventRow>> {
    if organizers.is_empty() {
        return Ok(vec![]);
    }
    let mut sql = Sql::new(
        "select e.id, e.organizer_id, o.name as organizer_name, o.postal_code, e.title, \
         e.checkin_points, e.checkin_limit_volume, e.checkin_limit_period, \
         e.ticket_limit_volume, e.ticket_limit_period, e.doc \
         from event e join organizer o on o.id = e.organizer_id where e.organizer_id in (",
    );
    sql.push_all(organizers.iter().cloned());
    sql.push(") and e.ends_at > ").push_bind(after);
    sql.push(" order by e.begins_at, e.title, e.id limit 500");
    sql.all(c).await
}
