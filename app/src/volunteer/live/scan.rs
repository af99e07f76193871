//! A scan: judged by what the phone knows, kept on the disk before anything green or amber is shown,
//! and only then sent.

use super::{best, member, queue, told};
use crate::{
    offline::{StoreError, clock, outbox::Kept},
    volunteer::{
        after::Just,
        door::Door,
        identify,
        lines::{self, AtClub, Line},
        member as words,
        say::{self, Said},
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
    take_at(door, door.activity.get_untracked(), shown);
}

/// As [`take`], at this of the shift's activities.
pub(in crate::volunteer) fn take_at(door: Door, activity: usize, shown: Shown) {
    let Some(known) = door.known.get_untracked() else {
        return;
    };
    // Whoever shows a pass now is the next one.
    door.task.set(None);
    door.met.set(None);
    let at = best();
    if let Shown::Credential(text) = &shown {
        let checked = SHOWN.with_borrow_mut(|memory| memory.check(text, &known.trust, at));
        if let Err(reason) = checked {
            return tell(door, activity, shown, Verdict::Credential { reason }, at);
        }
    }
    let verdict = judge(door, &known, activity, &shown, at);
    let mark = queue::mark(&shown, &known, at);
    if member::meet(door, &known, &shown, mark, verdict.as_ref()) {
        return;
    }
    let deadline = match verdict {
        Some(Verdict::Waiting { deadline, .. }) => deadline,
        None => None,
        Some(verdict) => {
            return tell(door, activity, shown, verdict, at);
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
            Ok(kept) => {
                door.done().update(|lines| {
                    for line in lines.iter_mut().filter(|line| line.id == id) {
                        line.undo = Some(State::Waiting);
                        line.undo_seq = Some(kept.item.seq);
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
pub(super) fn ask(
    door: Door,
    known: Arc<DoorSnapshot>,
    what: What,
    deadline: Option<Timestamp>,
    whom: Option<(usize, Shown)>,
) {
    leptos::task::spawn_local(async move {
        if let Some((line, said)) = keep_line(door, &known, what, deadline).await {
            let (id, at) = (line.id, line.at);
            door.just.set(whom.map(|(activity, shown)| Just {
                line: id,
                activity,
                shown,
                at,
            }));
            door.show(Some(id), said);
            queue::send(door).await;
        }
    });
}

/// Keeps something else for whom the last scan was about, says so, sends it: that person stays at
/// hand.
pub(super) fn ask_for(door: Door, known: Arc<DoorSnapshot>, what: What, just: Just) {
    leptos::task::spawn_local(async move {
        if let Some((line, said)) = keep_line(door, &known, what, None).await {
            door.just.set(Some(Just {
                line: line.id,
                ..just
            }));
            door.show(Some(line.id), said);
            queue::send(door).await;
        }
    });
}

/// Keeps it as a line of the log: which one, and what is to be said of it. None where it could not be
/// kept, which is said here.
pub(super) async fn keep_line(
    door: Door,
    known: &DoorSnapshot,
    what: What,
    deadline: Option<Timestamp>,
) -> Option<(Line, Said)> {
    let kept = match keep(what, deadline).await {
        Ok(kept) => kept,
        Err(error) => {
            lost(door, &error);
            return None;
        }
    };
    let line = queue::line(door, &kept, known)?;
    let said = words::line(&line, best());
    door.done().update(|lines| lines.push(line.clone()));
    Some((line, said))
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

/// Keeps what is known already as a line of the log, and says it; nothing is sent. Who is in already
/// stays at hand: there may still be a rate to ask for, or a family.
fn tell(door: Door, activity: usize, shown: Shown, verdict: Verdict, at: Timestamp) {
    let id = crate::offline::random::id();
    let again = matches!(verdict, Verdict::Already { .. });
    let mut line = Line::told(id, at, identify::label(&shown), verdict);
    let met = door.met.get_untracked();
    line.club = met.map(|met| AtClub::Scan(met.standing));
    line.shown = Some((activity, shown.clone()));
    let said = words::line(&line, at);
    leptos::task::spawn_local(async move {
        told::keep(line.clone()).await;
        door.done().update(|lines| lines.push(line));
        let just = Just {
            line: id,
            activity,
            shown,
            at,
        };
        door.just.set(again.then_some(just));
        door.show(Some(id), said);
    });
}
