//! What became of a command, as the person sees it: one enum for the screen and the wire.
//!
//! Each variant has one i18n key ([`Verdict::key`]); colours, signs and sounds are the screen's.

mod refusal;

use crate::{
    number::UitpasNumberError,
    outbox::State,
    sync::club,
    time::Timestamp,
    uitpas_api::{LocalizedText, reward::RedeemInfo},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum Verdict {
    /// Checked in.
    Saved {
        /// The points that it gave.
        points: i64,
        /// The points that the person has now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<i64>,
        /// First name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// What the activity is called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        activity: Option<String>,
    },
    /// Kept on this device, to be sent. Only devices say this, never the server.
    Waiting {
        /// Until when it counts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deadline: Option<Timestamp>,
        /// First name, where the device knows it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// Was there as often as counts.
    Already {
        /// The last time that counted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Timestamp>,
        /// The helper who did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
        /// When it counts afresh; none is never.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        renews: Option<Timestamp>,
        /// First name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// The activity takes no check-ins yet.
    NotYet {
        /// When it does.
        opens: Timestamp,
    },
    /// The activity, or the code, is over.
    Closed {
        /// Since when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<Timestamp>,
    },
    /// The card is blocked or no longer valid.
    Blocked,
    /// No such pass, or a card that was never given to somebody.
    UnknownPass,
    /// The person is in no region any more.
    Inactive,
    /// A group's pass saves no points.
    GroupPass,
    /// Not a pass number: how it was mistyped. Only devices say this.
    Typing {
        /// What is wrong.
        mistake: Mistake,
    },
    /// A code that no activity has.
    UnknownCode,
    /// A rotating QR that does not hold.
    Credential {
        /// Why.
        reason: crate::credential::Refusal,
    },
    /// The reward is had.
    Redeemed {
        /// The id of this redemption.
        redemption: String,
        /// The reward.
        reward: String,
        /// What it is called.
        title: String,
        /// What it cost.
        points: i64,
        /// The points that the person has now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<i64>,
        /// The code that gets it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
        /// What to do with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        info: Option<RedeemInfo>,
        /// First name, at a door.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// Taken back, with its points.
    Undone {
        /// Which command.
        command: Uuid,
    },
    /// Counted without a pass.
    Counted {
        /// How many.
        count: u32,
    },
    /// Counted on the way out.
    Left {
        /// How many.
        count: u32,
    },
    /// What became of a membership of a club.
    Membership {
        /// What.
        told: club::Verdict,
        /// First name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// May not, or cannot.
    Refused {
        /// Why, for the screen.
        reason: Reason,
        /// Why, in the registry's words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<LocalizedText>,
    },
    /// The server keeps it; somebody must look.
    NeedsPerson,
    /// The device was revoked: the server keeps it until an admin says yes.
    Held,
    /// The server has it and does not know yet. Not stored as a verdict: the device asks again.
    Pending,
    /// Something that only newer versions know; the server's answer is kept.
    #[serde(other)]
    Other,
}

/// Why a command was refused, where no other variant tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reason {
    /// It does not open: sealed to another server, cut or changed.
    Unreadable,
    /// Its signature is not this device's.
    Signature,
    /// Nobody knows the device, or it has no key.
    UnknownDevice,
    /// Its number or id is another command's: a phone that was copied or set back.
    Reused,
    /// The device may not do this: another organizer's activity, another person's points.
    NotAllowed,
    /// An adult of the family has not agreed to it.
    NeedsConsent,
    /// The shift was not running.
    Shift,
    /// There is no such activity.
    UnknownActivity,
    /// There is no such reward.
    UnknownReward,
    /// The person has too few points.
    Points,
    /// No unit is left.
    SoldOut,
    /// Had as often as one may.
    RewardLimit,
    /// Not redeemed on one's own phone.
    CounterOnly,
    /// The reward is not (yet, any more) for this person.
    RewardNotFor,
    /// There is nothing to take back: never done, or taken back before.
    NothingToUndo,
    /// Something else; see the message.
    #[serde(other)]
    Other,
}

/// How a number was mistyped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mistake {
    /// Fewer than 13 digits.
    TooShort,
    /// More than 13 digits.
    TooLong,
    /// Something that is no digit.
    Letters,
    /// A digit is wrong or in the wrong place.
    CheckDigit,
    /// Nothing that a pass shows.
    NotAPass,
}

impl From<UitpasNumberError> for Mistake {
    fn from(error: UitpasNumberError) -> Self {
        match error {
            UitpasNumberError::TooShort { .. } => Self::TooShort,
            UitpasNumberError::TooLong { .. } => Self::TooLong,
            UitpasNumberError::Letters => Self::Letters,
            UitpasNumberError::WrongCheckDigit => Self::CheckDigit,
        }
    }
}

impl Verdict {
    /// A refusal without further words.
    pub const fn refused(reason: Reason) -> Self {
        Self::Refused {
            reason,
            message: None,
        }
    }

    /// In which state of the queue it leaves its command.
    pub const fn state(&self) -> State {
        match self {
            Self::Saved { .. }
            | Self::Already { .. }
            | Self::Redeemed { .. }
            | Self::Undone { .. }
            | Self::Counted { .. }
            | Self::Left { .. } => State::Done,
            Self::Membership { told, .. } => told.state(),
            Self::Waiting { .. } | Self::Pending => State::Waiting,
            Self::NeedsPerson | Self::Held | Self::Other => State::NeedsPerson,
            _ => State::Refused,
        }
    }

    /// Its part of an i18n key: the word after `is` on the wire.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Saved { .. } => "saved",
            Self::Waiting { .. } => "waiting",
            Self::Already { .. } => "already",
            Self::NotYet { .. } => "notYet",
            Self::Closed { .. } => "closed",
            Self::Blocked => "blocked",
            Self::UnknownPass => "unknownPass",
            Self::Inactive => "inactive",
            Self::GroupPass => "groupPass",
            Self::Typing { .. } => "typing",
            Self::UnknownCode => "unknownCode",
            Self::Credential { .. } => "credential",
            Self::Redeemed { .. } => "redeemed",
            Self::Undone { .. } => "undone",
            Self::Counted { .. } => "counted",
            Self::Left { .. } => "left",
            Self::Membership { .. } => "membership",
            Self::Refused { .. } => "refused",
            Self::NeedsPerson => "needsPerson",
            Self::Held => "held",
            Self::Pending => "pending",
            Self::Other => "other",
        }
    }

    /// What somebody may know who only delivers it, without the session of the device that asked:
    /// whether it was done, not for whom, and no code that gets something.
    #[must_use]
    pub fn for_courier(self) -> Self {
        match self {
            Self::Saved { points, .. } => Self::Saved {
                points,
                total: None,
                name: None,
                activity: None,
            },
            Self::Already { renews, .. } => Self::Already {
                at: None,
                by: None,
                renews,
                name: None,
            },
            Self::Membership { told, .. } => Self::Membership { told, name: None },
            Self::Redeemed {
                redemption,
                reward,
                title,
                points,
                ..
            } => Self::Redeemed {
                redemption,
                reward,
                title,
                points,
                total: None,
                code: None,
                info: None,
                name: None,
            },
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_on_the_wire_is_the_key() {
        let verdicts = [
            Verdict::Blocked,
            Verdict::NotYet {
                opens: Timestamp::from_millis(0),
            },
            Verdict::Counted { count: 3 },
            Verdict::refused(Reason::SoldOut),
            Verdict::NeedsPerson,
        ];
        for verdict in verdicts {
            let json = serde_json::to_value(&verdict).unwrap();
            assert_eq!(json["is"], verdict.key());
            assert_eq!(serde_json::from_value::<Verdict>(json).unwrap(), verdict);
        }
    }

    #[test]
    fn a_verdict_of_a_newer_server_needs_a_person() {
        let verdict: Verdict = serde_json::from_str(r#"{"is":"levitated","height":2}"#).unwrap();
        assert_eq!(verdict, Verdict::Other);
        assert_eq!(verdict.state(), State::NeedsPerson);
        let json = r#"{"is":"refused","reason":"eclipse"}"#;
        let verdict: Verdict = serde_json::from_str(json).unwrap();
        assert_eq!(verdict, Verdict::refused(Reason::Other));
    }

    #[test]
    fn a_courier_learns_no_name_and_no_code() {
        let verdict = Verdict::Saved {
            points: 1,
            total: Some(20),
            name: Some("Anna".into()),
            activity: None,
        };
        let json = serde_json::to_string(&verdict.for_courier()).unwrap();
        assert_eq!(json, r#"{"is":"saved","points":1}"#);
    }
}
