//! What a registry elsewhere is asked for each command, and what its answer says.

use super::{
    facts::{Family, door_call, redeem_call},
    pass::Pass,
};
use crate::{
    db::{
        command::{self as db, State},
        device::DeviceRow,
        event, there,
    },
    registry::{
        Answer, Call, Refused,
        embedded::queue::{Outcome, When},
    },
    sync::{SyncFace, call},
};
use domain::{
    card::CardStatus,
    checkin::{self, decide},
    command::{Shown, What},
    intake::Reading,
    time::Timestamp,
    uitpas_api::{
        Operation, Permission, Problem, ProblemType,
        checkin::{Checkin, SelfCheckin},
        reward::RedeemRequest,
    },
    verdict::{Reason, Verdict},
};
use std::time::Duration;
use tokio::time::timeout;
use uuid::Uuid;

/// What the registry told.
pub(super) struct Told {
    pub(super) outcome: Outcome,
    /// The number that was used.
    pub(super) number: Option<String>,
    /// The check-in that was taken back.
    pub(super) taken: Option<String>,
}

impl From<Outcome> for Told {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            number: None,
            taken: None,
        }
    }
}

impl From<Verdict> for Told {
    fn from(verdict: Verdict) -> Self {
        Outcome::from(verdict).into()
    }
}

impl SyncFace {
    /// How long something is asked for at most.
    pub(super) fn asking(&self) -> Duration {
        let elsewhere = self.elsewhere.as_ref();
        elsewhere.map_or(Duration::ZERO, |there| there.publiq.patience().call)
    }

    /// What came too late may have been done.
    async fn in_time<T>(&self, asked: impl Future<Output = Answer<T>>) -> Answer<T> {
        let done = timeout(self.asking(), asked).await;
        done.unwrap_or(Err(Refused::InDoubt))
    }

    /// Asks for a command. `before` is since when it may have been done.
    pub(super) async fn there(
        &self,
        device: &DeviceRow,
        reading: &Reading,
        received: Timestamp,
        before: Option<i64>,
    ) -> Answer<Told> {
        let at = reading.command.at.judged(received);
        let when = When { at, received };
        match &reading.command.what {
            What::Checkin { event, shown, .. } => self.let_in(event, shown, when, before).await,
            What::Undo { command } => {
                let asked_before = before.is_some();
                self.take_back_there(device, *command, when, asked_before)
                    .await
            }
            What::SelfCheckin { .. } | What::Redeem { .. } | What::HandOut { .. }
                if before.is_some() =>
            {
                Err(Refused::InDoubt)
            }
            What::SelfCheckin { passholder, code } => {
                let operation = Operation::PostPassholderCheckin;
                let mut asked = call::for_device(operation, passholder, vec![], received);
                asked.at = at;
                let body = SelfCheckin {
                    checkin_code: code.clone(),
                };
                let asking = self.registry.self_checkin(&asked, passholder.clone(), body);
                let done = self.in_time(asking).await?;
                Ok(Verdict::Saved {
                    points: done.added_points,
                    total: Some(done.total_points),
                    name: None,
                    activity: None,
                }
                .into())
            }
            What::Redeem { passholder, reward } => {
                let asked = redeem_call(passholder, &Family::default(), when);
                let shown = Shown::Holder(passholder.clone());
                self.redeem_there(&asked, &shown, reward, when).await
            }
            What::HandOut { shown, reward, .. } => {
                let asked = door_call(Operation::PostRedeemedReward, device, when);
                self.redeem_there(&asked, shown, reward, when).await
            }
            What::Unknown => Ok(Verdict::NeedsPerson.into()),
            _ => Ok(Verdict::refused(Reason::Other).into()),
        }
    }

    /// A check-in at a door.
    async fn let_in(
        &self,
        event: &str,
        shown: &Shown,
        when: When,
        before: Option<i64>,
    ) -> Answer<Told> {
        let Some(pass) = self.pass_shown(shown, when).await? else {
            return Ok(Verdict::UnknownPass.into());
        };
        let operation = Operation::PostCheckin;
        let right = Permission::CheckinsWrite;
        let mut asked = call::for_pasmaat_with(operation, right, when.received);
        asked.at = when.at;
        let body = Checkin {
            event_id: event.to_owned(),
            uitpas_number: pass.number.clone(),
            ..Checkin::default()
        };
        let done = match (before, &self.elsewhere) {
            (Some(since), Some(elsewhere)) => {
                let mut c = self.db.read().await?;
                let others = there::ids_at(&mut c, event).await?;
                drop(c);
                let publiq = &elsewhere.publiq;
                publiq.check_in_again(&asked, &body, since, &others).await
            }
            _ => self.registry.create_checkin(&asked, body).await,
        };
        let done = match done {
            Err(Refused::Problem(problem))
                if problem.known() == Some(ProblemType::CheckinNotAllowed) =>
            {
                let verdict = self.why_not(event, &pass, &problem).await?;
                return Ok(verdict.into());
            }
            // What UiTPAS says of a group's pass, it says of others too.
            Err(Refused::Problem(problem))
                if problem.known() == Some(ProblemType::InvalidCard)
                    && self.is_of_group(&pass.number, when).await =>
            {
                return Ok(Verdict::GroupPass.into());
            }
            done => done?,
        };
        let mut pass = pass;
        if let Some(person) = done.passholder {
            pass.holder = person.id.or(pass.holder);
            pass.name = Some(person.first_name);
        }
        // Without a name where this does not say: it is done in any case.
        if pass.holder.is_none()
            && let Some(found) = self.look_up_afterwards(&pass.number, when).await
        {
            (pass.holder, pass.name) = (found.holder, found.name);
        }
        Ok(Told {
            outcome: Outcome {
                verdict: Verdict::Saved {
                    points: done.points.unwrap_or(0),
                    total: None,
                    name: pass.name,
                    activity: None,
                },
                subject: done.id,
                holder: pass.holder,
            },
            number: Some(pass.number),
            taken: None,
        })
    }

