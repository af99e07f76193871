//! A helper's phone for real, in a browser: comes in, keeps what it was told encrypted, asks what
//! changed every few seconds, goes. Scans are in `live::scan`, their way to the server in
//! `live::queue`.

mod family;
mod handover;
mod member;
mod queue;
mod rescue;
mod scan;
mod tablet;
mod told;

pub(super) use family::{add_family, is_inside};
pub(super) use handover::{frames, take_in as take_handed};
pub(super) use member::{ask_member, head, let_in};
pub(super) use queue::deliver;
pub(super) use rescue::{bring, save, waiting};
pub(super) use scan::{guest, take, undo};
pub(super) use tablet::{greeting, show_code};

use super::{
    door::{Door, Stage, Why},
    join::JoinError,
    listen,
};
use crate::{
    device::{api, document},
    offline::{
        Store, StoreError, clock,
        http::{self, CallError},
        store::{DOOR, STEPS},
    },
};
use domain::{
    language::Language,
    pairing::PairingCode,
    shift::Phase,
    sync::shift::{DoorDelta, DoorSnapshot, JoinRequest, Joined},
    time::Timestamp,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    cell::{Cell, RefCell},
    sync::Arc,
    time::Duration,
};

/// The name of the key that signs at this door.
const SIGNER: &str = "door";
const HELPER: &str = "helper";
const KNOWN: &str = "known";
const CHOSEN: &str = "chosen";
const CORRECTED: &str = "corrected";
const LEFT: &str = "left";
const HANDED: &str = "handed";
/// How long to wait before asking again what changed, where the server does not say; and at most,
/// while it does not answer.
const POLL: (u64, u64) = (4, 30);
/// After how many seconds everything is asked anew: keys and blocked passes come with it.
const WHOLE: f64 = 600_000.0;
/// How far off a clock that nobody compared may be before it ends a shift, in milliseconds.
const WRONG: i64 = 26 * 3_600_000;

/// What this phone is at a door.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Helper {
    device: String,
    shift: String,
    sealing: String,
}

/// What it knows, and since when.
#[derive(Clone, Serialize, Deserialize)]
struct Known {
    snapshot: DoorSnapshot,
    as_of: Timestamp,
}

/// A door that it left, while something of it is still to be delivered.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Gone {
    helper: Helper,
    why: Why,
}

thread_local! {
    static STORE: RefCell<Option<Store>> = const { RefCell::new(None) };
    static SELF: RefCell<Option<Helper>> = const { RefCell::new(None) };
    static TIMER: Cell<Option<TimeoutHandle>> = const { Cell::new(None) };
    static PAUSE: Cell<u64> = const { Cell::new(POLL.0) };
    static WHOLE_AT: Cell<f64> = const { Cell::new(0.0) };
}

fn store() -> Option<Store> {
    STORE.with_borrow(Clone::clone)
}

fn helper() -> Option<Helper> {
    SELF.with_borrow(Clone::clone)
}

/// The best idea of what time the server has.
fn best() -> Timestamp {
    Timestamp::from_millis(clock::of_server().unwrap_or_else(clock::now))
}

/// Opens everything, and keeps it fresh from here on.
pub(super) fn begin(door: Door) {
    Effect::new(move |_| {
        leptos::task::spawn_local(async move {
            open(door).await;
            poll(door).await;
        });
        for event in ["online", "visibilitychange"] {
            let handle = window_event_listener_untyped(event, move |_| {
                if document::is_visible() {
                    PAUSE.set(POLL.0);
                    leptos::task::spawn_local(poll(door));
                }
            });
            on_cleanup(move || handle.remove());
        }
    });
    on_cleanup(|| {
        if let Some(timer) = TIMER.take() {
            timer.clear();
        }
    });
}

/// The store, opened where nobody did yet: who is quick joins before the first look into it is over.
async fn opened(door: Door) -> Result<Store, StoreError> {
    if let Some(store) = store() {
        return Ok(store);
    }
    let opened = Store::open_as(DOOR, STEPS, move || door.stage.set(Stage::Blocked)).await?;
    Ok(STORE.with_borrow_mut(|store| store.get_or_insert(opened).clone()))
}

async fn open(door: Door) {
    let store = match opened(door).await {
        Ok(store) => store,
        Err(error) => {
            leptos::logging::warn!("{error}");
            return door.stage.set(Stage::Trouble);
        }
    };
    queue::show_left(door).await;
    let found: Option<Helper> = kept(&store, HELPER).await;
    let known: Option<Known> = kept(&store, KNOWN).await;
    if helper().is_some() {
        // Somebody joined meanwhile.
        return;
    }
    let (Some(helper), Some(known)) = (found, known) else {
        return door.stage.set(Stage::Out);
    };
    SELF.set(Some(helper));
    door.activity
        .set(kept(&store, CHOSEN).await.unwrap_or_default());
    door.as_of.set(Some(known.as_of));
    door.known.set(Some(Arc::new(known.snapshot)));
    handover::show(door).await;
    door.stage.set(Stage::In);
    queue::show(door).await;
}

/// A record that does not open is as good as none.
async fn kept<T: DeserializeOwned>(store: &Store, name: &str) -> Option<T> {
    match store.get(name).await {
        Ok(value) => value,
        Err(error) => {
            leptos::logging::warn!("{error}");
            None
        }
    }
}

