//! Activities that give points in the next two weeks, the near ones first.

use super::{Refusal, SyncFace, answer, person::Seen, session::Phone};
use crate::db::event::{self as db, NearbyRow};
use axum::{extract::State, http::HeaderMap, response::Response};
use chrono::TimeDelta;
use domain::{
    sync::{
        device::Level,
        offer::{Activity, ActivityList, Distance, Place, Price, Span},
    },
    time::Timestamp,
};
use std::collections::BTreeSet;

/// How far a phone looks ahead without network.
const AHEAD: TimeDelta = TimeDelta::days(14);
/// How many activities a phone keeps, and how many times of each.
const MOST: usize = 300;
const TIMES: usize = 20;

/// `GET /api/v1/activities`
pub(super) async fn activities(
    State(sync): State<SyncFace>,
    headers: HeaderMap,
    phone: Phone,
) -> Result<Response, Refusal> {
    let list = sync.activities(&phone).await?;
    Ok(answer::marked(&headers, &list.activities, &list))
}

impl SyncFace {
    async fn activities(&self, phone: &Phone) -> Result<ActivityList, Refusal> {
        let (from, until) = (phone.now, phone.now + AHEAD);
        let owner = self.owner(&phone.passholder, from).await?;
        let regions: BTreeSet<u32> = owner.regions().collect();
        let towns = self.towns(&regions, from).await?;
        let regions: Vec<u32> = regions.into_iter().collect();
        let mut c = self.db.read().await?;
        let rows = if regions.is_empty() {
            vec![]
        } else {
            db::nearby(&mut c, &regions, from.millis(), until.millis()).await?
        };
        drop(c);
        let mut activities: Vec<Activity> = rows
            .into_iter()
            .filter_map(|row| activity(row, &owner, &towns, from, until))
            .collect();
        // What goes on all the time comes after what has an hour.
        let first = |one: &Activity| one.times.first().map_or(Timestamp::MAX, |span| span.begin);
        activities.sort_by_key(|one| (one.distance, first(one)));
        activities.truncate(MOST);
        if phone.level == Level::Full
            && let Some(embedded) = &self.embedded
        {
            let ids: Vec<&str> = activities.iter().map(|one| one.id.as_str()).collect();
            let prices = embedded.reduced_prices(&phone.passholder, &ids, from);
            let mut prices = prices.await?;
            for one in &mut activities {
                one.reduced = prices.remove(&one.id).unwrap_or_default();
            }
        }
        Ok(ActivityList {
            as_of: from,
            until,
            activities,
        })
    }
}

/// The activity as a phone shows it; `None` when it is not for everybody or does not happen now.
fn activity(
    row: NearbyRow,
    owner: &Seen,
    towns: &BTreeSet<String>,
    from: Timestamp,
    until: Timestamp,
) -> Option<Activity> {
    let doc: db::EventDoc = serde_json::from_str(&row.doc).ok()?;
    if doc
        .audience
        .as_deref()
        .is_some_and(|audience| audience != "everyone")
    {
        return None;
    }
    let times = doc.calendar.times(from, until);
    let (begin, end) = doc.calendar.bounds()?;
    let any_hour = times.is_empty() && doc.calendar.has_no_hours();
    if (times.is_empty() && !any_hour) || end < from || until <= begin {
        return None;
    }
    let distance = if owner.postal_code() == Some(row.postal_code.as_str()) {
        Distance::Town
    } else if towns.contains(&row.postal_code) {
        Distance::Region
    } else {
        Distance::Elsewhere
    };
    let span = |one: domain::event::Occurrence| Span {
        begin: one.begin,
        end: one.end,
    };
    Some(Activity {
        id: row.id,
        title: row.title,
        titles: doc.titles,
        place: Place {
            name: doc.place.unwrap_or_else(|| row.organizer_name.clone()),
            street: row.street,
            postal_code: row.postal_code,
            city: row.city,
        },
        organizer: row.organizer_name,
        distance,
        times: times.into_iter().take(TIMES).map(span).collect(),
        points: row.checkin_points,
        prices: doc
            .prices
            .into_iter()
            .map(|price| Price {
                name: price.name,
                cents: price.cents,
            })
            .collect(),
        reduced: vec![],
    })
}
