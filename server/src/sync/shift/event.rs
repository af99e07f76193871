//! The activities of an organizer: listed, made, copied, repeated, and why one is missed.

use super::{
    open::{line, named},
    refuse::No,
    who::Admin,
};
use crate::{
    db::{
        audit, event as db,
        event::{EventDoc, EventPrice, EventRow},
        shift,
    },
    random,
    sync::{SyncFace, answer::Body},
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use chrono::Days;
use domain::{
    event::{
        Calendar, Occurrence,
        why::{Facts, Reason, why as reasons},
    },
    language::Language,
    sync::{
        admin::{EventView, NewEvent},
        shift::DoorReason,
    },
    time::Timestamp,
};
use serde::Deserialize;
use sqlx::AnyConnection;

/// How many weeks in a row at most: a season.
const WEEKS: u32 = 60;
/// The highest price, in cents.
const DEAREST: i64 = 100_000;

async fn view(
    c: &mut AnyConnection,
    row: EventRow,
    in_shift: Option<bool>,
    now: Timestamp,
) -> Result<EventView, No> {
    let doc = row.doc()?;
    let systems = db::card_systems(c, &row.id).await?;
    let price = doc
        .prices
        .iter()
        .map(|price| price.cents)
        .max()
        .filter(|cents| *cents > 0);
    let members_only = doc.audience.as_deref() == Some("members");
    let facts = Facts {
        calendar: Some(&doc.calendar),
        own: true,
        region: systems.iter().any(|(_, enabled)| *enabled),
        points: row.checkin_points,
        priced: price.is_some(),
        members_only,
        in_shift,
    };
    let why = reasons(&facts, now);
    let mut titles = doc.titles;
    titles.insert("nl".to_owned(), row.title);
    Ok(EventView {
        id: row.id,
        organizer_id: row.organizer_id,
        titles,
        place: doc.place,
        points: row.checkin_points,
        calendar: doc.calendar,
        price,
        members_only,
        why,
    })
}

/// `GET /api/v1/events`: those of the admin's organizers that are not over for good.
pub(super) async fn list(
    State(sync): State<SyncFace>,
    admin: Admin,
) -> Result<Json<Vec<EventView>>, No> {
    let brought = sync.bring_activities(&admin.organizers, admin.now).await;
    let mut c = sync.db.read().await?;
    let mut found = vec![];
    for row in db::of(&mut c, &admin.organizers, admin.now.millis()).await? {
        found.push(view(&mut c, row, None, admin.now).await?);
    }
    // Nothing is not the truth where nobody could be asked.
    if found.is_empty() && !brought {
        return Err(DoorReason::Unavailable.into());
    }
    Ok(Json(found))
}

/// When an activity happens that is repeated each week, at the same time by the clock on the wall.
fn calendar(begins: Timestamp, ends: Timestamp, weeks: u32) -> Calendar {
    let later = |at: Timestamp, week: u32| {
        let wall = at
            .in_brussels()
            .checked_add_days(Days::new(u64::from(week) * 7));
        wall.map_or(at, Timestamp::from_brussels)
    };
    let occurrence = |week| Occurrence {
        begin: later(begins, week),
        end: later(ends, week),
    };
    if weeks > 1 {
        Calendar::Multiple {
            occurrences: (0..weeks).map(occurrence).collect(),
        }
    } else {
        Calendar::Single {
            occurrence: occurrence(0),
        }
    }
}

/// `POST /api/v1/events`
pub(super) async fn make(
    State(sync): State<SyncFace>,
    admin: Admin,
    Body(new): Body<NewEvent>,
) -> Result<(StatusCode, Json<EventView>), No> {
    admin.acts_for(&new.organizer_id)?;
    // The real UiTPAS knows no others than those of UiTdatabank.
    if sync.elsewhere.is_some() {
        return Err(DoorReason::MayNot.into());
    }
    let mut titles = new.titles;
    titles.retain(|code, _| code.parse::<Language>().is_ok());
    for title in titles.values_mut() {
        *title = named(title);
    }
    titles.retain(|_, title| !title.is_empty());
    let title = titles.remove("nl").ok_or(DoorReason::NameMissing)?;
    if new.ends_at <= new.begins_at {
        return Err(DoorReason::HoursBackwards.into());
    }
    let price = new.price.filter(|cents| *cents != 0);
    let fits = (1..=WEEKS).contains(&new.weeks)
        && (0..=1000).contains(&new.points)
        && price.is_none_or(|cents| (1..=DEAREST).contains(&cents));
    if !fits {
        return Err(DoorReason::OutOfRange.into());
    }
    let prices = price.map(|cents| EventPrice {
        name: "Basistarief".to_owned(),
        cents,
    });
    let doc = EventDoc {
        calendar: calendar(new.begins_at, new.ends_at, new.weeks),
        titles,
        place: new
            .place
            .map(|place| named(&place))
            .filter(|place| !place.is_empty()),
        prices: prices.into_iter().collect(),
        audience: new.members_only.then(|| "members".to_owned()),
    };
    let id = random::uuid();
    let mut told = line(&admin, None, "eventMade", &id);
    told.organizer_id = Some(new.organizer_id.clone());
    let made = id.clone();
    sync.db
        .write(move |mut tx| {
            Box::pin(async move {
                let kept = db::NewEvent {
                    id: &id,
                    organizer_id: &new.organizer_id,
                    location_id: None,
                    title: &title,
                    doc: &doc,
                };
                db::keep(tx.c(), &kept).await?;
                let limits = (
                    Some(doc.calendar.default_checkin_limit()),
                    Some(doc.calendar.default_ticket_limit()),
                );
                db::set(tx.c(), &id, new.points, limits.0, limits.1).await?;
                audit::add(tx.c(), &told).await
            })
        })
        .await?;
    let mut c = sync.db.read().await?;
    let row = db::one(&mut c, &made)
        .await?
        .ok_or(DoorReason::Unavailable)?;
    let view = view(&mut c, row, None, admin.now).await?;
    Ok((StatusCode::CREATED, Json(view)))
}

/// For which shift somebody asks.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct About {
    #[serde(default)]
    shift: Option<String>,
}

