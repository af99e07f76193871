//! The lines that are ready become check-ins, a part of the list at a time: so that others get their
//! turn, and a bar can tell how far it is.

use super::{Club, Lists, judge::decided, own, progress};
use crate::{
    db::{event, list as db},
    registry::Answer,
};
use domain::{
    number::UitpasNumber,
    sync::list::{Outcome, Progress},
    uitpas_api::ProblemType,
};

/// How many lines are sent in one transaction.
const AT_ONCE: i64 = 200;

impl Lists<'_> {
    /// Sends the next lines; called again until nothing waits. None when it is no list of the club.
    pub async fn send(&self, club: &Club, id: &str) -> Answer<Option<Progress>> {
        let (registry, club, id) = (self.0.clone(), club.clone(), id.to_owned());
        let work = self.0.db().write(move |mut tx| {
            Box::pin(async move {
                // Two who send the same list take turns.
                tx.lock("point_list", &id).await?;
                let Some(list) = own(tx.c(), &club, &id).await? else {
                    return Ok(None);
                };
                let event = event::one(tx.c(), &list.event_id).await?;
                let event = event
                    .filter(|event| club.acts_for(&event.organizer_id))
                    .ok_or(ProblemType::EventNotFound)?;
                let mut rows = db::waiting(tx.c(), &id, AT_ONCE).await?;
                // People are locked in one order, whichever lists they are on.
                rows.sort_by(|a, b| a.passholder_id.cmp(&b.passholder_id));
                for mut row in rows {
                    let number: Option<UitpasNumber> = row
                        .uitpas_number
                        .take()
                        .and_then(|number| number.parse().ok());
                    let done = match &number {
                        Some(number) => {
                            registry
                                .check_in_listed(&mut tx, number, &event, club.now)
                                .await?
                        }
                        None => None,
                    };
                    let outcome = match done {
                        None => Outcome::Unknown,
                        Some(Err(refusal)) => Outcome::of(Err(refusal)),
                        Some(Ok(checkin)) => {
                            row.checkin_id = Some(checkin.id);
                            Outcome::Saved {
                                points: checkin.points,
                            }
                        }
                    };
                    decided(&mut row, &outcome)?;
                    db::settle(tx.c(), &id, &row).await?;
                }
                Ok(Some(progress(tx.c(), &id).await?))
            })
        });
        work.await
    }
}
