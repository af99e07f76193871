//! A batch: opened outside any transaction, then worked off in runs.

use super::{Told, facts::Family, json};
use crate::{
    db::device::{self, DeviceRow},
    registry::{Refused, call::Away},
    sync::{Refusal, SyncFace},
};
use domain::{
    command::{Batch, What},
    device::{DeviceId, PublicKey},
    intake::{self, Reading},
    time::Timestamp,
    verdict::{Reason, Verdict},
};
use std::sync::Arc;
use uuid::Uuid;

/// How many check-ins share a transaction at most.
const RUN: usize = 100;

/// How long a batch asks a registry elsewhere, in milliseconds: what is left is asked the next time, so
/// that no phone waits in vain for an answer to all of it.
const ASKING: i64 = 15_000;

/// What a transaction works on.
pub(super) struct Run {
    pub(super) device: DeviceId,
    pub(super) readings: Arc<Vec<Reading>>,
    pub(super) family: Arc<Family>,
    pub(super) received: Timestamp,
}

/// What a transaction says of one command.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) verdict: String,
    /// A registry elsewhere must be asked, now or again.
    pub(super) ask: bool,
}

impl SyncFace {
    /// Works off a batch that came in at this moment: what each command's device is told, in order.
    pub async fn deliver(&self, batch: Batch, received: Timestamp) -> Result<Vec<Told>, Refusal> {
        let ids: Vec<Uuid> = batch.items.iter().map(|item| item.id).collect();
        let device_id = batch.device;
        let mut c = self.db.read().await?;
        let row = device::one(&mut c, &device_id.to_string()).await?;
        drop(c);
        let key = row.as_ref().and_then(key);
        let (Some(row), Some(key)) = (row, key) else {
            return Ok(all(&ids, Reason::UnknownDevice));
        };
        let opened = self.open(batch, key).await?;
        let family = Arc::new(self.family_asked(&row, &opened, received).await?);
        let mut told: Vec<Option<String>> = vec![None; ids.len()];
        for run in runs(&opened) {
            let readings = run.iter().filter_map(|index| opened[*index].as_ref().ok());
            let readings = Arc::new(readings.cloned().collect::<Vec<_>>());
            let said = if readings.is_empty() {
                run.iter().map(|index| refused(&opened[*index])).collect()
            } else {
                self.work_off(device_id, readings, &family, received).await
            };
            for (index, verdict) in run.iter().zip(said) {
                told[*index] = Some(verdict);
            }
        }
        let pending = || json(&Verdict::Pending);
        let told = ids.into_iter().zip(told).map(|(id, verdict)| Told {
            id,
            verdict: verdict.unwrap_or_else(pending),
        });
        Ok(told.collect())
    }

    /// Opens and checks all of a batch, away from the threads that answer others.
    async fn open(
        &self,
        batch: Batch,
        key: PublicKey,
    ) -> Result<Vec<Result<Reading, Reason>>, Refusal> {
        let keys = self.keys.clone();
        let opened = tokio::task::spawn_blocking(move || {
            let read = |item| intake::read(keys.opening(), &batch.device, &key, item);
            batch.items.iter().map(read).collect()
        });
        opened
            .await
            .map_err(|_| Refused::from(Away::new("opening a batch failed", None)).into())
    }

    /// One transaction for all of a run; where that fails, one for each, so that a command on which
    /// the server breaks does not keep the others.
    async fn work_off(
        &self,
        device: DeviceId,
        readings: Arc<Vec<Reading>>,
        family: &Arc<Family>,
        received: Timestamp,
    ) -> Vec<String> {
        let alone = readings.len() == 1;
        let run = |readings: Arc<Vec<Reading>>| Run {
            device,
            readings,
            family: Arc::clone(family),
            received,
        };
        if let Ok(said) = self.transact(run(Arc::clone(&readings))).await {
            return self.answer(device, &readings, said, received).await;
        }
        let mut verdicts = Vec::with_capacity(readings.len());
        for reading in readings.iter() {
            let one = Arc::new(vec![reading.clone()]);
            let said = if alone {
                None
            } else {
                self.transact(run(Arc::clone(&one))).await.ok()
            };
            match said {
                Some(said) => verdicts.extend(self.answer(device, &one, said, received).await),
                None => verdicts.push(json(&Verdict::Pending)),
            }
        }
        verdicts
    }

    async fn transact(&self, run: Run) -> Result<Vec<Said>, Refused> {
        let own = self.clone();
        self.db
            .write(move |mut tx| Box::pin(async move { own.run(&mut tx, &run).await }))
            .await
    }

    /// Asks a registry elsewhere for what the transaction only noted.
    async fn answer(
        &self,
        device: DeviceId,
        readings: &[Reading],
        said: Vec<Said>,
        received: Timestamp,
    ) -> Vec<String> {
        let mut verdicts = Vec::with_capacity(said.len());
        let mut redeemed = false;
        for (reading, said) in readings.iter().zip(said) {
            redeemed |= matches!(
                reading.command.what,
                What::Redeem { .. } | What::HandOut { .. }
            );
            let in_time = self.clock.now() - received.millis() < ASKING;
            verdicts.push(if said.ask && in_time {
                self.ask(device, reading, received).await
            } else {
                said.verdict
            });
        }
        if redeemed && let Some(embedded) = &self.embedded {
            embedded.forget_rewards().await;
        }
        verdicts
    }
}

fn key(row: &DeviceRow) -> Option<PublicKey> {
    row.public_key.as_deref()?.parse().ok()
}

fn all(ids: &[Uuid], reason: Reason) -> Vec<Told> {
    let verdict = json(&Verdict::refused(reason));
    let told = ids.iter().map(|id| Told {
        id: *id,
        verdict: verdict.clone(),
    });
    told.collect()
}

fn refused(opened: &Result<Reading, Reason>) -> String {
    let reason = opened.as_ref().err().copied();
    json(&Verdict::refused(reason.unwrap_or(Reason::Unreadable)))
}

/// Indices that share a transaction: check-ins whose numbers follow each other, up to [`RUN`];
/// everything else, and what did not open, alone.
fn runs(opened: &[Result<Reading, Reason>]) -> Vec<Vec<usize>> {
    let seq = |index: usize| {
        let command = &opened[index].as_ref().ok()?.command;
        let together = matches!(
            command.what,
            What::Checkin { .. } | What::SelfCheckin { .. }
        );
        together.then_some(command.seq)
    };
    let mut runs: Vec<Vec<usize>> = vec![];
    for index in 0..opened.len() {
        let follows = runs.last().is_some_and(|run| {
            let before = run.last().copied().and_then(seq);
            run.len() < RUN && before.is_some() && before.map(|before| before + 1) == seq(index)
        });
        match runs.last_mut() {
            Some(run) if follows => run.push(index),
            _ => runs.push(vec![index]),
        }
    }
    runs
}
