//! A reward is handed out: a command that is kept before anything is said. It waits like the others
//! where the connection goes in that moment, and the screen says not to hand out anything yet.

use super::scan;
use crate::volunteer::{after::Just, door::Door};
use domain::command::What;
use leptos::prelude::*;

/// Asks for it.
pub(in crate::volunteer) fn give(door: Door, just: Just, reward: String) {
    let Some(known) = door.known.get_untracked() else {
        return;
    };
    let what = What::HandOut {
        shift: known.shift.id.clone(),
        shown: just.shown.clone(),
        reward,
    };
    scan::ask_for(door, known, what, just);
}