/// What cannot be kept works all the same until the page closes.
async fn keep<T: Serialize>(name: &str, value: &T) {
    let Some(store) = store() else { return };
    if let Err(error) = store.put(name, value).await {
        leptos::logging::warn!("{error}");
    }
}

/// Comes in: makes the key, shows the code, keeps what the server tells.
pub(super) async fn join(
    door: Door,
    code: &PairingCode,
    name: &str,
    language: Language,
) -> Result<(), JoinError> {
    let opened = opened(door).await.map_err(|error| of_store(&error))?;
    if helper().is_some() {
        leave(door, Why::Stopped).await;
    }
    let signer = opened
        .signer(SIGNER)
        .await
        .map_err(|error| of_store(&error))?;
    let request = JoinRequest {
        code: code.as_str().to_owned(),
        name: name.to_owned(),
        public_key: signer.public().to_owned(),
        language: Some(language.code().to_owned()),
    };
    // Made of texts, which always become JSON.
    let body = serde_json::to_string(&request).unwrap_or_default();
    let joined: Joined =
        api::call("POST", "/join", Some(body))
            .await
            .map_err(|failed| match failed {
                api::Failed::Network => JoinError::Offline,
                api::Failed::Refused(reason) => JoinError::Refused(reason),
            })?;
    let helper = Helper {
        device: joined.device,
        shift: joined.snapshot.shift.id.clone(),
        sealing: joined.snapshot.sealing_key.clone(),
    };
    let known = Known {
        as_of: Timestamp::from_millis(joined.snapshot.now),
        snapshot: joined.snapshot,
    };
    for done in [
        opened.put(HELPER, &helper).await,
        opened.put(KNOWN, &known).await,
    ] {
        done.map_err(|error| of_store(&error))?;
    }
    SELF.set(Some(helper));
    WHOLE_AT.set(clock::since_start());
    door.activity.set(0);
    door.together.set(None);
    door.done().set(Vec::new());
    door.as_of.set(Some(known.as_of));
    door.known.set(Some(Arc::new(known.snapshot)));
    door.practise(false);
    door.stage.set(Stage::In);
    leptos::task::spawn_local(poll(door));
    Ok(())
}

fn of_store(error: &StoreError) -> JoinError {
    leptos::logging::warn!("{error}");
    JoinError::Store
}

/// Chooses another activity of the shift.
pub(super) fn choose(door: Door, activity: usize) {
    door.activity.set(activity);
    leptos::task::spawn_local(async move { keep(CHOSEN, &activity).await });
}

/// Asks what changed, says what waits, and comes back in a while.
async fn poll(door: Door) {
    if let Some(timer) = TIMER.take() {
        timer.clear();
    }
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
fn soon(door: Door) {
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
        .with_untracked(|lines| super::lines::tally(lines))
        .waiting;
    let path = format!(
        "/api/v1/shifts/{}/delta?cursor={}&waiting={waiting}",
        helper.shift, known.cursor
    );
    let again = clock::since_start() - WHOLE_AT.get() > WHOLE;
    match http::get::<DoorDelta>(&path).await {
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
    let mut changed = fresh.entries != known.entries || fresh.members != known.members;
    if !same || whole {
        let path = format!("/api/v1/shifts/{}/snapshot", helper.shift);
        if let Ok(all) = http::get::<DoorSnapshot>(&path).await {
            fresh = all;
            changed = true;
            WHOLE_AT.set(clock::since_start());
        }
    }
    let as_of = Timestamp::from_millis(delta.now);
    let old = door.as_of.get_untracked();
    door.together.set(Some(delta.count));
    door.as_of.set(Some(as_of));
    queue::settle(door, &delta.settled).await;
    member::hear(door, &delta.beside).await;
    // The disk is not written every few seconds only because time goes by.
    let stale = old.is_none_or(|old| delta.now - old.millis() > 60_000);
    if changed || stale {
        let kept = Known {
            snapshot: fresh,
            as_of,
        };
        keep(KNOWN, &kept).await;
        fresh = kept.snapshot;
    }
    if door.activity.get_untracked() >= fresh.activities.len() {
        door.activity.set(0);
    }
    door.known.set(Some(Arc::new(fresh)));
}

/// Goes from the door: what tells of people is erased, what waits is kept and delivered.
pub(super) async fn leave(door: Door, why: Why) {
    let (Some(store), Some(helper)) = (store(), SELF.take()) else {
        return;
    };
    queue::leave(&store, helper, why).await;
    for name in [HELPER, KNOWN, CHOSEN, CORRECTED, HANDED, member::BESIDE] {
        if let Err(error) = store.remove(name).await {
            leptos::logging::warn!("{error}");
        }
    }
    // What waits is signed already; a new door gets a new key.
    if let Err(error) = store.forget_signer(SIGNER).await {
        leptos::logging::warn!("{error}");
    }
    door.known.set(None);
    door.together.set(None);
    door.as_of.set(None);
    door.showing.set(None);
    door.last.set(None);
    door.forget_people();
    door.done().set(Vec::new());
    door.stage.set(Stage::Out);
    listen::forget();
    queue::show_left(door).await;
    deliver(door).await;
}
