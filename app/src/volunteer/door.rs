//! What the door's screens know, as signals: what this phone did, what it was told of the shift, and
//! what is shown now. Nothing here touches the browser.

use super::{
    after::{Just, Sent, Task},
    identify,
    lines::{self, Line, Tally},
    listen,
    member::{About, Met},
    practice,
    say::{self, Said},
};
use domain::{
    command::Shown,
    shift::{Manner, Role},
    sync::shift::{Activity, Count, DoorClub, DoorEntry, DoorSnapshot},
    time::Timestamp,
    verdict::{Mistake, Verdict},
};
use leptos::prelude::*;
use std::{sync::Arc, time::Duration};
use uuid::Uuid;

/// How far this phone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "on the server no store is ever opened")
)]
pub(super) enum Stage {
    /// The store is being opened.
    Opening,
    /// Another tab of an old version has to be closed first.
    Blocked,
    /// This browser keeps nothing.
    Trouble,
    /// No helper's phone (any more).
    Out,
    /// At a door.
    In,
}

/// Why a phone does not help any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) enum Why {
    /// An admin shut it out.
    Revoked,
    /// The shift is past.
    Over,
    /// The helper went.
    Stopped,
}

/// What became of a door that this phone left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leaving {
    /// Why.
    pub why: Why,
    /// How many of its commands are still to be sent.
    pub waiting: usize,
    /// How many wait for an admin's yes.
    pub held: usize,
}

/// The head count from all phones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Together {
    /// The count.
    pub count: Count,
    /// Up to which of this phone's own commands it goes, by number.
    pub counted: u64,
}

/// The verdict on the screen.
#[derive(Clone, Debug)]
pub(super) struct Showing {
    /// The line of the log that it is about, and that can be taken back.
    pub line: Option<Uuid>,
    /// The line of whom something more can be done for.
    pub whom: Option<Uuid>,
    /// What is said.
    pub said: Said,
    /// Tells one showing from the next.
    pub turn: u32,
}

/// The door, for every screen below.
#[derive(Clone, Copy)]
pub(super) struct Door {
    /// How far this phone is.
    pub stage: RwSignal<Stage>,
    /// Whether the screens only pretend.
    pub practises: RwSignal<bool>,
    /// What this phone was told of its shift.
    pub known: RwSignal<Option<Arc<DoorSnapshot>>>,
    /// When the server last confirmed that.
    pub as_of: RwSignal<Option<Timestamp>>,
    /// Whether the server answered the last time.
    pub reached: RwSignal<bool>,
    /// The head count from all phones, as far as this one was told.
    pub together: RwSignal<Option<Together>>,
    /// At which of the shift's activities it scans.
    pub activity: RwSignal<usize>,
    /// What happened when it left a door, the newest last.
    pub left: RwSignal<Vec<Leaving>>,
    /// What is on the screen.
    pub showing: RwSignal<Option<Showing>>,
    /// What happened last, for when the screen has gone on.
    pub last: RwSignal<Option<Showing>>,
    /// Whom the last scan was about.
    pub just: RwSignal<Option<Just>>,
    /// What is being done for that person.
    pub task: RwSignal<Option<Task>>,
    /// Sales that were sent and not answered, the oldest first.
    pub unsure: RwSignal<Vec<Sent>>,
    /// Who is in, as other phones handed it over.
    pub handed: RwSignal<Vec<DoorEntry>>,
    /// Who was scanned last at the door of a club.
    pub met: RwSignal<Option<Met>>,
    /// Whom the form about a membership is about, while it is open.
    pub enrols: RwSignal<Option<About>>,
    /// At which step of the tour somebody is, counted from 0.
    pub tour: RwSignal<Option<usize>>,
    done: RwSignal<Vec<Line>>,
    practised: RwSignal<Vec<Line>>,
}

impl Door {
    /// Makes the state for everything below, and opens the store in a browser.
    pub fn provide() -> Self {
        let door = Self {
            stage: RwSignal::new(Stage::Opening),
            practises: RwSignal::new(false),
            known: RwSignal::new(None),
            as_of: RwSignal::new(None),
            reached: RwSignal::new(true),
            together: RwSignal::new(None),
            activity: RwSignal::new(0),
            left: RwSignal::default(),
            showing: RwSignal::new(None),
            last: RwSignal::new(None),
            just: RwSignal::new(None),
            task: RwSignal::new(None),
            unsure: RwSignal::default(),
            handed: RwSignal::default(),
            met: RwSignal::new(None),
            enrols: RwSignal::new(None),
            tour: RwSignal::new(None),
            done: RwSignal::default(),
            practised: RwSignal::default(),
        };
        provide_context(door);
        #[cfg(feature = "browser")]
        super::live::begin(door);
        door
    }

    /// What this phone did, the newest last: for real, or in practice (reactive).
    pub fn lines(self) -> RwSignal<Vec<Line>> {
        if self.practises.get() {
            self.practised
        } else {
            self.done
        }
    }

    /// What this phone did for real.
    pub fn done(self) -> RwSignal<Vec<Line>> {
        self.done
    }

    /// The head count of this phone (reactive).
    pub fn tally(self) -> Tally {
        self.lines().with(|lines| lines::tally(lines))
    }

    /// The activity at which this phone scans (reactive).
    pub fn activities(self) -> Vec<Activity> {
        self.known.with(|known| {
            let known = known.as_ref();
            known
                .map(|known| known.activities.clone())
                .unwrap_or_default()
        })
    }

