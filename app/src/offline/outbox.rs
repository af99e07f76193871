//! The queue of what a person asked for: makes each command, signs and seals it, keeps it on the disk
//! before anything is sent, and sends what waits. What to send next is decided by `domain::outbox`.
//!
//! A queue is one device's: its rows are numbered as its commands are, row 0 is the head of the chain,
//! written in the same transaction as each new command.

use super::{Store, StoreError, clock, lock, patience::Patience, random};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    command::{self, Batch, Command, Moment, SealedCommand, What},
    device::DeviceId,
    outbox::{Answer, Head, Item, Next, Outbox, State},
    seal::{self, Label, SealingKey},
    time::Timestamp,
    verdict::Verdict,
};
use gloo_net::http::Request;
use serde::{Deserialize, Serialize};
use std::{cell::RefCell, collections::HashMap};

/// Where batches go. No session is needed: each command proves itself.
const ADDRESS: &str = "/api/v1/commands";
/// How long what is done stays listed, in milliseconds.
const DONE_STAYS: i64 = 24 * 60 * 60 * 1000;

/// A command with everything that a screen tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Where it stands.
    pub item: Item,
    /// As it is sent.
    pub sealed: SealedCommand,
    /// What was asked for.
    pub what: What,
    /// When.
    pub at: Moment,
    /// What became of it.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// Until when it counts, where that is known.
    #[serde(default)]
    pub deadline: Option<Timestamp>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Row {
    Command(Box<Kept>),
    Head(Head),
}

thread_local! {
    /// Pauses and failures live as long as the page; everything else is in the store.
    static QUEUES: RefCell<HashMap<DeviceId, Outbox>> = RefCell::default();
}

/// The queue of one device.
#[derive(Clone, Debug)]
pub struct Queue {
    /// Where it is kept.
    pub store: Store,
    /// Whose it is.
    pub device: DeviceId,
    /// To whom commands are sealed.
    pub sealing: SealingKey,
    /// The name of the key that signs, in the store.
    pub signer: &'static str,
}

impl Queue {
    fn name(&self) -> String {
        format!("queue {}", self.device)
    }

    /// Keeps what is asked for, durably; sending it is another step. What is kept comes back.
    pub async fn ask(&self, what: What, deadline: Option<Timestamp>) -> Result<Kept, StoreError> {
        let queue = self.clone();
        lock::hold(&format!("pasmaat chain {}", self.device), async move {
            queue.append(what, deadline).await
        })
        .await
    }

    async fn append(&self, what: What, deadline: Option<Timestamp>) -> Result<Kept, StoreError> {
        let head = self.head().await?;
        let at = Moment {
            wall: clock::now(),
            server: clock::of_server(),
        };
        let command = Command {
            id: command::id(at.wall, &random::bytes()),
            seq: head.next_seq(),
            prev: head.link,
            at,
            what,
        };
        let payload = serde_json::to_vec(&command)?;
        let signer = self.store.signer(self.signer).await?;
        let signature = signer
            .sign(&command::to_sign(&self.device, &payload))
            .await?;
        let signature = signature.try_into().map_err(|_| StoreError::Unreadable)?;
        let label = Label {
            device: self.device,
            seq: command.seq,
            id: command.id,
        };
        let sealed = seal::seal(
            &self.sealing,
            &label,
            &signature,
            &payload,
            &random::bytes(),
        )
        .map_err(|error| StoreError::Browser(error.to_string()))?;
        let sealed = BASE64_URL_SAFE_NO_PAD.encode(sealed);
        let item = Item {
            seq: command.seq,
            id: command.id,
            size: u32::try_from(sealed.len()).unwrap_or(u32::MAX),
            state: State::Waiting,
            tries: 0,
            not_before: 0,
        };
        let kept = Kept {
            item,
            sealed: SealedCommand {
                id: command.id,
                seq: command.seq,
                sealed,
            },
            what: command.what,
            at,
            verdict: None,
            deadline,
        };
        let rows = [
            (0, Some(Row::Head(head.then(&payload)))),
            (command.seq, Some(Row::Command(Box::new(kept.clone())))),
        ];
        self.store.change_queue(&self.name(), &rows).await?;
        Ok(kept)
    }

    /// Everything that was asked for, oldest first.
    pub async fn all(&self) -> Result<Vec<Kept>, StoreError> {
        self.between(1, u64::MAX).await
    }

    /// What was asked for under these numbers, both included. Each row is decrypted on its own, so
    /// that a long queue costs nothing but where all of it is shown.
    async fn between(&self, from: u64, to: u64) -> Result<Vec<Kept>, StoreError> {
        let rows: Vec<(u64, Row)> = self.store.queue(&self.name(), from, to).await?;
        let kept = rows.into_iter().filter_map(|(_, row)| match row {
            Row::Command(kept) => Some(*kept),
            Row::Head(_) => None,
        });
        Ok(kept.collect())
    }

    async fn head(&self) -> Result<Head, StoreError> {
        let rows: Vec<(u64, Row)> = self.store.queue(&self.name(), 0, 0).await?;
        let head = rows.into_iter().find_map(|(_, row)| match row {
            Row::Head(head) => Some(head),
            Row::Command(_) => None,
        });
        Ok(head.unwrap_or_default())
    }

    /// Sends what waits, if no other tab does; `told` hears of what each answer changed. Says when
    /// to come back, in milliseconds from now; none when nothing waits any more.
    pub async fn send(
        &self,
        told: impl Fn(Vec<Kept>) + 'static,
    ) -> Result<Option<i64>, StoreError> {
        let queue = self.clone();
        let name = format!("pasmaat send {}", self.device);
        match lock::hold_if_free(&name, async move { queue.send_all(told).await }).await {
            Some(done) => done,
            // The other tab sends; look again in a while.
            None => Ok(Some(5_000)),
        }
    }

