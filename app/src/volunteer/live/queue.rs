//! The door's queue: what is kept becomes lines of the log, what waits is sent, what the server says
//! shows on the line and, while it is there, on the screen.

use super::{
    CORRECTED, Gone, Helper, LEFT, SIGNER, Why, best, family, fresh::soon, helper, keep, kept,
    member, store, told,
};
use crate::{
    offline::{
        Store,
        outbox::{Kept, Queue},
    },
    ui::Outcome,
    volunteer::{
        door::{Door, Leaving},
        identify,
        lines::{AtClub, Line},
        member as words, say,
    },
};
use domain::{
    command::{Shown, Way, What},
    credential::verify,
    outbox::State,
    shift::Mark,
    sync::shift::{DoorSnapshot, LogState, Settled},
    time::Timestamp,
    verdict::Verdict,
};
use leptos::prelude::*;
use std::{cell::Cell, collections::BTreeSet, time::Duration};
use uuid::Uuid;

thread_local! {
    static TIMER: Cell<Option<TimeoutHandle>> = const { Cell::new(None) };
    /// Whether a sending is under way, and whether something came in meanwhile.
    static SENDING: Cell<(bool, bool)> = const { Cell::new((false, false)) };
}

/// The queue of this phone at its door.
pub(super) fn queue() -> Option<Queue> {
    of(&helper()?)
}

fn of(helper: &Helper) -> Option<Queue> {
    Some(Queue {
        store: store()?,
        device: helper.device.parse().ok()?,
        sealing: helper.sealing.parse().ok()?,
        signer: SIGNER,
    })
}

/// The queues of this phone: at its door, and at doors that it left.
pub(super) async fn all() -> Vec<Queue> {
    let Some(store) = store() else {
        return vec![];
    };
    let left: Vec<Gone> = kept(&store, LEFT).await.unwrap_or_default();
    let left = left.iter().filter_map(|gone| of(&gone.helper));
    left.chain(queue()).collect()
}

/// Shows everything that was done at this door.
pub(super) async fn show(door: Door) {
    let (Some(queue), Some(known)) = (queue(), door.known.get_untracked()) else {
        return;
    };
    let corrected = corrected().await;
    if let Err(error) = queue.hear().await {
        leptos::logging::warn!("{error}");
    }
    match queue.all().await {
        Ok(all) => {
            let made = all.iter().filter_map(|one| line(door, one, &known));
            let mut lines: Vec<Line> = made.collect();
            member::apply(&mut lines, &member::known_beside().await);
            for one in &all {
                take_back(&mut lines, one);
            }
            for line in lines.iter_mut().filter(|line| corrected.contains(&line.id)) {
                line.undo = Some(State::Done);
            }
            lines.extend(told::all().await);
            // As they were made: what the server's clock is taken for differs by a second from page to page.
            lines.sort_by_key(|line| line.id);
            door.done().set(lines);
        }
        Err(error) => leptos::logging::warn!("{error}"),
    }
}

/// Sends what waits, and comes back when it is time for the next try.
pub(super) async fn send(door: Door) {
    let Some(queue) = queue() else { return };
    if SENDING.get().0 {
        return SENDING.set((true, true));
    }
    let next = loop {
        SENDING.set((true, false));
        let next = queue.send(move |changed| answered(door, &changed)).await;
        if !SENDING.replace((false, false)).1 {
            break next;
        }
    };
    if let Some(timer) = TIMER.take() {
        timer.clear();
    }
    match next {
        Ok(Some(millis)) => {
            let wait = Duration::from_millis(u64::try_from(millis).unwrap_or(0).max(250));
            let again = move || leptos::task::spawn_local(send(door));
            TIMER.set(set_timeout_with_handle(again, wait).ok());
        }
        Ok(None) => {}
        Err(error) => leptos::logging::warn!("{error}"),
    }
}

