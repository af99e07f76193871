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
        command::{self as db, CommandRow, State},
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
use sqlx::AnyConnection;
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

    /// A registry elsewhere has to be asked.
    const fn asked() -> Self {
        Self {
            state: State::Asked,
            verdict: Verdict::Pending,
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
        let shown = shown_in(&command.what);
        let identifier = match self.identifier(tx.c(), shown, when.at).await? {
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
            (What::Undo { command }, embedded) => {
                let made = match undo_here(tx, device, *command).await? {
                    Undoing::Settled(verdict) => return Ok(verdict.into()),
                    Undoing::Made(row) => row,
                };
                match embedded {
                    Some(embedded) => undo(tx, embedded, device, made, *command, when).await,
                    None => Ok(Acted::asked()),
                }
            }
            (_, None) => Ok(Acted::asked()),
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
    pub(super) async fn identifier(
        &self,
        c: &mut AnyConnection,
        shown: Option<&Shown>,
        at: Timestamp,
    ) -> Answer<Result<Option<String>, Verdict>> {
        let Some(Shown::Credential(text)) = shown else {
            return Ok(Ok(None));
        };
        let trust = self.signers(c, at).await?;
        let earlier = Timestamp::from_millis(at.millis() - MAX_AGE);
        let checked = verify(text, &trust, at).or_else(|_| verify(text, &trust, earlier));
        Ok(match checked {
            Ok(checked) => Ok(Some(checked.identifier.to_string())),
            Err(reason) => Err(Verdict::Credential { reason }),
        })
    }
}

/// What a command shows of somebody.
const fn shown_in(what: &What) -> Option<&Shown> {
    match what {
        What::Checkin { shown, .. } | What::HandOut { shown, .. } => Some(shown),
        What::Member(wish) => match &wish.who {
            Meant::Shown { shown } => Some(shown),
            _ => None,
        },
        _ => None,
    }
}

/// How far taking back got without the registry.
enum Undoing {
    /// To its end.
    Settled(Verdict),
    /// The registry made something, or was asked to.
    Made(CommandRow),
}

async fn undo_here(tx: &mut Tx<'_>, device: &DeviceRow, target: Uuid) -> Answer<Undoing> {
    let id = target.to_string();
    let undone = Verdict::Undone { command: target };
    let found = db::of_device(tx.c(), &device.id, [id.clone()]).await?;
    let Some(row) = found.into_iter().next() else {
        // Kept: the command that comes later is then not done.
        return Ok(Undoing::Settled(undone));
    };
    if row.is(State::Asked) {
        let never_sent = db::withdraw(tx.c(), &device.id, &id, &super::json(&undone)).await?;
        return Ok(if never_sent {
            Undoing::Settled(undone)
        } else {
            Undoing::Made(row)
        });
    }
    // What a registry elsewhere was asked for, it may have done.
    let was_sent = db::asked_at(tx.c(), &device.id, &id).await?.is_some();
    if row.is(State::Held) || (row.is(State::NeedsPerson) && !was_sent) {
        db::resolve(tx.c(), &device.id, &id, State::Refused, None).await?;
        return Ok(Undoing::Settled(undone));
    }
    if matches!(row.what.as_str(), "guest" | "head")
        && !db::is_undone(tx.c(), &device.id, &id).await?
    {
        return Ok(Undoing::Settled(undone));
    }
    Ok(
        if was_sent || row.is(State::Done) && row.subject_id.is_some() {
            Undoing::Made(row)
        } else {
            Undoing::Settled(Verdict::refused(Reason::NothingToUndo))
        },
    )
}

/// Has our own registry take back what it made.
async fn undo(
    tx: &mut Tx<'_>,
    embedded: &Embedded,
    device: &DeviceRow,
    made: CommandRow,
    target: Uuid,
    when: When,
) -> Answer<Acted> {
    let subject = made.subject_id.unwrap_or_default();
    let call = door_call(Operation::DeleteRedeemedReward, device, when);
    let done = embedded.undo(tx, &call, &made.what, &subject).await?;
    let undone = Verdict::Undone { command: target };
    Ok(done.map_or_else(Verdict::refused, |()| undone).into())
}
