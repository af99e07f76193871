//! The phone's life in a browser: opens the store, shows what is kept, refreshes it, signs in and out.
//!
//! A refresh changes what is kept only with an answer of the server's own. Everything else (a captive
//! portal, 401, 429, 5xx, silence) changes the "as of" line and nothing more.

mod queue;

pub(super) use queue::{ask, read};

use super::{
    doing::Verb,
    likes::Likes,
    phone::{Kept, Link, Phone, Stage, Trouble},
    sign_in::of_call,
};
use crate::{
    device::{document, wait::wait},
    i18n::Text,
    offline::{
        Store, StoreError, clock,
        http::{self, CallError},
    },
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    credential::{self, Issued},
    sync::{
        offer::{ActivityList, RewardList},
        phone::PhoneSnapshot,
        sign_in::{HandedOut, RaiseLevel, SignedIn, TriedPin},
    },
    time::Timestamp,
};
use leptos::prelude::*;
use serde::{
    Serialize,
    de::{DeserializeOwned, IgnoredAny},
};
use std::{cell::RefCell, sync::Arc, time::Duration};

/// The name of the key that signs for this phone.
pub(super) const SIGNER: &str = "phone";
const SESSION: &str = "session";
const SNAPSHOT: &str = "snapshot";
const REWARDS: &str = "rewards";
const ACTIVITIES: &str = "activities";
const LIKES: &str = "likes";
const AS_OF: &str = "as-of";
/// How often the screens look at the clock.
const TICK: Duration = Duration::from_secs(10);

thread_local! {
    static STORE: RefCell<Option<Store>> = const { RefCell::new(None) };
}

/// The open store; none while it is opened, or where it cannot be.
pub(super) fn store() -> Option<Store> {
    STORE.with_borrow(Clone::clone)
}

/// The store, once it is known whether it opens: who is quick must not be told that nothing is kept.
pub(super) async fn opened(phone: Phone) -> Option<Store> {
    while !phone.opened.get_untracked() {
        wait(20).await;
    }
    store()
}

/// Opens everything, and keeps it fresh from here on.
pub(super) fn begin(phone: Phone) {
    Effect::new(move |_| {
        leptos::task::spawn_local(async move {
            if open(phone).await {
                refresh(phone).await;
            }
        });
        let tick = move || phone.now.set(Timestamp::from_millis(clock::now()));
        tick();
        if let Ok(ticking) = set_interval_with_handle(tick, TICK) {
            on_cleanup(move || ticking.clear());
        }
        for event in ["online", "visibilitychange"] {
            let handle = window_event_listener_untyped(event, move |_| {
                if document::is_visible() && phone.stage.get_untracked() == Stage::SignedIn {
                    phone.refresh();
                }
            });
            on_cleanup(move || handle.remove());
        }
    });
}

/// Shows what is kept; says whether somebody is signed in.
async fn open(phone: Phone) -> bool {
    let opened = Store::open(move || phone.stage.set(Stage::Blocked)).await;
    let store = match opened {
        Ok(store) => store,
        Err(error) => {
            phone.opened.set(true);
            phone.stage.set(Stage::Trouble(trouble(&error)));
            return false;
        }
    };
    STORE.set(Some(store.clone()));
    phone.opened.set(true);
    let session: Option<SignedIn> = kept(&store, SESSION).await;
    let Some(session) = session else {
        phone.stage.set(Stage::SignedOut);
        return false;
    };
    phone.session.set(Some(session));
    // The card first: the lists are larger and may come a moment later.
    let snapshot: Option<PhoneSnapshot> = kept(&store, SNAPSHOT).await;
    phone.as_of.set(kept(&store, AS_OF).await);
    phone
        .likes
        .set(kept(&store, LIKES).await.unwrap_or_default());
    phone.kept.set(Kept {
        snapshot: snapshot.map(Arc::new),
        ..Kept::default()
    });
    phone.stage.set(Stage::SignedIn);
    let rewards: Option<RewardList> = kept(&store, REWARDS).await;
    let activities: Option<ActivityList> = kept(&store, ACTIVITIES).await;
    phone.kept.update(|all| {
        all.rewards = rewards.map(Arc::new);
        all.activities = activities.map(Arc::new);
    });
    true
}

/// A record that does not open is as good as none: the next refresh brings it again.
pub(super) async fn kept<T: DeserializeOwned>(store: &Store, name: &str) -> Option<T> {
    match store.get(name).await {
        Ok(value) => value,
        Err(error) => {
            leptos::logging::warn!("{error}");
            None
        }
    }
}

/// Sends what waits, then asks the server for everything that is shown.
pub(super) async fn refresh(phone: Phone) {
    queue::hurry(phone).await;
    refresh_only(phone).await;
}

/// Asks the server for everything that is shown.
async fn refresh_only(phone: Phone) {
    let Some(store) = store() else { return };
    phone.link.set(Link::Asking);
    match http::get::<PhoneSnapshot>("/api/v1/phone").await {
        Ok(snapshot) => {
            let as_of = snapshot.as_of;
            keep(&store, SNAPSHOT, &snapshot).await;
            keep(&store, AS_OF, &as_of).await;
            phone
                .kept
                .update(|all| all.snapshot = Some(Arc::new(snapshot)));
            phone.as_of.set(Some(as_of));
            phone.link.set(Link::Fresh);
        }
        Err(CallError::SignedOut) => return phone.link.set(Link::Unknown),
        Err(_) => return phone.link.set(Link::Away),
    }
    if let Ok(rewards) = http::get::<RewardList>("/api/v1/rewards").await {
        keep(&store, REWARDS, &rewards).await;
        phone
            .kept
            .update(|all| all.rewards = Some(Arc::new(rewards)));
    }
    if let Ok(activities) = http::get::<ActivityList>("/api/v1/activities").await {
        keep(&store, ACTIVITIES, &activities).await;
        phone
            .kept
            .update(|all| all.activities = Some(Arc::new(activities)));
    }
}

