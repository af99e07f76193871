//! Why the server says no, as a sentence that says what to do next.

use crate::i18n::{Text, keys::passholder as text};
use domain::sync::refusal::{Reason, Refused};

/// The sentence.
pub(in crate::passholder) fn sentence(refused: &Refused) -> Text {
    match refused.reason {
        Reason::NumberTooShort | Reason::NumberTooLong => text::NUMBER_HINT.into(),
        Reason::NumberLetters => text::NUMBER_LETTERS.into(),
        Reason::NumberCheckDigit => text::NUMBER_CHECK.into(),
        Reason::DateUnreadable => text::DATE_WRONG.into(),
        Reason::CodeLength => text::CODE_LENGTH.into(),
        Reason::CodeCharacter => text::CODE_CHARACTER.into(),
        Reason::CodeCheck => text::CODE_CHECK.into(),
        Reason::PinLength | Reason::PinDigits => text::PIN_HINT.into(),
        Reason::PinTooSimple => text::PIN_SIMPLE.into(),
        Reason::NoMatch => text::NO_MATCH.into(),
        Reason::CodeUnknown => text::CODE_UNKNOWN.into(),
        Reason::PinWrong => text::PIN_WRONG.into(),
        Reason::Blocked => text::CARD_BLOCKED.into(),
        Reason::Unregistered => text::CARD_UNREGISTERED.into(),
        Reason::Expired => text::CARD_EXPIRED.into(),
        Reason::GroupPass => text::CARD_GROUP.into(),
        Reason::TooOften => {
            let minutes = refused.retry_after.unwrap_or(60).div_ceil(60).max(1);
            text::too_often(minutes)
        }
        Reason::SignedOut => text::UNKNOWN_HERE.into(),
        Reason::NeedsFull | Reason::PinThere => text::UNLOCK_WHAT.into(),
        Reason::NeedsConsent => text::NEEDS_CONSENT.into(),
        Reason::AlreadyThere => text::ALREADY_THERE.into(),
        Reason::ListFull => text::LIST_FULL.into(),
        Reason::NotFound => text::NOT_FOUND.into(),
        _ => text::BUSY.into(),
    }
}
