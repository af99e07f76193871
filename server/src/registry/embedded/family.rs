//! Family lists: the owner's, not mutual; who is on one can see that and leave.

use super::Embedded;
use crate::{
    db::{family as db, passholder},
    registry::{Answer, Call, Refused},
};
use domain::{
    family::may_join,
    number::UitpasNumber,
    role::{Identity, Target},
    uitpas_api::{
        DateTime, ProblemType,
        family::{Family, FamilyMember},
    },
};

fn unknown() -> Refused {
    Refused::not_found("There is no such pass holder.")
}

fn not_on_list() -> Refused {
    Refused::not_found("There is no such family member.")
}

/// `GET /passholders/{passholderId}/family-members`: the owner first.
pub(in crate::registry) async fn members(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<Vec<FamilyMember>> {
    let id = call.allow_passholder(id)?;
    let mut c = registry.db.read().await?;
    let owner = registry.person(&mut c, &id).await?.ok_or_else(unknown)?;
    let mut list = vec![FamilyMember {
        uitpas_number: owner.uitpas_number(),
        creation_date: Some(DateTime::from_millis(owner.row.created_at)),
        passholder: Some(owner.wire(&mut c, call.now).await?),
        icon: None,
        main_family_member: Some(true),
    }];
    for row in db::members(&mut c, &id).await? {
        let Some(person) = registry.person(&mut c, &row.member_id).await? else {
            continue;
        };
        list.push(FamilyMember {
            uitpas_number: person.uitpas_number(),
            creation_date: Some(DateTime::from_millis(row.created_at)),
            passholder: Some(person.wire(&mut c, call.now).await?),
            icon: row.icon,
            main_family_member: Some(false),
        });
    }
    Ok(list)
}

/// `POST /passholders/{passholderId}/family-members`: a person brings the proof that the other's
/// pass is in hand; a counter has seen it.
pub(in crate::registry) async fn add(
    registry: &Embedded,
    call: &Call,
    id: String,
    member: FamilyMember,
) -> Answer<()> {
    let id = call.allow_passholder(id)?;
    let number = member.uitpas_number.as_deref();
    let number = number
        .ok_or_else(|| Refused::invalid("/uitpasNumber", "The required property is missing"))?;
    let number: UitpasNumber = number
        .parse()
        .map_err(|_| ProblemType::InvalidUitpasNumber)?;
    let (own, call, icon) = (registry.clone(), call.clone(), member.icon);
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                tx.lock("passholder", &id).await?;
                let owner = passholder::one(tx.c(), &id).await?;
                let owner = owner.ok_or_else(unknown)?;
                let card = crate::db::card::by_number(tx.c(), number.as_str()).await?;
                let joins = card
                    .and_then(|card| card.passholder_id)
                    .ok_or(ProblemType::PassholderNotFound)?;
                if call.caller.identity == Identity::User
                    && own.proven(&call).as_deref() != Some(&joins)
                {
                    return Err(ProblemType::AuthForbidden.into());
                }
                let joins = own
                    .person(tx.c(), &joins)
                    .await?
                    .ok_or(ProblemType::PassholderNotFound)?;
                let list = db::members(tx.c(), &id).await?;
                let already = joins.row.id == owner.id
                    || list.iter().any(|row| row.member_id == joins.row.id);
                let mut born = Vec::with_capacity(list.len());
                for row in &list {
                    if let Some(person) = own.person(tx.c(), &row.member_id).await? {
                        born.push(person.date_of_birth()?.naive());
                    }
                }
                let today = call.now.date_in_brussels();
                may_join(&born, already, joins.date_of_birth()?.naive(), today)
                    .map_err(domain::family::Refusal::problem)?;
                let row = db::MemberRow {
                    passholder_id: id,
                    member_id: joins.row.id,
                    icon,
                    created_at: call.now.millis(),
                };
                Ok(db::add(tx.c(), &row).await?)
            })
        })
        .await
}

/// `PUT /passholders/{passholderId}/family-members/{familyMemberId}`
pub(in crate::registry) async fn update(
    registry: &Embedded,
    call: &Call,
    id: String,
    member_id: String,
    member: FamilyMember,
) -> Answer<()> {
    let id = call.passholder_id(id)?;
    call.allow(&Target {
        passholder: Some(&id),
        family_member: Some(&member_id),
        ..Target::default()
    })?;
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let done = db::set_icon(tx.c(), &id, &member_id, member.icon.as_deref()).await?;
                if done { Ok(()) } else { Err(not_on_list()) }
            })
        })
        .await
}

/// `DELETE /passholders/{passholderId}/family-members/{familyMemberId}`
pub(in crate::registry) async fn remove(
    registry: &Embedded,
    call: &Call,
    id: String,
    member_id: String,
) -> Answer<()> {
    let id = call.passholder_id(id)?;
    let member_id = call.passholder_id(member_id)?;
    call.allow(&Target {
        passholder: Some(&id),
        family_member: Some(&member_id),
        ..Target::default()
    })?;
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                if db::remove(tx.c(), &id, &member_id).await? {
                    Ok(())
                } else {
                    Err(not_on_list())
                }
            })
        })
        .await
}

/// `GET /passholders/{passholderId}/families`
pub(in crate::registry) async fn families(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<Vec<Family>> {
    let id = call.allow_passholder(id)?;
    let mut c = registry.db.read().await?;
    passholder::one(&mut c, &id).await?.ok_or_else(unknown)?;
    let mut families = Vec::new();
    for row in db::families(&mut c, &id).await? {
        let Some(owner) = passholder::one(&mut c, &row.passholder_id).await? else {
            continue;
        };
        families.push(Family {
            name: owner.name,
            first_name: owner.first_name,
            passholder_id: owner.id,
            email: owner.email,
            member_since: DateTime::from_millis(row.created_at),
        });
    }
    Ok(families)
}