    async fn send_all(&self, told: impl Fn(Vec<Kept>)) -> Result<Option<i64>, StoreError> {
        loop {
            self.take_in().await?;
            let now = clock::now();
            match self.with(|outbox| outbox.next(now)) {
                Next::Nothing | Next::Busy => return Ok(None),
                Next::Later(at) => return Ok(Some((at - now).max(0))),
                Next::Send => {}
            }
            let begun = self.with(|outbox| outbox.begin(now));
            let kept = match (begun.first(), begun.last()) {
                (Some(first), Some(last)) => self.between(first.seq, last.seq).await,
                _ => Ok(vec![]),
            };
            let kept = match kept {
                Ok(kept) => kept,
                Err(error) => {
                    // Nothing was sent: what was begun waits again.
                    self.with(|outbox| outbox.answered(&Answer::Lost, now, 0));
                    return Err(error);
                }
            };
            let items = begun.iter().filter_map(|item| {
                let one = kept.iter().find(|one| one.item.id == item.id);
                one.map(|one| one.sealed.clone())
            });
            let batch = Batch {
                device: self.device,
                items: items.collect(),
            };
            let answer = post(&batch).await;
            let jitter = u16::from_be_bytes(random::bytes());
            let changed = self.with(|outbox| outbox.answered(&answer, clock::now(), jitter));
            told(self.write(kept, &changed, &answer).await?);
        }
    }

    /// Takes in rows that this page has not seen yet; what it knows keeps its pauses.
    async fn take_in(&self) -> Result<(), StoreError> {
        let seen = self.with(|outbox| outbox.items().last().map(|item| item.seq));
        let new = self.between(seen.unwrap_or(0) + 1, u64::MAX).await?;
        let items = new.into_iter().map(|one| one.item);
        self.with(|outbox| {
            if seen.is_none() {
                *outbox = Outbox::restore(items);
                return;
            }
            for item in items.filter(|item| item.state == State::Waiting) {
                if let Err(taken) = outbox.enqueue(item.seq, item.id, item.size) {
                    leptos::logging::warn!("{taken}");
                }
            }
        });
        Ok(())
    }

    /// Keeps what an answer changed: where each command stands, and its verdict.
    async fn write(
        &self,
        kept: Vec<Kept>,
        changed: &[Item],
        answer: &Answer,
    ) -> Result<Vec<Kept>, StoreError> {
        let mut written = Vec::new();
        let mut rows = Vec::new();
        for mut one in kept {
            let Some(item) = changed.iter().find(|item| item.id == one.item.id) else {
                continue;
            };
            one.item = *item;
            if let Answer::Receipts(receipts) = answer {
                let receipt = receipts
                    .receipts
                    .iter()
                    .find(|receipt| receipt.id == item.id);
                one.verdict = receipt.map(|receipt| receipt.verdict.clone());
            }
            written.push(one.clone());
            rows.push((item.seq, Some(Row::Command(Box::new(one)))));
        }
        self.store.change_queue(&self.name(), &rows).await?;
        Ok(written)
    }

    /// Forgets everything that tells of people, and what is done; what waits stays as it was sealed,
    /// so that it can still be delivered. How many that are comes back.
    pub async fn blind(&self) -> Result<usize, StoreError> {
        let kept = self.all().await?;
        let rows: Vec<(u64, Option<Row>)> = kept
            .into_iter()
            .map(|mut one| {
                let seq = one.item.seq;
                let stays = !matches!(one.item.state, State::Done | State::Refused);
                one.what = What::Unknown;
                one.verdict = None;
                (seq, stays.then(|| Row::Command(Box::new(one))))
            })
            .collect();
        self.store.change_queue(&self.name(), &rows).await?;
        Ok(rows.iter().filter(|(_, row)| row.is_some()).count())
    }

    /// Lets go of what was done a day ago, and of what a person has read.
    pub async fn tidy(&self, read: Option<u64>) -> Result<(), StoreError> {
        let now = clock::now();
        let gone = |one: &Kept| {
            let old = one.item.state == State::Done && now - one.at.wall > DONE_STAYS;
            old || (Some(one.item.seq) == read && one.item.state != State::Waiting)
        };
        let kept = self.all().await?;
        let rows: Vec<(u64, Option<Row>)> = kept
            .iter()
            .filter(|one| gone(one))
            .map(|one| (one.item.seq, None))
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        self.store.change_queue(&self.name(), &rows).await
    }

    /// Forgets growing pauses, as when the network is back.
    pub fn hurry(&self) {
        self.with(Outbox::hurry);
    }

    fn with<T>(&self, work: impl FnOnce(&mut Outbox) -> T) -> T {
        QUEUES.with_borrow_mut(|queues| work(queues.entry(self.device).or_default()))
    }
}

async fn post(batch: &Batch) -> Answer {
    let patience = Patience::begin();
    let signal = patience.as_ref().map(Patience::signal);
    let Ok(request) = Request::post(ADDRESS)
        .abort_signal(signal.as_ref())
        .json(batch)
    else {
        return Answer::Lost;
    };
    let Ok(answer) = request.send().await else {
        return Answer::Lost;
    };
    let headers = answer.headers();
    if let Some(date) = headers.get("date").filter(|_| answer.ok()) {
        clock::learn(&date);
    }
    let kind = headers.get("content-type").unwrap_or_default();
    let wait = headers.get("retry-after");
    // An answer that is cut off is none: the same batch goes again.
    match answer.binary().await {
        Ok(body) => Answer::read(answer.status(), &kind, wait.as_deref(), &body),
        Err(_) => Answer::Lost,
    }
}