/// What no server took is sent again.
pub(in crate::volunteer) async fn retry(door: Door, seq: u64) {
    let Some(queue) = queue() else { return };
    match queue.retry(seq).await {
        Ok(Some(item)) => door.done().update(|lines| {
            for line in lines.iter_mut().filter(|line| line.id == item.id) {
                line.state = item.state;
            }
        }),
        Ok(None) => {}
        Err(error) => leptos::logging::warn!("{error}"),
    }
    hurry(door).await;
}

/// As [`send`], at once: the server answers again.
pub(super) async fn hurry(door: Door) {
    if let Some(queue) = queue() {
        queue.hurry();
        send(door).await;
    }
}

/// The server said what became of these.
fn answered(door: Door, changed: &[Kept]) {
    let now = best();
    door.done().update(|lines| {
        for one in changed {
            if let Some(line) = lines.iter_mut().rfind(|line| line.id == one.item.id) {
                line.state = one.item.state;
                if let Some(verdict) = known(one) {
                    line.verdict = verdict;
                }
            }
            take_back(lines, one);
        }
    });
    if changed.iter().any(|one| one.item.state == State::Done) {
        soon(door);
    }
    for one in changed {
        let Some(verdict) = known(one) else { continue };
        if matches!(
            one.what,
            What::Undo { .. } | What::Guest { .. } | What::Head { .. }
        ) && one.item.state == State::Done
        {
            continue;
        }
        let said = door.done().with_untracked(|lines| {
            let line = lines.iter().rfind(|line| line.id == one.item.id);
            line.map_or_else(|| say::say(&verdict, now), |line| words::line(line, now))
        });
        let handed = matches!(one.what, What::HandOut { .. });
        let showing = door.showing.get_untracked();
        let same = showing.is_some_and(|showing| showing.line == Some(one.item.id));
        match said.outcome {
            Outcome::Saved | Outcome::Member if same => door.say(Some(one.item.id), said),
            // Only now it may be handed out.
            Outcome::Saved if handed => door.show(Some(one.item.id), said),
            // What did not work must be heard, also when the screen has gone on.
            Outcome::Refused | Outcome::Unreadable => door.show(Some(one.item.id), said),
            _ if same => door.show(Some(one.item.id), said),
            _ => {}
        }
    }
    family::answered(door);
}

/// A verdict that says something new.
fn known(one: &Kept) -> Option<Verdict> {
    let verdict = one.verdict.clone()?;
    (verdict != Verdict::Pending).then_some(verdict)
}

/// Notes on its line that something is taken back.
fn take_back(lines: &mut [Line], one: &Kept) {
    if let What::Undo { command } = one.what
        && let Some(line) = lines.iter_mut().rfind(|line| line.id == command)
    {
        line.undo = Some(one.item.state);
        line.undo_seq = Some(one.item.seq);
    }
}

/// What an admin took back of this phone's scans.
async fn corrected() -> BTreeSet<Uuid> {
    match store() {
        Some(store) => kept(&store, CORRECTED).await.unwrap_or_default(),
        None => BTreeSet::new(),
    }
}

/// An admin decided about, or corrected, what this phone did.
pub(super) async fn settle(door: Door, settled: &[Settled]) {
    let mut known = corrected().await;
    let before = known.len();
    let undone = settled.iter().filter(|one| one.state == LogState::Undone);
    let lines = door.done();
    for id in undone.filter_map(|one| one.id.parse().ok()) {
        if known.insert(id) {
            lines.update(|lines| {
                for line in lines.iter_mut().filter(|line| line.id == id) {
                    line.undo = Some(State::Done);
                }
            });
        }
    }
    if known.len() > before {
        keep(CORRECTED, &known).await;
    }
}

