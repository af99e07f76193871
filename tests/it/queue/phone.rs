//! A phone of the hall: it does what `app/src/offline/outbox.rs` does, step by step, on a disk that
//! keeps what a browser's would keep through a crash.

use super::{bug::Bug, dice::Dice};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    command::{self, Batch, Command, Moment, Receipt, SealedCommand, What},
    device::DeviceId,
    outbox::{Answer, Head, Item, Next, Outbox, State},
    seal::{Label, SealingKey, seal},
    verdict::Verdict,
};
use ed25519_dalek::{Signer as _, SigningKey};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A command as the phone keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) item: Item,
    pub(crate) sealed: SealedCommand,
    pub(crate) verdict: Option<Verdict>,
}

#[derive(Clone, Debug, Default)]
struct Rows {
    head: Head,
    commands: BTreeMap<u64, Kept>,
}

/// What a person asked for and saw kept.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) id: Uuid,
    pub(crate) seq: u64,
    pub(crate) what: What,
    /// Whether the phone let go of it, with this verdict.
    pub(crate) forgotten: Option<Verdict>,
}

/// The phone.
pub(crate) struct Phone {
    pub(crate) device: DeviceId,
    pub(crate) key: SigningKey,
    /// Sealed for the server; plain where what is sealed is not the question.
    pub(crate) sealing: Option<SealingKey>,
    /// What its clock is wrong by.
    pub(crate) skew: i64,
    /// Whether it heard the server's clock.
    pub(crate) heard: bool,
    pub(crate) asked: Vec<Asked>,
    pub(crate) outbox: Outbox,
    /// What is on the disk, and what the browser thinks is.
    disk: Rows,
    seen: Rows,
    bug: Option<Bug>,
}

impl Phone {
    pub(crate) fn new(
        device: DeviceId,
        key: SigningKey,
        sealing: Option<SealingKey>,
        bug: Option<Bug>,
    ) -> Self {
        Self {
            device,
            key,
            sealing,
            skew: 0,
            heard: true,
            asked: vec![],
            outbox: Outbox::default(),
            disk: Rows::default(),
            seen: Rows::default(),
            bug,
        }
    }

    pub(crate) const fn wall(&self, now: i64) -> i64 {
        now + self.skew
    }

    /// The head of the chain as the next start finds it.
    pub(crate) const fn head(&self) -> Head {
        self.disk.head
    }

    pub(crate) fn kept(&self) -> impl Iterator<Item = &Kept> {
        self.disk.commands.values()
    }

    /// Keeps what is asked for. The phone may die on the way.
    pub(crate) fn ask(&mut self, what: What, now: i64, dice: &mut Dice) -> Option<SealedCommand> {
        let dies = dice.below(24);
        let head = self.seen.head;
        let command = Command {
            id: command::id(self.wall(now), &dice.bytes()),
            seq: head.next_seq(),
            prev: head.link,
            at: Moment {
                wall: self.wall(now),
                server: self.heard.then_some(now),
            },
            what,
        };
        let payload = serde_json::to_vec(&command).unwrap();
        let sealed = self.seal(&command, &payload, dice);
        let item = Item {
            seq: command.seq,
            id: command.id,
            size: u32::try_from(sealed.sealed.len()).unwrap(),
            state: State::Waiting,
            tries: 0,
            not_before: 0,
        };
        let kept = Kept {
            item,
            sealed: sealed.clone(),
            verdict: None,
        };
        let early = (self.bug == Some(Bug::SentBeforeKept)).then(|| sealed.clone());
        if dies == 0 {
            // Before the transaction is done: nobody saw green.
            self.crash();
            return early;
        }
        let head = head.then(&payload);
        self.seen.commands.insert(command.seq, kept.clone());
        if self.bug != Some(Bug::NotDurable) || dice.once_in(2) {
            self.disk.commands.insert(command.seq, kept);
        }
        self.asked.push(Asked {
            id: command.id,
            seq: command.seq,
            what: command.what,
            forgotten: None,
        });
        if dies == 1 && self.bug == Some(Bug::ChainApart) {
            self.crash();
            return early;
        }
        (self.seen.head, self.disk.head) = (head, head);
        if dies <= 2 {
            // Kept, but the phone dies before it is green: it is there at the next start.
            self.crash();
        } else {
            self.refresh();
        }
        early
    }

    fn seal(&self, command: &Command, payload: &[u8], dice: &mut Dice) -> SealedCommand {
        let bytes = match &self.sealing {
            None => payload.to_vec(),
            Some(sealing) => {
                let signed = command::to_sign(&self.device, payload);
                let signature = self.key.sign(&signed).to_bytes();
                let label = Label {
                    device: self.device,
                    seq: command.seq,
                    id: command.id,
                };
                seal(sealing, &label, &signature, payload, &dice.bytes()).unwrap()
            }
        };
        SealedCommand {
            id: command.id,
            seq: command.seq,
            sealed: URL_SAFE_NO_PAD.encode(bytes),
        }
    }

    /// The app ends at once and starts again.
    pub(crate) fn crash(&mut self) {
        self.seen.clone_from(&self.disk);
        if self.bug == Some(Bug::NumberUsedAgain) {
            let waiting = self.seen.commands.values();
            let open = waiting.filter(|kept| kept.item.state != State::Done);
            self.seen.head.seq = open.map(|kept| kept.item.seq).max().unwrap_or(0);
        }
        self.outbox = Outbox::restore(self.items());
    }

