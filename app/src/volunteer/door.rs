//! What the door's screens know, as signals: what this phone did, and what is shown now.

use super::{
    identify,
    lines::{self, Line, Tally},
    listen, practice,
    say::{self, Said},
};
use domain::{
    command::Shown,
    time::Timestamp,
    verdict::{Mistake, Verdict},
};
use leptos::prelude::*;
use uuid::Uuid;

/// The verdict on the screen.
#[derive(Clone, Debug)]
pub(super) struct Showing {
    /// The line of the log that it is about.
    pub line: Option<Uuid>,
    /// What is said.
    pub said: Said,
    /// Tells one showing from the next.
    pub turn: u32,
}

/// The door, for every screen below.
#[derive(Clone, Copy)]
pub(super) struct Door {
    /// What this phone did, the newest last.
    pub lines: RwSignal<Vec<Line>>,
    /// What is on the screen.
    pub showing: RwSignal<Option<Showing>>,
    /// What happened last, for when the screen has gone on.
    pub last: RwSignal<Option<Showing>>,
}

impl Door {
    /// Makes the state for everything below.
    pub fn provide() -> Self {
        let door = Self {
            lines: RwSignal::default(),
            showing: RwSignal::new(None),
            last: RwSignal::new(None),
        };
        provide_context(door);
        door
    }

    /// The head count of this phone (reactive).
    pub fn tally(self) -> Tally {
        self.lines.with(|lines| lines::tally(lines))
    }

    /// Begins anew: what was practised is forgotten.
    pub fn begin_anew(self) {
        self.lines.set(Vec::new());
        self.showing.set(None);
        self.last.set(None);
    }

    /// Somebody showed something: says what would come of it, and keeps a line of it.
    pub fn take(self, read: Result<Shown, Mistake>, at: Timestamp) {
        match read {
            Ok(shown) => self.pretend(&shown, at),
            Err(mistake) => self.show(None, say::say(&Verdict::Typing { mistake }, at)),
        }
    }

    fn pretend(self, shown: &Shown, at: Timestamp) {
        let pass = identify::label(shown);
        let seen = |line: &Line| line.pass == pass && line.counts();
        let seen = self.lines.with_untracked(|lines| lines.iter().any(seen));
        let verdict = practice::answer(shown, seen);
        let id = Uuid::from_u128(self.lines.with_untracked(Vec::len) as u128 + 1);
        self.write(Line {
            id,
            at,
            pass,
            verdict: verdict.clone(),
            undone: false,
        });
        self.show(Some(id), say::say(&verdict, at));
    }

    /// Adds a line to the log, or puts it in the place of the one with its id.
    pub fn write(self, line: Line) {
        self.lines.update(
            |lines| match lines.iter_mut().rfind(|known| known.id == line.id) {
                Some(known) => *known = line,
                None => lines.push(line),
            },
        );
    }

    /// Says something over the whole screen, by sound and by trembling too.
    pub fn show(self, line: Option<Uuid>, said: Said) {
        listen::tell(said.outcome);
        let last = |last: &Option<Showing>| last.as_ref().map_or(0, |last| last.turn);
        let turn = self.last.with_untracked(last) + 1;
        let showing = Showing { line, said, turn };
        self.last.set(Some(showing.clone()));
        self.showing.set(Some(showing));
    }

    /// Takes a line back, and says so.
    pub fn undo(self, id: Uuid, now: Timestamp) {
        self.lines.update(|lines| {
            for line in lines.iter_mut().filter(|line| line.id == id) {
                line.undone = true;
            }
        });
        let verdict = Verdict::Undone { command: id };
        self.show(None, say::say(&verdict, now));
    }
}

/// The door of this part of the page.
///
/// Panics outside `Screens`, which provides it first of all.
pub(super) fn use_door() -> Door {
    expect_context::<Door>()
}