/// What was kept, as a line of the log.
pub(super) fn line(door: Door, kept: &Kept, known: &DoorSnapshot) -> Option<Line> {
    let at = kept.at.best();
    let place = |id: &str| known.activities.iter().position(|one| one.id == id);
    let waits = || Verdict::Waiting {
        deadline: kept.deadline,
        name: None,
    };
    let mut club = None;
    let mut whom = None;
    let (pass, mark, waiting) = match &kept.what {
        What::Checkin { event, shown, .. } => {
            let mark = mark(shown, known, at);
            club = member::of_scan(door, known, mark);
            whom = place(event).map(|place| (place, shown.clone()));
            (identify::label(shown), place(event).zip(mark), waits())
        }
        What::Member(wish) => {
            let (label, of) = member::of_wish(known, wish);
            club = Some(of);
            (label, None, waits())
        }
        What::Head {
            way, band, count, ..
        } => {
            club = Some(AtClub::Head(*band));
            let count = *count;
            let counted = match way {
                Way::In => Verdict::Counted { count },
                Way::Out => Verdict::Left { count },
            };
            (String::new(), None, counted)
        }
        What::Guest { count, .. } => (String::new(), None, Verdict::Counted { count: *count }),
        What::HandOut { shown, .. } => (identify::label(shown), None, waits()),
        _ => return None,
    };
    Some(Line {
        id: kept.item.id,
        at,
        pass,
        mark,
        verdict: self::known(kept).unwrap_or(waiting),
        state: kept.item.state,
        undo: None,
        undo_seq: None,
        club,
        shown: whom,
        seq: Some(kept.item.seq),
        reward: matches!(kept.what, What::HandOut { .. }),
    })
}

/// Whose pass was shown, as the shift's key has it.
pub(super) fn mark(shown: &Shown, known: &DoorSnapshot, at: Timestamp) -> Option<Mark> {
    match shown {
        Shown::Number(number) => Some(known.key.of_number(number)),
        Shown::Chip(chip) => Some(known.key.of_chip(chip)),
        Shown::Holder(id) => Some(known.key.of_holder(id)),
        Shown::Credential(text) => {
            let checked = verify(text, &known.trust, at).ok()?;
            Some(known.key.of_credential(&checked.identifier.0))
        }
    }
}

/// Lets go of a door: its queue keeps nothing but what is sealed.
pub(super) async fn leave(store: &Store, helper: Helper, why: Why) {
    if let Some(timer) = TIMER.take() {
        timer.clear();
    }
    let Some(queue) = of(&helper) else { return };
    for done in [queue.blind().await, told::forget(store, &helper).await] {
        if let Err(error) = done {
            leptos::logging::warn!("{error}");
        }
    }
    let mut left: Vec<Gone> = kept(store, LEFT).await.unwrap_or_default();
    left.push(Gone { helper, why });
    keep(LEFT, &left).await;
}

/// Delivers what is left of doors that are past.
pub(in crate::volunteer) async fn deliver(door: Door) {
    let Some(store) = store() else { return };
    let left: Vec<Gone> = kept(&store, LEFT).await.unwrap_or_default();
    if left.is_empty() {
        return;
    }
    for gone in &left {
        let Some(queue) = of(&gone.helper) else {
            continue;
        };
        queue.hurry();
        if let Err(error) = queue.send(|_| ()).await {
            leptos::logging::warn!("{error}");
        }
        // What an answer told of people is of no use here any more.
        if let Err(error) = queue.blind().await {
            leptos::logging::warn!("{error}");
        }
    }
    show_left(door).await;
}

/// Says what is still to be delivered of doors that are past.
pub(super) async fn show_left(door: Door) {
    let Some(store) = store() else { return };
    let left: Vec<Gone> = kept(&store, LEFT).await.unwrap_or_default();
    let mut shown = Vec::with_capacity(left.len());
    for gone in left {
        let rows = match of(&gone.helper) {
            Some(queue) => queue.all().await.unwrap_or_default(),
            None => vec![],
        };
        let count =
            |of: &dyn Fn(State) -> bool| rows.iter().filter(|one| of(one.item.state)).count();
        shown.push(Leaving {
            why: gone.why,
            waiting: count(&|state| matches!(state, State::Waiting | State::Sending)),
            held: count(&|state| state == State::NeedsPerson),
        });
    }
    if door.left.with_untracked(|left| *left != shown) {
        door.left.set(shown);
    }
}