    /// Why a check-in is not allowed: the registry says so in words only. The rules tell it by what
    /// doors here know of that person, and by now: no check-in there is dated back.
    async fn why_not(&self, event: &str, pass: &Pass, problem: &Problem) -> Answer<Verdict> {
        let mut c = self.db.read().await?;
        let Some(row) = event::one(&mut c, event).await? else {
            return Ok(Verdict::of_problem(problem));
        };
        let (rules, now) = (
            row.checkin_rules()?,
            Timestamp::from_millis(self.clock.now()),
        );
        let holder = pass.holder.as_deref();
        let known = there::of_person(&mut c, event, &pass.number, holder).await?;
        let earlier: Vec<_> = known
            .iter()
            .map(|row| Timestamp::from_millis(row.at))
            .collect();
        let shown = checkin::Shown {
            card: CardStatus::Active,
            group: false,
            active_membership: true,
        };
        let Err(refusal) = decide(&rules, shown, &earlier, now) else {
            return Ok(Verdict::of_problem(problem));
        };
        let mut verdict = Verdict::of_checkin(refusal, rules.calendar.window(now));
        if let Verdict::Already { at, by, name, .. } = &mut verdict {
            *at = earlier.first().copied();
            *by = known.into_iter().next().and_then(|row| row.helper);
            name.clone_from(&pass.name);
        }
        Ok(verdict)
    }

    async fn redeem_there(
        &self,
        asked: &Call,
        shown: &Shown,
        reward: &str,
        when: When,
    ) -> Answer<Told> {
        let Some(pass) = self.pass_shown(shown, when).await? else {
            return Ok(match shown {
                Shown::Holder(_) => Verdict::Inactive,
                _ => Verdict::UnknownPass,
            }
            .into());
        };
        let request = RedeemRequest {
            reward_id: reward.to_owned(),
            uitpas_number: pass.number,
        };
        let number = request.uitpas_number.clone();
        let done = self.in_time(self.registry.redeem(asked, request)).await?;
        let left = self.look_up_afterwards(&number, when).await;
        Ok(Outcome {
            subject: Some(done.id.clone()),
            holder: None,
            verdict: Verdict::Redeemed {
                redemption: done.id,
                reward: reward.to_owned(),
                points: done.reward.points.unwrap_or(0),
                title: done.reward.title,
                total: left.as_ref().and_then(|left| left.points),
                code: done.redeem_code,
                info: done.redeem_info,
                name: pass.name.or_else(|| left.and_then(|left| left.name)),
            },
        }
        .into())
    }

    /// Takes back what an earlier command of the same device made there. Saying so twice does no harm.
    async fn take_back_there(
        &self,
        device: &DeviceRow,
        target: Uuid,
        when: When,
        asked_before: bool,
    ) -> Answer<Told> {
        let mut c = self.db.read().await?;
        let found = db::of_device(&mut c, &device.id, [target.to_string()]).await?;
        drop(c);
        let row = found.into_iter().next();
        if row.as_ref().is_some_and(|row| row.is(State::Asked)) {
            let (device, id) = (device.id.clone(), target.to_string());
            let undone = Verdict::Undone { command: target };
            let says = super::json(&undone);
            let withdrawn: Answer<bool> = self
                .db
                .write(move |mut tx| {
                    Box::pin(async move { Ok(db::withdraw(tx.c(), &device, &id, &says).await?) })
                })
                .await;
            if withdrawn? {
                return Ok(undone.into());
            }
            return Err(Refused::unavailable(
                "what is to be taken back is not answered",
            ));
        }
        if row.as_ref().is_some_and(|row| row.is(State::NeedsPerson)) {
            return Ok(Verdict::NeedsPerson.into());
        }
        let done = row.filter(|row| row.is(State::Done));
        let Some((what, subject)) = done.and_then(|row| Some((row.what, row.subject_id?))) else {
            return Ok(Verdict::refused(Reason::NothingToUndo).into());
        };
        let gone = match what.as_str() {
            "checkin" => {
                let asked = door_call(Operation::DeleteCheckin, device, when);
                self.in_time(self.registry.cancel_checkin(&asked, subject.clone()))
                    .await
            }
            "handOut" => {
                let asked = door_call(Operation::DeleteRedeemedReward, device, when);
                let id = subject.clone();
                self.in_time(self.registry.cancel_redeemed_reward(&asked, id))
                    .await
            }
            _ => return Ok(Verdict::refused(Reason::NotAllowed).into()),
        };
        let verdict = match gone {
            // Somebody else did, unless it was us, just before we stopped.
            Err(Refused::Problem(problem)) if problem.status == 404 && !asked_before => {
                Verdict::refused(Reason::NothingToUndo)
            }
            Err(Refused::Problem(problem)) if problem.status != 404 => {
                return Ok(Verdict::of_problem(&problem).into());
            }
            Err(Refused::Problem(_)) | Ok(()) => Verdict::Undone { command: target },
            Err(other) => return Err(other),
        };
        let mut told = Told::from(verdict);
        told.taken = Some(subject);
        Ok(told)
    }
}
