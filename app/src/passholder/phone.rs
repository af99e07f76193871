//! What the screens know: what the phone keeps, how fresh it is, what waits to be sent. Signals, so
//! that a refresh shows by itself; nothing here touches the browser.

use super::{asked::Asked, likes::Likes};
use domain::{
    sync::{
        device::Level,
        offer::{ActivityList, RewardList},
        phone::{Person, PhoneSnapshot},
        sign_in::SignedIn,
    },
    time::Timestamp,
};
use leptos::prelude::*;
use std::sync::Arc;

/// How far the phone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// The store is being opened: nothing is known yet.
    Opening,
    /// Another tab of an old version has to be closed first.
    Blocked,
    /// Nobody is signed in on this phone.
    SignedOut,
    /// What is kept can be shown.
    SignedIn,
    /// The store does not work: why.
    Trouble(Trouble),
}

/// Why the store does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A private window, or all site data refused.
    Unavailable,
    /// No room left.
    Full,
    /// A newer version of the app wrote it.
    Newer,
    /// Anything else.
    Other,
}

/// What the last refresh met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// It is under way, or was not tried yet.
    Asking,
    /// The server answered: what is shown is what it has.
    Fresh,
    /// No answer: what is kept stays.
    Away,
    /// The server does not know this phone any more: what is kept stays until the person decides.
    Unknown,
}

/// What the phone keeps of a person.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    /// Card, points, history, family.
    pub snapshot: Option<Arc<PhoneSnapshot>>,
    /// Every reward of the person's regions.
    pub rewards: Option<Arc<RewardList>>,
    /// What gives points in the next two weeks.
    pub activities: Option<Arc<ActivityList>>,
}

/// The state of the phone, for every screen below.
#[derive(Clone, Copy)]
pub(super) struct Phone {
    /// How far it is.
    pub stage: RwSignal<Stage>,
    /// Whether it is known if the store opens.
    pub opened: RwSignal<bool>,
    /// Who is signed in, as the server said.
    pub session: RwSignal<Option<SignedIn>>,
    /// What it keeps.
    pub kept: RwSignal<Kept>,
    /// What was asked for, oldest first.
    pub asked: RwSignal<Vec<Asked>>,
    /// What the last refresh met.
    pub link: RwSignal<Link>,
    /// When the server last confirmed what is kept.
    pub as_of: RwSignal<Option<Timestamp>>,
    /// What the person chose on this phone.
    pub likes: RwSignal<Likes>,
    /// The phone's clock, a few times a minute.
    pub now: RwSignal<Timestamp>,
}

impl Phone {
    /// Makes the state for everything below, and opens the store in a browser.
    pub fn provide() -> Self {
        let phone = Self {
            stage: RwSignal::new(first_stage()),
            opened: RwSignal::new(false),
            session: RwSignal::new(None),
            kept: RwSignal::default(),
            asked: RwSignal::default(),
            link: RwSignal::new(Link::Asking),
            as_of: RwSignal::new(None),
            likes: RwSignal::default(),
            now: RwSignal::new(Timestamp::from_millis(0)),
        };
        provide_context(phone);
        #[cfg(feature = "browser")]
        super::live::begin(phone);
        phone
    }

    /// Everybody whose card is on this phone, the owner first (reactive).
    pub fn persons(self) -> Vec<Person> {
        self.kept.with(|kept| {
            kept.snapshot
                .as_ref()
                .map(|snapshot| snapshot.persons.clone())
                .unwrap_or_default()
        })
    }

    /// Reads the snapshot, once there is one (reactive).
    pub fn with_snapshot<T>(self, read: impl FnOnce(&PhoneSnapshot) -> T) -> Option<T> {
        self.kept.with(|kept| kept.snapshot.as_deref().map(read))
    }

    /// Whether everything of the person is open, not only card and points (reactive).
    pub fn is_full(self) -> bool {
        self.with_snapshot(|snapshot| snapshot.device.level == Level::Full)
            .unwrap_or(false)
    }

    /// The name of a region (reactive).
    pub fn region(self, id: u32) -> String {
        self.with_snapshot(|snapshot| {
            let region = snapshot.regions.iter().find(|region| region.id == id);
            region.map(|region| region.name.clone())
        })
        .flatten()
        .unwrap_or_default()
    }

    /// Asks the server for what is new.
    #[cfg_attr(
        not(feature = "browser"),
        expect(clippy::unused_self, reason = "the server has nobody to ask")
    )]
    pub fn refresh(self) {
        #[cfg(feature = "browser")]
        leptos::task::spawn_local(super::live::refresh(self));
    }

    /// Changes what the person chose, on the screen and in the store.
    pub fn like(self, change: impl FnOnce(&mut Likes)) {
        self.likes.update(change);
        #[cfg(feature = "browser")]
        leptos::task::spawn_local(super::live::keep_likes(self));
    }
}

/// What the page shows until the store is open: the form at once where the server saw nobody.
fn first_stage() -> Stage {
    #[cfg(feature = "browser")]
    let nobody = crate::device::document::is_nobodys();
    #[cfg(not(feature = "browser"))]
    let nobody = use_context::<crate::shell::Shell>().is_some_and(|shell| shell.nobody);
    if nobody {
        Stage::SignedOut
    } else {
        Stage::Opening
    }
}

/// The phone of this part of the page.
///
/// Panics outside `Screens`, which provides it first of all.
pub(super) fn use_phone() -> Phone {
    expect_context::<Phone>()
}
