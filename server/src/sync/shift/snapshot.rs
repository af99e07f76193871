//! What a phone at a door knows while it is offline, and what changed since it last asked.

use super::{
    member::{self, Members},
    refuse::No,
    who::AtDoor,
};
use crate::{
    db::{
        device, device::DeviceRow, door_scan, door_scan::InRow, event, event::EventRow, organizer,
        shift, shift::ShiftRow,
    },
    sync::{SyncFace, session::DoorSession},
};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    checkin::Rules,
    club::band::Band,
    number::{ChipNumber, UitpasNumber},
    shift::{
        Act, EARLY, Mark, Role, ShiftKey,
        handover::{Badge, Bearer},
    },
    sync::shift::{
        Activity, Count, DoorDelta, DoorEntry, DoorReason, DoorSnapshot, LogState, Settled, Shift,
    },
    time::Timestamp,
};
use serde::Deserialize;
use sqlx::AnyConnection;
use std::collections::{BTreeMap, BTreeSet};

/// How far a delta looks back before its cursor, in milliseconds: longer than any request lasts, so
/// that what was under way at the last answer is told in the next one.
const OVERLAP: i64 = 35_000;
/// After how many seconds a phone asks again: two phones learn of each other within twice that.
const POLL: u32 = 4;

/// The activities of a shift, in their order.
pub(super) async fn activities(
    c: &mut AnyConnection,
    shift: &ShiftRow,
) -> Result<Vec<(EventRow, Activity)>, No> {
    let mut found = vec![];
    for id in shift::events(c, &shift.id).await? {
        let row = event::one(c, &id).await?.ok_or(DoorReason::NotFound)?;
        let doc = row.doc()?;
        let mut titles = doc.titles;
        titles.insert("nl".to_owned(), row.title.clone());
        let activity = Activity {
            id,
            titles,
            rules: Rules {
                calendar: doc.calendar,
                points: row.checkin_points,
                limit: row.checkin_limit(),
            },
            priced: doc.prices.iter().any(|price| price.cents > 0),
            members_only: doc.audience.as_deref() == Some("members"),
        };
        found.push((row, activity));
    }
    Ok(found)
}

/// The key of a shift.
pub(crate) fn key(shift: &ShiftRow) -> Result<ShiftKey, No> {
    let bytes = URL_SAFE_NO_PAD.decode(&shift.key).unwrap_or_default();
    let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| DoorReason::Unavailable)?;
    Ok(ShiftKey::new(bytes))
}

/// The shift, as its phones see it.
pub(super) async fn view(
    c: &mut AnyConnection,
    row: &ShiftRow,
    activities: &[Activity],
) -> Result<Shift, No> {
    let organizer = organizer::one(c, &row.organizer_id).await?;
    Ok(Shift {
        id: row.id.clone(),
        organizer_id: row.organizer_id.clone(),
        organizer_name: organizer.map(|row| row.name).unwrap_or_default(),
        name: row.name.clone(),
        hours: row.hours(),
        role: row.role(),
        manner: row.manner(),
        capacity: row.capacity(),
        event_ids: activities.iter().map(|one| one.id.clone()).collect(),
        titles: activities.iter().map(|one| one.titles.clone()).collect(),
    })
}

/// From when check-ins matter: for the limits, and for who is in.
fn floor(shift: &ShiftRow, activities: &[Activity], now: Timestamp) -> i64 {
    let begin = shift.hours().begins_at - EARLY;
    let of_limit = |activity: &Activity| {
        let limit = activity.rules.limit?;
        let around = |at| limit.period_type.around(at).begin;
        Some(around(now).min(around(begin)))
    };
    let limits = activities.iter().filter_map(of_limit).min();
    limits.map_or(begin, |limit| limit.min(begin)).millis()
}

