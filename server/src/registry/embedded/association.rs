//! Associations and their memberships: the member card.

use super::Embedded;
use crate::{
    db::{association as db, association::AssociationRow},
    registry::{Answer, Call, Refused},
};
use chrono::{Datelike as _, NaiveDate};
use domain::{
    association::status,
    role::{Organizers, Target},
    uitpas_api::{
        Date, Page, Problem, ProblemType,
        association::{
            Association, AssociationMembership, AssociationMembershipQuery, AssociationQuery,
        },
        enums::AssociationPermission,
        page::{DEFAULT_LIMIT, PageQuery},
    },
};
use sqlx::AnyConnection;

fn unknown() -> Refused {
    Refused::not_found("There is no such pass holder.")
}

fn wire_date(day: NaiveDate) -> Option<Date> {
    Date::new(day.year(), day.month(), day.day())
}

fn may_write(row: &AssociationRow) -> bool {
    row.permission == AssociationPermission::Write.as_str()
}

fn wire(row: &AssociationRow) -> Answer<Association> {
    Ok(Association {
        id: row.id.clone(),
        name: Some(row.name.clone()),
        end_date_type: Some(row.rules()?.end.kind()),
    })
}

/// The organizer that a call about memberships names, once it holds the right for it.
fn organizer(call: &Call, query: &AssociationMembershipQuery) -> Answer<String> {
    let missing = || Refused::not_found("The query parameter `organizerId` is required.");
    let id = query.organizer().ok_or_else(missing)?;
    call.allow(&Target {
        organizers: Organizers::These(&[id]),
        ..Target::default()
    })?;
    Ok(id.to_owned())
}

/// `GET /associations`
pub(in crate::registry) async fn search(
    registry: &Embedded,
    call: &Call,
    query: AssociationQuery,
    page: PageQuery,
) -> Answer<Page<Association>> {
    let organizers = [query.organizer_id.as_str()];
    call.allow(&Target {
        organizers: Organizers::These(&organizers),
        ..Target::default()
    })?;
    let mut c = registry.db.read().await?;
    let rows = db::of_organizer(&mut c, &query.organizer_id).await?;
    // Who may register may also look.
    let asked =
        |row: &&AssociationRow| query.permission == AssociationPermission::Read || may_write(row);
    let all: Vec<_> = rows.iter().filter(asked).map(wire).collect::<Answer<_>>()?;
    let start = usize::try_from(page.start.unwrap_or(0)).unwrap_or(usize::MAX);
    let limit = usize::try_from(page.limit.unwrap_or(DEFAULT_LIMIT)).unwrap_or(usize::MAX);
    Ok(Page {
        total_items: u64::try_from(all.len()).unwrap_or(u64::MAX),
        member: all.into_iter().skip(start).take(limit).collect(),
    })
}

/// The ends of somebody's memberships by association.
async fn ends(c: &mut AnyConnection, passholder: &str) -> Answer<Vec<(String, NaiveDate)>> {
    let rows = db::memberships(c, passholder).await?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, end)| Some((id, end.parse().ok()?)))
        .collect())
}

/// `GET /passholders/{passholderId}/association-memberships`: those that the organizer may see, and
/// those that it may give.
pub(in crate::registry) async fn memberships(
    registry: &Embedded,
    call: &Call,
    id: String,
    query: AssociationMembershipQuery,
) -> Answer<Vec<AssociationMembership>> {
    let organizer = organizer(call, &query)?;
    let mut c = registry.db.read().await?;
    crate::db::passholder::one(&mut c, &id)
        .await?
        .ok_or_else(unknown)?;
    let ends = ends(&mut c, &id).await?;
    let today = call.now.date_in_brussels();
    let mut answer = Vec::new();
    for row in db::of_organizer(&mut c, &organizer).await? {
        let end = ends
            .iter()
            .find(|(one, _)| *one == row.id)
            .map(|(_, end)| *end);
        if end.is_none() && !may_write(&row) {
            continue;
        }
        let rules = row.rules()?;
        answer.push(AssociationMembership {
            association: wire(&row)?,
            status: Some(status(end, today)),
            end_date: end.and_then(wire_date),
            renewable: Some(may_write(&row) && rules.renewable(end, today)),
            new_end_date: rules
                .suggestion(end, today)
                .filter(|_| may_write(&row))
                .and_then(wire_date),
        });
    }
    Ok(answer)
}

/// The association, if the organizer may register members in it.
async fn writable(c: &mut AnyConnection, organizer: &str, id: &str) -> Answer<AssociationRow> {
    let rows = db::of_organizer(c, organizer).await?;
    let row = rows
        .into_iter()
        .find(|row| row.id == id)
        .ok_or(ProblemType::AssociationNotFound)?;
    if may_write(&row) {
        Ok(row)
    } else {
        let problem = Problem::new(ProblemType::AuthForbidden);
        Err(problem
            .with_detail("The organizer has no right to register in this association.")
            .into())
    }
}

/// `POST /passholders/{passholderId}/association-memberships`: gives or renews one.
pub(in crate::registry) async fn register(
    registry: &Embedded,
    call: &Call,
    id: String,
    query: AssociationMembershipQuery,
    membership: AssociationMembership,
) -> Answer<()> {
    let organizer = organizer(call, &query)?;
    let (own, call) = (registry.clone(), call.clone());
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let person = own.person(tx.c(), &id).await?.ok_or_else(unknown)?;
                let row = writable(tx.c(), &organizer, &membership.association.id).await?;
                let systems = db::card_systems(tx.c(), &row.id).await?;
                let belongs = |system: u32| systems.contains(&i64::from(system));
                if !person.active().iter().any(|(system, _)| belongs(*system)) {
                    return Err(ProblemType::AssociationPassholderCardsystemMismatch.into());
                }
                tx.lock("passholder", &id).await?;
                let ends = ends(tx.c(), &id).await?;
                let end = ends
                    .iter()
                    .find(|(one, _)| *one == row.id)
                    .map(|(_, end)| *end);
                let today = call.at.date_in_brussels();
                let asked = membership.end_date.map(Date::naive);
                let born = person.date_of_birth()?.naive();
                let until = row
                    .rules()?
                    .register(end, asked, born, today)
                    .map_err(|refusal| match refusal.problem() {
                        ProblemType::BodyInvalidData => {
                            Refused::invalid("/endDate", refusal.to_string())
                        }
                        kind => kind.into(),
                    })?;
                Ok(
                    db::register(tx.c(), &row.id, &id, &until.to_string(), &today.to_string())
                        .await?,
                )
            })
        })
        .await
}

/// `DELETE /passholders/{passholderId}/association-memberships/{associationId}`
pub(in crate::registry) async fn stop(
    registry: &Embedded,
    call: &Call,
    id: String,
    association_id: String,
    query: AssociationMembershipQuery,
) -> Answer<()> {
    let organizer = organizer(call, &query)?;
    let now = call.now.millis();
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let none = || Refused::not_found("There is no such membership.");
                if !db::exists(tx.c(), &association_id).await? {
                    return Err(none());
                }
                match writable(tx.c(), &organizer, &association_id).await {
                    // This operation lists no refusal for an association that cannot be seen.
                    Err(Refused::Problem(problem))
                        if problem.known() == Some(ProblemType::AssociationNotFound) =>
                    {
                        return Err(none());
                    }
                    other => other?,
                };
                if db::stop(tx.c(), &association_id, &id, now).await? {
                    Ok(())
                } else {
                    Err(none())
                }
            })
        })
        .await
}
