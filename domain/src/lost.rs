//! What became of a request whose answer was lost: what the registry's own lists say of it.
//!
//! UiTPAS API 4.0 knows no idempotency key and no reference of the caller's, so a check-in, a
//! redemption or a ticket sale is told only by what it was, and by when the registry wrote it down.
//! Who looks, and how often, is not decided here.

#[cfg(test)]
mod tests;

use crate::time::Timestamp;
use std::collections::BTreeSet;

/// By how much a moment in a list may come before the sending, in milliseconds: lists and clocks
/// have whole seconds, and the registry has more than one machine.
pub const SLACK: i64 = 2_000;

/// What was known when the request went out.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// When, by the registry's own clock.
    pub at: Timestamp,
    /// The ids of rows that are somebody's already, or that were there before.
    pub known: &'a BTreeSet<String>,
}

/// One row of a list of the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<K, R> {
    /// Its id.
    pub id: String,
    /// When the registry wrote it down.
    pub at: Timestamp,
    /// What it is, as far as a request says that.
    pub what: K,
    /// The row itself.
    pub row: R,
}

/// What was looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<K, R> {
    /// The rows.
    pub rows: Vec<Row<K, R>>,
    /// Whether there are no others.
    pub whole: bool,
}

/// What became of a redemption, or of ticket sales that are sold together or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate<R> {
    /// It was done; the rows stand in the order of the request.
    Done(Vec<R>),
    /// Nothing of it is there. It may still be on its way, so this is no leave to send it again.
    Nothing,
    /// The rows fit another request as well.
    Doubt,
}

/// What to do about a check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckinFate<R> {
    /// It was done.
    Done(R),
    /// It was not, and the registry would take it now: send it again.
    Again,
    /// It was not, and the registry would refuse it now: sending it again brings the reason.
    Why,
    /// Nobody can say.
    Doubt,
}

impl<K: PartialEq, R> Listed<K, R> {
    /// The rows about `wanted` that came after the sending and are nobody's yet, oldest first.
    fn fresh(self, wanted: &[K], sent: &Sent<'_>) -> Vec<Row<K, R>> {
        let since = sent.at.millis().saturating_sub(SLACK);
        let mut seen = BTreeSet::new();
        let mut rows: Vec<_> = self
            .rows
            .into_iter()
            .filter(|row| wanted.contains(&row.what))
            .filter(|row| row.at.millis() >= since && !sent.known.contains(&row.id))
            .filter(|row| seen.insert(row.id.clone()))
            .collect();
        rows.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        rows
    }
}

/// What became of a request for `wanted`, all or nothing, by what is listed now.
pub fn fate<K: PartialEq, R>(wanted: &[K], listed: Listed<K, R>, sent: &Sent<'_>) -> Fate<R> {
    if wanted.is_empty() || !listed.whole {
        return Fate::Doubt;
    }
    let mut fresh = listed.fresh(wanted, sent);
    if fresh.is_empty() {
        return Fate::Nothing;
    }
    if fresh.len() != wanted.len() {
        return Fate::Doubt;
    }
    let mut ours = Vec::with_capacity(wanted.len());
    for what in wanted {
        let Some(at) = fresh.iter().position(|row| row.what == *what) else {
            return Fate::Doubt;
        };
        ours.push(fresh.remove(at).row);
    }
    Fate::Done(ours)
}

/// What to do about a check-in, by what is listed now and by whether the registry would allow one
/// (`GET /checkin-status`; `None` when it does not say).
///
/// Two fresh rows leave no doubt here: the person is checked in, whoever of us did it.
pub fn checkin_fate<K: PartialEq, R>(
    wanted: K,
    listed: Listed<K, R>,
    allowed: Option<bool>,
    sent: &Sent<'_>,
) -> CheckinFate<R> {
    let whole = listed.whole;
    if let Some(row) = listed.fresh(&[wanted], sent).into_iter().next() {
        return CheckinFate::Done(row.row);
    }
    match allowed {
        _ if !whole => CheckinFate::Doubt,
        Some(true) => CheckinFate::Again,
        Some(false) => CheckinFate::Why,
        None => CheckinFate::Doubt,
    }
}
