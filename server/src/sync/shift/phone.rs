//! The phones of a shift: renamed, shut out, and what they delivered after that.

use super::{
    open::{line, named},
    refuse::No,
    who::Admin,
};
use crate::{
    db::{audit, command as commands, door_scan, shift},
    sync::{SyncFace, answer::Body},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{device::DeviceId, sync::shift::DoorReason};
use serde::Deserialize;
use sqlx::AnyConnection;

/// A new name.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Name {
    name: String,
}

/// `PATCH /api/v1/shifts/{id}/phones/{device}`
pub(super) async fn rename(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path((id, device)): Path<(String, String)>,
    Body(new): Body<Name>,
) -> Result<StatusCode, No> {
    let row = admin.shift(&sync, &id).await?;
    let name = named(&new.name);
    if name.is_empty() {
        return Err(DoorReason::NameMissing.into());
    }
    let told = line(&admin, Some(&row), "phoneRenamed", &device);
    sync.db
        .write(move |mut tx| {
            Box::pin(async move {
                if !shift::rename(tx.c(), &id, &device, &name).await? {
                    return Err(DoorReason::NotFound.into());
                }
                Ok::<_, No>(audit::add(tx.c(), &told).await?)
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /api/v1/shifts/{id}/phones/{device}`: refuses a helper, or shuts a lost phone out. It
/// keeps the right to deliver what it has; that waits for a yes.
pub(super) async fn revoke(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path((id, device)): Path<(String, String)>,
) -> Result<StatusCode, No> {
    let row = admin.shift(&sync, &id).await?;
    let told = line(&admin, Some(&row), "phoneRevoked", &device);
    let now = admin.now.millis();
    sync.db
        .write(move |mut tx| {
            Box::pin(async move {
                if !shift::revoke(tx.c(), &id, &device, now).await? {
                    return Err(DoorReason::NotFound.into());
                }
                Ok::<_, No>(audit::add(tx.c(), &told).await?)
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An admin's yes or no.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Decision {
    accept: bool,
}

/// `POST /api/v1/shifts/{id}/phones/{device}/held/{command}`: what a phone delivered after it was
/// shut out counts now, or never does.
pub(super) async fn decide(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path((id, device, command)): Path<(String, String, String)>,
    Body(decision): Body<Decision>,
) -> Result<StatusCode, No> {
    let row = admin.shift(&sync, &id).await?;
    let mut c = sync.db.read().await?;
    let phones = shift::phones(&mut c, &id).await?;
    drop(c);
    if !phones.iter().any(|phone| phone.id == device) {
        return Err(DoorReason::NotFound.into());
    }
    let known: DeviceId = device.parse().map_err(|_| DoorReason::NotFound)?;
    let (what, state) = if decision.accept {
        sync.release(known, command.clone()).await?;
        ("accepted", None)
    } else {
        sync.dismiss(known, command.clone()).await?;
        ("declined", Some("REFUSED"))
    };
    let told = line(&admin, Some(&row), what, &command);
    let now = admin.now.millis();
    sync.db
        .write(move |mut tx| {
            Box::pin(async move {
                door_scan::settle(tx.c(), &device, &command, state, now).await?;
                audit::add(tx.c(), &told).await
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Stretches of a phone's numbers that never came, up to the highest that did.
pub(super) async fn gaps(c: &mut AnyConnection, device: &str) -> Result<Vec<(u64, u64)>, No> {
    // Counting is cheap, and nearly always says that nothing is missing.
    if commands::missing(c, device).await? <= 0 {
        return Ok(vec![]);
    }
    let came = commands::numbers(c, device).await?;
    let came: Vec<u64> = came
        .into_iter()
        .filter_map(|seq| u64::try_from(seq).ok())
        .collect();
    Ok(stretches(&came))
}

/// What is missing between 1 and the last of these numbers, which are in order.
fn stretches(came: &[u64]) -> Vec<(u64, u64)> {
    let mut missing = vec![];
    let mut next = 1;
    for seq in came {
        if *seq > next {
            missing.push((next, *seq - 1));
        }
        next = seq.saturating_add(1).max(next);
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_came_is_told_in_stretches() {
        assert_eq!(stretches(&[]), []);
        assert_eq!(stretches(&[1, 2, 3]), []);
        assert_eq!(stretches(&[2, 3, 7, 7, 9]), [(1, 1), (4, 6), (8, 8)]);
    }
}
