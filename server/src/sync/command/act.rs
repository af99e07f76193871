//! What one command does, once it is clear that it is new and whose it is.

use super::{
    deliver::Run,
    facts::{Looked, asker, door_call, redeem_call},
    screen,
};
use crate::{
    club::Clubs,
    db::{
        Tx,
        command::{self as db, State},
        device::DeviceRow,
    },
    registry::{
        Answer,
        embedded::{
            Embedded,
            crowd::Asked,
            queue::{Outcome, When},
        },
    },
    sync::SyncFace,
};
use domain::{
    command::{Shown, Way, What},
    credential::{MAX_AGE, verify},
    intake::{Reading, may},
    sync::club::Meant,
    time::Timestamp,
    uitpas_api::Operation,
    verdict::{Reason, Verdict},
};
use uuid::Uuid;

/// What became of a command.
#[derive(Debug)]
pub(super) struct Acted {
    pub(super) state: State,
    pub(super) verdict: Verdict,
    pub(super) subject: Option<String>,
    /// Whose pass it was.
    pub(super) holder: Option<String>,
}

impl Acted {
    /// Kept until an admin says yes.
    pub(super) const fn held() -> Self {
        Self {
            state: State::Held,
            verdict: Verdict::Held,
            subject: None,
            holder: None,
        }
    }

    /// Its device had taken it back.
    pub(super) const fn withdrawn(reading: &Reading) -> Self {
        Self {
            state: State::Refused,
            verdict: Verdict::Undone {
                command: reading.command.id,
            },
            subject: None,
            holder: None,
        }
    }
}

impl From<Outcome> for Acted {
    fn from(outcome: Outcome) -> Self {
        use domain::outbox::State as Queue;
        let state = match outcome.verdict.state() {
            Queue::Done => State::Done,
            Queue::Refused => State::Refused,
            _ => State::NeedsPerson,
        };
        Self {
            state,
            verdict: outcome.verdict,
            subject: outcome.subject,
            holder: outcome.holder,
        }
    }
}

impl From<Verdict> for Acted {
    fn from(verdict: Verdict) -> Self {
        Outcome::from(verdict).into()
    }
}

impl SyncFace {
    /// Judges a command and does it, or notes that a registry elsewhere is to be asked.
    pub(super) async fn act(
        &self,
        tx: &mut Tx<'_>,
        run: &Run,
        device: &DeviceRow,
        reading: &Reading,
        looked: &mut Looked,
    ) -> Answer<Acted> {
        let command = &reading.command;
        let when = When {
            at: command.at.judged(run.received),
            received: run.received,
        };
        let facts = looked.facts(tx.c(), device, &command.what, when.at).await?;
        if let Err(reason) = may(&asker(device, &run.family), &command.what, &facts.doing()) {
            return Ok(Verdict::refused(reason).into());
        }
        let identifier = match self.identifier(tx, &command.what, when.at).await? {
            Ok(identifier) => identifier,
            Err(verdict) => return Ok(verdict.into()),
        };
        match (&command.what, &self.embedded) {
            (What::Unknown, _) => Ok(Verdict::NeedsPerson.into()),
            (What::Guest { count, .. }, _) => Ok(Verdict::Counted { count: *count }.into()),
            (What::Head { way, count, .. }, _) => Ok(match way {
                Way::In => Verdict::Counted { count: *count },
                Way::Out => Verdict::Left { count: *count },
            }
            .into()),
            (What::Undo { command }, Some(embedded)) => {
                self.undo(tx, embedded, device, *command, when).await
            }
            (_, None) => Ok(Acted {
                state: State::Asked,
                verdict: Verdict::Pending,
                subject: None,
                holder: None,
            }),
            (what, Some(embedded)) => {
                let identifier = identifier.as_deref();
                let done = match what {
                    What::SelfCheckin { passholder, code } => {
                        match screen::shown(tx.c(), code, when.at).await? {
                            screen::Shown::Not => {
                                embedded.collect(tx, passholder, code, when).await?
                            }
                            screen::Shown::At(event) => {
                                embedded.collect_at(tx, passholder, &event, when).await?
                            }
                            screen::Shown::No(verdict) => verdict.into(),
                        }
                    }
                    What::Redeem { passholder, reward } => {
                        let call = redeem_call(passholder, &run.family, when);
                        let shown = Shown::Holder(passholder.clone());
                        embedded
                            .redeem_queued(tx, &call, &shown, None, reward)
                            .await?
                    }
                    What::Checkin { shown, .. } => match &facts.event {
                        Some(event) => {
                            let at = when.at;
                            let asked = Asked { shown, event, at };
                            let crowd = &mut looked.crowd;
                            crowd
                                .check_in(embedded, tx, asked, identifier, when)
                                .await?
                        }
                        None => Verdict::refused(Reason::UnknownActivity).into(),
                    },
                    What::Member(wish) => {
                        let clubs = Clubs(embedded);
                        let told = clubs
                            .wish(tx, device, command.id, wish, identifier, when)
                            .await?;
                        told.into()
                    }
                    What::HandOut { shown, reward, .. } => {
                        let call = door_call(Operation::PostRedeemedReward, device, when);
                        embedded
                            .redeem_queued(tx, &call, shown, identifier, reward)
                            .await?
                    }
                    _ => Verdict::NeedsPerson.into(),
                };
                Ok(done.into())
            }
        }
    }

