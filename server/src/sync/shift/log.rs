//! The log of a shift, corrections with a reason, and the audit trail that tells of them.

use super::{
    call::for_role,
    open::line,
    refuse::No,
    snapshot::{activities, state},
    who::Admin,
};
use crate::{
    db::{audit as lines, checkin, door_scan, shift, shift::ShiftRow, there},
    registry::Refused,
    sync::{SyncFace, answer::Body},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    number::UitpasNumber,
    shift::{EARLY, Role},
    sync::shift::{Activity, AuditLine, Correction, DoorReason, LogLine, LogState},
    time::Timestamp,
    uitpas_api::Operation,
};
use sqlx::AnyConnection;
use std::collections::{BTreeMap, BTreeSet};

/// The shortest reason, in characters.
const REASON: usize = 3;

/// Digits 8 to 10 of a pass.
pub(crate) fn masked(number: &UitpasNumber) -> String {
    number.as_str().get(7..10).unwrap_or_default().to_owned()
}

/// Who is in at an activity that costs something without a registered rate, oldest first.
pub(super) async fn unregistered(
    c: &mut AnyConnection,
    row: &ShiftRow,
    all: &[Activity],
) -> Result<Vec<LogLine>, No> {
    let place = |id: &str| all.iter().position(|one| one.id == id);
    let priced = all.iter().filter(|one| one.priced);
    let ids: Vec<String> = priced.map(|one| one.id.clone()).collect();
    let hours = row.hours();
    let (from, to) = ((hours.begins_at - EARLY).millis(), hours.forgets().millis());
    let found = door_scan::without_sale(c, &ids, from, to).await?;
    let line = |one: door_scan::InRow| {
        let number = one.uitpas_number.parse::<UitpasNumber>().ok();
        LogLine {
            activity: place(&one.event_id),
            id: one.id,
            at: Timestamp::from_millis(one.at),
            state: LogState::In,
            pass: number.as_ref().map(masked).unwrap_or_default(),
            by: one.helper,
            number: None,
            reason: None,
        }
    };
    Ok(found.into_iter().map(line).collect())
}

/// Everything that happened at a shift, newest first: what its phones did, and the check-ins that
/// other programs made at its activities.
pub(super) async fn lines_of(
    c: &mut AnyConnection,
    row: &ShiftRow,
    all: &[Activity],
) -> Result<Vec<LogLine>, No> {
    let place = |id: &str| all.iter().position(|one| one.id == id);
    let phones = shift::phones(c, &row.id).await?;
    let names: BTreeMap<&str, &str> = phones.iter().map(|one| (&*one.id, &*one.name)).collect();
    let mut found = vec![];
    let mut told = BTreeSet::new();
    for scan in door_scan::of_shift(c, &row.id).await? {
        let state = state(&scan.state);
        found.push(LogLine {
            id: scan.checkin_id.clone().unwrap_or(scan.command_id),
            at: Timestamp::from_millis(scan.at),
            state,
            activity: scan.event_id.as_deref().and_then(place),
            pass: scan.pass,
            by: names.get(&*scan.device_id).map(|name| (*name).to_owned()),
            number: matches!(state, LogState::Guest | LogState::Left)
                .then(|| u64::try_from(scan.number).unwrap_or(0)),
            reason: scan.reason,
        });
        told.extend(scan.checkin_id);
    }
    let hours = row.hours();
    let ids: Vec<String> = all.iter().map(|one| one.id.clone()).collect();
    let begin = (hours.begins_at - EARLY).millis();
    for other in door_scan::checkins(c, &ids, begin, i64::MIN).await? {
        let at = Timestamp::from_millis(other.at);
        if told.contains(&other.id) || !hours.counts(at) {
            continue;
        }
        let number = other.uitpas_number.parse::<UitpasNumber>().ok();
        found.push(LogLine {
            activity: place(&other.event_id),
            id: other.id,
            at,
            state: if other.cancelled_at.is_some() {
                LogState::Undone
            } else {
                LogState::In
            },
            pass: number.as_ref().map(masked).unwrap_or_default(),
            by: other.helper,
            number: None,
            reason: None,
        });
    }
    found.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.id.cmp(&other.id)));
    Ok(found)
}

/// `GET /api/v1/shifts/{id}/log`
pub(super) async fn log(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path(id): Path<String>,
) -> Result<Json<Vec<LogLine>>, No> {
    let row = admin.shift(&sync, &id).await?;
    let mut c = sync.db.read().await?;
    let all: Vec<_> = activities(&mut c, &row)
        .await?
        .into_iter()
        .map(|(_, one)| one)
        .collect();
    Ok(Json(lines_of(&mut c, &row, &all).await?))
}

/// `POST /api/v1/shifts/{id}/corrections`: takes a check-in at one of the shift's activities back,
/// whichever program made it.
pub(super) async fn correct(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path(id): Path<String>,
    Body(correction): Body<Correction>,
) -> Result<StatusCode, No> {
    let row = admin.shift(&sync, &id).await?;
    let reason: String = correction
        .reason
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if reason.chars().count() < REASON {
        return Err(DoorReason::ReasonMissing.into());
    }
    let reason: String = reason.chars().take(300).collect();
    let checkin = correction.checkin_id;
    let mut c = sync.db.read().await?;
    let events = shift::events(&mut c, &id).await?;
    let at = match checkin::one(&mut c, &checkin).await? {
        Some(known) => Some(known.event_id),
        None => there::event_of(&mut c, &checkin).await?,
    };
    drop(c);
    // A registry elsewhere would let us take back what is another organizer's.
    let unknown = at.is_none() && sync.elsewhere.is_some();
    if unknown || at.is_some_and(|event| !events.contains(&event)) {
        return Err(DoorReason::NotFound.into());
    }
    let call = for_role(
        Operation::DeleteCheckin,
        &row.organizer_id,
        Role::Admin,
        admin.now,
    );
    match sync.registry.cancel_checkin(&call, checkin.clone()).await {
        // Known here and gone there: somebody was before us.
        Err(Refused::Problem(problem)) if problem.status == 404 && sync.elsewhere.is_some() => {}
        gone => gone?,
    }
    let mut told = line(&admin, Some(&row), "corrected", &checkin);
    told.reason = Some(reason.clone());
    let now = admin.now.millis();
    sync.db
        .write(move |mut tx| {
            Box::pin(async move {
                there::cancel(tx.c(), &checkin, now).await?;
                door_scan::undo(tx.c(), &checkin, Some(&reason), now).await?;
                lines::add(tx.c(), &told).await
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/v1/shifts/{id}/audit`
pub(super) async fn audit(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path(id): Path<String>,
) -> Result<Json<Vec<AuditLine>>, No> {
    admin.shift(&sync, &id).await?;
    let mut c = sync.db.read().await?;
    let rows = lines::of_shift(&mut c, &id).await?;
    let told = rows.into_iter().map(|row| AuditLine {
        at: Timestamp::from_millis(row.at),
        who: row.who,
        what: row.what,
        subject: row.subject,
        reason: row.reason,
    });
    Ok(Json(told.collect()))
}
