//! What a device asked for in its queue, done within the transaction that keeps its verdict. Who may
//! ask for what was decided before, in `domain::intake`.

use super::{Embedded, checkin::No, pass::Found, pass::Holder};
use crate::{
    db::{Tx, checkin, command, credential, event as events, event::EventRow},
    registry::{Answer, Call, Refused},
};
use domain::{
    checkin::Refusal,
    command::Shown,
    time::Timestamp,
    uitpas_api::{ProblemType, reward::RedeemRequest},
    verdict::{Reason, Verdict},
};
use sqlx::AnyConnection;

/// What became of it.
#[derive(Debug)]
pub struct Outcome {
    /// What the person sees.
    pub verdict: Verdict,
    /// The check-in or redemption that it made.
    pub subject: Option<String>,
    /// Whose pass it was, as far as it is known.
    pub holder: Option<String>,
}

impl From<Verdict> for Outcome {
    fn from(verdict: Verdict) -> Self {
        Self {
            verdict,
            subject: None,
            holder: None,
        }
    }
}

/// When something happened and when it came in.
#[derive(Clone, Copy, Debug)]
pub struct When {
    /// When it is judged.
    pub at: Timestamp,
    /// When it came in.
    pub received: Timestamp,
}

impl Embedded {
    /// The activity with this id.
    pub async fn activity(&self, c: &mut AnyConnection, id: &str) -> Answer<Option<EventRow>> {
        Ok(events::one(c, id).await?)
    }

    /// A pass holder collects a point with the code of an activity.
    pub async fn collect(
        &self,
        tx: &mut Tx<'_>,
        passholder: &str,
        code: &str,
        when: When,
    ) -> Answer<Outcome> {
        let Some(code) = events::code(tx.c(), code.trim()).await? else {
            return Ok(Verdict::UnknownCode.into());
        };
        let at = when.at.millis();
        if at < code.begins_at {
            let opens = Timestamp::from_millis(code.begins_at);
            return Ok(Verdict::NotYet { opens }.into());
        }
        if at >= code.ends_at {
            let since = Some(Timestamp::from_millis(code.ends_at));
            return Ok(Verdict::Closed { since }.into());
        }
        self.collect_at(tx, passholder, &code.event_id, when).await
    }

    /// A pass holder collects a point at an activity whose code was looked at.
    pub async fn collect_at(
        &self,
        tx: &mut Tx<'_>,
        passholder: &str,
        event: &str,
        when: When,
    ) -> Answer<Outcome> {
        let Some(event) = events::one(tx.c(), event).await? else {
            return Ok(Verdict::UnknownCode.into());
        };
        let Some(found) = self.shown_by_id(tx.c(), passholder).await? else {
            return Ok(Verdict::Inactive.into());
        };
        let before = points(&found);
        let kept = self.try_checkin(tx, &event, &found, when.at, when.received);
        let name = first_name(&found);
        match kept.await? {
            Ok(row) => Ok(Outcome {
                verdict: Verdict::Saved {
                    points: row.points,
                    total: Some(before + row.points),
                    name,
                    activity: Some(row.event_title),
                },
                subject: Some(row.id),
                holder: Some(row.passholder_id),
            }),
            Err(no) => Ok(Outcome {
                verdict: refused(tx.c(), &found, &event.id, no, name).await?,
                subject: None,
                holder: found.card.passholder_id.clone(),
            }),
        }
    }

    /// Somebody has a reward: on the own phone, or handed out at a door to what was shown.
    pub async fn redeem_queued(
        &self,
        tx: &mut Tx<'_>,
        call: &Call,
        shown: &Shown,
        identifier: Option<&str>,
        reward: &str,
    ) -> Answer<Outcome> {
        let Some(found) = self.by_shown(tx.c(), shown, identifier).await? else {
            return Ok(Verdict::UnknownPass.into());
        };
        let request = RedeemRequest {
            reward_id: reward.to_owned(),
            uitpas_number: found.card.uitpas_number.clone(),
        };
        let redeemed = match self.keep_redeemed(tx, call, &request).await {
            Ok(redeemed) => redeemed,
            Err(Refused::Problem(problem)) => return Ok(Verdict::of_problem(&problem).into()),
            Err(other) => return Err(other),
        };
        let price = redeemed.reward.points.unwrap_or(0);
        Ok(Outcome {
            subject: Some(redeemed.id.clone()),
            holder: found.card.passholder_id.clone(),
            verdict: Verdict::Redeemed {
                redemption: redeemed.id,
                reward: reward.to_owned(),
                title: redeemed.reward.title,
                points: price,
                total: Some(points(&found) - price),
                code: redeemed.redeem_code,
                info: redeemed.redeem_info,
                name: first_name(&found),
            },
        })
    }

    /// A device takes back what a command of its own made.
    pub async fn undo(
        &self,
        tx: &mut Tx<'_>,
        call: &Call,
        what: &str,
        subject: &str,
    ) -> Answer<Result<(), Reason>> {
        let done = match what {
            "checkin" | "selfCheckin" => match checkin::one(tx.c(), subject).await? {
                Some(row) => self.take_back(tx, &row, call.now).await?,
                None => false,
            },
            "handOut" => match self.give_back(tx, call, subject).await {
                Err(Refused::Problem(_)) => return Ok(Err(Reason::NotAllowed)),
                done => done?,
            },
            // A code that was shown once is had.
            _ => return Ok(Err(Reason::NotAllowed)),
        };
        Ok(if done {
            Ok(())
        } else {
            Err(Reason::NothingToUndo)
        })
    }

    pub(super) async fn by_shown(
        &self,
        c: &mut AnyConnection,
        shown: &Shown,
        identifier: Option<&str>,
    ) -> Answer<Option<Found>> {
        let found = match (shown, identifier) {
            (Shown::Number(number), _) => self.by_number(c, number).await?,
            (Shown::Chip(chip), _) => self.by_chip(c, chip).await?,
            (Shown::Holder(id), _) => self.shown_by_id(c, id).await?,
            (Shown::Credential(_), Some(identifier)) => {
                match credential::passholder(c, identifier).await? {
                    Some(id) => self.shown_by_id(c, &id).await?,
                    None => None,
                }
            }
            (Shown::Credential(_), None) => return Err(ProblemType::PassNotFound.into()),
        };
        Ok(found.filter(|found| !matches!(found.holder, Holder::Nobody)))
    }
}

/// The refusal, with who let the person in where that is why.
pub(super) async fn refused(
    c: &mut AnyConnection,
    found: &Found,
    event: &str,
    no: No,
    name: Option<String>,
) -> Answer<Verdict> {
    let Refusal::Limit { .. } = no.refusal else {
        return Ok(Verdict::of_checkin(no.refusal, no.window));
    };
    let (mut verdict, last) = (Verdict::of_checkin(no.refusal, no.window), no.last);
    if let (
        Verdict::Already {
            at, by, name: who, ..
        },
        Holder::Person(person),
    ) = (&mut verdict, &found.holder)
    {
        (*at, *who) = (last, name);
        if let Some(last) = last {
            *by = command::helper(c, &person.row.id, event, last.millis()).await?;
        }
    }
    Ok(verdict)
}

pub(super) fn first_name(found: &Found) -> Option<String> {
    match &found.holder {
        Holder::Person(person) => Some(person.row.first_name.clone()),
        _ => None,
    }
}

fn points(found: &Found) -> i64 {
    match &found.holder {
        Holder::Person(person) => person.points,
        _ => 0,
    }
}