/// Rows as entries: marks instead of numbers.
async fn entries(
    c: &mut AnyConnection,
    key: &ShiftKey,
    activities: &[Activity],
    rows: Vec<InRow>,
) -> Result<Vec<DoorEntry>, No> {
    let holders: BTreeSet<String> = rows.iter().map(|row| row.passholder_id.clone()).collect();
    let holders: Vec<String> = holders.into_iter().collect();
    let marks = marks_of(c, key, &holders).await?;
    let entry = |row: InRow| {
        let activity = activities.iter().position(|one| one.id == row.event_id)?;
        let mut known = vec![];
        if !row.passholder_id.is_empty() {
            known.push(key.of_holder(&row.passholder_id));
        }
        if let Ok(number) = row.uitpas_number.parse::<UitpasNumber>() {
            known.push(key.of_number(&number));
        }
        if let Some(Ok(chip)) = row.chip_number.map(|chip| chip.parse::<ChipNumber>()) {
            known.push(key.of_chip(&chip));
        }
        for mark in marks.get(&row.passholder_id).into_iter().flatten() {
            if !known.contains(mark) {
                known.push(*mark);
            }
        }
        Some(DoorEntry {
            id: row.id,
            activity,
            marks: known,
            at: Timestamp::from_millis(row.at),
            by: row.helper,
        })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

/// The marks of the working cards of pass holders.
pub(super) async fn marks_of(
    c: &mut AnyConnection,
    key: &ShiftKey,
    holders: &[String],
) -> Result<BTreeMap<String, Vec<Mark>>, No> {
    let mut marks: BTreeMap<String, Vec<Mark>> = BTreeMap::new();
    for (holder, number, chip) in door_scan::cards_of(c, holders).await? {
        let own = marks.entry(holder).or_default();
        if let Ok(number) = number.parse::<UitpasNumber>() {
            own.push(key.of_number(&number));
        }
        if let Some(Ok(chip)) = chip.map(|chip| chip.parse::<ChipNumber>()) {
            own.push(key.of_chip(&chip));
        }
    }
    Ok(marks)
}

/// The head count.
pub(super) async fn count(
    c: &mut AnyConnection,
    shift: &ShiftRow,
    activities: &[Activity],
) -> Result<Count, No> {
    let ids: Vec<String> = activities.iter().map(|one| one.id.clone()).collect();
    let hours = shift.hours();
    let (from, to) = (hours.begins_at - EARLY, hours.forgets());
    let natural = |n: i64| u64::try_from(n).unwrap_or(0);
    let people = door_scan::people(c, &ids, from.millis(), to.millis()).await?;
    let mut count = Count {
        people: natural(people),
        ..Count::default()
    };
    for (state, band, rows, number) in door_scan::totals(c, &shift.id).await? {
        let band = band.as_deref().and_then(Band::named);
        let heads = u32::try_from(number).unwrap_or(0);
        match (state.as_str(), band) {
            ("GUEST", band) => {
                count.guests += natural(number);
                if let Some(band) = band {
                    count.heads.come(band, heads);
                }
            }
            ("LEFT", Some(band)) => count.heads.leave(band, heads),
            ("REFUSED", _) => count.refused += natural(rows),
            ("HELD", _) => count.held += natural(rows),
            _ => {}
        }
    }
    count.waiting = natural(shift::waiting(c, &shift.id).await?);
    Ok(count)
}

/// The head count, and up to which of the phone's own commands it goes. Both are read until no command
/// came in between.
async fn counted(
    c: &mut AnyConnection,
    door: &AtDoor,
    activities: &[Activity],
) -> Result<(Count, u64), No> {
    let id = &door.device.id;
    let mut seq = device::acknowledged(c, id).await?;
    loop {
        let found = count(c, &door.shift, activities).await?;
        let now = device::acknowledged(c, id).await?;
        if now == seq {
            return Ok((found, u64::try_from(seq).unwrap_or(0)));
        }
        seq = now;
    }
}

/// Everything that a phone of this role knows.
pub(super) async fn whole(
    sync: &SyncFace,
    c: &mut AnyConnection,
    row: &ShiftRow,
    role: Role,
    now: Timestamp,
) -> Result<DoorSnapshot, No> {
    let key = key(row)?;
    let activities: Vec<Activity> = activities(c, row)
        .await?
        .into_iter()
        .map(|(_, one)| one)
        .collect();
    let ids: Vec<String> = activities.iter().map(|one| one.id.clone()).collect();
    let rows = if role.may(Act::SeeEntries) {
        door_scan::checkins(c, &ids, floor(row, &activities, now), i64::MIN).await?
    } else {
        vec![]
    };
    let alive = rows
        .into_iter()
        .filter(|row| row.cancelled_at.is_none())
        .collect();
    let members = if role.may(Act::SeeMembers) {
        member::members(c, &key, row, None, now).await?
    } else {
        Members::default()
    };
    Ok(DoorSnapshot {
        shift: view(c, row, &activities).await?,
        version: row.version,
        role,
        entries: entries(c, &key, &activities, alive).await?,
        activities,
        key,
        clubs: members.clubs,
        roster: members.roster,
        // The real registry knows nothing of such codes.
        shows_code: role == Role::Tablet && sync.embedded.is_some(),
        badge: None,
        trust: sync.trust(now).await?,
        sealing_key: sync.keys.sealing().to_string(),
        cursor: now.millis(),
        now: now.millis(),
    })
}

/// By which the other phones of the shift believe this one.
pub(super) fn badge(sync: &SyncFace, shift: &ShiftRow, device: &DeviceRow) -> Option<Badge> {
    let bearer = Bearer {
        key: device.public_key.as_deref()?.parse().ok()?,
        name: device.name.clone(),
        until: shift.hours().forgets(),
    };
    let own = device.shift_id.as_ref() == Some(&shift.id) && device.kind == super::who::HELPER;
    own.then(|| Badge::issue(sync.keys.issuer(), &shift.id, bearer))
}

/// `GET /api/v1/shifts/{id}/snapshot`
pub(super) async fn snapshot(
    State(sync): State<SyncFace>,
    DoorSession(session): DoorSession,
    Path(id): Path<String>,
) -> Result<Json<DoorSnapshot>, No> {
    let door = AtDoor::of(&sync, session, &id).await?;
    let mut c = sync.db.read().await?;
    let mut whole = whole(&sync, &mut c, &door.shift, door.role, door.now).await?;
    whole.badge = badge(&sync, &door.shift, &door.device);
    Ok(Json(whole))
}

/// What a phone asks with a delta.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Since {
    /// Of its last answer.
    cursor: i64,
    /// How many commands it still has to send.
    #[serde(default)]
    waiting: u32,
}

/// `GET /api/v1/shifts/{id}/delta?cursor=…&waiting=…`
pub(super) async fn delta(
    State(sync): State<SyncFace>,
    DoorSession(session): DoorSession,
    Path(id): Path<String>,
    since: Result<Query<Since>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<DoorDelta>, No> {
    let Query(since) = since?;
    let door = AtDoor::of(&sync, session, &id).await?;
    let (row, now) = (&door.shift, door.now);
    note(&sync, &door, i64::from(since.waiting)).await?;
    let mut c = sync.db.read().await?;
    let key = key(row)?;
    let activities: Vec<Activity> = activities(&mut c, row)
        .await?
        .into_iter()
        .map(|(_, one)| one)
        .collect();
    let ids: Vec<String> = activities.iter().map(|one| one.id.clone()).collect();
    let after = since.cursor.saturating_sub(OVERLAP);
    let changed = if door.role.may(Act::SeeEntries) {
        door_scan::checkins(&mut c, &ids, floor(row, &activities, now), after).await?
    } else {
        vec![]
    };
    let (alive, gone): (Vec<_>, Vec<_>) = changed
        .into_iter()
        .partition(|row| row.cancelled_at.is_none());
    let settled = door_scan::settled(&mut c, &door.device.id, after).await?;
    let settled = settled.into_iter().map(|row| Settled {
        id: row.command_id,
        state: state(&row.state),
        reason: row.reason,
    });
    let members = if door.role.may(Act::SeeMembers) {
        member::members(&mut c, &key, row, Some(after), now).await?
    } else {
        Members::default()
    };
    let (count, counted) = counted(&mut c, &door, &activities).await?;
    Ok(Json(DoorDelta {
        roster: members.roster,
        ended: members.ended,
        beside: member::beside(&mut c, &door.device.id, after).await?,
        entries: entries(&mut c, &key, &activities, alive).await?,
        gone: gone.into_iter().map(|row| row.id).collect(),
        version: row.version,
        count,
        counted,
        settled: settled.collect(),
        cursor: now.millis(),
        now: now.millis(),
        poll: POLL,
    }))
}

/// The state of a row; a word that this version does not know needs a person.
pub(super) fn state(word: &str) -> LogState {
    match word {
        "IN" => LogState::In,
        "UNDONE" => LogState::Undone,
        "REFUSED" => LogState::Refused,
        "GUEST" => LogState::Guest,
        "LEFT" => LogState::Left,
        "MEMBER" => LogState::Member,
        _ => LogState::Held,
    }
}

/// Notes that a phone was here and what it has waiting, where that says something new.
async fn note(sync: &SyncFace, door: &AtDoor, waiting: i64) -> Result<(), No> {
    if door.device.kind == super::who::ADMIN {
        return Ok(());
    }
    let mut c = sync.db.read().await?;
    let known = shift::waiting_of(&mut c, &door.device.id).await?;
    drop(c);
    let now = door.now.millis();
    let fresh = known.is_some_and(|(n, at)| n == waiting && now - at < 30_000);
    if fresh {
        return Ok(());
    }
    let (device, shift) = (door.device.id.clone(), door.shift.id.clone());
    let noted: sqlx::Result<()> = sync
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                shift::note_waiting(tx.c(), &device, &shift, waiting, now).await?;
                shift::seen(tx.c(), &device, now).await
            })
        })
        .await;
    Ok(noted?)
}
