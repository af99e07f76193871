//! What happens to a batch between a phone and the door, and what comes back.

use super::World;
use crate::queue::bug::Bug;
use domain::{
    command::{Batch, Receipt},
    outbox::Answer,
    time::Timestamp,
    verdict::Verdict,
};
use uuid::Uuid;

/// What an answer says, and how it is read.
pub(super) fn read(told: &[(Uuid, String)], now: i64) -> Answer {
    let receipts: Vec<String> = told
        .iter()
        .map(|(id, verdict)| format!(r#"{{"id":"{id}","verdict":{verdict}}}"#))
        .collect();
    let now = serde_json::to_string(&Timestamp::from_millis(now)).unwrap();
    let body = format!(r#"{{"receipts":[{}],"now":{now}}}"#, receipts.join(","));
    Answer::read(200, "application/json", None, body.as_bytes())
}

impl World<'_> {
    /// A batch reaches the server.
    pub(super) fn deliver(&mut self, batch: &Batch) -> Result<Vec<(Uuid, String)>, String> {
        let told = self.door.deliver(batch, self.now)?;
        if told.len() != batch.items.len() {
            return Err("not one verdict a command".to_owned());
        }
        for (id, verdict) in &told {
            let name = (batch.device, *id);
            let (what, at) = self.made.get(&name).ok_or("a command that nobody made")?;
            let judged = at.judged(Timestamp::from_millis(self.now)).millis();
            let running = (self.hall.hours.0..self.hall.hours.1).contains(&judged);
            let expected = self.spec.arrives(name, what, running);
            let read: Verdict = serde_json::from_str(verdict).map_err(|e| e.to_string())?;
            if read.key() != expected {
                return Err(format!("told {verdict}, expected {expected}"));
            }
            let first = self.first.entry(name).or_insert_with(|| verdict.clone());
            if first != verdict {
                return Err(format!("a repetition was told {verdict}, first {first}"));
            }
        }
        Ok(told)
    }

    pub(super) fn send(&mut self, which: usize) -> Result<(), String> {
        let Some(batch) = self.phones[which].begin(self.now) else {
            return Ok(());
        };
        if !batch.items.is_sorted_by_key(|item| item.seq) {
            return Err("a batch is out of order".to_owned());
        }
        let poisoned = batch.items.iter().any(|item| Some(item.id) == self.poison);
        if poisoned {
            self.phones[which].answered(&Answer::Broken, &batch, self.now, &mut self.dice);
            return Ok(());
        }
        let answer = self.weather(&batch)?;
        self.now += i64::try_from(self.dice.below(3_000)).unwrap();
        if self.dice.once_in(24) {
            // The page is killed while the request is under way.
            self.phones[which].crash();
        } else {
            self.phones[which].answered(&answer, &batch, self.now, &mut self.dice);
        }
        Ok(())
    }

    /// What the network and the server make of a batch.
    fn weather(&mut self, batch: &Batch) -> Result<Answer, String> {
        let portal = |status| Answer::read(status, "text/html", None, b"<html>sign in</html>");
        Ok(match self.dice.below(20) {
            0 => Answer::Lost,
            1 => {
                self.held_up.push(batch.clone());
                Answer::Lost
            }
            2 => {
                self.deliver(batch)?;
                Answer::Lost
            }
            3 => {
                // The server ends after some of them.
                let some = self.dice.below(batch.items.len() + 1);
                let part = Batch {
                    device: batch.device,
                    items: batch.items[..some].to_vec(),
                };
                self.deliver(&part)?;
                if some > 0 {
                    self.door.restart();
                }
                portal(502)
            }
            4 => {
                let told = self.deliver(batch)?;
                self.deliver(batch)?;
                read(&told, self.now)
            }
            5 => {
                self.held_up.push(batch.clone());
                let told = self.deliver(batch)?;
                read(&told, self.now)
            }
            6 => {
                let mut shuffled = batch.clone();
                self.dice.shuffle(&mut shuffled.items);
                let told = self.deliver(&shuffled)?;
                read(&told, self.now)
            }
            7 if batch.items.len() > 1 => portal(413),
            8 => {
                let wait = self.dice.below(1_200).to_string();
                let status = if self.dice.once_in(2) { 429 } else { 503 };
                Answer::read(status, "text/html", Some(&wait), b"")
            }
            9 => portal(500),
            10 if self.door.bug() == Some(Bug::PortalIsYes) => {
                let saved = r#"{"is":"saved","points":1}"#.to_owned();
                let yes = |item: &domain::command::SealedCommand| (item.id, saved.clone());
                read(&batch.items.iter().map(yes).collect::<Vec<_>>(), self.now)
            }
            10 => portal(200),
            11 => portal(302),
            12 => {
                // An answer that leaves some out.
                let mut told = self.deliver(batch)?;
                told.retain(|_| !self.dice.once_in(3));
                read(&told, self.now)
            }
            13 => {
                // Not known yet, for a few.
                let part: Vec<_> = batch.items.iter().skip(1).cloned().collect();
                let first = batch.items.first().map(|item| item.id);
                let rest = Batch {
                    device: batch.device,
                    items: part,
                };
                let mut told = self.deliver(&rest)?;
                let pending = r#"{"is":"pending"}"#.to_owned();
                told.extend(first.map(|id| (id, pending)));
                read(&told, self.now)
            }
            _ => {
                let told = self.deliver(batch)?;
                read(&told, self.now)
            }
        })
    }

    /// A worker or another phone delivers, and is told less.
    pub(super) fn courier(&mut self, which: usize) -> Result<(), String> {
        let mut batch = self.phones[which].hand_out(&mut self.dice);
        batch.items.retain(|item| Some(item.id) != self.poison);
        let told = self.deliver(&batch)?;
        if self.dice.once_in(2) {
            return Ok(());
        }
        let receipts = told.iter().map(|(id, verdict)| {
            let verdict: Verdict = serde_json::from_str(verdict).unwrap_or(Verdict::Other);
            Receipt {
                id: *id,
                verdict: verdict.for_courier(),
            }
        });
        let receipts: Vec<Receipt> = receipts.collect();
        self.phones[which].hears_courier(&receipts);
        Ok(())
    }

    /// A batch that was held up comes in after all.
    pub(super) fn late(&mut self) -> Result<(), String> {
        if self.held_up.is_empty() {
            return Ok(());
        }
        let batch = self
            .held_up
            .swap_remove(self.dice.below(self.held_up.len()));
        if batch.items.iter().any(|item| Some(item.id) == self.poison) {
            return Ok(());
        }
        self.deliver(&batch).map(drop)
    }
}
