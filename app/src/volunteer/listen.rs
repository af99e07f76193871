//! The ears of the door, besides the camera: a scanner that types, passes held to the phone. And the
//! screen stays lit meanwhile.

use super::{door::Door, identify, say};
use crate::{
    device::{
        nfc::{self, Touch},
        sound, vibrate,
        wait::{now_millis, since_opened},
        wake::Lit,
        wedge::Wedge,
    },
    i18n::{Key, keys::volunteer as text},
    scan::Repeats,
    ui::Outcome,
};
use domain::{command::Shown, shift::handover, time::Timestamp, verdict::Mistake};
use leptos::prelude::*;
use std::cell::RefCell;

thread_local! {
    /// What was shown a moment ago, however it came in.
    static SEEN: RefCell<Repeats> = RefCell::default();
}

/// This moment, by the phone's clock.
pub(super) fn now() -> Timestamp {
    Timestamp::from_millis(now_millis())
}

/// An outcome, heard and felt.
pub(super) fn tell(outcome: Outcome) {
    sound::outcome(outcome);
    vibrate::outcome(outcome);
}

/// Forgets what was shown a moment ago: the next door begins anew.
pub(super) fn forget() {
    SEEN.take();
}

/// Something was read; the same thing, still there, is nothing new.
pub(super) fn seen(door: Door, code: &str, read: impl Fn(&str) -> Result<Shown, Mistake>) {
    // Another phone that still shows its list is no pass, and no mistake.
    if code.starts_with(handover::PREFIX) {
        return;
    }
    if SEEN.with_borrow_mut(|seen| seen.is_new(code, since_opened())) {
        door.take(read(code), now());
    }
}

/// Passes held to the phone.
#[derive(Clone, Copy)]
pub(super) struct Nfc {
    door: Door,
    reader: StoredValue<Option<nfc::Nfc>, LocalStorage>,
    state: RwSignal<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Absent,
    Offered,
    Ready,
    Off,
}

/// Listens for as long as the screen is there.
pub(super) fn begin(door: Door) -> Nfc {
    let nfc = Nfc {
        door,
        reader: StoredValue::new_local(None),
        state: RwSignal::new(State::Absent),
    };
    let kept = StoredValue::new_local(None);
    Effect::new(move |_| {
        if nfc::supported() {
            nfc.state.set(State::Offered);
        }
        let wedge = Wedge::listen(move |code| seen(door, &code, identify::wedged));
        kept.set_value(Some((wedge, Lit::hold())));
    });
    nfc
}

impl Nfc {
    /// Whether the person can switch it on here (reactive).
    pub(super) fn offered(self) -> bool {
        self.state.get() == State::Offered
    }

    /// What to say of it (reactive).
    pub(super) fn says(self) -> Option<Key> {
        match self.state.get() {
            State::Ready => Some(text::NFC_READY),
            State::Off => Some(text::NFC_OFF),
            State::Absent | State::Offered => None,
        }
    }

    /// Switches it on: the browser asks the person the first time.
    pub(super) fn start(self) {
        self.state.set(State::Ready);
        let reader = nfc::Nfc::listen(move |touch| match touch {
            Touch::Chip(serial) => seen(self.door, &serial, identify::chip),
            Touch::Unreadable => self.door.show(None, say::unreadable()),
            Touch::Trouble(_) => self.state.set(State::Off),
        });
        self.reader.set_value(reader);
    }
}
