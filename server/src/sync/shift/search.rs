//! Somebody without a pass at hand, looked up by a phone whose role may: in the regions of the shift's
//! organizer, and as little of each as tells two neighbours apart.

use super::{call, refuse::No, who::AtDoor};
use crate::{
    listen::Peer,
    sync::{SyncFace, answer::Body, session::DoorSession},
};
use axum::{
    Extension, Json,
    extract::{Path, State},
};
use domain::{
    passholder::age,
    shift::Act,
    sync::shift::{DoorReason, Found, MOST_FOUND, Search, Somebody},
    uitpas_api::{Operation, passholder::Passholder, passholder_query::PassholderQuery},
};

/// `POST /api/v1/shifts/{id}/search`
pub(super) async fn search(
    State(sync): State<SyncFace>,
    DoorSession(session): DoorSession,
    Path(id): Path<String>,
    peer: Option<Extension<Peer>>,
    Body(asked): Body<Search>,
) -> Result<Json<Found>, No> {
    let door = AtDoor::of(&sync, session, &id).await?;
    door.may(Act::SearchByName)?;
    if !asked.is_enough() {
        return Err(DoorReason::OutOfRange.into());
    }
    let peer = peer.map(|Extension(peer)| peer.0);
    sync.limit.try_code(peer).map_err(No::too_often)?;
    let mut found = look(&sync, &door, &asked).await?;
    if let Some(turned) = asked.turned().filter(|_| found.people.is_empty()) {
        found = look(&sync, &door, &turned).await?;
    }
    Ok(Json(found))
}

async fn look(sync: &SyncFace, door: &AtDoor, asked: &Search) -> Result<Found, No> {
    let organizer = &door.shift.organizer_id;
    let call = call::for_role(Operation::GetPassholders, organizer, door.role, door.now);
    let mut query = PassholderQuery {
        organizer_id: Some(organizer.clone()),
        limit: u32::try_from(MOST_FOUND + 1).ok(),
        ..PassholderQuery::default()
    };
    match asked {
        Search::Name { first_name, name } => {
            query.first_name = Some(first_name.clone());
            query.name = Some(name.clone());
        }
        Search::NationalNumber { number } => query.insz_number = Some(number.as_str().to_owned()),
    }
    let page = sync.registry.passholders(&call, query).await?;
    let today = door.now.date_in_brussels();
    // Whose pass does not work cannot be checked in.
    let works = |one: &Passholder| one.uitpas_number.is_some();
    let people = page.member.into_iter().filter(works).filter_map(|one| {
        Some(Somebody {
            holder: one.id?,
            first_name: one.first_name,
            name: one.name,
            age: one.date_of_birth.map(|born| age(born.naive(), today)),
        })
    });
    Ok(Found {
        people: people.take(MOST_FOUND).collect(),
        more: page.total_items > u64::try_from(MOST_FOUND).unwrap_or(u64::MAX),
    })
}
