//! Check-ins: at the door by number, by the pass holder's own phone with an event's code, undone.

mod judge;
mod look;

pub(super) use judge::{No, bounds, earlier, judge, keep, shown};
pub(in crate::registry) use look::{search, status};

use super::{Embedded, message, pass::Found, pass::Holder};
use crate::{
    db::{Tx, card, checkin as db, event as events, event::EventRow, point},
    registry::{Answer, Call, Refused},
};
use domain::{
    card::CardStatus,
    checkin::Refusal,
    number::UitpasNumber,
    role::{Organizers, Target},
    time::Timestamp,
    uitpas_api::{
        DateTime, Permission, Problem, ProblemType,
        checkin::{Checkin, SelfCheckin, SelfCheckinResult},
    },
};
use judge::entry;
use sqlx::AnyConnection;

impl Embedded {
    /// The activity with this id, for who holds the right for its organizer. Who holds the right
    /// nowhere learns nothing about which activities there are.
    pub(super) async fn event_for(
        &self,
        c: &mut AnyConnection,
        call: &Call,
        id: &str,
    ) -> Answer<EventRow> {
        let Some(event) = events::one(c, id).await? else {
            call.allow_somewhere()?;
            return Err(ProblemType::EventNotFound.into());
        };
        let organizers = Organizers::These(&[event.organizer_id.as_str()]);
        call.allow(&Target {
            organizers,
            ..Target::default()
        })?;
        Ok(event)
    }

    /// The card with this number and its holder, as check-ins and sales ask for it.
    pub(super) async fn shown(&self, c: &mut AnyConnection, number: &str) -> Answer<Found> {
        let number: UitpasNumber = number
            .parse()
            .map_err(|_| ProblemType::InvalidUitpasnumber)?;
        match self.by_number(c, &number).await? {
            Some(Found {
                holder: Holder::Nobody,
                ..
            })
            | None => Err(Problem::new(ProblemType::PassholderNotFound).into()),
            Some(found) => Ok(found),
        }
    }

    /// As [`Embedded::shown`], with nobody else deciding about the person from here on.
    async fn shown_alone(&self, tx: &mut Tx<'_>, number: &str) -> Answer<Found> {
        if let Ok(number) = number.parse::<UitpasNumber>()
            && let Some(card) = card::by_number_alone(tx, number.as_str()).await?
            && let Some(id) = &card.passholder_id
        {
            let person = self.person(tx.c(), id).await?;
            let person = person.ok_or(ProblemType::PassholderNotFound)?;
            return Ok(Found {
                card,
                holder: Holder::Person(Box::new(person)),
            });
        }
        self.shown(tx.c(), number).await
    }

    /// Checks the shown pass in and keeps check-in and points together, or says why not; the person
    /// is locked before the look at earlier check-ins, so that two at the same instant never both
    /// count.
    pub(super) async fn try_checkin(
        &self,
        tx: &mut Tx<'_>,
        event: &EventRow,
        found: &Found,
        at: Timestamp,
        received: Timestamp,
    ) -> Answer<Result<db::CheckinRow, No>> {
        let rules = event.checkin_rules()?;
        let earlier = match &found.holder {
            Holder::Person(person) => {
                tx.lock("passholder", &person.row.id).await?;
                earlier(tx.c(), &rules, &person.row.id, &event.id, at).await?
            }
            _ => vec![],
        };
        let judged = judge(&rules, event, found, &earlier, at)?;
        if let Ok(row) = &judged {
            let new = db::NewCheckin {
                row: row.clone(),
                received_at: received.millis(),
            };
            keep(tx.c(), &[new]).await?;
        }
        Ok(judged)
    }

    /// As [`Embedded::try_checkin`], a refusal in the words of API 4.0.
    pub(super) async fn keep_checkin(
        &self,
        tx: &mut Tx<'_>,
        event: &EventRow,
        found: &Found,
        at: Timestamp,
        received: Timestamp,
    ) -> Answer<db::CheckinRow> {
        let kept = self.try_checkin(tx, event, found, at, received).await?;
        kept.map_err(|no| refused(no.refusal, found.card.state()))
    }

    /// Takes a check-in back with its points, also where they were spent since; false when it was
    /// taken back before.
    pub(super) async fn take_back(
        &self,
        tx: &mut Tx<'_>,
        row: &db::CheckinRow,
        now: Timestamp,
    ) -> Answer<bool> {
        tx.lock("passholder", &row.passholder_id).await?;
        if !db::cancel(tx.c(), &row.id, now.millis()).await? {
            return Ok(false);
        }
        let back = point::Entry {
            points: -row.points,
            at: now.millis(),
            ..entry(row)
        };
        if back.points != 0 {
            point::add(tx.c(), &[back]).await?;
        }
        Ok(true)
    }

