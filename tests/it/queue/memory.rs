//! A door that keeps everything in memory, one transaction at a time: `domain::intake` decides, a
//! registry of a few lines does it.

use super::{
    bug::Bug,
    spec::{Door, Name},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    chain::Link,
    command::{Batch, Command, SealedCommand, Shown, What},
    device::{DeviceId, PublicKey},
    intake::{self, Admission, Known, Place, Reading},
    outbox::Head,
    seal::OpeningKey,
    time::Timestamp,
    verdict::{Reason, Verdict},
};
use std::collections::BTreeMap;
use uuid::Uuid;

struct Row {
    seq: u64,
    link: Link,
    verdict: String,
    state: &'static str,
    what: What,
    running: bool,
}

/// What the door knows of a device.
pub(crate) struct Device {
    pub(crate) key: PublicKey,
    head: Head,
    revoked: bool,
    rows: BTreeMap<Uuid, Row>,
    undone: Vec<Uuid>,
}

/// The door.
pub(crate) struct Memory {
    devices: BTreeMap<DeviceId, Device>,
    opening: Option<OpeningKey>,
    /// From when until when the shift is.
    shift: (i64, i64),
    ins: Vec<(String, Name)>,
    guests: Vec<(Name, u32)>,
    misfits: usize,
    bug: Option<Bug>,
}

impl Memory {
    pub(crate) fn new(
        keys: &[(DeviceId, PublicKey)],
        opening: Option<OpeningKey>,
        shift: (i64, i64),
        bug: Option<Bug>,
    ) -> Self {
        let device = |key: &PublicKey| Device {
            key: *key,
            head: Head::default(),
            revoked: false,
            rows: BTreeMap::new(),
            undone: vec![],
        };
        let devices = keys.iter().map(|(id, key)| (*id, device(key)));
        Self {
            devices: devices.collect(),
            opening,
            shift,
            ins: vec![],
            guests: vec![],
            misfits: 0,
            bug,
        }
    }

    fn read(&self, device: DeviceId, item: &SealedCommand) -> Result<Reading, Reason> {
        let known = self.devices.get(&device).ok_or(Reason::UnknownDevice)?;
        if let Some(opening) = &self.opening {
            return intake::read(opening, &device, &known.key, item);
        }
        let payload = URL_SAFE_NO_PAD.decode(&item.sealed);
        let payload = payload.map_err(|_| Reason::Unreadable)?;
        let command: Command = serde_json::from_slice(&payload).map_err(|_| Reason::Unreadable)?;
        let link = command.prev.then(&payload);
        Ok(Reading {
            command,
            link,
            payload,
        })
    }

    fn known(&self, device: DeviceId, command: &Command) -> Known {
        let Some(of) = self.devices.get(&device) else {
            return Known::default();
        };
        let by_number = |seq| of.rows.values().find(|row| row.seq == seq);
        Known {
            head: of.head,
            revoked: of.revoked && self.bug != Some(Bug::RevokedApplied),
            stored: of
                .rows
                .get(&command.id)
                .filter(|_| self.bug != Some(Bug::ReplayNotSeen))
                .map(|row| row.link),
            before: command
                .seq
                .checked_sub(1)
                .and_then(by_number)
                .map(|row| row.link),
            taken: by_number(command.seq).is_some(),
            undone: of.undone.contains(&command.id) && self.bug != Some(Bug::UndoForgotten),
        }
    }

    fn one(&mut self, device: DeviceId, reading: &Reading, received: i64) -> String {
        let command = &reading.command;
        let known = self.known(device, command);
        let judged = command.at.judged(Timestamp::from_millis(received)).millis();
        let running = (self.shift.0..self.shift.1).contains(&judged);
        let (verdict, state, place) = match known.admit(reading) {
            Admission::Replay => return self.devices[&device].rows[&command.id].verdict.clone(),
            Admission::Reused => return json(&Verdict::refused(Reason::Reused)),
            Admission::Hold(place) => (Verdict::Held, "held", place),
            Admission::Withdrawn(place) => {
                let undone = Verdict::Undone {
                    command: command.id,
                };
                (undone, "refused", place)
            }
            Admission::Judge(place) => {
                let (verdict, state) = self.judge((device, command.id), &command.what, running);
                (verdict, state, place)
            }
        };
        if matches!(place, Place::Broken | Place::Forked) {
            self.misfits += 1;
        }
        let verdict = json(&verdict);
        let head = known.head_after(reading);
        let Some(of) = self.devices.get_mut(&device) else {
            return verdict;
        };
        of.head = head;
        let row = Row {
            seq: command.seq,
            link: reading.link,
            verdict: verdict.clone(),
            state,
            what: command.what.clone(),
            running,
        };
        of.rows.insert(command.id, row);
        verdict
    }