    fn items(&self) -> Vec<Item> {
        self.seen.commands.values().map(|kept| kept.item).collect()
    }

    /// Looks at what is kept, as before each batch.
    pub(crate) fn refresh(&mut self) {
        let items = self.items();
        self.outbox.refresh(items);
    }

    pub(crate) fn next(&self, now: i64) -> Next {
        self.outbox.next(self.wall(now))
    }

    /// The batch to send now.
    pub(crate) fn begin(&mut self, now: i64) -> Option<Batch> {
        let mut items = self.outbox.begin(self.wall(now));
        if items.is_empty() {
            return None;
        }
        if self.bug == Some(Bug::SwappedOrder) {
            items.reverse();
        }
        let sealed = |item: &Item| self.seen.commands[&item.seq].sealed.clone();
        Some(Batch {
            device: self.device,
            items: items.iter().map(sealed).collect(),
        })
    }

    /// Takes an answer and keeps what it changed; dies before, in the middle, after, or not.
    pub(crate) fn answered(&mut self, answer: &Answer, batch: &Batch, now: i64, dice: &mut Dice) {
        let dies = dice.below(20);
        if dies == 0 {
            self.crash();
            return;
        }
        let answer = &self.misread(answer, batch);
        let jitter = u16::try_from(dice.below(65_536)).unwrap();
        let wall = self.wall(now);
        let mut changed = self.outbox.answered(answer, wall, jitter);
        if self.bug == Some(Bug::SilenceIsYes) && matches!(answer, Answer::Receipts(_)) {
            for item in changed.iter_mut().filter(|item| item.tries > 0) {
                item.state = State::Done;
            }
        }
        if self.bug == Some(Bug::PoisonBlocks) && matches!(answer, Answer::Broken) {
            // As if nobody had heard anything: the same batch again.
            let items = self.items();
            self.outbox = Outbox::restore(items);
            return;
        }
        if self.bug == Some(Bug::NeverHalved) && matches!(answer, Answer::TooLarge) {
            let items = self.items();
            self.outbox = Outbox::restore(items);
            return;
        }
        let half = if dies == 1 {
            changed.len() / 2
        } else {
            changed.len()
        };
        for item in changed.into_iter().take(half) {
            let verdict = verdict_of(answer, item.id);
            self.write(item, verdict.as_ref());
        }
        if dies <= 2 {
            self.crash();
        } else {
            self.refresh();
        }
    }

    fn misread(&self, answer: &Answer, batch: &Batch) -> Answer {
        let Answer::Receipts(receipts) = answer else {
            return answer.clone();
        };
        let mut receipts = receipts.clone();
        if self.bug == Some(Bug::ByPlace) {
            for (receipt, item) in receipts.receipts.iter_mut().zip(&batch.items) {
                receipt.id = item.id;
            }
        }
        Answer::Receipts(receipts)
    }

    fn write(&mut self, item: Item, verdict: Option<&Verdict>) {
        for rows in [&mut self.seen, &mut self.disk] {
            if let Some(kept) = rows.commands.get_mut(&item.seq) {
                kept.item = item;
                kept.verdict = verdict.cloned();
            }
        }
    }

    /// What a courier was told: that the server answers. The full verdict the phone asks for itself.
    pub(crate) fn hears_courier(&mut self, receipts: &[Receipt]) {
        if self.bug == Some(Bug::CourierTakenAsFull) {
            for item in self.outbox.acknowledge(receipts) {
                let told = receipts.iter().find(|receipt| receipt.id == item.id);
                self.write(item, told.map(|receipt| &receipt.verdict));
            }
        }
        self.outbox.hurry();
    }

    /// Lets go of what is done.
    pub(crate) fn tidy(&mut self) {
        let done: Vec<u64> = self
            .outbox
            .items()
            .filter(|item| {
                let refused = self.bug == Some(Bug::RefusedCleared) && item.state == State::Refused;
                item.state == State::Done || refused
            })
            .map(|item| item.seq)
            .collect();
        for seq in done {
            if !self.outbox.forget(seq) && self.bug != Some(Bug::RefusedCleared) {
                continue;
            }
            let gone = self.disk.commands.remove(&seq);
            self.seen.commands.remove(&seq);
            let asked = self.asked.iter_mut().find(|asked| asked.seq == seq);
            if let (Some(gone), Some(asked)) = (gone, asked) {
                asked.forgotten = gone
                    .verdict
                    .filter(|verdict| verdict.state() == State::Done);
            }
        }
        self.refresh();
    }

    /// A few of those that wait, as a worker or another phone carries them.
    pub(crate) fn hand_out(&self, dice: &mut Dice) -> Batch {
        let waiting = self.disk.commands.values();
        let waiting = waiting.filter(|kept| kept.item.state == State::Waiting);
        let some = waiting
            .filter(|_| !dice.once_in(3))
            .map(|kept| kept.sealed.clone());
        Batch {
            device: self.device,
            items: some.collect(),
        }
    }
}

fn verdict_of(answer: &Answer, id: Uuid) -> Option<Verdict> {
    let Answer::Receipts(receipts) = answer else {
        return None;
    };
    let found = receipts.receipts.iter().find(|receipt| receipt.id == id);
    found.map(|receipt| receipt.verdict.clone())
}
