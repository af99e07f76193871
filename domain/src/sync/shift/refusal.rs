//! Why a door or its organizer is told no: one word a reason, which the screen puts in the reader's
//! language.

use crate::{pairing::CodeError, shift::HoursError};
use serde::{Deserialize, Serialize};

/// The reason, in the member `reason` of a problem+json.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DoorReason {
    /// Typing: a code has ten characters.
    CodeLength,
    /// Typing: a character that no code has.
    CodeCharacter,
    /// Typing: a character is wrong or in the wrong place.
    CodeCheck,
    /// The code is unknown, used or out of date: never told apart.
    CodeUnknown,
    /// Tried too often; goes by itself.
    TooOften,
    /// Nobody is signed in here, or not any more.
    SignedOut,
    /// There is no such thing, or it is another organizer's: never told apart.
    NotFound,
    /// The registry or the database does not answer now.
    Unavailable,
    /// The role does not allow it.
    MayNot,
    /// The shift takes nobody yet.
    ShiftNotYet,
    /// The shift is over.
    ShiftOver,
    /// A shift needs at least one activity of its organizer.
    NoActivity,
    /// It ends before it begins.
    HoursBackwards,
    /// It is too long.
    HoursTooLong,
    /// It is over already.
    HoursPast,
    /// A name is needed.
    NameMissing,
    /// The phone's key cannot be read.
    KeyUnreadable,
    /// A correction needs a reason.
    ReasonMissing,
    /// What was asked does not fit: how many weeks, points or cents.
    OutOfRange,
    /// The passkey was refused, or is not known here.
    PasskeyRefused,
    /// The link was used, is out of date, or was never made: never told apart.
    InviteUnknown,
    /// The last passkey stays: another admin can help who loses it.
    LastPasskey,
    /// Passkeys need a name in the address, not a number.
    AddressNeedsName,
    /// The pass is unknown, blocked, or a group's where a person's is needed.
    PassRefused,
    /// There is no such rate (any more), or fewer tickets at it than were asked for.
    RateGone,
    /// Whether it was registered, the registry elsewhere must be asked: it is not sent twice.
    Unsure,
    /// Something that this version does not know.
    #[serde(other)]
    Other,
}

impl From<CodeError> for DoorReason {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Length => Self::CodeLength,
            CodeError::Character => Self::CodeCharacter,
            CodeError::Check => Self::CodeCheck,
        }
    }
}

impl From<HoursError> for DoorReason {
    fn from(error: HoursError) -> Self {
        match error {
            HoursError::Backwards => Self::HoursBackwards,
            HoursError::TooLong => Self::HoursTooLong,
            HoursError::Past => Self::HoursPast,
        }
    }
}
