//! The door of a club, for real: who is no member is asked about before they are let in; members are
//! made, renewed and stopped by commands that wait like scans; heads are counted.

use super::{best, keep, kept, queue, scan, store};
use crate::{
    offline::random,
    volunteer::{
        door::Door,
        lines::{AtClub, Line},
        listen,
        member::{self, Met, Newcomer, Wanted},
    },
};
use chrono::NaiveDate;
use domain::{
    club::{Said, band::Band},
    command::{Shown, Way, What},
    outbox::State,
    shift::Mark,
    sync::{
        club::{Meant, Verdict as Told, Wish},
        shift::{Beside, DoorSnapshot, Standing},
    },
    verdict::Verdict,
};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What this phone said of memberships beside another, and until when they run now.
pub(super) const BESIDE: &str = "beside";

/// What is known of whoever has this mark: what this phone asked for itself comes before what it was
/// told.
fn standing(door: Door, known: &DoorSnapshot, mark: Mark, today: NaiveDate) -> Standing {
    let told = known.standing(mark, today);
    let band = match told {
        Standing::Member { band, .. } | Standing::Past { band, .. } => band,
        Standing::Stranger => None,
    };
    let own = door.done().with_untracked(|lines| {
        let open = lines.iter().rev().filter(|line| line.waits_for_answer());
        open.filter_map(|line| line.club.as_ref())
            .find_map(|club| match club {
                AtClub::Given {
                    club,
                    mark: Some(other),
                    until,
                } if *other == mark => Some(Standing::Member {
                    club: *club,
                    until: *until,
                    band,
                }),
                AtClub::Stopped {
                    mark: Some(other), ..
                } if *other == mark => Some(Standing::Stranger),
                _ => None,
            })
    });
    own.unwrap_or(told)
}

/// Somebody showed a pass at the door of a club. True where they are no member: then nothing is kept
/// until the helper says what to do.
pub(super) fn meet(
    door: Door,
    known: &DoorSnapshot,
    shown: &Shown,
    mark: Option<Mark>,
    verdict: Option<&Verdict>,
) -> bool {
    let Some(mark) = mark.filter(|_| known.asks_for_members()) else {
        return false;
    };
    let standing = standing(door, known, mark, best().date_in_brussels());
    door.met.set(Some(Met {
        shown: shown.clone(),
        mark,
        standing,
    }));
    let enters = matches!(verdict, None | Some(Verdict::Waiting { .. }));
    let stops = enters && !matches!(standing, Standing::Member { .. });
    if stops {
        door.show(None, member::stranger(standing));
    }
    stops
}

/// What a line says of the club, when it is made of what was kept.
pub(super) fn of_scan(door: Door, known: &DoorSnapshot, mark: Option<Mark>) -> Option<AtClub> {
    let mark = mark.filter(|_| known.asks_for_members())?;
    let standing = standing(door, known, mark, best().date_in_brussels());
    Some(AtClub::Scan(standing))
}

/// What a line says of a membership that was asked for.
pub(super) fn of_wish(known: &DoorSnapshot, wish: &Wish) -> (String, AtClub) {
    let club = known
        .clubs
        .iter()
        .position(|one| one.id == wish.association);
    let club = club.unwrap_or(usize::MAX);
    let (label, mark) = match &wish.who {
        Meant::Shown { shown } => (
            crate::volunteer::identify::label(shown),
            queue::mark(shown, known, best()),
        ),
        Meant::NewGuest { first_name, .. } => (first_name.clone(), None),
        _ => (String::new(), None),
    };
    let at = match &wish.what {
        Said::Given { until, .. } => AtClub::Given {
            club,
            mark,
            until: *until,
        },
        Said::Stopped { .. } => AtClub::Stopped { club, mark },
    };
    (label, at)
}

/// Lets whoever was scanned last in, member or not.
pub(in crate::volunteer) fn let_in(door: Door) {
    let (Some(met), Some(known)) = (door.met.get_untracked(), door.known.get_untracked()) else {
        return;
    };
    let activity = door.activity.get_untracked();
    let Some(event) = known.activities.get(activity) else {
        return;
    };
    let what = What::Checkin {
        shift: known.shift.id.clone(),
        event: event.id.clone(),
        shown: met.shown.clone(),
    };
    scan::ask(door, known, what, None, Some((activity, met.shown)));
}

/// Asks something about the membership of whoever was scanned last, and lets them in after that
/// where it is wanted.
pub(in crate::volunteer) fn ask_member(door: Door, club: usize, wanted: Wanted, enters: bool) {
    let (Some(met), Some(known)) = (door.met.get_untracked(), door.known.get_untracked()) else {
        return;
    };
    let said = own(door, club, met.mark);
    let who = Meant::Shown { shown: met.shown };
    let Some(what) = wish(&known, club, who, wanted, said) else {
        return;
    };
    door.enrols.set(None);
    leptos::task::spawn_local(async move {
        if keep_wish(door, &known, what).await {
            if enters {
                let_in(door);
            } else {
                queue::send(door).await;
            }
        }
    });
}

