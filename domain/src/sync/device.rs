//! The devices of a person: what the list of sessions shows.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a pass holder's phone may see and do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Level {
    /// Number and birth date were shown, which a found card and a birthday tell: card and points.
    Proof,
    /// A pairing code or a PIN was shown: everything of the person.
    Full,
}

impl Level {
    /// As it is written and kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proof => "PROOF",
            Self::Full => "FULL",
        }
    }

    /// The level with this name; what is not known opens the least.
    pub fn named(name: &str) -> Self {
        if name == Self::Full.as_str() {
            Self::Full
        } else {
            Self::Proof
        }
    }
}

/// A signed-in phone or browser (`GET /api/v1/devices`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceView {
    /// Its id.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// What it may see.
    pub level: Level,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it was last here.
    pub last_seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// `PATCH /api/v1/devices/{id}`
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DeviceChange {
    /// A new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The language of its screens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// A key made anew, for a device that had none: a key that is there is never replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key: Option<String>,
}
