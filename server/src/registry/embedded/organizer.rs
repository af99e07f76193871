//! Organizers and their admins.

use super::Embedded;
use crate::{
    db::{organizer as db, organizer::AdminRow, organizer::OrganizerRow},
    random,
    registry::{Answer, Call, Refused},
};
use domain::{
    role::{Organizers, Target},
    uitpas_api::{
        Page, ProblemType,
        enums::{AdminType, SortOrder},
        organizer::{Organizer, OrganizerAddress, OrganizerAdmin, OrganizerQuery},
        page::{DEFAULT_LIMIT, PageQuery},
    },
};
use sqlx::AnyConnection;

impl Embedded {
    async fn wire_organizer(&self, c: &mut AnyConnection, row: OrganizerRow) -> Answer<Organizer> {
        let regions = self.regions(c).await?;
        let systems = db::card_systems(c, &row.id).await?;
        Ok(Organizer {
            name: Some(row.name),
            card_systems: systems.into_iter().map(|id| regions.brief(id)).collect(),
            linked_location_id: row.location_id,
            address: Some(OrganizerAddress {
                street: row.street,
                postal_code: Some(row.postal_code),
                city: row.city,
            }),
            id: row.id,
        })
    }

    /// Lets through who may do this for an organizer that is there.
    pub(super) async fn for_organizer(
        &self,
        c: &mut AnyConnection,
        call: &Call,
        id: &str,
        unknown: Refused,
    ) -> Answer<()> {
        if db::one(c, id).await?.is_none() {
            call.allow_somewhere()?;
            return Err(unknown);
        }
        call.allow(&Target {
            organizers: Organizers::These(&[id]),
            ..Target::default()
        })
    }
}

fn unknown() -> Refused {
    Refused::not_found("There is no such organizer.")
}

/// `GET /organizers`
pub(in crate::registry) async fn search(
    registry: &Embedded,
    call: &Call,
    query: OrganizerQuery,
) -> Answer<Page<Organizer>> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    if let Some(group) = query.group_id
        && !db::group_exists(&mut c, group.into()).await?
    {
        return Err(ProblemType::GroupNotFound.into());
    }
    if let Some(system) = query.card_system_id
        && registry.regions(&mut c).await?.get(system).is_none()
    {
        return Err(ProblemType::CardsystemNotFound.into());
    }
    let wanted = db::Search {
        name: query.name,
        group: query.group_id.map(i64::from),
        card_system: query.card_system_id.map(i64::from),
        descending: query.sort_name == Some(SortOrder::Descending),
    };
    let (start, limit) = (
        query.start.unwrap_or(0),
        query.limit.unwrap_or(DEFAULT_LIMIT),
    );
    let (total, rows) = db::search(&mut c, &wanted, start, limit).await?;
    let mut member = Vec::with_capacity(rows.len());
    for row in rows {
        member.push(registry.wire_organizer(&mut c, row).await?);
    }
    Ok(Page {
        total_items: u64::try_from(total).unwrap_or(0),
        member,
    })
}

/// `GET /organizers/{id}`
pub(in crate::registry) async fn one(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<Organizer> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let row = db::one(&mut c, &id).await?.ok_or_else(unknown)?;
    registry.wire_organizer(&mut c, row).await
}

fn wire_admin(row: AdminRow) -> OrganizerAdmin {
    OrganizerAdmin {
        user_id: Some(row.user_id),
        kind: row.kind.parse().unwrap_or(AdminType::Member),
        email: row.email,
    }
}

/// `GET /organizers/{organizerId}/admins`
pub(in crate::registry) async fn admins(
    registry: &Embedded,
    call: &Call,
    id: String,
    query: PageQuery,
) -> Answer<Page<OrganizerAdmin>> {
    let mut c = registry.db.read().await?;
    registry.for_organizer(&mut c, call, &id, unknown()).await?;
    let all = db::admins(&mut c, &id).await?;
    let start = usize::try_from(query.start.unwrap_or(0)).unwrap_or(usize::MAX);
    let limit = usize::try_from(query.limit.unwrap_or(DEFAULT_LIMIT)).unwrap_or(usize::MAX);
    Ok(Page {
        total_items: u64::try_from(all.len()).unwrap_or(u64::MAX),
        member: all
            .into_iter()
            .skip(start)
            .take(limit)
            .map(wire_admin)
            .collect(),
    })
}

/// `POST /organizers/{organizerId}/admins`
pub(in crate::registry) async fn add_admin(
    registry: &Embedded,
    call: &Call,
    id: String,
    admin: OrganizerAdmin,
) -> Answer<OrganizerAdmin> {
    let email = admin.email.trim().to_lowercase();
    let looks_right = email
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if !looks_right {
        return Err(Refused::invalid(
            "/email",
            "The data must match the 'email' format",
        ));
    }
    let (own, call) = (registry.clone(), call.clone());
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                own.for_organizer(tx.c(), &call, &id, unknown()).await?;
                let known = db::admins(tx.c(), &id)
                    .await?
                    .into_iter()
                    .find(|row| row.email == email);
                let row = AdminRow {
                    organizer_id: id,
                    user_id: known.map_or_else(random::uuid, |row| row.user_id),
                    email,
                    kind: admin.kind.as_str().to_owned(),
                };
                db::add_admin(tx.c(), &row).await?;
                Ok(wire_admin(row))
            })
        })
        .await
}

/// `DELETE /organizers/{organizerId}/admins/{adminUserId}`
pub(in crate::registry) async fn remove_admin(
    registry: &Embedded,
    call: &Call,
    id: String,
    user_id: String,
) -> Answer<()> {
    let (own, call) = (registry.clone(), call.clone());
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                own.for_organizer(tx.c(), &call, &id, unknown()).await?;
                let removed = db::remove_admin(tx.c(), &id, &user_id).await?;
                if removed {
                    Ok(())
                } else {
                    Err(Refused::not_found("There is no such admin."))
                }
            })
        })
        .await
}