/// Asks that somebody without a pass becomes a member, and counts them as coming in after that where
/// it is wanted: by age, as everybody without a pass.
pub(in crate::volunteer) fn ask_newcomer(
    door: Door,
    newcomer: Newcomer,
    club: usize,
    wanted: Wanted,
    enters: bool,
) {
    let Some(known) = door.known.get_untracked() else {
        return;
    };
    let band = Band::of(newcomer.born, best().date_in_brussels());
    let who = Meant::NewGuest {
        id: random::id(),
        first_name: newcomer.first_name,
        name: newcomer.name,
        born: newcomer.born,
    };
    // Nothing was said of them before.
    let Some(what) = wish(&known, club, who, wanted, Default::default()) else {
        return;
    };
    door.enrols.set(None);
    leptos::task::spawn_local(async move {
        if keep_wish(door, &known, what).await {
            if enters {
                head(door, Way::In, band);
            } else {
                queue::send(door).await;
            }
        }
    });
}

/// A wish, with what this phone itself said before of the same: what was given and what was stopped.
fn wish(
    known: &DoorSnapshot,
    club: usize,
    who: Meant,
    wanted: Wanted,
    (given, stopped): (BTreeSet<Uuid>, BTreeSet<Uuid>),
) -> Option<What> {
    let (what, own) = match wanted {
        Wanted::Give(until, own) => (
            Said::Given {
                until,
                despite: stopped,
            },
            own,
        ),
        Wanted::Stop => (Said::Stopped { ends: given }, None),
    };
    Some(What::Member(Box::new(Wish {
        shift: known.shift.id.clone(),
        association: known.clubs.get(club)?.id.clone(),
        who,
        what,
        knew: known.cursor,
        own,
    })))
}

/// Keeps a wish and says so; false where it could not be kept, which is said too.
async fn keep_wish(door: Door, known: &DoorSnapshot, what: What) -> bool {
    match scan::keep_line(door, known, what, None).await {
        Some((line, said)) => {
            door.show(Some(line.id), said);
            true
        }
        None => false,
    }
}

/// What this phone itself asked about a membership: what was given and what was stopped.
fn own(door: Door, club: usize, mark: Mark) -> (BTreeSet<Uuid>, BTreeSet<Uuid>) {
    let (mut given, mut stopped) = (BTreeSet::new(), BTreeSet::new());
    door.done().with_untracked(|lines| {
        for line in lines {
            match line.club {
                Some(AtClub::Given {
                    club: of,
                    mark: Some(whose),
                    ..
                }) if (of, whose) == (club, mark) => {
                    given.insert(line.id);
                }
                Some(AtClub::Stopped {
                    club: of,
                    mark: Some(whose),
                }) if (of, whose) == (club, mark) => {
                    stopped.insert(line.id);
                }
                _ => {}
            }
        }
    });
    (given, stopped)
}

/// Somebody comes in or goes, without a name.
pub(in crate::volunteer) fn head(door: Door, way: Way, band: Band) {
    let Some(known) = door.known.get_untracked() else {
        return;
    };
    let Some(event) = known.activities.get(door.activity.get_untracked()) else {
        return;
    };
    let what = What::Head {
        shift: known.shift.id.clone(),
        event: event.id.clone(),
        way,
        band,
        count: 1,
    };
    leptos::task::spawn_local(async move {
        if let Some((line, said)) = scan::keep_line(door, &known, what, None).await {
            listen::tell(said.outcome);
            door.note(Some(line.id), said);
            queue::send(door).await;
        }
    });
}

/// What this phone said beside another, as it is kept.
pub(super) async fn known_beside() -> BTreeMap<Uuid, NaiveDate> {
    match store() {
        Some(store) => kept(&store, BESIDE).await.unwrap_or_default(),
        None => BTreeMap::new(),
    }
}

/// Another phone said the opposite of what this one did: it is said here too, and stays in the log.
pub(super) async fn hear(door: Door, told: &[Beside]) {
    if told.is_empty() {
        return;
    }
    let mut known = known_beside().await;
    let new: Vec<_> = told
        .iter()
        .filter(|one| !known.contains_key(&one.id))
        .collect();
    if new.is_empty() {
        return;
    }
    for one in &new {
        known.insert(one.id, one.until);
    }
    keep(BESIDE, &known).await;
    door.done().update(|lines| apply(lines, &known));
    if let Some(one) = new.last() {
        let told = Told::Conflict { until: one.until };
        door.show(Some(one.id), member::told(&told, None));
    }
}

/// Says on its lines what was said beside another.
pub(super) fn apply(lines: &mut [Line], known: &BTreeMap<Uuid, NaiveDate>) {
    for line in lines {
        if let Some(until) = known.get(&line.id) {
            line.state = State::Done;
            line.verdict = Verdict::Membership {
                told: Told::Conflict { until: *until },
                name: None,
            };
        }
    }
}
