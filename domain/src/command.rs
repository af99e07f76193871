//! What a person asks for on a device, with or without network. A command is made and durably kept
//! there, signed and sealed ([`crate::seal`]), before anything is sent; the server stores its id,
//! its effect and its verdict in one transaction.

use crate::{
    chain::Link,
    club::band::Band,
    device::DeviceId,
    number::{ChipNumber, UitpasNumber},
    sync::club::Wish,
    time::Timestamp,
    verdict::Verdict,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many commands a batch holds at most; the server answers a longer one with 413.
pub const MOST_IN_BATCH: usize = 500;

/// The largest sealed command, in characters of base64url. The longest that there is, a check-in
/// with a rotating QR, needs some 1,200.
pub const LONGEST_SEALED: usize = 8_192;

/// One thing that a person asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Command {
    /// Its name, made by [`id`] before anything else happens to it.
    pub id: Uuid,
    /// Which one of this device it is, from 1.
    pub seq: u64,
    /// The link of the command before.
    pub prev: Link,
    /// When.
    pub at: Moment,
    /// What.
    pub what: What,
}

/// When a command was made, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Moment {
    /// What the device's own clock said.
    pub wall: i64,
    /// What the server's clock said, as far as the device could tell; none when it never heard it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<i64>,
}

impl Moment {
    /// The best that is known.
    pub fn best(self) -> Timestamp {
        Timestamp::from_millis(self.server.unwrap_or(self.wall))
    }

    /// By which the server judges: the best that the device knew, never later than the arrival. A
    /// clock that is ahead, by mistake or not, therefore gains nothing.
    pub fn judged(self, received: Timestamp) -> Timestamp {
        self.best().min(received)
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "camelCase")]
#[non_exhaustive]
pub enum What {
    /// A pass holder's own phone collects a point with the code of an activity.
    SelfCheckin {
        /// Who, by id: the owner of the phone or one of the family.
        passholder: String,
        /// The code that the activity's QR or sheet shows.
        code: String,
    },
    /// A pass holder's own phone redeems a reward that is made for it.
    Redeem {
        /// Who, by id.
        passholder: String,
        /// The reward.
        reward: String,
    },
    /// A helper checks a pass in.
    Checkin {
        /// At which shift.
        shift: String,
        /// At which activity of it.
        event: String,
        /// What was shown.
        shown: Shown,
    },
    /// The same device takes a command of its own back.
    Undo {
        /// Which.
        command: Uuid,
    },
    /// A helper counts people without a pass.
    Guest {
        /// At which shift.
        shift: String,
        /// At which activity of it.
        event: String,
        /// How many.
        count: u32,
    },
    /// A helper counts people without names: who comes in, and who goes.
    Head {
        /// At which shift.
        shift: String,
        /// At which activity of it.
        event: String,
        /// Which way.
        way: Way,
        /// How old they look.
        band: Band,
        /// How many.
        count: u32,
    },
    /// A helper gives, renews or stops a membership of a club.
    Member(Box<Wish>),
    /// A helper hands out a reward.
    HandOut {
        /// At which shift.
        shift: String,
        /// What was shown.
        shown: Shown,
        /// The reward.
        reward: String,
    },
    /// Something that only newer versions know. It needs a person.
    #[serde(other)]
    Unknown,
}

/// Which way somebody goes through a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// Comes in.
    In,
    /// Goes out.
    Out,
}

/// How somebody was identified at a door.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "by", content = "value", rename_all = "camelCase")]
pub enum Shown {
    /// The number of a pass: barcode, QR or typed.
    Number(UitpasNumber),
    /// The chip of a card.
    Chip(ChipNumber),
    /// The whole text of a rotating QR, `PM1:` included; the server verifies it again.
    Credential(String),
    /// A pass holder's id, from a family or a list that the server gave.
    Holder(String),
}

/// A command as it waits and travels: only the server reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SealedCommand {
    /// The id of the command.
    pub id: Uuid,
    /// Its number.
    pub seq: u64,
    /// What [`crate::seal::seal`] made, as base64url without padding.
    pub sealed: String,
}

/// `POST /api/v1/commands`. No session is needed: each command proves itself, so that a worker or
/// another phone may deliver it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Batch {
    /// Whose commands.
    pub device: DeviceId,
    /// The commands, in the order of their numbers.
    pub items: Vec<SealedCommand>,
}

/// What the server answers to a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipts {
    /// One a command, in the order of the batch.
    pub receipts: Vec<Receipt>,
    /// The server's clock.
    pub now: Timestamp,
}

/// What became of one command. At every repetition the verdict is the same, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Which command.
    pub id: Uuid,
    /// What the person sees.
    pub verdict: Verdict,
}

/// The name of a new command: a UUID of version 7 from the time in milliseconds since 1970 and ten
/// random bytes.
pub fn id(millis: i64, random: &[u8; 10]) -> Uuid {
    let millis = u64::try_from(millis).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, random).into_uuid()
}

/// What a device's key signs: the purpose, the device and the payload.
pub fn to_sign(device: &DeviceId, payload: &[u8]) -> Vec<u8> {
    [
        b"pasmaat-command-1",
        device.0.as_bytes().as_slice(),
        payload,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_of_a_newer_version_is_read_as_unknown() {
        let json = serde_json::json!({
            "id": id(1, &[2; 10]), "seq": 7, "prev": Link::START, "at": {"wall": 5},
            "what": {"do": "dance", "steps": 3}, "mood": "good",
        });
        let command: Command = serde_json::from_value(json).unwrap();
        assert_eq!((command.seq, command.what), (7, What::Unknown));
        assert_eq!(command.at.best(), Timestamp::from_millis(5));
    }

    #[test]
    fn commands_look_like_this() {
        let number: UitpasNumber = "0900000095902".parse().unwrap();
        let what = What::Checkin {
            shift: "s".into(),
            event: "e".into(),
            shown: Shown::Number(number),
        };
        let json = serde_json::to_string(&what).unwrap();
        let expected = r#"{"do":"checkin","shift":"s","event":"e","shown":{"by":"number","value":"0900000095902"}}"#;
        assert_eq!(json, expected);
        assert_eq!(serde_json::from_str::<What>(expected).unwrap(), what);
        let bad = expected.replace("0900000095902", "0900000095903");
        assert!(serde_json::from_str::<What>(&bad).is_err());
    }

    #[test]
    fn ids_sort_by_time() {
        let (early, late) = (id(1_000, &[255; 10]), id(1_001, &[0; 10]));
        assert!(early < late);
        assert_eq!(early.get_version_num(), 7);
        assert_eq!(id(-5, &[0; 10]), id(0, &[0; 10]));
    }

    #[test]
    fn a_clock_that_is_ahead_gains_nothing() {
        let moment = |wall, server| Moment { wall, server };
        let received = Timestamp::from_millis(100);
        assert_eq!(moment(50, None).judged(received).millis(), 50);
        assert_eq!(moment(50, Some(70)).judged(received).millis(), 70);
        assert_eq!(moment(900, None).judged(received), received);
    }
}
