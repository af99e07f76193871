//! What a caller may, by organizer.

use super::Embedded;
use crate::{
    db::{client, organizer},
    registry::{Answer, Call},
};
use domain::uitpas_api::{
    Permission, ProblemType,
    organizer::{Organizer, OrganizerPermissions},
};
use sqlx::AnyConnection;
use std::collections::BTreeMap;

/// `GET /permissions`
pub(in crate::registry) async fn own(
    registry: &Embedded,
    call: &Call,
) -> Answer<Vec<OrganizerPermissions>> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let grants = call
        .grants()
        .0
        .iter()
        .map(|(id, set)| (id.clone(), set.iter().collect()));
    list(&mut c, grants.collect()).await
}

/// `GET /permissions/{clientId}`
pub(in crate::registry) async fn of_client(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<Vec<OrganizerPermissions>> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    client::one(&mut c, &id)
        .await?
        .ok_or(ProblemType::ClientNotFound)?;
    let mut grants: BTreeMap<String, Vec<Permission>> = BTreeMap::new();
    for (organizer, permission) in client::permissions(&mut c, &id).await? {
        grants
            .entry(organizer)
            .or_default()
            .extend(permission.parse::<Permission>().ok());
    }
    list(&mut c, grants).await
}

async fn list(
    c: &mut AnyConnection,
    grants: BTreeMap<String, Vec<Permission>>,
) -> Answer<Vec<OrganizerPermissions>> {
    let mut answer = Vec::with_capacity(grants.len());
    for (id, permissions) in grants {
        let Some(row) = organizer::one(c, &id).await? else {
            continue;
        };
        let systems: Vec<u32> = organizer::card_systems(c, &id)
            .await?
            .into_iter()
            .filter_map(|id| u32::try_from(id).ok())
            .collect();
        let details = permissions
            .iter()
            .map(|permission| permission.detail(systems.clone()));
        answer.push(OrganizerPermissions {
            organizer: Organizer {
                id: row.id,
                name: Some(row.name),
                ..Organizer::default()
            },
            permission_details: details.collect(),
            permissions,
            linked_organizers: vec![],
        });
    }
    Ok(answer)
}
