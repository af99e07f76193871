//! A helper's phone whose browser lost its cookie, as one does that is killed before it wrote cookies
//! down: the key that it joined with, and that never leaves it, lets it in again. Who was shut out
//! stays out.

use super::{refuse::No, who::HELPER};
use crate::{
    db::{device, device::DeviceRow},
    listen::Peer,
    random, sign,
    sync::{SyncFace, answer::Body, session},
};
use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    device::{PublicKey, Signature},
    sync::shift::{DoorReason, Reentry},
};

/// `POST /api/v1/shifts/{id}/session`
pub(super) async fn reenter(
    State(sync): State<SyncFace>,
    peer: Option<Extension<Peer>>,
    Path(id): Path<String>,
    Body(asked): Body<Reentry>,
) -> Result<Response, No> {
    let peer = peer.map(|Extension(peer)| peer.0);
    sync.limit.try_code(peer).map_err(No::too_often)?;
    let now = sync.clock.now();
    let mut c = sync.db.read().await?;
    let row = device::one(&mut c, &asked.device.to_string()).await?;
    drop(c);
    let row = row.filter(|row| is_here(row, &id, now) && is_signed(row, &id, &asked, now));
    let row = row.ok_or(DoorReason::SignedOut)?;
    let token = random::key();
    let hash = sign::hash(&token);
    let done = sync
        .db
        .write(move |mut tx| {
            Box::pin(async move { device::renew(tx.c(), &row.id, &hash, now).await })
        })
        .await?;
    if !done {
        // Shut out in this very moment.
        return Err(DoorReason::SignedOut.into());
    }
    let mut answer = StatusCode::NO_CONTENT.into_response();
    session::hand_over_door(&mut answer, &token);
    Ok(answer)
}

fn is_here(row: &DeviceRow, shift: &str, now: i64) -> bool {
    let helps = row.kind == HELPER && row.shift_id.as_deref() == Some(shift);
    helps && row.revoked_at.is_none() && row.expires_at > now
}

fn is_signed(row: &DeviceRow, shift: &str, asked: &Reentry, now: i64) -> bool {
    let key = row.public_key.as_deref();
    let key: Option<PublicKey> = key.and_then(|text| text.parse().ok());
    let signature = URL_SAFE_NO_PAD.decode(&asked.signature).ok();
    let signature: Option<Signature> = signature.and_then(|bytes| bytes.try_into().ok());
    let (Some(key), Some(signature)) = (key, signature) else {
        return false;
    };
    let fresh = now.abs_diff(asked.at.millis()) <= Reentry::LIFE.unsigned_abs();
    let message = Reentry::to_sign(&asked.device, shift, asked.at);
    fresh && key.verifies(&message, &signature)
}
