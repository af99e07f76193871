//! The phones of a shift: renamed, shut out, and what they delivered after that.

use super::{
    open::{line, named},
    refuse::No,
    who::Admin,
};
use crate::{
    db::{audit, shift},
    sync::{SyncFace, answer::Body},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::sync::shift::DoorReason;
use serde::Deserialize;

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
