//! What became of a line, and why a file is not taken, as sentences.

use crate::{
    i18n::{Text, keys::club as text},
    organiser::format::moment,
    ui::Tone,
};
use domain::{
    list::MAX_LINES,
    sync::list::{FileError, Outcome},
};

/// The sentence for what becomes of a line.
pub(in crate::organiser) fn outcome(outcome: &Outcome) -> Text {
    match outcome {
        Outcome::Ready { .. } => text::LIST_IS_READY.into(),
        Outcome::Saved { .. } => text::LIST_IS_SAVED.into(),
        Outcome::AlreadySaved => text::LIST_IS_ALREADY_SAVED.into(),
        Outcome::Twice { line } => text::list_is_twice(line.to_string()),
        Outcome::Blocked => text::LIST_IS_BLOCKED.into(),
        Outcome::NotActive => text::LIST_IS_NOT_ACTIVE.into(),
        Outcome::GroupPass => text::LIST_IS_GROUP_PASS.into(),
        Outcome::NotOpen { opens } => text::list_is_not_open(moment(*opens)),
        Outcome::Over => text::LIST_IS_OVER.into(),
        Outcome::Unknown => text::LIST_IS_UNKNOWN.into(),
        Outcome::Which { .. } => text::LIST_IS_WHICH.into(),
        Outcome::Mistyped { .. } => text::LIST_IS_MISTYPED.into(),
        Outcome::Length { digits } => text::list_is_length(digits.to_string()),
        Outcome::Rounded => text::LIST_IS_ROUNDED.into(),
        Outcome::NationalNumber => text::LIST_IS_NATIONAL_NUMBER.into(),
        Outcome::Unreadable => text::LIST_IS_UNREADABLE.into(),
        Outcome::LeftOut => text::LIST_IS_LEFT_OUT.into(),
        Outcome::Other => text::LIST_IS_OTHER.into(),
    }
}

/// Whether it is as it should be.
pub(super) const fn tone(outcome: &Outcome) -> Tone {
    match outcome {
        Outcome::Saved { .. } | Outcome::AlreadySaved => Tone::Good,
        Outcome::Ready { .. } | Outcome::Twice { .. } | Outcome::LeftOut => Tone::Wait,
        other if other.asks() => Tone::Wait,
        _ => Tone::Bad,
    }
}

/// The sentence for a list that is not taken.
pub(in crate::organiser) fn wrong(error: FileError) -> Text {
    match error {
        FileError::Empty => text::LIST_WRONG_EMPTY.into(),
        FileError::TooManyLines => text::list_wrong_too_many_lines(MAX_LINES.to_string()),
        FileError::TooWide { line } => text::list_wrong_too_wide(line.to_string()),
        FileError::OpenQuote { line } => text::list_wrong_open_quote(line.to_string()),
        FileError::NoList => text::LIST_WRONG_NO_LIST.into(),
        FileError::OldOrLocked => text::LIST_WRONG_OLD_OR_LOCKED.into(),
        FileError::TooLarge => text::LIST_WRONG_TOO_LARGE.into(),
        FileError::Broken => text::LIST_WRONG_BROKEN.into(),
    }
}