    /// What the door is for (reactive).
    pub fn manner(self) -> Manner {
        let manner = |known: &Arc<DoorSnapshot>| known.shift.manner;
        let known = self.known.with(|known| known.as_ref().map(manner));
        known.filter(|_| !self.practises.get()).unwrap_or_default()
    }

    /// What this phone may, at a door (reactive).
    pub fn role(self) -> Option<Role> {
        self.known
            .with(|known| known.as_ref().map(|known| known.role))
    }

    /// How many the hall takes (reactive).
    pub fn capacity(self) -> Option<u32> {
        let known = self.known;
        known.with(|known| known.as_ref().and_then(|known| known.shift.capacity))
    }

    /// The clubs of this door.
    pub fn clubs(self) -> Vec<DoorClub> {
        let known = self.known;
        known.with_untracked(|known| {
            let known = known.as_ref();
            known.map(|known| known.clubs.clone()).unwrap_or_default()
        })
    }

    /// Goes from real to practice or back: what was on the screen is of the other.
    pub fn practise(self, practises: bool) {
        if self.practises.get_untracked() != practises {
            self.practises.set(practises);
            self.task.set(None);
            self.showing.set(None);
            self.last.set(None);
        }
    }

    /// Puts the tour away, for good.
    pub fn end_tour(self) {
        self.tour.set(None);
        #[cfg(feature = "browser")]
        super::live::note_tour();
    }

    /// Begins anew: what was practised is forgotten.
    pub fn begin_anew(self) {
        self.practised.set(Vec::new());
        self.showing.set(None);
        self.last.set(None);
    }

    /// Somebody showed something.
    pub fn take(self, read: Result<Shown, Mistake>, at: Timestamp) {
        match read {
            Ok(shown) if self.practises.get_untracked() => self.pretend(&shown, at),
            #[cfg(feature = "browser")]
            Ok(shown) => super::live::take(self, shown),
            #[cfg(not(feature = "browser"))]
            Ok(_) => {}
            Err(mistake) => self.show(None, say::say(&Verdict::Typing { mistake }, at)),
        }
    }

    /// Says what would come of it, and keeps a line of it.
    fn pretend(self, shown: &Shown, at: Timestamp) {
        let pass = identify::label(shown);
        let seen = |line: &Line| line.pass == pass && line.counts();
        let seen = self
            .practised
            .with_untracked(|lines| lines.iter().any(seen));
        let verdict = practice::answer(shown, seen);
        let id = Uuid::from_u128(self.practised.with_untracked(Vec::len) as u128 + 1);
        let line = Line::told(id, at, pass, verdict.clone());
        self.practised.update(|lines| lines.push(line));
        self.show(Some(id), say::say(&verdict, at));
    }

    /// Puts what is shown away after a while, unless something else is shown by then.
    pub fn goes(self, showing: &Showing, after: Duration) {
        let turn = showing.turn;
        let over = move || {
            let same = |now: &Option<Showing>| now.as_ref().is_some_and(|now| now.turn == turn);
            if self.showing.try_with_untracked(same) == Some(true) {
                self.showing.set(None);
            }
        };
        set_timeout(over, after);
    }

    /// Says something over the whole screen, by sound and by trembling too.
    pub fn show(self, line: Option<Uuid>, said: Said) {
        listen::tell(said.outcome);
        self.say(line, said);
    }

    /// Which showing was the last.
    #[cfg_attr(
        not(feature = "browser"),
        expect(dead_code, reason = "nobody shows the server anything")
    )]
    pub fn turn(self) -> u32 {
        self.last
            .with_untracked(|last| last.as_ref().map_or(0, |last| last.turn))
    }

    /// Forgets who was here.
    #[cfg_attr(
        not(feature = "browser"),
        expect(dead_code, reason = "the server is at no door")
    )]
    pub fn forget_people(self) {
        self.task.set(None);
        self.just.set(None);
        self.unsure.set(Vec::new());
        self.handed.set(Vec::new());
        self.met.set(None);
        self.enrols.set(None);
    }

    /// Says something of others than those of the line `whom`, for whom more can still be done.
    #[cfg_attr(
        not(feature = "browser"),
        expect(dead_code, reason = "nobody shows the server anything")
    )]
    pub fn say_beside(self, whom: Uuid, said: Said) {
        self.note(None, said);
        self.last.update(|last| {
            if let Some(last) = last {
                last.whom = Some(whom);
            }
        });
        self.showing.set(self.last.get_untracked());
    }

    /// Says something over the whole screen.
    pub fn say(self, line: Option<Uuid>, said: Said) {
        self.note(line, said);
        self.showing.set(self.last.get_untracked());
    }

    /// Says something in the line of what happened last, and nowhere else.
    pub fn note(self, line: Option<Uuid>, said: Said) {
        let last = |last: &Option<Showing>| last.as_ref().map_or(0, |last| last.turn);
        let turn = self.last.with_untracked(last) + 1;
        let showing = Showing {
            line,
            whom: line,
            said,
            turn,
        };
        self.last.set(Some(showing));
    }

    /// Takes a line back, and says so.
    pub fn undo(self, id: Uuid, now: Timestamp) {
        if !self.practises.get_untracked() {
            #[cfg(feature = "browser")]
            super::live::undo(self, id);
            return;
        }
        self.practised.update(|lines| {
            for line in lines.iter_mut().filter(|line| line.id == id) {
                line.undo = Some(domain::outbox::State::Done);
            }
        });
        self.show(None, say::say(&Verdict::Undone { command: id }, now));
    }
}

/// The door of this part of the page.
///
/// Panics outside `Screens`, which provides it first of all.
pub(super) fn use_door() -> Door {
    expect_context::<Door>()
}
