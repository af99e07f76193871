//! The members of an organizer's clubs, as its doors know them: marks instead of numbers and names,
//! an age as a band.

use super::{refuse::No, snapshot::marks_of};
use crate::db::{association, club, roster as db, shift::ShiftRow};
use chrono::{Days, NaiveDate};
use domain::{
    club::{Membership, band::Band},
    credential::Identifier,
    shift::{Mark, ShiftKey},
    sync::shift::{Beside, DoorClub, Gone, Member, Roster},
    time::Timestamp,
    uitpas_api::enums::AssociationPermission,
};
use serde_json::Value;
use sqlx::AnyConnection;
use std::collections::{BTreeMap, BTreeSet};

/// Clubs and members; what became otherwise since a moment where one was given.
#[derive(Clone, Debug, Default)]
pub(super) struct Members {
    pub(super) clubs: Vec<DoorClub>,
    pub(super) roster: Roster,
    pub(super) ended: Vec<Gone>,
}

/// The clubs and members of a shift's organizer.
pub(super) async fn members(
    c: &mut AnyConnection,
    key: &ShiftKey,
    shift: &ShiftRow,
    since: Option<i64>,
    now: Timestamp,
) -> Result<Members, No> {
    let (organizer, today) = (&shift.organizer_id, now.date_in_brussels());
    let associations = association::of_organizer(c, organizer).await?;
    if associations.is_empty() {
        return Ok(Members::default());
    }
    let place = |id: &str| associations.iter().position(|one| one.id == id);
    let rows = db::members(c, organizer, since).await?;
    let marks = marks(c, key, organizer, &rows, today).await?;
    let member = |row: &db::RosterRow| {
        let born: Option<NaiveDate> = row.date_of_birth.parse().ok();
        Some(Member {
            holder: key.of_holder(&row.passholder_id),
            passes: marks.get(&row.passholder_id)?.clone(),
            until: row.end_date.parse().ok()?,
            band: born.map(|born| Band::of(born, today)),
            club: place(&row.association_id)?,
        })
    };
    let roster = Roster::of(rows.iter().filter_map(member));
    let mut ended = vec![];
    if let Some(since) = since {
        for (association, holder) in db::ended(c, organizer, since).await? {
            ended.extend(place(&association).map(|club| Gone {
                mark: key.of_holder(&holder),
                club,
            }));
        }
    }
    let mut clubs = vec![];
    for row in &associations {
        let Ok(rules) = row.rules() else { continue };
        clubs.push(DoorClub {
            id: row.id.clone(),
            name: row.name.clone(),
            may_register: row.permission == AssociationPermission::Write.as_str(),
            end: rules.end,
            suggested: rules.suggestion(None, today),
        });
    }
    Ok(Members {
        clubs,
        roster,
        ended,
    })
}

/// What stands for each member: the cards, and the rotating codes of today and of the day after,
/// when a party goes on past midnight.
async fn marks(
    c: &mut AnyConnection,
    key: &ShiftKey,
    organizer: &str,
    rows: &[db::RosterRow],
    today: NaiveDate,
) -> Result<BTreeMap<String, Vec<Mark>>, No> {
    let holders: BTreeSet<String> = rows.iter().map(|row| row.passholder_id.clone()).collect();
    let holders: Vec<String> = holders.into_iter().collect();
    let mut cards = marks_of(c, key, &holders).await?;
    let mut marks: BTreeMap<String, Vec<Mark>> = BTreeMap::new();
    for holder in holders {
        let own = cards.remove(&holder).unwrap_or_default();
        marks.insert(holder, own);
    }
    if marks.is_empty() {
        return Ok(marks);
    }
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let days = [today.to_string(), tomorrow.to_string()];
    for (holder, identifier) in db::identifiers(c, organizer, [&days[0], &days[1]]).await? {
        let identifier = serde_json::from_value::<Identifier>(Value::String(identifier));
        if let (Ok(identifier), Some(own)) = (identifier, marks.get_mut(&holder)) {
            own.push(key.of_credential(&identifier.0));
        }
    }
    Ok(marks)
}

/// What a phone said beside another since a moment, and until when the membership runs now; nothing
/// of those that somebody has settled since.
pub(super) async fn beside(
    c: &mut AnyConnection,
    device: &str,
    since: i64,
) -> Result<Vec<Beside>, No> {
    let mut found = vec![];
    for (association, id, who) in db::beside(c, device, since).await? {
        let mut membership = Membership::default();
        for row in club::facts(c, &association, &who).await? {
            if let Ok(fact) = serde_json::from_str(&row.doc) {
                membership.hear(fact);
            }
        }
        let (Ok(id), Some(until)) = (id.parse(), membership.until()) else {
            continue;
        };
        found.push(Beside { id, until });
    }
    Ok(found)
}