/// What cannot be kept is shown all the same; the screen says that it will not stay.
async fn keep<T: Serialize>(store: &Store, name: &str, value: &T) {
    if let Err(error) = store.put(name, value).await {
        leptos::logging::warn!("{error}");
    }
}

/// Keeps who signed in, and shows the card.
pub(super) async fn signed_in(phone: Phone, session: &SignedIn) -> Result<(), StoreError> {
    let store = store().ok_or(StoreError::Unavailable)?;
    store.put(SESSION, session).await?;
    phone.session.set(Some(session.clone()));
    phone.stage.set(Stage::SignedIn);
    refresh(phone).await;
    Ok(())
}

/// Has the server forget this person, then erases everything on this phone.
pub(super) async fn forget_me(phone: Phone) -> Result<(), Text> {
    let gone = http::send::<IgnoredAny>(http::Method::DELETE, "/api/v1/me", &()).await;
    gone.map_err(|error| of_call(&error))?;
    if let Err(error) = sign_out(phone).await {
        leptos::logging::warn!("{error}");
    }
    Ok(())
}

/// Erases everything on this phone, whatever the server says, and tells the server.
pub(super) async fn sign_out(phone: Phone) -> Result<(), StoreError> {
    // The server forgets the session where it can be reached; the phone forgets all in any case.
    drop(http::post::<()>("/api/v1/sign-out", &()).await);
    if let Some(store) = STORE.take() {
        store.erase().await?;
    }
    phone.session.set(None);
    phone.asked.set(Vec::new());
    phone.kept.set(Kept::default());
    phone.likes.set(Likes::default());
    phone.as_of.set(None);
    phone.stage.set(Stage::SignedOut);
    let fresh = Store::open(move || phone.stage.set(Stage::Blocked)).await?;
    STORE.set(Some(fresh));
    Ok(())
}

/// The text of the rotating QR of one person, signed for this moment; none where the phone has no
/// credential for today.
pub(super) async fn sign_pass(phone: Phone, passholder: &str) -> Option<String> {
    let at = clock::of_server().unwrap_or_else(clock::now) / 1000;
    let at = u32::try_from(at).ok()?;
    let issued = phone.kept.with_untracked(|kept| {
        let credentials = &kept.snapshot.as_ref()?.credentials;
        let mut own = credentials
            .iter()
            .filter(|one| one.passholder == passholder);
        own.find_map(|one| {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(&one.credential).ok()?;
            Issued::read(&bytes).filter(|issued| issued.holds(at))
        })
    })?;
    let signer = store()?.signer(SIGNER).await.ok()?;
    let signature = signer.sign(&credential::to_sign(&issued, at)).await.ok()?;
    credential::show(&issued, at, &signature.try_into().ok()?)
}

/// Asks the server whether the PIN is right; without a connection there is no way to know.
pub(super) async fn check_pin(pin: &str) -> Result<(), Text> {
    let body = TriedPin {
        pin: pin.to_owned(),
    };
    let checked = http::post::<()>("/api/v1/pin/check", &body).await;
    checked.map_err(|error| of_call(&error))
}

/// Opens everything on a phone that knows number and birth date only.
pub(super) async fn raise(phone: Phone, body: &RaiseLevel) -> Result<(), Text> {
    let raised = http::post::<()>("/api/v1/level", body).await;
    raised.map_err(|error| of_call(&error))?;
    refresh(phone).await;
    Ok(())
}

/// Asks the server for a change that makes no sense without it, then refreshes what is shown.
pub(super) async fn change(
    phone: Phone,
    verb: Verb,
    path: &str,
    body: &impl Serialize,
) -> Result<(), Text> {
    let method = match verb {
        Verb::Post => http::Method::POST,
        Verb::Put => http::Method::PUT,
        Verb::Delete => http::Method::DELETE,
    };
    let path = format!("/api/v1/{path}");
    let done = http::send::<IgnoredAny>(method, &path, body).await;
    done.map_err(|error| of_call(&error))?;
    refresh_only(phone).await;
    Ok(())
}

/// Asks the server for something that is not kept.
pub(super) async fn fetch<T: DeserializeOwned>(path: &str) -> Result<T, Text> {
    let path = format!("/api/v1/{path}");
    http::get(&path).await.map_err(|error| of_call(&error))
}

/// A code for another phone of the same person.
pub(super) async fn pairing_code() -> Result<HandedOut, Text> {
    let made = http::post("/api/v1/pairing-codes", &()).await;
    made.map_err(|error| of_call(&error))
}

/// Keeps what the person chose.
pub(super) async fn keep_likes(phone: Phone) {
    if let Some(store) = store() {
        let likes = phone.likes.get_untracked();
        keep(&store, LIKES, &likes).await;
    }
}

fn trouble(error: &StoreError) -> Trouble {
    leptos::logging::warn!("{error}");
    match error {
        StoreError::Unavailable => Trouble::Unavailable,
        StoreError::Full => Trouble::Full,
        StoreError::Newer => Trouble::Newer,
        _ => Trouble::Other,
    }
}
