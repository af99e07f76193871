//! A scan: judged by what the phone knows, kept on the disk before anything green or amber is shown,
//! and only then sent.

use super::{best, queue, told};
use crate::{
    offline::{StoreError, clock, outbox::Kept},
    volunteer::{
        after::Just,
        door::Door,
        identify,
        lines::{self, Line},
        say,
    },
};
use domain::{
    command::{Shown, What},
    credential::Memory,
    outbox::State,
    sync::shift::{DoorSnapshot, Scan},
    time::Timestamp,
    verdict::Verdict,
};
use leptos::prelude::*;
use std::{cell::RefCell, sync::Arc};
use uuid::Uuid;

thread_local! {
    /// Which rotating codes were shown in the last minutes.
    static SHOWN: RefCell<Memory> = RefCell::default();
}

/// Somebody showed a pass.
pub(in crate::volunteer) fn take(door: Door, shown: Shown) {
    let Some(known) = door.known.get_untracked() else {
        return;
    };
    // Whoever shows a pass now is the next one.
    door.task.set(None);
    let at = best();
    if let Shown::Credential(text) = &shown {
        let checked = SHOWN.with_borrow_mut(|memory| memory.check(text, &known.trust, at));
        if let Err(reason) = checked {
            tell(door, &shown, Verdict::Credential { reason }, at);
            return;
        }
    }
    let activity = door.activity.get_untracked();
    let verdict = judge(door, &known, activity, &shown, at);
    let deadline = match verdict {
        Some(Verdict::Waiting { deadline, .. }) => deadline,
        None => None,
        Some(verdict) => {
            let again = matches!(verdict, Verdict::Already { .. });
            let line = tell(door, &shown, verdict, at);
            // Who is in already may still need a rate, or have a family.
            let just = Just {
                line,
                activity,
                shown,
                at,
            };
            return door.just.set(again.then_some(just));
        }
    };
    let Some(event) = known.activities.get(activity) else {
        return;
    };
    let what = What::Checkin {
        shift: known.shift.id.clone(),
        event: event.id.clone(),
        shown: shown.clone(),
    };
    ask(door, known, what, deadline, Some((activity, shown)));
}

/// What this phone says by itself, where it knows whose pass it is.
pub(super) fn judge(
    door: Door,
    known: &DoorSnapshot,
    activity: usize,
    shown: &Shown,
    at: Timestamp,
) -> Option<Verdict> {
    let mark = queue::mark(shown, known, at)?;
    let own = door
        .done()
        .with_untracked(|lines| lines::scans(lines, activity, mark));
    Some(door.handed.with_untracked(|handed| {
        known.decide(&Scan {
            activity,
            mark,
            at,
            sure: clock::of_server().is_some(),
            own: &own,
            handed,
        })
    }))
}

/// Somebody came in without a pass.
pub(in crate::volunteer) fn guest(door: Door) {
    let Some(known) = door.known.get_untracked() else {
        return;
    };
    let activity = door.activity.get_untracked();
    let Some(event) = known.activities.get(activity) else {
        return;
    };
    let what = What::Guest {
        shift: known.shift.id.clone(),
        event: event.id.clone(),
        count: 1,
    };
    ask(door, known, what, None, None);
}

/// Something of this phone is taken back.
pub(in crate::volunteer) fn undo(door: Door, id: Uuid) {
    leptos::task::spawn_local(async move {
        match keep(What::Undo { command: id }, None).await {
            Ok(_) => {
                door.done().update(|lines| {
                    for line in lines.iter_mut().filter(|line| line.id == id) {
                        line.undo = Some(State::Waiting);
                    }
                });
                door.show(None, say::say(&Verdict::Undone { command: id }, best()));
                queue::send(door).await;
            }
            Err(error) => lost(door, &error),
        }
    });
}

/// Keeps it, says so, sends it. Whom it is about stays at hand.
fn ask(
    door: Door,
    known: Arc<DoorSnapshot>,
    what: What,
    deadline: Option<Timestamp>,
    whom: Option<(usize, Shown)>,
) {
    leptos::task::spawn_local(async move {
        match keep(what, deadline).await {
            Ok(kept) => {
                if let Some(line) = queue::line(&kept, &known) {
                    let said = say::say(&line.verdict, best());
                    let id = line.id;
                    door.just.set(whom.map(|(activity, shown)| Just {
                        line: id,
                        activity,
                        shown,
                        at: line.at,
                    }));
                    door.done().update(|lines| lines.push(line));
                    door.show(Some(id), said);
                }
                queue::send(door).await;
            }
            Err(error) => lost(door, &error),
        }
    });
}

pub(super) async fn keep(what: What, deadline: Option<Timestamp>) -> Result<Kept, StoreError> {
    let queue = queue::queue().ok_or(StoreError::Unavailable)?;
    queue.ask(what, deadline).await
}

/// A phone that keeps nothing must not seem to.
pub(super) fn lost(door: Door, error: &StoreError) {
    leptos::logging::warn!("{error}");
    door.show(None, say::not_kept());
}

/// Says what is known already, and keeps that it was said; nothing is sent. The line of the log comes
/// back.
fn tell(door: Door, shown: &Shown, verdict: Verdict, at: Timestamp) -> Uuid {
    let id = crate::offline::random::id();
    let said = say::say(&verdict, at);
    let line = Line::told(id, at, identify::label(shown), verdict);
    door.done().update(|lines| lines.push(line.clone()));
    leptos::task::spawn_local(told::keep(line));
    door.show(Some(id), said);
    id
}
