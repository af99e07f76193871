//! An admin opens a shift, looks at it, and ends it.

use super::{
    refuse::No,
    snapshot::{activities, count, view},
    who::Admin,
};
use crate::{
    db::{audit, audit::AuditRow, door_scan, event, shift, shift::ShiftRow},
    random,
    sync::{SyncFace, answer::Body},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use domain::{
    shift::{Hours, Role},
    sync::shift::{DoorReason, HeldItem, NewShift, Shift, ShiftDevice, ShiftReport},
    time::Timestamp,
};

/// How many activities one door has at most.
const MOST: usize = 20;
/// How long past shifts stay in the list.
const LISTED: TimeDelta = TimeDelta::days(60);
/// The longest name, in characters.
pub(super) const NAME: usize = 80;

/// What somebody typed as a name: trimmed, without line breaks, not too long.
pub(super) fn named(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME)
        .collect()
}

/// A line of the audit trail by this admin.
pub(super) fn line(admin: &Admin, shift: Option<&ShiftRow>, what: &str, subject: &str) -> AuditRow {
    AuditRow {
        at: admin.now.millis(),
        organizer_id: shift.map(|row| row.organizer_id.clone()),
        shift_id: shift.map(|row| row.id.clone()),
        who: admin.row.name.clone(),
        what: what.to_owned(),
        subject: subject.to_owned(),
        reason: None,
    }
}

/// `POST /api/v1/shifts`
pub(super) async fn open(
    State(sync): State<SyncFace>,
    admin: Admin,
    Body(new): Body<NewShift>,
) -> Result<(StatusCode, Json<Shift>), No> {
    admin.acts_for(&new.organizer_id)?;
    let hours = Hours::new(new.begins_at, new.ends_at, admin.now)?;
    if new.event_ids.is_empty() || new.event_ids.len() > MOST {
        return Err(DoorReason::NoActivity.into());
    }
    // An admin is one by a passkey, never by a code.
    let role = new.role.clamp(Role::Steward, Role::Counter);
    let organizer = [new.organizer_id.clone()];
    sync.bring_activities(&organizer, admin.now).await;
    for id in &new.event_ids {
        sync.bring_settings(&new.organizer_id, id, admin.now).await;
    }
    let mut c = sync.db.read().await?;
    let mut title = None;
    let mut events: Vec<String> = vec![];
    for id in new.event_ids {
        let row = event::one(&mut c, &id).await?;
        let own = row.filter(|row| row.organizer_id == new.organizer_id);
        let row = own.ok_or(DoorReason::NoActivity)?;
        title.get_or_insert(row.title);
        if !events.contains(&id) {
            events.push(id);
        }
    }
    drop(c);
    let mut name = named(&new.name);
    if name.is_empty() {
        name = named(&title.unwrap_or_default());
    }
    let row = ShiftRow {
        id: random::uuid(),
        organizer_id: new.organizer_id,
        name,
        begins_at: hours.begins_at.millis(),
        ends_at: hours.ends_at.millis(),
        closed_at: None,
        role: role.as_str().to_owned(),
        key: secret(),
        version: 1,
        manner: new.manner.as_str().to_owned(),
        capacity: new.capacity.filter(|number| *number > 0).map(i64::from),
        created_by: admin.row.id.clone(),
        created_at: admin.now.millis(),
    };
    let kept = row.clone();
    let told = line(&admin, Some(&row), "shiftOpened", &row.id);
    sync.db
        .write(move |mut tx| {
            Box::pin(async move {
                shift::add(tx.c(), &kept, &events).await?;
                audit::add(tx.c(), &told).await
            })
        })
        .await?;
    let mut c = sync.db.read().await?;
    let all: Vec<_> = activities(&mut c, &row)
        .await?
        .into_iter()
        .map(|(_, one)| one)
        .collect();
    Ok((StatusCode::CREATED, Json(view(&mut c, &row, &all).await?)))
}

/// 32 bytes as base64url, of two keys of 244 random bits.
fn secret() -> String {
    use sha2::{Digest as _, Sha256};
    URL_SAFE_NO_PAD.encode(Sha256::digest(random::key()))
}

/// `GET /api/v1/shifts`: those to come, those that run, and those of the last two months.
pub(super) async fn list(
    State(sync): State<SyncFace>,
    admin: Admin,
) -> Result<Json<Vec<Shift>>, No> {
    let mut c = sync.db.read().await?;
    let after = (admin.now - LISTED).millis();
    let mut found = vec![];
    for row in shift::of(&mut c, &admin.organizers, after).await? {
        let all: Vec<_> = activities(&mut c, &row)
            .await?
            .into_iter()
            .map(|(_, one)| one)
            .collect();
        found.push(view(&mut c, &row, &all).await?);
    }
    Ok(Json(found))
}

/// `GET /api/v1/shifts/{id}`: the head count, the phones, and what waits for a yes.
pub(super) async fn report(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path(id): Path<String>,
) -> Result<Json<ShiftReport>, No> {
    let row = admin.shift(&sync, &id).await?;
    let mut c = sync.db.read().await?;
    let all: Vec<_> = activities(&mut c, &row)
        .await?
        .into_iter()
        .map(|(_, one)| one)
        .collect();
    let natural = |n: i64| u64::try_from(n).unwrap_or(0);
    let mut devices = vec![];
    for phone in shift::phones(&mut c, &id).await? {
        devices.push(ShiftDevice {
            gaps: super::phone::gaps(&mut c, &phone.id).await?,
            id: phone.id,
            name: phone.name,
            role: phone
                .role
                .and_then(|role| role.parse().ok())
                .unwrap_or(Role::Steward),
            joined_at: Timestamp::from_millis(phone.created_at),
            seen_at: Timestamp::from_millis(phone.last_seen_at),
            revoked_at: phone.revoked_at.map(Timestamp::from_millis),
            waiting: natural(phone.waiting),
            scans: natural(phone.scans),
        });
    }
    let name = |id: &str| {
        let known = devices.iter().find(|device| device.id == id);
        known.map(|device| device.name.clone()).unwrap_or_default()
    };
    let scans = door_scan::of_shift(&mut c, &id).await?;
    let held = scans
        .into_iter()
        .filter(|scan| scan.state == "HELD")
        .map(|scan| HeldItem {
            name: name(&scan.device_id),
            id: scan.command_id,
            device: scan.device_id,
            at: Timestamp::from_millis(scan.at),
            what: scan.reason.unwrap_or_default(),
        });
    Ok(Json(ShiftReport {
        held: held.collect(),
        unregistered: super::log::unregistered(&mut c, &row, &all).await?,
        shift: view(&mut c, &row, &all).await?,
        count: count(&mut c, &row, &all).await?,
        devices,
        now: admin.now.millis(),
    }))
}

/// `POST /api/v1/shifts/{id}/end`
pub(super) async fn end(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path(id): Path<String>,
) -> Result<StatusCode, No> {
    let row = admin.shift(&sync, &id).await?;
    let told = line(&admin, Some(&row), "shiftEnded", &row.id);
    let now = admin.now.millis();
    sync.db
        .write(move |mut tx| {
            Box::pin(async move {
                if shift::close(tx.c(), &id, now).await? {
                    audit::add(tx.c(), &told).await?;
                }
                Ok::<_, sqlx::Error>(())
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
