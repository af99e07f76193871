//! A person asks to send again what no server took.

use super::Queue;
use crate::offline::{StoreError, lock};
use domain::outbox::Item;

impl Queue {
    /// Sets a command that was set aside among those that wait; how it stands then. None where it
    /// was not set aside, or somebody has heard of it meanwhile.
    pub async fn retry(&self, seq: u64) -> Result<Option<Item>, StoreError> {
        let queue = self.clone();
        let work = async move { queue.set_waiting(seq).await };
        lock::hold(&self.sending(), work).await
    }

    async fn set_waiting(&self, seq: u64) -> Result<Option<Item>, StoreError> {
        self.take_in().await?;
        let Some(item) = self.with(|page| page.outbox.retry(seq)) else {
            return Ok(None);
        };
        // What could not be kept did not happen: the next look starts from what is there.
        self.with(|page| page.turn = None);
        let mut rows = vec![];
        for mut one in self.between(seq, seq).await? {
            one.item = item;
            rows.push((seq, Some(one)));
        }
        let turn = self.keep(rows).await?;
        self.with(|page| page.turn = Some(turn));
        Ok(Some(item))
    }
}
