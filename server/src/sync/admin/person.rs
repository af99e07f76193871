//! The admin who is signed in, and those beside.

use crate::{
    db::{admin, audit, audit::AuditRow, card_system, organizer},
    sync::{
        SyncFace, session,
        shift::{refuse::No, who::Admin},
    },
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::{
    sync::{
        admin::{AdminView, OrganizerView, OtherAdmin, PasskeyView},
        shift::DoorReason,
    },
    time::Timestamp,
};

/// `GET /api/v1/admin`
pub(super) async fn me(State(sync): State<SyncFace>, admin: Admin) -> Result<Json<AdminView>, No> {
    let mut c = sync.db.read().await?;
    let mut organizers = vec![];
    for id in &admin.organizers {
        if let Some(row) = organizer::one(&mut c, id).await? {
            organizers.push(OrganizerView {
                id: row.id,
                name: row.name,
            });
        }
    }
    let region = match admin.row.card_system_id {
        Some(id) => card_system::name(&mut c, id).await?,
        None => None,
    };
    let passkeys = admin::passkeys(&mut c, &admin.row.id).await?;
    let others = admin::beside(&mut c, &admin.row).await?;
    Ok(Json(AdminView {
        organizers,
        region,
        elsewhere: sync.elsewhere.is_some(),
        passkeys: passkeys
            .into_iter()
            .map(|row| PasskeyView {
                id: row.id,
                name: row.name,
                created_at: Timestamp::from_millis(row.created_at),
                used_at: row.used_at.map(Timestamp::from_millis),
            })
            .collect(),
        others: others
            .into_iter()
            .filter(|other| other.id != admin.row.id)
            .map(|other| OtherAdmin {
                id: other.id,
                name: other.name,
            })
            .collect(),
        id: admin.row.id,
        name: admin.row.name,
    }))
}

/// `DELETE /api/v1/admin/session`
pub(super) async fn sign_out(State(sync): State<SyncFace>, admin: Admin) -> Result<Response, No> {
    let (id, now) = (admin.device.id, admin.now.millis());
    sync.db
        .write(move |mut tx| Box::pin(async move { admin::sign_out(tx.c(), &id, now).await }))
        .await?;
    let mut answer = StatusCode::NO_CONTENT.into_response();
    session::forget(&mut answer);
    Ok(answer)
}

/// `DELETE /api/v1/admin/passkeys/{id}`: never the last one.
pub(super) async fn remove_passkey(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path(id): Path<String>,
) -> Result<StatusCode, No> {
    let told = told(&admin, "passkeyRemoved", &id);
    let own = admin.row.id;
    sync.db
        .write(move |mut tx| {
            Box::pin(async move {
                if !admin::remove_passkey(tx.c(), &own, &id).await? {
                    return Err(DoorReason::LastPasskey.into());
                }
                Ok::<_, No>(audit::add(tx.c(), &told).await?)
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /api/v1/admin/admins/{id}`: ends another admin's right. Nobody ends the own one, so that
/// no organizer is left without.
pub(super) async fn revoke(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path(id): Path<String>,
) -> Result<StatusCode, No> {
    let mut c = sync.db.read().await?;
    let beside = admin::beside(&mut c, &admin.row).await?;
    drop(c);
    if id == admin.row.id || !beside.iter().any(|other| other.id == id) {
        return Err(DoorReason::NotFound.into());
    }
    let told = told(&admin, "adminRevoked", &id);
    let now = admin.now.millis();
    sync.db
        .write(move |mut tx| {
            Box::pin(async move {
                admin::revoke(tx.c(), &id, now).await?;
                audit::add(tx.c(), &told).await
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn told(admin: &Admin, what: &str, subject: &str) -> AuditRow {
    AuditRow {
        at: admin.now.millis(),
        organizer_id: admin.row.organizer_id.clone(),
        shift_id: None,
        who: admin.row.name.clone(),
        what: what.to_owned(),
        subject: subject.to_owned(),
        reason: None,
    }
}
