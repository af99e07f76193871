//! Why `/api/v1` says no: one word a reason, which the phone puts in the reader's language.

use crate::number::UitpasNumberError;
use crate::pairing::CodeError;
use crate::pin::PinError;
use serde::{Deserialize, Serialize};

/// The reason, in the member `reason` of a problem+json.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reason {
    /// Typing: fewer than 13 digits.
    NumberTooShort,
    /// Typing: more than 13 digits.
    NumberTooLong,
    /// Typing: something that is no digit.
    NumberLetters,
    /// Typing: a digit is wrong or in the wrong place.
    NumberCheckDigit,
    /// Typing: no day of the calendar, or a day that has yet to come.
    DateUnreadable,
    /// Typing: a code has ten characters.
    CodeLength,
    /// Typing: a character that no code has.
    CodeCharacter,
    /// Typing: a character is wrong or in the wrong place.
    CodeCheck,
    /// A PIN has six to twelve digits.
    PinLength,
    /// A PIN has digits only.
    PinDigits,
    /// A PIN that anybody tries first: a row of digits, one digit, the birth date.
    PinTooSimple,
    /// Number, birth date and PIN do not belong together, or nobody has the number: never told
    /// apart.
    NoMatch,
    /// The code is unknown, used or out of date: never told apart.
    CodeUnknown,
    /// The old PIN is wrong.
    PinWrong,
    /// The card was blocked, as after a loss: the counter helps.
    Blocked,
    /// The card was never given to somebody: the counter registers it.
    Unregistered,
    /// The card has ended: the counter gives a new one.
    Expired,
    /// The pass of a group has no points and no history.
    GroupPass,
    /// Tried too often; goes by itself after `retryAfter` seconds.
    TooOften,
    /// Many sign in at once; again after `retryAfter` seconds.
    Busy,
    /// Nobody is signed in here, or not any more.
    SignedOut,
    /// This needs a pairing code or the PIN.
    NeedsFull,
    /// There is a PIN already: the old one is needed.
    PinThere,
    /// Somebody else has to agree first.
    NeedsConsent,
    /// It is on the list already.
    AlreadyThere,
    /// The list has no room, or none for another adult.
    ListFull,
    /// There is no such thing, or it is not theirs.
    NotFound,
    /// The registry does not answer.
    Unavailable,
    /// Something that this version does not know.
    #[serde(other)]
    Other,
}

/// A problem+json of `/api/v1`, as a phone reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Refused {
    /// The HTTP status.
    pub status: u16,
    /// Why.
    pub reason: Reason,
    /// After how many seconds it may be tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

impl From<UitpasNumberError> for Reason {
    fn from(error: UitpasNumberError) -> Self {
        match error {
            UitpasNumberError::TooShort { .. } => Self::NumberTooShort,
            UitpasNumberError::TooLong { .. } => Self::NumberTooLong,
            UitpasNumberError::Letters => Self::NumberLetters,
            UitpasNumberError::WrongCheckDigit => Self::NumberCheckDigit,
        }
    }
}

impl From<CodeError> for Reason {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Length => Self::CodeLength,
            CodeError::Character => Self::CodeCharacter,
            CodeError::Check => Self::CodeCheck,
        }
    }
}

impl From<PinError> for Reason {
    fn from(error: PinError) -> Self {
        match error {
            PinError::Length => Self::PinLength,
            PinError::Digits => Self::PinDigits,
            PinError::TooSimple => Self::PinTooSimple,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_of_a_newer_server_is_read() {
        let json = r#"{"type":"about:blank","status":400,"reason":"moonPhase","detail":"x"}"#;
        let refused: Refused = serde_json::from_str(json).unwrap();
        assert_eq!((refused.status, refused.reason), (400, Reason::Other));
        assert_eq!(
            serde_json::to_string(&Reason::NoMatch).unwrap(),
            r#""noMatch""#
        );
    }
}