    /// The identifier in a rotating code that was shown, verified at the moment of the scan. The
    /// phone that scanned it looked at its age; here a minute more does not matter.
    async fn identifier(
        &self,
        tx: &mut Tx<'_>,
        what: &What,
        at: Timestamp,
    ) -> Answer<Result<Option<String>, Verdict>> {
        let shown = match what {
            What::Checkin { shown, .. } | What::HandOut { shown, .. } => Some(shown),
            What::Member(wish) => match &wish.who {
                Meant::Shown { shown } => Some(shown),
                _ => None,
            },
            _ => None,
        };
        let Some(Shown::Credential(text)) = shown else {
            return Ok(Ok(None));
        };
        let trust = self.signers(tx.c(), at).await?;
        let earlier = Timestamp::from_millis(at.millis() - MAX_AGE);
        let checked = verify(text, &trust, at).or_else(|_| verify(text, &trust, earlier));
        Ok(match checked {
            Ok(checked) => Ok(Some(checked.identifier.to_string())),
            Err(reason) => Err(Verdict::Credential { reason }),
        })
    }

    async fn undo(
        &self,
        tx: &mut Tx<'_>,
        embedded: &Embedded,
        device: &DeviceRow,
        target: Uuid,
        when: When,
    ) -> Answer<Acted> {
        let id = target.to_string();
        let undone = Verdict::Undone { command: target };
        let found = db::of_device(tx.c(), &device.id, [id.clone()]).await?;
        let Some(row) = found.into_iter().next() else {
            // Kept: the command that comes later is then not done.
            return Ok(undone.into());
        };
        if row.is(State::Held) || row.is(State::NeedsPerson) {
            db::resolve(tx.c(), &device.id, &id, State::Refused, None).await?;
            return Ok(undone.into());
        }
        if matches!(row.what.as_str(), "guest" | "head")
            && !db::is_undone(tx.c(), &device.id, &id).await?
        {
            return Ok(undone.into());
        }
        let Some(subject) = row.subject_id.filter(|_| row.state == State::Done.as_str()) else {
            return Ok(Verdict::refused(Reason::NothingToUndo).into());
        };
        let call = door_call(Operation::DeleteRedeemedReward, device, when);
        let done = embedded.undo(tx, &call, &row.what, &subject).await?;
        Ok(done.map_or_else(Verdict::refused, |()| undone).into())
    }
}
