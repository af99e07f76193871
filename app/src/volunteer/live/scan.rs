//! A scan: judged by what the phone knows, kept on the disk before anything green or amber is shown,
//! and only then sent.

use super::{best, queue, told};
use crate::{
    offline::{StoreError, clock, outbox::Kept},
    volunteer::{
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
    let at = best();
    if let Shown::Credential(text) = &shown {
        let checked = SHOWN.with_borrow_mut(|memory| memory.check(text, &known.trust, at));
        if let Err(reason) = checked {
            return tell(door, &shown, Verdict::Credential { reason }, at);
        }
    }
    let activity = door.activity.get_untracked();
    let mark = queue::mark(&shown, &known, at);
    let verdict = mark.map(|mark| {
        let own = door
            .done()
            .with_untracked(|lines| lines::scans(lines, activity, mark));
        known.decide(&Scan {
            activity,
            mark,
            at,
            sure: clock::of_server().is_some(),
            own: &own,
        })
    });
    let deadline = match verdict {
        Some(Verdict::Waiting { deadline, .. }) => deadline,
        None => None,
        Some(verdict) => return tell(door, &shown, verdict, at),
    };
    let Some(event) = known.activities.get(activity) else {
        return;
    };
    let what = What::Checkin {
        shift: known.shift.id.clone(),
        event: event.id.clone(),
        shown,
    };
    ask(door, known, what, deadline);
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
    ask(door, known, what, None);
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

/// Keeps it, says so, sends it.
fn ask(door: Door, known: Arc<DoorSnapshot>, what: What, deadline: Option<Timestamp>) {
    leptos::task::spawn_local(async move {
        match keep(what, deadline).await {
            Ok(kept) => {
                if let Some(line) = queue::line(&kept, &known) {
                    let said = say::say(&line.verdict, best());
                    let id = line.id;
                    door.done().update(|lines| lines.push(line));
                    door.show(Some(id), said);
                }
                queue::send(door).await;
            }
            Err(error) => lost(door, &error),
        }
    });
}

async fn keep(what: What, deadline: Option<Timestamp>) -> Result<Kept, StoreError> {
    let queue = queue::queue().ok_or(StoreError::Unavailable)?;
    queue.ask(what, deadline).await
}

/// A phone that keeps nothing must not seem to.
fn lost(door: Door, error: &StoreError) {
    leptos::logging::warn!("{error}");
    door.show(None, say::not_kept());
}

/// Says what is known already, and keeps that it was said; nothing is sent.
fn tell(door: Door, shown: &Shown, verdict: Verdict, at: Timestamp) {
    let id = crate::offline::random::id();
    let said = say::say(&verdict, at);
    let line = Line::told(id, at, identify::label(shown), verdict);
    door.done().update(|lines| lines.push(line.clone()));
    leptos::task::spawn_local(told::keep(line));
    door.show(Some(id), said);
}
