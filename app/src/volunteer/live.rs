//! A helper's phone for real, in a browser: comes in, keeps what it was told encrypted, goes. What
//! changed meanwhile is asked for in `live::fresh`, scans are in `live::scan`, their way to the server
//! in `live::queue`.

mod family;
mod fresh;
mod handover;
mod member;
mod queue;
mod rescue;
mod reward;
mod scan;
mod tablet;
mod told;

pub(super) use family::{add_family, is_inside};
pub(super) use handover::{frames, take_in as take_handed};
pub(super) use member::{ask_member, ask_newcomer, head, let_in};
pub(super) use queue::{deliver, retry};
pub(super) use rescue::{bring, save, waiting};
pub(super) use reward::give;
pub(super) use scan::{guest, take, take_at, undo};
pub(super) use tablet::{greeting, keep_guesses, show_code, show_guesses};

use super::{
    after::Sent,
    door::{Door, Stage, Why},
    join::JoinError,
    listen,
};
use crate::{
    device::{api, document},
    offline::{
        Store, StoreError, clock,
        store::{DOOR, STEPS},
    },
};
use domain::{
    language::Language,
    pairing::PairingCode,
    sync::shift::{DoorSnapshot, JoinRequest, Joined, Roster},
    time::Timestamp,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{cell::RefCell, sync::Arc};

/// The name of the key that signs at this door.
const SIGNER: &str = "door";
const HELPER: &str = "helper";
const KNOWN: &str = "known";
const ROSTER: &str = "roster";
const CHOSEN: &str = "chosen";
const CORRECTED: &str = "corrected";
const LEFT: &str = "left";
const HANDED: &str = "handed";
/// That somebody saw the tour on this phone.
const TOURED: &str = "toured";
/// Sales that were sent and not answered.
const UNSURE: &str = "unsure";
/// How often somebody guessed at a tablet's PIN.
const GUESSES: &str = "guesses";

/// What this phone is at a door.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Helper {
    device: String,
    shift: String,
    sealing: String,
}

/// What it knows, and since when. The roster is a record of its own: it may be large, and is seldom
/// another.
#[derive(Clone, Serialize, Deserialize)]
struct Known {
    snapshot: DoorSnapshot,
    as_of: Timestamp,
}

impl Known {
    fn of(snapshot: &DoorSnapshot, as_of: Timestamp) -> Self {
        let snapshot = DoorSnapshot {
            roster: Roster::default(),
            ..snapshot.clone()
        };
        Self { snapshot, as_of }
    }
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
            fresh::poll(door).await;
        });
        for event in ["online", "visibilitychange"] {
            let handle = window_event_listener_untyped(event, move |_| {
                if document::is_visible() {
                    leptos::task::spawn_local(fresh::now(door));
                }
            });
            on_cleanup(move || handle.remove());
        }
    });
    on_cleanup(fresh::stop);
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
            door.tour.set(Some(0));
            return door.stage.set(Stage::Trouble);
        }
    };
    queue::show_left(door).await;
    let toured: Option<bool> = kept(&store, TOURED).await;
    door.tour.set(toured.is_none().then_some(0));
    let found: Option<Helper> = kept(&store, HELPER).await;
    let known: Option<Known> = kept(&store, KNOWN).await;
    if helper().is_some() {
        // Somebody joined meanwhile.
        return;
    }
    let (Some(helper), Some(mut known)) = (found, known) else {
        return door.stage.set(Stage::Out);
    };
    match kept(&store, ROSTER).await {
        Some(roster) => known.snapshot.roster = roster,
        None => fresh::lacks(),
    }
    SELF.set(Some(helper));
    door.activity
        .set(kept(&store, CHOSEN).await.unwrap_or_default());
    door.as_of.set(Some(known.as_of));
    door.known.set(Some(Arc::new(known.snapshot)));
    let unsure: Vec<Sent> = kept(&store, UNSURE).await.unwrap_or_default();
    let sent = unsure.into_iter().map(Sent::before);
    door.unsure.set(sent.collect());
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
    let known = joined.snapshot;
    let as_of = Timestamp::from_millis(known.now);
    for done in [
        opened.put(ROSTER, &known.roster).await,
        opened.put(HELPER, &helper).await,
        opened.put(KNOWN, &Known::of(&known, as_of)).await,
    ] {
        done.map_err(|error| of_store(&error))?;
    }
    SELF.set(Some(helper));
    fresh::told_all();
    door.activity.set(0);
    door.together.set(None);
    door.done().set(Vec::new());
    door.as_of.set(Some(as_of));
    door.known.set(Some(Arc::new(known)));
    door.practise(false);
    door.stage.set(Stage::In);
    leptos::task::spawn_local(fresh::poll(door));
    Ok(())
}

fn of_store(error: &StoreError) -> JoinError {
    leptos::logging::warn!("{error}");
    JoinError::Store
}

/// Keeps which sales were sent and not answered: a page that ends meanwhile forgets none of them.
pub(super) async fn keep_unsure(door: Door) {
    keep(UNSURE, &door.unsure.get_untracked()).await;
}

/// Somebody saw the tour, or wants none: it is not shown by itself any more.
pub(super) fn note_tour() {
    leptos::task::spawn_local(keep(TOURED, &true));
}

/// Chooses another activity of the shift.
pub(super) fn choose(door: Door, activity: usize) {
    door.activity.set(activity);
    leptos::task::spawn_local(async move { keep(CHOSEN, &activity).await });
}

/// Goes from the door: what tells of people is erased, what waits is kept and delivered.
pub(super) async fn leave(door: Door, why: Why) {
    let (Some(store), Some(helper)) = (store(), SELF.take()) else {
        return;
    };
    queue::leave(&store, helper, why).await;
    for name in [
        HELPER,
        KNOWN,
        ROSTER,
        CHOSEN,
        CORRECTED,
        HANDED,
        UNSURE,
        GUESSES,
        member::BESIDE,
    ] {
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
