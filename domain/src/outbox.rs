//! The queue of what a device asked for: which commands to send next, and what an answer makes of
//! them. It holds no payload and touches no storage: `app/src/offline` performs it on IndexedDB,
//! and writes each changed [`Item`] that a method gives back before it goes on.
//!
//! Rules: one batch in flight; order by number; an answer counts by the command's id; nothing leaves
//! the queue but what is done; a command that no server takes is set aside and the rest goes on.

mod answer;
mod pause;
#[cfg(test)]
mod tests;

pub use answer::Answer;
pub use pause::{LONGEST_PAUSE, pause};

use crate::{
    chain::Link,
    command::{MOST_IN_BATCH, Receipt},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;
use uuid::Uuid;

/// The most that a batch holds, in characters of sealed commands.
pub const MOST_CHARACTERS: u32 = 200_000;

/// Where a command stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum State {
    /// To be sent.
    Waiting,
    /// In the batch under way. After a crash it is [`State::Waiting`] again: the server knows
    /// repetitions.
    Sending,
    /// The server did it, or had done it.
    Done,
    /// The server said no; it stays listed with the reason.
    Refused,
    /// Somebody must look at it.
    NeedsPerson,
}

/// A command as the queue knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Its number.
    pub seq: u64,
    /// Its id.
    pub id: Uuid,
    /// How many characters it has when sealed.
    pub size: u32,
    /// Where it stands.
    pub state: State,
    /// How often it was sent without a verdict.
    #[serde(default)]
    pub tries: u32,
    /// It rests until this moment of the device's clock, in milliseconds.
    #[serde(default)]
    pub not_before: i64,
}

/// Where the chain of a device stands: kept in the same transaction as each new command.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    /// The number of the last command; 0 before the first.
    pub seq: u64,
    /// Its link.
    pub link: Link,
}

impl Head {
    /// The number that the next command gets.
    pub const fn next_seq(&self) -> u64 {
        self.seq + 1
    }

    /// The head after a command with this payload.
    #[must_use]
    pub fn then(&self, payload: &[u8]) -> Self {
        Self {
            seq: self.next_seq(),
            link: self.link.then(payload),
        }
    }
}

/// Why a command cannot be queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the number or the id is in the queue already")]
pub struct Taken;

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// [`Outbox::begin`] gives a batch.
    Send,
    /// A batch is under way.
    Busy,
    /// Nothing waits.
    Nothing,
    /// Something waits, until this moment of the device's clock, in milliseconds.
    Later(i64),
}

/// The queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outbox {
    items: BTreeMap<u64, Item>,
    flight: Vec<u64>,
    most: usize,
    failures: u32,
    paused_until: i64,
    told_to_wait_until: i64,
}

impl Default for Outbox {
    fn default() -> Self {
        Self::restore([])
    }
}

impl Outbox {
    /// The queue as it was kept: after a start, and so after a crash.
    pub fn restore(kept: impl IntoIterator<Item = Item>) -> Self {
        let items = kept.into_iter().map(|mut item| {
            if item.state == State::Sending {
                item.state = State::Waiting;
            }
            (item.seq, item)
        });
        Self {
            items: items.collect(),
            flight: vec![],
            most: MOST_IN_BATCH,
            failures: 0,
            paused_until: i64::MIN,
            told_to_wait_until: i64::MIN,
        }
    }

    /// The queue as it is kept now, whoever wrote to it since: pauses and the size of a batch live
    /// on. A batch under way whose answer nobody took is one that was lost.
    pub fn refresh(&mut self, kept: impl IntoIterator<Item = Item>) {
        let Self { items, .. } = Self::restore(kept);
        self.items = items;
        self.flight.clear();
    }

    /// Takes in a command that is kept durably already.
    pub fn enqueue(&mut self, seq: u64, id: Uuid, size: u32) -> Result<Item, Taken> {
        if self
            .items
            .values()
            .any(|item| item.seq == seq || item.id == id)
        {
            return Err(Taken);
        }
        let item = Item {
            seq,
            id,
            size,
            state: State::Waiting,
            tries: 0,
            not_before: 0,
        };
        self.items.insert(seq, item);
        Ok(item)
    }

    /// What to do at this moment of the device's clock.
    pub fn next(&self, now: i64) -> Next {
        if !self.flight.is_empty() {
            return Next::Busy;
        }
        let waiting = || {
            self.items
                .values()
                .filter(|item| item.state == State::Waiting)
        };
        let Some(first) = waiting().map(|item| until(item.not_before, now)).min() else {
            return Next::Nothing;
        };
        let pauses = [self.paused_until, self.told_to_wait_until];
        let from = pauses
            .into_iter()
            .fold(first, |from, pause| from.max(until(pause, now)));
        if from <= now {
            Next::Send
        } else {
            Next::Later(from)
        }
    }

    /// Begins the next batch, where [`Outbox::next`] says so: what is to be sent, in order.
    pub fn begin(&mut self, now: i64) -> Vec<Item> {
        if self.next(now) != Next::Send {
            return vec![];
        }
        let mut characters = 0u32;
        let ready = self
            .items
            .values()
            .filter(|item| item.state == State::Waiting && until(item.not_before, now) <= now);
        let flight: Vec<u64> = ready
            .take(self.most)
            .enumerate()
            .take_while(|(index, item)| {
                characters = characters.saturating_add(item.size);
                *index == 0 || characters <= MOST_CHARACTERS
            })
            .map(|(_, item)| item.seq)
            .collect();
        self.flight = flight;
        self.change_flight(|item| item.state = State::Sending)
    }

