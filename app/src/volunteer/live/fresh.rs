//! What changed at the door, asked every few seconds: the answer also says what an admin decided, and
//! whether this phone still helps.

use super::{
    Helper, KNOWN, Known, ROSTER, SIGNER, Why, best, deliver, helper, keep, leave, member, queue,
    store,
};
use crate::{
    device::document,
    offline::{
        clock,
        http::{self, CallError},
    },
    volunteer::{
        door::{Door, Together},
        lines,
    },
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    shift::Phase,
    sync::shift::{DoorDelta, DoorSnapshot, Reentry},
    time::Timestamp,
};
use leptos::prelude::*;
use std::{cell::Cell, sync::Arc, time::Duration};

/// How long to wait before asking again what changed, where the server does not say; and at most,
/// while it does not answer.
const POLL: (u64, u64) = (4, 30);
/// After how many seconds everything is asked anew: keys and blocked passes come with it.
const WHOLE: f64 = 600_000.0;
/// How far off a clock that nobody compared may be before it ends a shift, in milliseconds.
const WRONG: i64 = 26 * 3_600_000;

thread_local! {
    static TIMER: Cell<Option<TimeoutHandle>> = const { Cell::new(None) };
    static PAUSE: Cell<u64> = const { Cell::new(POLL.0) };
    static WHOLE_AT: Cell<f64> = const { Cell::new(0.0) };
}

/// Somebody looks, or the network is back: asks at once.
pub(super) async fn now(door: Door) {
    PAUSE.set(POLL.0);
    poll(door).await;
}

/// Asks no more.
pub(super) fn stop() {
    if let Some(timer) = TIMER.take() {
        timer.clear();
    }
}

/// Everything was told at this moment.
pub(super) fn told_all() {
    WHOLE_AT.set(clock::since_start());
}

/// Something of what was told is not there: everything is asked anew with the next answer.
pub(super) fn lacks() {
    WHOLE_AT.set(f64::NEG_INFINITY);
}

fn is_lacking() -> bool {
    WHOLE_AT.get().is_infinite()
}

/// Asks what changed, says what waits, and comes back in a while.
pub(super) async fn poll(door: Door) {
    stop();
    if document::is_visible() {
        ask(door).await;
        deliver(door).await;
    }
    let again = move || leptos::task::spawn_local(poll(door));
    let wait = Duration::from_secs(PAUSE.get());
    // A poll that overlapped with this one set its own.
    if let Some(timer) = TIMER.replace(set_timeout_with_handle(again, wait).ok()) {
        timer.clear();
    }
}

/// Asks what changed in a moment: the server just did something of ours.
pub(super) fn soon(door: Door) {
    let ask = move || leptos::task::spawn_local(poll(door));
    let timer = set_timeout_with_handle(ask, Duration::from_millis(500)).ok();
    if let Some(timer) = TIMER.replace(timer) {
        timer.clear();
    }
}

async fn ask(door: Door) {
    let (Some(helper), Some(known)) = (helper(), door.known.get_untracked()) else {
        return;
    };
    if is_over(&known) {
        return leave(door, Why::Over).await;
    }
    let waiting = door
        .done()
        .with_untracked(|lines| lines::tally(lines))
        .waiting;
    let path = format!(
        "/api/v1/shifts/{}/delta?cursor={}&waiting={waiting}",
        helper.shift, known.cursor
    );
    let again = clock::since_start() - WHOLE_AT.get() > WHOLE;
    let mut answer = http::get::<DoorDelta>(&path).await;
    if matches!(answer, Err(CallError::SignedOut)) {
        // Perhaps only the browser lost the cookie: its key tells.
        answer = match reenter(&helper).await {
            Ok(()) => http::get(&path).await.map_err(|error| match error {
                // It was let in. A browser that keeps no cookie at all erases nothing for that.
                CallError::SignedOut => CallError::Unreachable,
                other => other,
            }),
            Err(error) => Err(error),
        };
    }
    match answer {
        Ok(delta) => {
            PAUSE.set(u64::from(delta.poll).clamp(1, POLL.1));
            take_in(door, &helper, &known, &delta, again).await;
            if !door.reached.get_untracked() || waiting > 0 {
                queue::hurry(door).await;
            }
            door.reached.set(true);
        }
        Err(CallError::SignedOut) => leave(door, Why::Revoked).await,
        Err(CallError::Refused(refused)) if refused.status == 410 => {
            leave(door, Why::Over).await;
        }
        Err(_) => {
            PAUSE.set((PAUSE.get() * 2).min(POLL.1));
            door.reached.set(false);
        }
    }
}

/// Comes in again by the key that this phone joined with.
async fn reenter(helper: &Helper) -> Result<(), CallError> {
    let unreachable = |_| CallError::Unreachable;
    let store = store().ok_or(CallError::Unreachable)?;
    let device = helper.device.parse().map_err(|_| CallError::Unreachable)?;
    let at = best();
    let signer = store.signer(SIGNER).await.map_err(unreachable)?;
    let message = Reentry::to_sign(&device, &helper.shift, at);
    let signature = signer.sign(&message).await.map_err(unreachable)?;
    let asked = Reentry {
        device,
        at,
        signature: BASE64_URL_SAFE_NO_PAD.encode(signature),
    };
    http::post(&format!("/api/v1/shifts/{}/session", helper.shift), &asked).await
}

/// Whether the shift is past. A clock that nobody compared must be very sure.
fn is_over(known: &DoorSnapshot) -> bool {
    let now = match clock::of_server() {
        Some(now) => now,
        None => clock::now() - WRONG,
    };
    known.shift.hours.phase(Timestamp::from_millis(now)) == Phase::Over
}

async fn take_in(
    door: Door,
    helper: &Helper,
    known: &Arc<DoorSnapshot>,
    delta: &DoorDelta,
    whole: bool,
) {
    let mut fresh = DoorSnapshot::clone(known);
    let same = fresh.apply(delta);
    let mut changed = fresh.entries != known.entries || fresh.roster != known.roster;
    if !same || whole {
        let path = format!("/api/v1/shifts/{}/snapshot", helper.shift);
        if let Ok(all) = http::get::<DoorSnapshot>(&path).await {
            fresh = all;
            changed = true;
            told_all();
        }
    }
    let as_of = Timestamp::from_millis(delta.now);
    let old = door.as_of.get_untracked();
    door.together.set(Some(Together {
        count: delta.count,
        counted: delta.counted,
    }));
    door.as_of.set(Some(as_of));
    queue::settle(door, &delta.settled).await;
    member::hear(door, &delta.beside).await;
    // The disk is not written every few seconds only because time goes by.
    let stale = old.is_none_or(|old| delta.now - old.millis() > 60_000);
    if changed || stale {
        // First: told again it changes nothing, and left out it would be. A part of it is not kept,
        // which would pass for all of it.
        if !is_lacking() && (whole || fresh.roster != known.roster) {
            keep(ROSTER, &fresh.roster).await;
        }
        keep(KNOWN, &Known::of(&fresh, as_of)).await;
    }
    if door.activity.get_untracked() >= fresh.activities.len() {
        door.activity.set(0);
    }
    door.known.set(Some(Arc::new(fresh)));
}
