//! The rows of a queue, numbered as its commands are. Row 0 is the head of the chain, written in the
//! same transaction as each new command; the last row names the last writing of how commands stand,
//! by which a page learns that another one wrote.

use super::{Kept, Queue, clock};
use crate::offline::{StoreError, random};
use domain::{
    command::What,
    outbox::{Head, State},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const HEAD: u64 = 0;
const TURN: u64 = u64::MAX;
/// How long what is done stays listed, in milliseconds.
const DONE_STAYS: i64 = 24 * 60 * 60 * 1000;

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Row {
    Command(Box<Kept>),
    Head(Head),
    Turn { turn: Uuid },
}

/// Commands, and the last writing of how they stand.
pub(super) struct Found {
    pub(super) kept: Vec<Kept>,
    pub(super) turn: Uuid,
}

impl Queue {
    pub(super) fn name(&self) -> String {
        format!("queue {}", self.device)
    }

    /// Everything that was asked for, oldest first.
    pub async fn all(&self) -> Result<Vec<Kept>, StoreError> {
        self.between(HEAD + 1, TURN - 1).await
    }

    /// What was asked for under these numbers, both included. Each row is decrypted on its own, so
    /// that a long queue costs nothing but where all of it is shown.
    pub(super) async fn between(&self, from: u64, to: u64) -> Result<Vec<Kept>, StoreError> {
        let rows: Vec<(u64, Row)> = self.store.queue(&self.name(), from, to).await?;
        Ok(rows
            .into_iter()
            .filter_map(|(_, row)| row.command())
            .collect())
    }

    /// What was asked for from this number on.
    pub(super) async fn since(&self, from: u64) -> Result<Found, StoreError> {
        let rows: Vec<(u64, Row)> = self.store.queue(&self.name(), from, TURN).await?;
        let mut found = Found {
            kept: Vec::with_capacity(rows.len()),
            turn: Uuid::nil(),
        };
        for (_, row) in rows {
            match row {
                Row::Command(kept) => found.kept.push(*kept),
                Row::Turn { turn } => found.turn = turn,
                Row::Head(_) => {}
            }
        }
        Ok(found)
    }

    pub(super) async fn head(&self) -> Result<Head, StoreError> {
        let rows: Vec<(u64, Row)> = self.store.queue(&self.name(), HEAD, HEAD).await?;
        let head = rows.into_iter().find_map(|(_, row)| match row {
            Row::Head(head) => Some(head),
            _ => None,
        });
        Ok(head.unwrap_or_default())
    }

    /// Keeps a new command and the head of the chain after it.
    pub(super) async fn add(&self, kept: Kept, head: Head) -> Result<(), StoreError> {
        let seq = kept.item.seq;
        let rows = [
            (HEAD, Some(Row::Head(head))),
            (seq, Some(Row::Command(Box::new(kept)))),
        ];
        self.store.change_queue(&self.name(), &rows).await
    }

    /// Keeps how commands stand, or lets go of them: the name of this writing comes back.
    pub(super) async fn keep(&self, changes: Vec<(u64, Option<Kept>)>) -> Result<Uuid, StoreError> {
        let turn = random::id();
        let row = |kept| Row::Command(Box::new(kept));
        let changes = changes.into_iter().map(|(seq, kept)| (seq, kept.map(row)));
        let mut rows: Vec<(u64, Option<Row>)> = changes.collect();
        rows.push((TURN, Some(Row::Turn { turn })));
        self.store.change_queue(&self.name(), &rows).await?;
        Ok(turn)
    }

    /// Forgets everything that tells of people, and what is done; what waits stays as it was sealed,
    /// so that it can still be delivered.
    pub async fn blind(&self) -> Result<(), StoreError> {
        let mut rows = vec![];
        for mut one in self.all().await? {
            let seq = one.item.seq;
            if matches!(one.item.state, State::Done | State::Refused) {
                rows.push((seq, None));
            } else if one.what != What::Unknown || one.verdict.is_some() {
                one.what = What::Unknown;
                one.verdict = None;
                rows.push((seq, Some(one)));
            }
        }
        self.change(rows).await
    }

    /// Lets go of what was done a day ago, and of what a person has read.
    pub async fn tidy(&self, read: Option<u64>) -> Result<(), StoreError> {
        let now = clock::now();
        let gone = |one: &Kept| {
            let old = one.item.state == State::Done && now - one.at.wall > DONE_STAYS;
            old || (Some(one.item.seq) == read && one.item.state != State::Waiting)
        };
        let kept = self.all().await?;
        let gone = kept.iter().filter(|one| gone(one));
        self.change(gone.map(|one| (one.item.seq, None)).collect())
            .await
    }

    async fn change(&self, rows: Vec<(u64, Option<Kept>)>) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        self.keep(rows).await.map(drop)
    }
}

impl Row {
    fn command(self) -> Option<Kept> {
        match self {
            Self::Command(kept) => Some(*kept),
            _ => None,
        }
    }
}
