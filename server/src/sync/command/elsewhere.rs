//! A registry elsewhere: the command was kept as asked for in its own transaction; then the registry
//! is asked, then its answer is kept. Until there is one, the device is told "not yet" and asks again.

use super::{json, run::word};
use crate::{
    db::command::{self as db, State},
    registry::{Answer, Refused, embedded::queue::Outcome},
    sync::{SyncFace, call},
};
use domain::{
    command::{Shown, What},
    device::DeviceId,
    intake::Reading,
    time::Timestamp,
    uitpas_api::{
        Operation, Permission,
        checkin::{Checkin, SelfCheckin},
        reward::RedeemRequest,
    },
    verdict::{Reason, Verdict},
};

impl SyncFace {
    /// Asks, keeps what became of it, and says so.
    pub(super) async fn ask(
        &self,
        device: DeviceId,
        reading: &Reading,
        received: Timestamp,
    ) -> String {
        let pending = || json(&Verdict::Pending);
        let outcome = match self.ask_registry(reading, received).await {
            Ok(outcome) => outcome,
            Err(Refused::Problem(problem)) => Verdict::of_problem(&problem).into(),
            Err(Refused::Unavailable(_)) => return pending(),
            // It may have happened: asking again could do it twice.
            Err(Refused::InDoubt) => Verdict::NeedsPerson.into(),
        };
        match self.keep_answer(device, reading, &outcome).await {
            Ok(()) => json(&outcome.verdict),
            Err(error) => {
                tracing::error!(%error, what = word(&reading.command.what), "an answer was not kept");
                pending()
            }
        }
    }

    async fn keep_answer(
        &self,
        device: DeviceId,
        reading: &Reading,
        outcome: &Outcome,
    ) -> Result<(), Refused> {
        use domain::outbox::State as Queue;
        let state = match outcome.verdict.state() {
            Queue::Done => State::Done,
            Queue::Refused => State::Refused,
            _ => State::NeedsPerson,
        };
        let (device, id) = (device.to_string(), reading.command.id.to_string());
        let (verdict, subject) = (json(&outcome.verdict), outcome.subject.clone());
        self.db
            .write(move |mut tx| {
                Box::pin(async move {
                    db::settle(tx.c(), &device, &id, state, subject.as_deref(), &verdict).await?;
                    Ok(())
                })
            })
            .await
    }

    async fn ask_registry(&self, reading: &Reading, received: Timestamp) -> Answer<Outcome> {
        let at = reading.command.at.judged(received);
        let timed = |mut asked: crate::registry::Call| {
            asked.at = at;
            asked
        };
        match &reading.command.what {
            What::SelfCheckin { passholder, code } => {
                let operation = Operation::PostPassholderCheckin;
                let asked = timed(call::for_device(operation, passholder, vec![], received));
                let body = SelfCheckin {
                    checkin_code: code.clone(),
                };
                let done = self
                    .registry
                    .self_checkin(&asked, passholder.clone(), body)
                    .await?;
                Ok(Verdict::Saved {
                    points: done.added_points,
                    total: Some(done.total_points),
                    name: None,
                    activity: None,
                }
                .into())
            }
            What::Checkin { event, shown, .. } => {
                let Shown::Number(number) = shown else {
                    return Ok(Verdict::NeedsPerson.into());
                };
                let asked = timed(call::for_pasmaat_with(
                    Operation::PostCheckin,
                    Permission::CheckinsWrite,
                    received,
                ));
                let body = Checkin {
                    id: None,
                    creation_date: None,
                    event_id: event.clone(),
                    event_title: None,
                    uitpas_number: number.as_str().to_owned(),
                    points: None,
                    passholder: None,
                };
                let done = self.registry.create_checkin(&asked, body).await?;
                let name = done.passholder.map(|person| person.first_name);
                Ok(Outcome {
                    verdict: Verdict::Saved {
                        points: done.points.unwrap_or(0),
                        total: None,
                        name,
                        activity: None,
                    },
                    subject: done.id,
                    holder: None,
                })
            }
            What::Redeem { passholder, reward } => {
                let operation = Operation::PostRedeemedReward;
                let asked = timed(call::for_device(operation, passholder, vec![], received));
                let looking = call::for_pasmaat(Operation::GetPassholder, received);
                let person = self
                    .registry
                    .passholder(&looking, passholder.clone())
                    .await?;
                let number = person
                    .card_system_memberships
                    .iter()
                    .find_map(|membership| membership.uitpas_number.clone());
                let Some(uitpas_number) = number else {
                    return Ok(Verdict::Inactive.into());
                };
                let request = RedeemRequest {
                    reward_id: reward.clone(),
                    uitpas_number,
                };
                let done = self.registry.redeem(&asked, request).await?;
                Ok(Outcome {
                    subject: Some(done.id.clone()),
                    holder: None,
                    verdict: Verdict::Redeemed {
                        redemption: done.id,
                        reward: reward.clone(),
                        points: done.reward.points.unwrap_or(0),
                        title: done.reward.title,
                        total: None,
                        code: done.redeem_code,
                        info: done.redeem_info,
                        name: None,
                    },
                })
            }
            What::Unknown => Ok(Verdict::NeedsPerson.into()),
            _ => Ok(Verdict::refused(Reason::Other).into()),
        }
    }
}
