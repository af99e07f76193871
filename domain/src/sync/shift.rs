//! A shift on the wire: opened, joined, known offline, counted. Names in JSON are camelCase.
//!
//! Nothing here holds a pass number, a national number or anything about a social tariff: what a
//! steward's phone gets is made of these types.

mod decide;
mod door;
mod member;
mod refusal;
mod report;
mod roster;
mod search;

pub use decide::Scan;
pub use door::{Activity, DoorDelta, DoorEntry, DoorSnapshot, Settled, merge};
pub use member::{Beside, DoorClub, Gone, Member, Standing};
pub use refusal::DoorReason;
pub use report::{
    AuditLine, Correction, Count, HeldItem, LogLine, LogState, ShiftDevice, ShiftReport,
};
pub use roster::{Membership, Roster};
pub use search::{Found, LEAST_LETTERS, MOST_FOUND, Search, Somebody};

use crate::{
    device::DeviceId,
    language::Language,
    shift::{Hours, Manner, Role},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `POST /api/v1/shifts`: opens one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewShift {
    /// Whose it is.
    pub organizer_id: String,
    /// What the admin calls it; empty takes the first activity's title.
    #[serde(default)]
    pub name: String,
    /// The activities at this door, by id.
    pub event_ids: Vec<String>,
    /// When it begins.
    pub begins_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// What helpers may who are let in without a word about it.
    pub role: Role,
    /// What the door is for.
    #[serde(default)]
    pub manner: Manner,
    /// How many people the hall takes.
    #[serde(default)]
    pub capacity: Option<u32>,
}

/// A shift, as every phone in it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shift {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub organizer_id: String,
    /// What that organizer is called.
    pub organizer_name: String,
    /// What it is called.
    pub name: String,
    /// When it is.
    #[serde(flatten)]
    pub hours: Hours,
    /// What helpers may.
    pub role: Role,
    /// What the door is for.
    #[serde(default)]
    pub manner: Manner,
    /// How many people the hall takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// The activities, by id.
    pub event_ids: Vec<String>,
    /// Their titles by language, Dutch first of all, in the same order.
    pub titles: Vec<BTreeMap<String, String>>,
}

/// `POST /api/v1/shifts/{id}/codes`: lets one helper in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewCode {
    /// What the helper may.
    pub role: Role,
}

/// A code to show: it works once, until its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShownCode {
    /// The code, in two groups of five.
    pub code: String,
    /// The address with the code in it, for the QR: the part after `#` is sent to nobody.
    pub address: String,
    /// Until when it works.
    pub expires_at: Timestamp,
    /// For a tablet: the PIN that leaves its screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<String>,
}

/// `GET /api/v1/shifts/{id}/greeting/{command}`: what a tablet shows to whoever it just checked in,
/// for as long as they stand there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Greeting {
    /// In whose language it is.
    pub language: Language,
    /// What was saved.
    pub word: String,
    /// The welcome, and how many points there are now.
    pub more: String,
}

/// `POST /api/v1/join`: a helper's phone comes in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JoinRequest {
    /// The code, in any writing.
    pub code: String,
    /// The helper's first name, for the admin's list and for "checked in by".
    pub name: String,
    /// The public key that the phone made: `ed25519:…` or `p256:…`.
    pub public_key: String,
    /// The language of the phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// `POST /api/v1/shifts/{id}/session`: a phone whose browser lost the session comes in again by the
/// key that it joined with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reentry {
    /// Which device.
    pub device: DeviceId,
    /// When, by its best idea of the server's clock.
    pub at: Timestamp,
    /// Over [`Reentry::to_sign`], as base64url.
    pub signature: String,
}

impl Reentry {
    /// How far its moment may be off, in milliseconds: what was signed works no longer than that.
    pub const LIFE: i64 = 5 * 60_000;

    /// What the device signs: itself, this door and this moment.
    pub fn to_sign(device: &DeviceId, shift: &str, at: Timestamp) -> Vec<u8> {
        let at = at.millis().to_be_bytes();
        [
            b"pasmaat-session-1".as_slice(),
            device.0.as_bytes(),
            &at,
            shift.as_bytes(),
        ]
        .concat()
    }
}

/// `POST /api/v1/shifts/{id}/family`, with [`crate::sync::counter::Asked`]: somebody on the family
/// list of whose pass was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Relative {
    /// The id by which the person is checked in.
    pub holder: String,
    /// The first name, and no more.
    pub first_name: String,
}

/// What a phone is once it is in; its session comes as a cookie beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Joined {
    /// The id of the device, which goes into each command's seal.
    pub device: String,
    /// What the helper may.
    pub role: Role,
    /// Until when the session holds.
    pub expires_at: Timestamp,
    /// Everything to work without network.
    pub snapshot: DoorSnapshot,
}
