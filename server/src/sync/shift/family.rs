//! The family of whose pass was shown, so that a helper checks all of them in at once: first names and
//! nothing else, of the person's own list only.

use super::{refuse::No, who::AtDoor};
use crate::sync::{SyncFace, answer::Body, session::DoorSession};
use axum::{
    Json,
    extract::{Path, State},
};
use domain::{
    shift::Act,
    sync::{counter::Asked, shift::Relative},
};

/// `POST /api/v1/shifts/{id}/family`
pub(super) async fn family(
    State(sync): State<SyncFace>,
    DoorSession(session): DoorSession,
    Path(id): Path<String>,
    Body(asked): Body<Asked>,
) -> Result<Json<Vec<Relative>>, No> {
    let door = AtDoor::of(&sync, session, &id).await?;
    door.may(Act::AddFamily)?;
    let holder = door.holder(&sync, &asked).await?;
    let list = sync.family(&holder, door.now).await?;
    let others = list.into_iter().filter(|one| !one.owner);
    // Whose pass does not work cannot be checked in.
    let works = others.filter(|one| one.uitpas_number().is_some());
    let relative = works.map(|one| Relative {
        holder: one.id().to_owned(),
        first_name: one.first_name().to_owned(),
    });
    Ok(Json(relative.collect()))
}
