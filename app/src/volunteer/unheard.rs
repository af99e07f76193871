//! The door as the server draws it: nobody shows anything yet.
#![expect(
    clippy::unused_self,
    reason = "in a browser there is something to do it with"
)]

use super::door::Door;
use crate::{i18n::Key, ui::Outcome};
use domain::{command::Shown, time::Timestamp, verdict::Mistake};

/// No clock that counts.
pub(super) fn now() -> Timestamp {
    Timestamp::from_millis(0)
}

/// Nobody hears.
pub(super) fn tell(_outcome: Outcome) {}

/// Nothing is read.
pub(super) fn seen(_door: Door, _code: &str, _read: impl Fn(&str) -> Result<Shown, Mistake>) {}

/// No NFC.
#[derive(Clone, Copy)]
pub(super) struct Nfc;

pub(super) fn begin(_door: Door) -> Nfc {
    Nfc
}

impl Nfc {
    pub(super) fn offered(self) -> bool {
        false
    }

    pub(super) fn says(self) -> Option<Key> {
        None
    }

    pub(super) fn start(self) {}
}
