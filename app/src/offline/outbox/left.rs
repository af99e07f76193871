//! What the service worker was told for this queue while no page was open: it keeps raw answers, which
//! are read here.

use super::{Kept, Queue};
use crate::offline::{StoreError, lock};
use domain::{device::DeviceId, outbox::Answer};
use serde::Deserialize;

/// An answer, as `sw.js` keeps it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    device: DeviceId,
    status: u16,
    content_type: String,
    retry_after: Option<String>,
    body: String,
}

impl Queue {
    /// Takes in what was left, unless somebody sends at this moment, who does so too.
    pub async fn hear(&self) -> Result<(), StoreError> {
        let queue = self.clone();
        let hear = async move { queue.take_what_is_left().await };
        match lock::hold_if_free(&self.sending(), hear).await {
            Some(heard) => heard.map(drop),
            None => Ok(()),
        }
    }

    pub(super) async fn take_what_is_left(&self) -> Result<Vec<Kept>, StoreError> {
        let mut heard = vec![];
        for (place, raw) in self.store.left::<Raw>().await? {
            match raw {
                Some(raw) if raw.device != self.device => continue,
                Some(raw) => heard.extend(self.take_answer(&raw).await?),
                // Nobody can read it: the same commands are sent again.
                None => {}
            }
            self.store.forget_left(&place).await?;
        }
        Ok(heard)
    }

    async fn take_answer(&self, raw: &Raw) -> Result<Vec<Kept>, StoreError> {
        let wait = raw.retry_after.as_deref();
        let answer = Answer::read(raw.status, &raw.content_type, wait, raw.body.as_bytes());
        let Answer::Receipts(receipts) = &answer else {
            return Ok(vec![]);
        };
        self.take_in().await?;
        let changed = self.with(|page| page.outbox.acknowledge(&receipts.receipts));
        let (Some(first), Some(last)) = (changed.first(), changed.last()) else {
            return Ok(vec![]);
        };
        let kept = self.between(first.seq, last.seq).await?;
        self.write(kept, &changed, &answer).await
    }
}