    /// What an answer, or none, makes of the batch under way. `jitter` is a random number, so that
    /// many devices do not come back at once.
    pub fn answered(&mut self, answer: &Answer, now: i64, jitter: u16) -> Vec<Item> {
        let alone = self.flight.len() == 1;
        match answer {
            Answer::Receipts(receipts) => return self.delivered(&receipts.receipts, now, jitter),
            Answer::TooLarge | Answer::Rejected if alone => {
                let changed = self.change_flight(|item| {
                    item.tries += 1;
                    item.state = State::NeedsPerson;
                });
                self.flight.clear();
                return changed;
            }
            Answer::TooLarge | Answer::Rejected => self.halve(),
            Answer::Wait { millis } => {
                let millis = i64::try_from(*millis)
                    .unwrap_or(i64::MAX)
                    .min(LONGEST_PAUSE);
                self.told_to_wait_until = now.saturating_add(millis);
                self.fail(now, jitter);
            }
            Answer::Broken => {
                self.halve();
                self.fail(now, jitter);
            }
            Answer::Lost => self.fail(now, jitter),
        }
        // One command on which the server breaks rests longer each time and lets the others by.
        let breaks = alone && matches!(answer, Answer::Broken);
        let changed = self.change_flight(|item| {
            item.state = State::Waiting;
            item.tries += 1;
            if breaks {
                item.not_before = now.saturating_add(pause(item.tries, jitter));
            }
        });
        self.flight.clear();
        changed
    }

    /// What became of a batch. A command without a receipt, or with one that says "not yet", waits
    /// again; one that says what became of it counts whenever it comes and whoever sent it.
    fn delivered(&mut self, receipts: &[Receipt], now: i64, jitter: u16) -> Vec<Item> {
        self.failures = 0;
        self.paused_until = i64::MIN;
        self.told_to_wait_until = i64::MIN;
        self.most = (self.most * 2).min(MOST_IN_BATCH);
        let mut changed = self.acknowledge(receipts);
        let unanswered = self.change_flight(|item| {
            if item.state == State::Sending {
                item.state = State::Waiting;
                item.tries += 1;
                item.not_before = now.saturating_add(pause(item.tries, jitter));
            }
        });
        self.flight.clear();
        changed.extend(
            unanswered
                .into_iter()
                .filter(|item| item.state == State::Waiting),
        );
        changed
    }

    /// Takes receipts that came another way: by a worker, or by another phone.
    pub fn acknowledge(&mut self, receipts: &[Receipt]) -> Vec<Item> {
        let mut changed = vec![];
        for item in self.items.values_mut() {
            if !matches!(
                item.state,
                State::Waiting | State::Sending | State::NeedsPerson
            ) {
                continue;
            }
            let Some(receipt) = receipts.iter().find(|receipt| receipt.id == item.id) else {
                continue;
            };
            let state = receipt.verdict.state();
            if state != State::Waiting && state != item.state {
                item.state = state;
                changed.push(*item);
            }
        }
        changed
    }

    /// Forgets growing pauses, as when the network is back or the person looks; not what the server
    /// asked to wait.
    pub fn hurry(&mut self) {
        self.paused_until = i64::MIN;
        self.failures = 0;
    }

    /// A person asks to send again what was set aside.
    pub fn retry(&mut self, seq: u64) -> Option<Item> {
        let item = self.items.get_mut(&seq)?;
        if item.state != State::NeedsPerson {
            return None;
        }
        item.state = State::Waiting;
        item.not_before = 0;
        Some(*item)
    }

    /// Lets go of a command that is done. What was refused or needs a person stays.
    pub fn forget(&mut self, seq: u64) -> bool {
        let done = self
            .items
            .get(&seq)
            .is_some_and(|item| item.state == State::Done);
        done && self.items.remove(&seq).is_some()
    }

    /// All commands, in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }

    /// How many stand so.
    pub fn count(&self, state: State) -> usize {
        self.items
            .values()
            .filter(|item| item.state == state)
            .count()
    }

    fn halve(&mut self) {
        self.most = (self.flight.len() / 2).max(1);
    }

    fn fail(&mut self, now: i64, jitter: u16) {
        self.failures = self.failures.saturating_add(1);
        self.paused_until = now.saturating_add(pause(self.failures, jitter));
    }

    fn change_flight(&mut self, mut change: impl FnMut(&mut Item)) -> Vec<Item> {
        let mut changed = Vec::with_capacity(self.flight.len());
        for seq in &self.flight {
            if let Some(item) = self.items.get_mut(seq) {
                change(item);
                changed.push(*item);
            }
        }
        changed
    }
}

/// Until when a rest lasts. No rest is longer than [`LONGEST_PAUSE`]: one that seems to be was begun
/// before the clock was set back, and is over.
const fn until(rest: i64, now: i64) -> i64 {
    if rest > now.saturating_add(LONGEST_PAUSE) {
        i64::MIN
    } else {
        rest
    }
}
