//! The rest of a family comes in: each a command of its own, kept before anything is said, and said
//! together.

use super::{best, queue, scan};
use crate::volunteer::{after::Just, door::Door, listen, say};
use domain::{
    command::{Shown, What},
    verdict::Verdict,
};
use leptos::prelude::*;

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
        let turn = door.turn();
        queue::send(door).await;
        let saved = door.done().with_untracked(|lines| {
            let saved = lines
                .iter()
                .filter(|line| matches!(line.verdict, Verdict::Saved { .. }));
            saved.filter(|line| kept.contains(&line.id)).count()
        });
        // What did not work said so by itself.
        if saved == kept.len() && door.turn() == turn {
            door.say_beside(whom, say::family(count, true));
        }
    });
}
