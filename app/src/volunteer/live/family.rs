//! The rest of a family comes in: each a command of its own, kept before anything is said, and said
//! together.

use super::{best, queue, scan};
use crate::volunteer::{after::Just, door::Door, listen, say};
use domain::{
    command::{Shown, What},
    verdict::Verdict,
};
use leptos::prelude::*;
use std::cell::RefCell;
use uuid::Uuid;

/// A family that was added, until the server answered about all of it.
struct Added {
    /// The line of whose family it is.
    whom: Uuid,
    /// The lines of the others.
    lines: Vec<Uuid>,
    /// Which showing said that they are kept.
    turn: u32,
}

thread_local! {
    static ADDED: RefCell<Option<Added>> = const { RefCell::new(None) };
}

/// Whether this phone knows that somebody is in.
pub(in crate::volunteer) fn is_inside(door: Door, just: &Just, holder: &str) -> bool {
    let Some(known) = door.known.get_untracked() else {
        return false;
    };
    let shown = Shown::Holder(holder.to_owned());
    let verdict = scan::judge(door, &known, just.activity, &shown, best());
    matches!(verdict, Some(Verdict::Already { .. }))
}

/// Checks all of them in.
pub(in crate::volunteer) fn add_family(door: Door, just: &Just, holders: Vec<String>) {
    // What was asked for whose pass it was is still to be asked.
    let (whom, activity) = (just.line, just.activity);
    leptos::task::spawn_local(async move {
        let Some(known) = door.known.get_untracked() else {
            return;
        };
        let Some(event) = known.activities.get(activity) else {
            return;
        };
        let mut kept = vec![];
        for holder in holders {
            let shown = Shown::Holder(holder);
            let verdict = scan::judge(door, &known, activity, &shown, best());
            let Some(Verdict::Waiting { deadline, .. }) = verdict else {
                continue;
            };
            let what = What::Checkin {
                shift: known.shift.id.clone(),
                event: event.id.clone(),
                shown,
            };
            match scan::keep(what, deadline).await {
                Ok(one) => {
                    if let Some(line) = queue::line(door, &one, &known) {
                        kept.push(line.id);
                        door.done().update(|lines| lines.push(line));
                    }
                }
                Err(error) => return scan::lost(door, &error),
            }
        }
        if kept.is_empty() {
            return;
        }
        let count = kept.len() as u64;
        let said = say::family(count, false);
        listen::tell(said.outcome);
        door.say_beside(whom, said);
        ADDED.set(Some(Added {
            whom,
            lines: kept,
            turn: door.turn(),
        }));
        queue::send(door).await;
    });
}

/// The server answered: says of the whole family that it is in, once it is, and while that is still
/// what the screen is about. What did not work says so by itself.
pub(super) fn answered(door: Door) {
    let Some(added) = ADDED.take() else { return };
    let is_saved = |id: &Uuid| {
        door.done().with_untracked(|lines| {
            let line = lines.iter().rfind(|line| line.id == *id);
            line.is_some_and(|line| matches!(line.verdict, Verdict::Saved { .. }))
        })
    };
    if door.turn() != added.turn {
        return;
    }
    if added.lines.iter().all(is_saved) {
        door.say_beside(added.whom, say::family(added.lines.len() as u64, true));
    } else {
        ADDED.set(Some(added));
    }
}
