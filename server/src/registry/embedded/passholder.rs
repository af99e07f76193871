//! Pass holders: searched by those who may, and the one who asks for herself.

use super::{Embedded, pass::Holder};
use crate::{
    db::{association, passholder as db, passholder::Search},
    registry::{Answer, Call, Refused},
};
use domain::{
    number::{ChipNumber, InszNumber, UitpasNumber},
    role::{Fact, Target},
    uitpas_api::{
        Page, Permission, Problem, ProblemType,
        enums::{InszNumberState, SortOrder, StatusFilter, UitidEmailState},
        page::DEFAULT_LIMIT,
        passholder::{InszNumberStatus, Passholder, PassholderPicture, UitidEmailStatus},
        passholder_query::PassholderQuery,
    },
};
use sqlx::AnyConnection;

/// What a link to a picture is signed for, and how long it holds in milliseconds.
pub const PICTURE: &str = "picture";
const PICTURE_LIFETIME: i64 = 15 * 60 * 1000;

fn unknown() -> Refused {
    Refused::not_found("There is no such pass holder.")
}

/// `GET /passholders`
pub(in crate::registry) async fn search(
    registry: &Embedded,
    call: &Call,
    query: PassholderQuery,
) -> Answer<Page<Passholder>> {
    let facts: &[Fact] = if query.is_by_identifier() {
        &[Fact::ByIdentifier]
    } else {
        &[]
    };
    call.allow(&Target {
        facts,
        ..Target::default()
    })?;
    let mut c = registry.db.read().await?;
    if query.school_id.is_some() {
        // Schools are not kept here: no pass holder has one.
        return Err(ProblemType::SchoolNotFound.into());
    }
    if let Some(id) = &query.organizer_id
        && crate::db::organizer::one(&mut c, id).await?.is_none()
    {
        return Err(ProblemType::OrganizerNotFound.into());
    }
    let mut wanted = filters(&query);
    if let Some(id) = &query.association_id {
        registry
            .readable_association(&mut c, call, id, query.organizer_id.as_deref())
            .await?;
        let today = call.now.date_in_brussels().to_string();
        wanted.association = Some(id.clone());
        match query
            .association_membership_status
            .unwrap_or(StatusFilter::Active)
        {
            StatusFilter::Active => wanted.ends_from = Some(today),
            StatusFilter::Expired => wanted.ends_before = Some(today),
            StatusFilter::All => {}
        }
    }
    if query.is_by_identifier() {
        match registry.identified(&mut c, &query).await? {
            Some(id) => wanted.id = Some(id),
            None => {
                return Ok(Page {
                    total_items: 0,
                    member: vec![],
                });
            }
        }
    } else if !call.holds(Permission::PassholdersSearchAll) {
        wanted.card_systems = registry.own_regions(&mut c, call).await?;
    }
    let (start, limit) = (
        query.start.unwrap_or(0),
        query.limit.unwrap_or(DEFAULT_LIMIT),
    );
    let (total, rows) = db::search(&mut c, &wanted, start, limit).await?;
    let ids: Vec<_> = rows.into_iter().map(|row| row.id).collect();
    let mut member = Vec::with_capacity(ids.len());
    for person in registry.people(&mut c, &ids).await? {
        member.push(person.wire(&mut c, call.now).await?);
    }
    Ok(Page {
        total_items: u64::try_from(total).unwrap_or(0),
        member,
    })
}

fn filters(query: &PassholderQuery) -> Search {
    let lower = |text: &Option<String>| text.as_ref().map(|text| text.trim().to_lowercase());
    Search {
        name: lower(&query.name),
        first_name: lower(&query.first_name),
        email: lower(&query.email),
        street: lower(&query.street),
        city: lower(&query.city),
        born_from: query.date_of_birth_from.map(|day| day.to_string()),
        born_to: query.date_of_birth_to.map(|day| day.to_string()),
        descending: query.sort_name == Some(SortOrder::Descending),
        ..Search::default()
    }
}

impl Embedded {
    /// The person that the numbers of a search stand for; a card may be blocked.
    async fn identified(
        &self,
        c: &mut AnyConnection,
        query: &PassholderQuery,
    ) -> Answer<Option<String>> {
        if let Some(number) = &query.uitpas_number {
            let number: UitpasNumber = number
                .parse()
                .map_err(|_| ProblemType::InvalidUitpasNumber)?;
            let found = self.by_number(c, &number).await?;
            return Ok(found.and_then(|found| found.card.passholder_id));
        }
        if let Some(number) = &query.insz_number {
            let number: InszNumber = number.parse().map_err(|_| ProblemType::InvalidInszNumber)?;
            return Ok(db::by_insz(c, number.as_str()).await?.map(|row| row.id));
        }
        if let Some(number) = &query.chip_number {
            let Ok(number) = number.parse::<ChipNumber>() else {
                return Ok(None);
            };
            let found = self.by_chip(c, &number).await?;
            return Ok(found.and_then(|found| match found.holder {
                Holder::Person(person) => Some(person.row.id),
                _ => None,
            }));
        }
        match &query.uitid_id {
            Some(id) => Ok(db::by_uitid(c, id).await?.map(|row| row.id)),
            None => Ok(None),
        }
    }

