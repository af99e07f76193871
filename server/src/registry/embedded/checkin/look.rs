//! What only looks: may a pass check in, and which check-ins there are.

use super::{earlier, shown, wire};
use crate::{
    db::checkin as db,
    registry::{
        Answer, Call, Refused,
        embedded::{Embedded, message, pass::Holder},
    },
};
use domain::{
    checkin::decide,
    role::{Organizers, Target},
    uitpas_api::{
        Page, ProblemType,
        checkin::{Checkin, CheckinQuery, CheckinStatus, CheckinStatusQuery},
        page::DEFAULT_LIMIT,
    },
};

/// `GET /checkin-status`
pub(in crate::registry) async fn status(
    registry: &Embedded,
    call: &Call,
    query: CheckinStatusQuery,
) -> Answer<CheckinStatus> {
    let mut c = registry.db.read().await?;
    let event = registry.event_for(&mut c, call, &query.event_id).await?;
    // This operation lists no error for a number that cannot be: nobody has it.
    let found = match registry.shown(&mut c, &query.uitpas_number).await {
        Err(Refused::Problem(problem))
            if problem.known() == Some(ProblemType::InvalidUitpasnumber) =>
        {
            return Err(ProblemType::PassholderNotFound.into());
        }
        found => found?,
    };
    let rules = event.checkin_rules()?;
    let earlier = match &found.holder {
        Holder::Person(person) => {
            earlier(&mut c, &rules, &person.row.id, &event.id, call.at).await?
        }
        _ => vec![],
    };
    Ok(match decide(&rules, shown(&found), &earlier, call.at) {
        Ok(_) => CheckinStatus {
            allowed: true,
            end_user_message: None,
        },
        Err(refusal) => CheckinStatus {
            allowed: false,
            end_user_message: Some(message::checkin(refusal)),
        },
    })
}

/// `GET /checkins`
pub(in crate::registry) async fn search(
    registry: &Embedded,
    call: &Call,
    query: CheckinQuery,
) -> Answer<Page<Checkin>> {
    if query.organizer_id.is_empty() {
        return Err(Refused::not_found(
            "The query parameter `organizerId` is required.",
        ));
    }
    let organizers: Vec<&str> = query.organizer_id.iter().map(String::as_str).collect();
    call.allow(&Target {
        organizers: Organizers::These(&organizers),
        ..Target::default()
    })?;
    let mut c = registry.db.read().await?;
    let (total, rows) = db::search(
        &mut c,
        &query.passholder_id,
        &query.organizer_id,
        query.event_title.as_deref(),
        query.start.unwrap_or(0),
        query.limit.unwrap_or(DEFAULT_LIMIT),
    )
    .await?;
    Ok(Page {
        total_items: u64::try_from(total).unwrap_or(0),
        member: rows.into_iter().map(wire).collect(),
    })
}
