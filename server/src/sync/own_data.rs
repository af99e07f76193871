//! What somebody may take along, and have forgotten: the data of one's own person.

use super::{Refusal, SyncFace, device, session, session::FullPhone};
use crate::db::{command as commands, consent, device as devices, pairing};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use domain::verdict::{Reason, Verdict};
use serde_json::json;

/// `GET /api/v1/export`: all that Pasmaat shows and keeps of the person, as a file.
pub(super) async fn export(
    State(sync): State<SyncFace>,
    FullPhone(phone): FullPhone,
) -> Result<Response, Refusal> {
    let mut snapshot = sync.snapshot(&phone).await?;
    // The others on the list are not one's own data, and what opens a door is no data.
    snapshot.persons.retain(|person| person.owner);
    snapshot.credentials.clear();
    let mut c = sync.db.read().await?;
    let rows = devices::of_passholder(&mut c, &phone.passholder, phone.now.millis()).await?;
    drop(c);
    let devices: Vec<_> = rows
        .iter()
        .map(|row| device::view(row, &phone.device.id))
        .collect();
    let all = json!({
        "asOf": phone.now,
        "person": snapshot.persons,
        "regions": snapshot.regions,
        "families": snapshot.families,
        "devices": devices,
        "hasPin": snapshot.has_pin,
    });
    let file = [(
        header::CONTENT_DISPOSITION,
        "attachment; filename=\"pasmaat.json\"",
    )];
    Ok((file, Json(all)).into_response())
}

/// `DELETE /api/v1/me`: devices, PIN, codes, consents and what commands were told are forgotten. The
/// pass itself is the registry's: only a counter ends it.
pub(super) async fn erase(
    State(sync): State<SyncFace>,
    FullPhone(phone): FullPhone,
) -> Result<Response, Refusal> {
    let (id, now) = (phone.passholder, phone.now.millis());
    let nothing = super::command::json(&Verdict::refused(Reason::UnknownDevice));
    let gone: sqlx::Result<()> = sync
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                commands::erase(tx.c(), &id, &nothing).await?;
                devices::erase(tx.c(), &id, now).await?;
                pairing::forget(tx.c(), &id).await?;
                pairing::forget_pin(tx.c(), &id).await?;
                consent::forget_all(tx.c(), &id).await
            })
        })
        .await;
    gone?;
    let mut answer = StatusCode::NO_CONTENT.into_response();
    session::forget(&mut answer);
    Ok(answer)
}