    /// The pass holder with this id, as check-ins ask for it: with the card that speaks for it.
    pub(super) async fn shown_by_id(
        &self,
        c: &mut AnyConnection,
        id: &str,
    ) -> Answer<Option<Found>> {
        let Some(person) = self.person(c, id).await? else {
            return Ok(None);
        };
        let card = person.leading().and_then(|(_, card)| card.clone());
        Ok(card.map(|card| Found {
            card,
            holder: Holder::Person(Box::new(person)),
        }))
    }
}

fn refused(refusal: Refusal, card: CardStatus) -> Refused {
    let kind = match refusal {
        Refusal::GroupPass => ProblemType::InvalidCard,
        Refusal::Card(_) => ProblemType::InvalidCardStatus,
        Refusal::NoActiveMembership => ProblemType::PassholderNoActiveCardsystems,
        Refusal::NotYet { .. } | Refusal::Over | Refusal::Limit { .. } => {
            ProblemType::CheckinNotAllowed
        }
    };
    let mut problem = Problem::new(kind);
    if kind == ProblemType::InvalidCardStatus {
        problem.card_status = Some(card);
    }
    message::with(problem, message::checkin(refusal)).into()
}

/// `POST /checkins`
pub(in crate::registry) async fn create(
    registry: &Embedded,
    call: &Call,
    checkin: Checkin,
) -> Answer<Checkin> {
    for (value, pointer) in [
        (&checkin.event_id, "/eventId"),
        (&checkin.uitpas_number, "/uitpasNumber"),
    ] {
        if value.is_empty() {
            return Err(Refused::invalid(
                pointer,
                "The data must have at least 1 character",
            ));
        }
    }
    let with_passholder = call.holds(Permission::PassholdersSearch);
    let (own, call) = (registry.clone(), call.clone());
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let event = own.event_for(tx.c(), &call, &checkin.event_id).await?;
                let found = own.shown_alone(&mut tx, &checkin.uitpas_number).await?;
                let row = own
                    .keep_checkin(&mut tx, &event, &found, call.at, call.now)
                    .await?;
                let points = row.points;
                let mut answer = wire(row);
                if let (true, Holder::Person(mut person)) = (with_passholder, found.holder) {
                    person.points += points;
                    answer.passholder = Some(Box::new(person.wire(tx.c(), call.now).await?));
                }
                Ok(answer)
            })
        })
        .await
}

fn wire(row: db::CheckinRow) -> Checkin {
    Checkin {
        id: Some(row.id),
        creation_date: Some(DateTime::from_millis(row.at)),
        event_id: row.event_id,
        event_title: Some(row.event_title),
        uitpas_number: row.uitpas_number,
        points: Some(row.points),
        passholder: None,
    }
}

/// `DELETE /checkins/{checkinId}`: gives the points back, also where they were spent since.
pub(in crate::registry) async fn cancel(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<()> {
    let (own, call) = (registry.clone(), call.clone());
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let unknown = || Refused::not_found("There is no such check-in.");
                let Some(row) = db::one(tx.c(), &id).await? else {
                    call.allow_somewhere()?;
                    return Err(unknown());
                };
                let organizers = [row.organizer_id.as_str()];
                call.allow(&Target {
                    organizers: Organizers::These(&organizers),
                    ..Target::default()
                })?;
                if own.take_back(&mut tx, &row, call.now).await? {
                    Ok(())
                } else {
                    Err(unknown())
                }
            })
        })
        .await
}

/// `POST /passholders/{passholderId}/checkins`: judged at its arrival, or when it was queued at its
/// scan time, which must lie within the code's validity.
pub(in crate::registry) async fn by_code(
    registry: &Embedded,
    call: &Call,
    id: String,
    checkin: SelfCheckin,
) -> Answer<SelfCheckinResult> {
    if checkin.checkin_code.is_empty() {
        return Err(Refused::invalid(
            "/checkinCode",
            "The data must have at least 1 character",
        ));
    }
    let id = call.allow_passholder(id)?;
    let (own, call) = (registry.clone(), call.clone());
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let code = events::code(tx.c(), checkin.checkin_code.trim()).await?;
                let code = code.ok_or(ProblemType::CheckinCodeInvalid)?;
                if !(code.begins_at..code.ends_at).contains(&call.at.millis()) {
                    return Err(ProblemType::CheckinCodeExpired.into());
                }
                let event = events::one(tx.c(), &code.event_id).await?;
                let event = event.ok_or(ProblemType::CheckinCodeInvalid)?;
                let person = own.person(tx.c(), &id).await?;
                let person = person.ok_or(ProblemType::PassholderNotFound)?;
                let card = person.leading().and_then(|(_, card)| card.clone());
                let card = card.ok_or(ProblemType::PassholderNoActiveCardsystems)?;
                let before = person.points;
                let found = Found {
                    card,
                    holder: Holder::Person(Box::new(person)),
                };
                let row = own
                    .keep_checkin(&mut tx, &event, &found, call.at, call.now)
                    .await?;
                Ok(SelfCheckinResult {
                    added_points: row.points,
                    total_points: before + row.points,
                })
            })
        })
        .await
}