    fn judge(&mut self, name: Name, what: &What, running: bool) -> (Verdict, &'static str) {
        match what {
            What::Undo { command } => self.undo((name.0, *command)),
            _ if !running => (Verdict::refused(Reason::Shift), "refused"),
            What::Guest { count, .. } => {
                self.guests.push((name, *count));
                (Verdict::Counted { count: *count }, "done")
            }
            What::Checkin {
                shown: Shown::Number(number),
                ..
            } => {
                let number = number.as_str();
                if self.ins.iter().any(|(inside, _)| inside == number) {
                    let already = Verdict::Already {
                        at: None,
                        by: Some("Olena".to_owned()),
                        renews: None,
                        name: Some("Bram".to_owned()),
                    };
                    return (already, "done");
                }
                self.ins.push((number.to_owned(), name));
                let saved = Verdict::Saved {
                    points: 1,
                    total: None,
                    name: Some("Bram".to_owned()),
                    activity: None,
                };
                (saved, "done")
            }
            _ => (Verdict::NeedsPerson, "held"),
        }
    }

    fn undo(&mut self, target: Name) -> (Verdict, &'static str) {
        let Some(of) = self.devices.get_mut(&target.0) else {
            return (Verdict::NeedsPerson, "held");
        };
        let seen = of.undone.contains(&target.1);
        let mut was_in = false;
        if let Some(row) = of.rows.get_mut(&target.1) {
            let guest = matches!(row.what, What::Guest { .. });
            was_in = self.ins.iter().any(|(_, by)| *by == target);
            if row.state == "held" {
                row.state = "refused";
            } else if (guest && seen) || (!guest && !was_in) {
                return (Verdict::refused(Reason::NothingToUndo), "refused");
            }
        }
        of.undone.push(target.1);
        self.guests.retain(|(name, _)| *name != target);
        if was_in {
            self.ins.retain(|(_, by)| *by != target);
        }
        let undone = Verdict::Undone { command: target.1 };
        (undone, "done")
    }
}

fn json(verdict: &Verdict) -> String {
    serde_json::to_string(verdict).unwrap()
}

impl Door for Memory {
    fn deliver(&mut self, batch: &Batch, received: i64) -> Result<Vec<(Uuid, String)>, String> {
        let mut told = vec![];
        for item in &batch.items {
            let verdict = match self.read(batch.device, item) {
                Ok(reading) => self.one(batch.device, &reading, received),
                Err(reason) => json(&Verdict::refused(reason)),
            };
            told.push((item.id, verdict));
        }
        Ok(told)
    }

    fn shut_out(&mut self, device: DeviceId, _: i64) -> Result<(), String> {
        if let Some(of) = self.devices.get_mut(&device) {
            of.revoked = true;
        }
        Ok(())
    }

    fn decide(&mut self, name: Name, yes: bool) -> Result<String, String> {
        let Some(of) = self.devices.get(&name.0) else {
            return Ok("none".to_owned());
        };
        let Some(row) = of.rows.get(&name.1).filter(|row| row.state == "held") else {
            return Ok("none".to_owned());
        };
        let (what, running) = (row.what.clone(), row.running);
        let undone = of.undone.contains(&name.1);
        let (word, state) = match yes {
            false => ("refused", "refused"),
            true if undone => ("undone", "refused"),
            true => {
                let (verdict, state) = self.judge(name, &what, running);
                (verdict.key(), state)
            }
        };
        if let Some(row) = self
            .devices
            .get_mut(&name.0)
            .and_then(|of| of.rows.get_mut(&name.1))
        {
            row.state = state;
        }
        Ok(word.to_owned())
    }

    fn restart(&mut self) {
        if self.bug != Some(Bug::TwoTransactions) {
            return;
        }
        // The effects of the last command were there; the row with its verdict was not yet.
        let last = self.devices.values_mut().find_map(|of| {
            let seq = of.head.seq;
            let id = *of.rows.iter().find(|(_, row)| row.seq == seq)?.0;
            Some((of, id))
        });
        if let Some((of, id)) = last {
            of.rows.remove(&id);
        }
    }

    fn inside(&mut self) -> Result<Vec<String>, String> {
        let mut inside: Vec<String> = self.ins.iter().map(|(pass, _)| pass.clone()).collect();
        inside.sort();
        Ok(inside)
    }

    fn guests(&mut self) -> Result<u32, String> {
        Ok(self.guests.iter().map(|(_, count)| count).sum())
    }

    fn chain(&mut self, device: DeviceId) -> Result<(Vec<u64>, String), String> {
        let of = self.devices.get(&device).ok_or("no such device")?;
        let mut numbers: Vec<u64> = of.rows.values().map(|row| row.seq).collect();
        numbers.sort_unstable();
        Ok((numbers, of.head.link.to_string()))
    }

    fn misfits(&mut self) -> Result<usize, String> {
        Ok(self.misfits)
    }

    fn bug(&self) -> Option<Bug> {
        self.bug
    }
}
