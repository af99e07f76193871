//! A registry elsewhere: the command was kept as asked for in its own transaction; then the registry
//! is asked, then its answer is kept. Until there is one, the device is told "not yet" and asks again.
//!
//! The real API knows no idempotency key. Before anything is sent it is noted that it may be done from
//! now on, and who asks; whoever finds such a note after a crash looks up what became of it first.

use super::{
    act::Acted, facts::Looked, hold::read_again, json, pass::AFTERWARDS, run::note, there::Told,
};
use crate::{
    db::{
        Tx,
        command::{self as db, State},
        device::{self, DeviceRow},
        door_scan, there,
    },
    registry::{Answer, Refused},
    sync::SyncFace,
};
use domain::{
    command::{Shown, What},
    device::DeviceId,
    intake::Reading,
    time::Timestamp,
    verdict::Verdict,
};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, timeout};

/// How much longer than the registry is waited for, in milliseconds, who asks may leave no word.
const GRACE: i64 = 8_000;
/// For how long it is looked up again and again what became of a check-in, before somebody must look.
const DOUBT: i64 = 15 * 60_000;
/// How long a device waits for one answer: the asking goes on without it.
const PATIENCE: Duration = Duration::from_secs(4);

/// Whose turn it is to ask.
enum Turn {
    /// Ours; it may have been done since then, where it was asked before.
    Ours(Box<DeviceRow>, Option<i64>),
    /// Somebody else asks at this moment.
    Others,
    /// There is an answer.
    Said(String),
}

/// How often it is looked whether something is still to be asked, and for how many at once.
const EVERY: Duration = Duration::from_secs(15);
const AT_ONCE: i64 = 100;

impl SyncFace {
    /// Goes on asking for what no phone asks for any more: it was delivered, and its helper went home.
    /// Ends with the program.
    pub fn keep_asking(&self) {
        let own = self.clone();
        tokio::spawn(async move {
            let mut time = tokio::time::interval(EVERY);
            time.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                time.tick().await;
                if let Err(error) = own.ask_for_all().await {
                    tracing::warn!(%error, "what waits for UiTPAS could not be looked at");
                }
            }
        });
    }

    async fn ask_for_all(&self) -> Answer<()> {
        let mut c = self.db.read().await?;
        let rows = db::unasked(&mut c, self.clock.now(), AT_ONCE).await?;
        drop(c);
        for row in rows {
            let received = Timestamp::from_millis(row.received_at);
            let device = row.device_id.parse();
            if let (Ok(device), Some(reading)) = (device, read_again(row)) {
                self.ask(device, &reading, received).await;
            }
        }
        Ok(())
    }

    /// Asks, keeps what became of it, and says so: also where the device no longer listens.
    pub(super) async fn ask(
        &self,
        device: DeviceId,
        reading: &Reading,
        received: Timestamp,
    ) -> String {
        let (own, asked) = (self.clone(), reading.clone());
        let asking = tokio::spawn(async move { own.ask_and_keep(device, &asked, received).await });
        match timeout(PATIENCE, asking).await {
            Ok(Ok(Ok(verdict))) => verdict,
            Ok(Ok(Err(error))) => {
                tracing::error!(%error, "what the registry answered was not kept");
                json(&Verdict::Pending)
            }
            Ok(Err(_)) | Err(_) => json(&Verdict::Pending),
        }
    }

    async fn ask_and_keep(
        &self,
        id: DeviceId,
        reading: &Reading,
        received: Timestamp,
    ) -> Answer<String> {
        let (device, before) = match self.turn(id, reading).await? {
            Turn::Ours(device, before) => (device, before),
            Turn::Others => return Ok(json(&Verdict::Pending)),
            Turn::Said(verdict) => return Ok(verdict),
        };
        let now = self.clock.now();
        let since = before.unwrap_or(now);
        let told = match self.there(&device, reading, received, before).await {
            Ok(told) => told,
            Err(Refused::Problem(problem)) => Verdict::of_problem(&problem).into(),
            Err(Refused::Unavailable(_)) => return self.not_yet(id, reading, before).await,
            Err(Refused::InDoubt) if can_be_looked_up(reading) && now - since < DOUBT => {
                return self.not_yet(id, reading, Some(since)).await;
            }
            // It may have happened: asking again could do it twice.
            Err(Refused::InDoubt) => Verdict::NeedsPerson.into(),
        };
        let verdict = json(&told.outcome.verdict);
        let (made, reading) = (told.outcome.subject.clone(), reading.clone());
        // Other phones look for what came in since they last asked: this does now.
        let now = Timestamp::from_millis(self.clock.now());
        let kept: Answer<()> = self
            .db
            .write(move |mut tx| {
                Box::pin(async move { keep(&mut tx, &device, &reading, told, now).await })
            })
            .await;
        if let (Err(_), Some(made), Some(elsewhere)) = (&kept, made, &self.elsewhere) {
            // Who asks next must find it.
            elsewhere.publiq.disown(&made);
        }
        kept.map(|()| verdict)
    }

    async fn turn(&self, device: DeviceId, reading: &Reading) -> Answer<Turn> {
        let (device, id) = (device.to_string(), reading.command.id.to_string());
        let now = self.clock.now();
        let longest = self.looking_up() + self.asking() + AFTERWARDS;
        let until = now + i64::try_from(longest.as_millis()).unwrap_or(i64::MAX / 2) + GRACE;
        self.db
            .write(move |mut tx| {
                Box::pin(async move {
                    let before = db::asked_at(tx.c(), &device, &id).await?;
                    let ours = db::take(tx.c(), &device, &id, now, until).await?;
                    if ours && let Some(row) = device::one(tx.c(), &device).await? {
                        return Ok(Turn::Ours(Box::new(row), before));
                    }
                    let found = db::of_device(tx.c(), &device, [id]).await?;
                    let said = found.into_iter().find(|row| !row.is(State::Asked));
                    Ok(said.map_or(Turn::Others, |row| Turn::Said(row.verdict)))
                })
            })
            .await
    }

    /// Leaves the asking to the next time. `since` is when it may have been done.
    async fn not_yet(
        &self,
        device: DeviceId,
        reading: &Reading,
        since: Option<i64>,
    ) -> Answer<String> {
        let (device, id) = (device.to_string(), reading.command.id.to_string());
        self.db
            .write(move |mut tx| {
                Box::pin(async move { Ok(db::leave(tx.c(), &device, &id, since).await?) })
            })
            .await
            .map(|()| json(&Verdict::Pending))
    }
}