    /// The regions of the organizers for which the caller may search.
    async fn own_regions(&self, c: &mut AnyConnection, call: &Call) -> Answer<Vec<i64>> {
        let mut regions = Vec::new();
        for (organizer, set) in &call.grants().0 {
            if set.contains(Permission::PassholdersSearch) {
                regions.extend(crate::db::organizer::card_systems(c, organizer).await?);
            }
        }
        regions.sort_unstable();
        regions.dedup();
        // Nobody is in no region: without one, nobody is found.
        if regions.is_empty() {
            regions.push(-1);
        }
        Ok(regions)
    }

    /// Refuses an association in which the organizer has no right.
    async fn readable_association(
        &self,
        c: &mut AnyConnection,
        call: &Call,
        id: &str,
        organizer: Option<&str>,
    ) -> Answer<()> {
        let organizers: Vec<String> = match organizer {
            Some(one) => vec![one.to_owned()],
            None => call.grants().0.keys().cloned().collect(),
        };
        for organizer in organizers {
            if association::of_organizer(c, &organizer)
                .await?
                .iter()
                .any(|row| row.id == id)
            {
                return Ok(());
            }
        }
        Err(ProblemType::AssociationNotFound.into())
    }
}

/// `GET /passholders/{passholderId}`
pub(in crate::registry) async fn one(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<Passholder> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let person = registry.person(&mut c, &id).await?.ok_or_else(unknown)?;
    person.wire(&mut c, call.now).await
}

/// `GET /passholders/me`
pub(in crate::registry) async fn me(registry: &Embedded, call: &Call) -> Answer<Passholder> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let person = match &call.caller.passholder {
        Some(id) => registry.person(&mut c, id).await?,
        None => None,
    };
    let person = person.ok_or(ProblemType::PassholderNotFound)?;
    person.wire(&mut c, call.now).await
}

/// `GET /passholders/{passholderId}/picture`: a link that works for a short while.
pub(in crate::registry) async fn picture(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<PassholderPicture> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    db::one(&mut c, &id).await?.ok_or_else(unknown)?;
    if db::picture(&mut c, &id).await?.is_none() {
        return Err(Refused::not_found("This pass holder has no picture."));
    }
    let token = registry
        .signer
        .sign(PICTURE, &id, call.now.millis() + PICTURE_LIFETIME);
    Ok(PassholderPicture {
        picture_url: format!("{}/uitpas/downloads/picture/{token}", call.base),
    })
}

/// `DELETE /passholders/{passholderId}/picture`
pub(in crate::registry) async fn delete_picture(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<()> {
    call.allow_any()?;
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                if db::picture(tx.c(), &id).await?.is_none() {
                    return Err(Refused::not_found("This pass holder has no picture."));
                }
                Ok(db::set_picture(tx.c(), &id, None).await?)
            })
        })
        .await
}

impl Embedded {
    /// `PUT /passholders/{passholderId}/picture`: keeps a picture, made small before.
    pub async fn keep_picture(&self, call: &Call, id: String, picture: Vec<u8>) -> Answer<()> {
        call.allow_any()?;
        self.db
            .write(move |mut tx| {
                Box::pin(async move {
                    db::one(tx.c(), &id).await?.ok_or_else(unknown)?;
                    Ok(db::set_picture(tx.c(), &id, Some(picture)).await?)
                })
            })
            .await
    }

    /// The picture behind a link.
    pub async fn linked_picture(&self, token: &str) -> Answer<Option<Vec<u8>>> {
        let Some(id) = self.signer.read::<String>(PICTURE, token, self.clock.now()) else {
            return Ok(None);
        };
        let mut c = self.db.read().await?;
        Ok(db::picture(&mut c, &id).await?)
    }
}

/// `GET /passholders/status/insz-numbers/{inszNumber}`
pub(in crate::registry) async fn insz_number_status(
    registry: &Embedded,
    call: &Call,
    number: String,
) -> Answer<InszNumberStatus> {
    call.allow_any()?;
    let number: InszNumber = number
        .parse()
        .map_err(|_| Problem::new(ProblemType::InvalidInszNumber))?;
    let mut c = registry.db.read().await?;
    let used = db::by_insz(&mut c, number.as_str()).await?.is_some();
    Ok(InszNumberStatus {
        state: if used {
            InszNumberState::Used
        } else {
            InszNumberState::Unused
        },
    })
}

/// `GET /uitid/emails/{email}`
pub(in crate::registry) async fn uitid_email(
    registry: &Embedded,
    call: &Call,
    email: String,
) -> Answer<UitidEmailStatus> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let state = match db::with_email(&mut c, &email.trim().to_lowercase()).await? {
        Some(true) => UitidEmailState::AlreadyLinked,
        Some(false) | None => UitidEmailState::Unregistered,
    };
    Ok(UitidEmailStatus { state })
}