/// `GET /api/v1/events/{id}/why?shift=…`: `id` may also be the end of an address in UiTdatabank.
pub(super) async fn why(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path(id): Path<String>,
    Query(about): Query<About>,
) -> Result<Json<Vec<Reason>>, No> {
    let id = id
        .trim()
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    sync.bring_activities(&admin.organizers, admin.now).await;
    let mut c = sync.db.read().await?;
    let Some(row) = db::one(&mut c, id).await? else {
        return Ok(Json(vec![Reason::Unknown]));
    };
    if admin.acts_for(&row.organizer_id).is_err() {
        return Ok(Json(vec![Reason::OtherOrganizer]));
    }
    let in_shift = match &about.shift {
        Some(shift) => {
            admin.shift(&sync, shift).await?;
            Some(shift::events(&mut c, shift).await?.contains(&row.id))
        }
        None => None,
    };
    Ok(Json(view(&mut c, row, in_shift, admin.now).await?.why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_week_begins_at_the_same_time_by_the_clock() {
        let at = |text| Timestamp::parse(text).unwrap();
        let (begin, end) = (
            at("2026-10-23T18:00:00+00:00"),
            at("2026-10-23T21:00:00+00:00"),
        );
        let Calendar::Multiple { occurrences } = calendar(begin, end, 2) else {
            panic!("not repeated");
        };
        // The clock goes back on 25 October: 20:00 in summer is 18:00 UTC, in winter 19:00.
        assert_eq!(occurrences[1].begin, at("2026-10-30T19:00:00+00:00"));
        assert!(matches!(calendar(begin, end, 1), Calendar::Single { .. }));
    }
}
