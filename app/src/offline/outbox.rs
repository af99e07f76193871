//! The queue of what a person asked for: makes each command, signs and seals it, keeps it on the disk
//! before anything is sent, and sends what waits. What to send next is decided by `domain::outbox`.
//!
//! A queue is one device's. Its rows, in `outbox::rows`, are all there is to know of it: pages forget.

mod again;
mod left;
mod rescue;
mod rows;

pub use rescue::{Delivered, NotDelivered, deliver};

use super::{Store, StoreError, clock, courier, lock, patience::Patience, random};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    command::{self, Batch, Command, Moment, SealedCommand, What},
    device::DeviceId,
    outbox::{Answer, Item, Next, Outbox, State},
    seal::{self, Label, SealingKey},
    time::Timestamp,
    verdict::Verdict,
};
use gloo_net::http::Request;
use serde::{Deserialize, Serialize};
use std::{cell::RefCell, collections::HashMap, rc::Rc};
use uuid::Uuid;

/// Where batches go. No session is needed: each command proves itself.
const ADDRESS: &str = "/api/v1/commands";

/// A command with everything that a screen tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Where it stands.
    pub item: Item,
    /// Who asked, for the worker that sends it when no page is open.
    #[serde(default)]
    pub device: Option<DeviceId>,
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

/// What a page knows of a queue: pauses and failures live as long as it does.
#[derive(Debug, Default)]
pub(super) struct Page {
    outbox: Outbox,
    /// The last writing of states that it has seen; `None` when it has to look.
    turn: Option<Uuid>,
}

/// What a page knows of each queue in its store.
pub(super) type Pages = Rc<RefCell<HashMap<DeviceId, Page>>>;

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
            device: Some(self.device),
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
        self.add(kept.clone(), head.then(&payload)).await?;
        Ok(kept)
    }

    /// Sends what waits, if no other tab does; `told` hears of what each answer changed. Says when
    /// to come back, in milliseconds from now; none when nothing waits any more.
    pub async fn send(
        &self,
        told: impl Fn(Vec<Kept>) + 'static,
    ) -> Result<Option<i64>, StoreError> {
        let queue = self.clone();
        match lock::hold_if_free(&self.sending(), async move { queue.send_all(told).await }).await {
            Some(done) => done,
            // The other tab sends; look again in a while.
            None => Ok(Some(5_000)),
        }
    }

    /// The lock of whoever sends: this tab, another, or the service worker.
    fn sending(&self) -> String {
        format!("pasmaat send {}", self.device)
    }

    async fn send_all(&self, told: impl Fn(Vec<Kept>)) -> Result<Option<i64>, StoreError> {
        told(self.take_what_is_left().await?);
        loop {
            self.take_in().await?;
            let now = clock::now();
            match self.with(|page| page.outbox.next(now)) {
                Next::Nothing | Next::Busy => return Ok(None),
                Next::Later(at) => return Ok(Some((at - now).max(0))),
                Next::Send => {}
            }
            let begun = self.with(|page| page.outbox.begin(now));
            let kept = match (begun.first(), begun.last()) {
                (Some(first), Some(last)) => self.between(first.seq, last.seq).await,
                _ => Ok(vec![]),
            };
            let kept = match kept {
                Ok(kept) => kept,
                Err(error) => {
                    // Nothing was sent: what was begun waits again.
                    self.with(|page| page.outbox.answered(&Answer::Lost, now, 0));
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
            if answer == Answer::Lost {
                courier::ask().await;
            }
            let jitter = u16::from_be_bytes(random::bytes());
            let changed = self.with(|page| page.outbox.answered(&answer, clock::now(), jitter));
            told(self.write(kept, &changed, &answer).await?);
        }
    }

    /// Brings what this page knows up to date with what is kept: with all of it where somebody else
    /// wrote how commands stand, else only with what was asked since.
    async fn take_in(&self) -> Result<(), StoreError> {
        let known = |page: &mut Page| page.outbox.items().copied().collect::<Vec<_>>();
        let (mut items, seen) = self.with(|page| (known(page), page.turn));
        let last = items.last().map_or(0, |item| item.seq);
        let mut found = self.since(last + 1).await?;
        if seen != Some(found.turn) && last > 0 {
            items.clear();
            found = self.since(1).await?;
        }
        items.extend(found.kept.iter().map(|one| one.item));
        self.with(|page| {
            page.outbox.refresh(items);
            page.turn = Some(found.turn);
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
            rows.push((item.seq, Some(one)));
        }
        // What could not be kept did not happen: the next look starts from what is there.
        self.with(|page| page.turn = None);
        let turn = self.keep(rows).await?;
        self.with(|page| page.turn = Some(turn));
        Ok(written)
    }

    /// Forgets growing pauses, as when the network is back.
    pub fn hurry(&self) {
        self.with(|page| page.outbox.hurry());
    }

    fn with<T>(&self, work: impl FnOnce(&mut Page) -> T) -> T {
        let mut pages = self.store.pages.borrow_mut();
        work(pages.entry(self.device).or_default())
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
