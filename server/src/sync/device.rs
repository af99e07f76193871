//! The list of a person's devices: named, and sent away one by one.

use super::{
    Refusal, SyncFace,
    answer::Body,
    session::{FullPhone, Phone},
    sign_in::{is_key, is_language, named},
};
use crate::db::device::{self as db, DeviceRow};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    sync::{
        device::{DeviceChange, DeviceView, Level},
        refusal::Reason,
    },
    time::Timestamp,
};

/// A device as its person sees it; `own` is the one that asks.
pub(super) fn view(row: &DeviceRow, own: &str) -> DeviceView {
    DeviceView {
        id: row.id.clone(),
        name: row.name.clone(),
        level: Level::named(row.level.as_deref().unwrap_or_default()),
        created_at: Timestamp::from_millis(row.created_at),
        last_seen_at: Timestamp::from_millis(row.last_seen_at),
        current: row.id == own,
    }
}

/// `GET /api/v1/devices`
pub(super) async fn list(
    State(sync): State<SyncFace>,
    FullPhone(phone): FullPhone,
) -> Result<Json<Vec<DeviceView>>, Refusal> {
    let mut c = sync.db.read().await?;
    let rows = db::of_passholder(&mut c, &phone.passholder, phone.now.millis()).await?;
    let own = &phone.device.id;
    Ok(Json(rows.iter().map(|row| view(row, own)).collect()))
}

/// `PATCH /api/v1/devices/{id}`: any of them by a FULL phone, else only itself.
pub(super) async fn change(
    State(sync): State<SyncFace>,
    Path(id): Path<String>,
    phone: Phone,
    Body(to): Body<DeviceChange>,
) -> Result<StatusCode, Refusal> {
    may(&phone, &id)?;
    let to = db::Change {
        name: to.name.map(|name| named(&name)),
        language: to.language.filter(|code| is_language(code)),
        public_key: to.public_key.filter(|key| is_key(key)),
    };
    let done: sqlx::Result<bool> = sync
        .db
        .write(move |mut tx| {
            Box::pin(async move { db::change(tx.c(), &id, &phone.passholder, &to).await })
        })
        .await;
    found(done?)
}

/// `DELETE /api/v1/devices/{id}`: its session ends, and verifiers hear of it.
pub(super) async fn revoke(
    State(sync): State<SyncFace>,
    Path(id): Path<String>,
    phone: Phone,
) -> Result<StatusCode, Refusal> {
    may(&phone, &id)?;
    let now = phone.now.millis();
    let done: sqlx::Result<bool> = sync
        .db
        .write(move |mut tx| {
            Box::pin(async move { db::revoke(tx.c(), &id, &phone.passholder, now).await })
        })
        .await;
    found(done?)
}

fn may(phone: &Phone, id: &str) -> Result<(), Refusal> {
    if phone.level == Level::Full || phone.device.id == id {
        Ok(())
    } else {
        Err(Reason::NeedsFull.into())
    }
}

fn found(done: bool) -> Result<StatusCode, Refusal> {
    if done {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Reason::NotFound.into())
    }
}
