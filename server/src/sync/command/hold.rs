//! What waits for an admin: commands of a device that was revoked before they came in.

use super::{act::Acted, deliver::Run, facts::Looked, run::note};
use crate::{
    db::{
        Tx,
        command::{self as db, CommandRow, State},
        device, door_scan,
    },
    registry::Answer,
    sync::{Refusal, SyncFace},
};
use domain::{
    chain::Link, command::Command, device::DeviceId, intake::Reading, sync::refusal::Reason,
    time::Timestamp, verdict::Verdict,
};
use std::sync::Arc;

impl SyncFace {
    /// What waits of a device, in order.
    pub async fn waiting_for_somebody(&self, device: &str) -> Result<Vec<CommandRow>, Refusal> {
        let mut c = self.db.read().await?;
        Ok(db::open(&mut c, device).await?)
    }

    /// An admin says yes: the command is judged as it would have been when it came in. Its device
    /// goes on being told what it was told first.
    pub async fn release(&self, device: DeviceId, id: String) -> Result<Verdict, Refusal> {
        let own = self.clone();
        let done: Answer<Option<(Acted, Reading, Timestamp)>> = self
            .db
            .write(move |mut tx| {
                Box::pin(async move { own.judge_held(&mut tx, device, &id).await })
            })
            .await;
        let (acted, reading, received) = done?.ok_or(Reason::NotFound)?;
        if acted.state != State::Asked {
            return Ok(acted.verdict);
        }
        let told = self.ask(device, &reading, received).await;
        Ok(serde_json::from_str(&told).unwrap_or(Verdict::Pending))
    }

    /// An admin says no.
    pub async fn dismiss(&self, device: DeviceId, id: String) -> Result<(), Refusal> {
        let done: sqlx::Result<bool> = self
            .db
            .write(move |mut tx| {
                Box::pin(async move {
                    let device = device.to_string();
                    db::resolve(tx.c(), &device, &id, State::Refused, None).await
                })
            })
            .await;
        if done? {
            Ok(())
        } else {
            Err(Reason::NotFound.into())
        }
    }

    async fn judge_held(
        &self,
        tx: &mut Tx<'_>,
        id: DeviceId,
        command: &str,
    ) -> Answer<Option<(Acted, Reading, Timestamp)>> {
        let device_id = id.to_string();
        tx.lock("device", &device_id).await?;
        let Some(device) = device::one(tx.c(), &device_id).await? else {
            return Ok(None);
        };
        let found = db::of_device(tx.c(), &device_id, [command.to_owned()]).await?;
        // What a registry elsewhere left in doubt is looked up once more.
        let waits = |row: &CommandRow| row.is(State::Held) || row.is(State::NeedsPerson);
        let Some(row) = found.into_iter().find(waits) else {
            return Ok(None);
        };
        let received = Timestamp::from_millis(row.received_at);
        let Some(reading) = read_again(row) else {
            return Ok(None);
        };
        let run = Run {
            device: id,
            readings: Arc::new(vec![]),
            family: Arc::default(),
            received,
        };
        let mut looked = Looked::default();
        let acted = if db::is_undone(tx.c(), &device_id, command).await? {
            Acted::withdrawn(&reading)
        } else {
            self.act(tx, &run, &device, &reading, &mut looked).await?
        };
        looked.crowd.keep(tx).await?;
        let subject = acted.subject.as_deref();
        db::resolve(tx.c(), &device_id, command, acted.state, subject).await?;
        let scan = note(tx, &device, &reading, &acted, received, &mut looked).await?;
        door_scan::record(tx.c(), scan.as_slice()).await?;
        Ok(Some((acted, reading, received)))
    }
}

/// A command that was kept whole, as it was read when it came in.
pub(super) fn read_again(row: CommandRow) -> Option<Reading> {
    let payload = row.payload?.into_bytes();
    Some(Reading {
        command: serde_json::from_slice::<Command>(&payload).ok()?,
        link: row.link.parse().unwrap_or(Link::START),
        payload,
    })
}
