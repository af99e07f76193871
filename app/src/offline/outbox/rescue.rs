//! What waits, out of this phone as a file and, on another one, out of the file to the server.

use super::{Answer, Queue, post};
use crate::offline::StoreError;
use domain::{
    command::Batch,
    outbox::State,
    rescue::{NotRescue, Rescue},
};

/// What became of a file's commands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Done, now or before.
    pub done: usize,
    /// Refused: the organiser's list says why.
    pub refused: usize,
    /// Somebody has to look.
    pub held: usize,
}

/// Why a file was not delivered, or not all of it: then it can be delivered again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDelivered {
    /// It is not one.
    File(NotRescue),
    /// No answer of ours.
    Offline,
    /// Not now.
    Later,
}

impl Queue {
    /// What the server has not said a word about, to be delivered by whoever can.
    pub async fn waiting(&self) -> Result<Batch, StoreError> {
        let kept = self.all().await?.into_iter().filter(|one| {
            let set_aside = one.item.state == State::NeedsPerson && one.verdict.is_none();
            matches!(one.item.state, State::Waiting | State::Sending) || set_aside
        });
        Ok(Batch {
            device: self.device,
            items: kept.map(|one| one.sealed).collect(),
        })
    }
}

/// Delivers a rescue file of whichever phone.
pub async fn deliver(text: &str) -> Result<Delivered, NotDelivered> {
    let rescue = Rescue::parse(text).map_err(NotDelivered::File)?;
    let mut delivered = Delivered::default();
    for batch in rescue.batches() {
        let receipts = match post(&batch).await {
            Answer::Receipts(receipts) => receipts.receipts,
            Answer::Wait { .. } | Answer::Broken => return Err(NotDelivered::Later),
            Answer::TooLarge | Answer::Rejected => {
                return Err(NotDelivered::File(NotRescue::Other));
            }
            Answer::Lost => return Err(NotDelivered::Offline),
        };
        for receipt in receipts {
            match receipt.verdict.state() {
                State::Done => delivered.done += 1,
                State::Refused => delivered.refused += 1,
                _ => delivered.held += 1,
            }
        }
    }
    Ok(delivered)
}