/// Keeps an answer with all that follows from it here, unless one is kept already.
async fn keep(
    tx: &mut Tx<'_>,
    device: &DeviceRow,
    reading: &Reading,
    told: Told,
    now: Timestamp,
) -> Answer<()> {
    let command = &reading.command;
    let acted = Acted::from(told.outcome);
    let (id, verdict) = (command.id.to_string(), json(&acted.verdict));
    let subject = acted.subject.as_deref();
    let (became, says) = (
        (acted.state, subject),
        (&*json(&Verdict::Pending), &*verdict),
    );
    if !db::settle(tx.c(), &device.id, &id, became, says).await? {
        return Ok(());
    }
    if let Some(taken) = told.taken {
        there::cancel(tx.c(), &taken, now.millis()).await?;
        door_scan::undo(tx.c(), &taken, None, now.millis()).await?;
    }
    if let (What::Checkin { event, shown, .. }, Verdict::Saved { .. }, Some(made)) =
        (&command.what, &acted.verdict, subject)
    {
        let row = there::CheckinThere {
            id: made.to_owned(),
            event_id: event.clone(),
            passholder_id: acted.holder.clone(),
            uitpas_number: told.number.unwrap_or_default(),
            chip_number: match shown {
                Shown::Chip(chip) => Some(chip.as_str().to_owned()),
                _ => None,
            },
            at: command.at.judged(now).millis(),
            received_at: now.millis(),
        };
        there::add(tx.c(), &row).await?;
    }
    let scan = note(tx, device, reading, &acted, now, &mut Looked::default()).await?;
    Ok(door_scan::record(tx.c(), scan.as_slice()).await?)
}

/// Whether the registry's lists say what became of it.
const fn can_be_looked_up(reading: &Reading) -> bool {
    matches!(
        reading.command.what,
        What::Checkin { .. } | What::Undo { .. }
    )
}
