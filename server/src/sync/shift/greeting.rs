//! What a tablet shows to whoever it just checked in: how many points there are now, in the language of
//! the person's own phone where they have one here. It is told for a minute and to that tablet only.

use super::{
    refuse::No,
    who::{AtDoor, TABLET},
};
use crate::{
    db::{checkin, command, device, point},
    sync::{SyncFace, session::DoorSession},
};
use app::i18n::{Catalog, keys::volunteer as said};
use axum::{
    Json,
    extract::{Path, State},
};
use domain::{
    language::Language,
    sync::shift::{DoorReason, Greeting},
};

/// How long after a check-in its tablet may ask, in milliseconds.
const FRESH: i64 = 60_000;

/// `GET /api/v1/shifts/{id}/greeting/{command}`
pub(super) async fn greeting(
    State(sync): State<SyncFace>,
    DoorSession(session): DoorSession,
    Path((id, asked)): Path<(String, String)>,
) -> Result<Json<Greeting>, No> {
    let door = AtDoor::of(&sync, session, &id).await?;
    let embedded = sync.embedded.as_ref().ok_or(DoorReason::Unavailable)?;
    if door.device.kind != TABLET {
        return Err(DoorReason::MayNot.into());
    }
    let mut c = sync.db.read().await?;
    let found = command::of_device(&mut c, &door.device.id, [asked]).await?;
    let fresh = |row: &command::CommandRow| {
        row.is(command::State::Done) && door.now.millis() - row.received_at <= FRESH
    };
    let row = found.into_iter().find(fresh).ok_or(DoorReason::NotFound)?;
    let made = row.subject_id.ok_or(DoorReason::NotFound)?;
    let row = checkin::one(&mut c, &made).await?;
    let row = row.ok_or(DoorReason::NotFound)?;
    let phones = device::of_passholder(&mut c, &row.passholder_id, door.now.millis()).await?;
    let own = phones.into_iter().find_map(|phone| phone.language);
    let language = own.or(door.device.language.clone());
    let language: Language = language
        .and_then(|language| language.parse().ok())
        .unwrap_or_default();
    let name = embedded.first_name(&mut c, &row.passholder_id).await?;
    let balance = point::balance(&mut c, &row.passholder_id).await?;
    let catalog = Catalog::built_in(language, std::sync::Arc::default());
    let natural = |points: i64| u64::try_from(points).unwrap_or(0);
    let welcome = name.map_or(said::WELCOME.into(), said::welcome_name);
    let has = said::tablet_balance(natural(balance));
    Ok(Json(Greeting {
        language,
        word: catalog.get(&said::saved(natural(row.points))),
        more: format!("{}. {}", catalog.get(&welcome), catalog.get(&has)),
    }))
}
