//! Rules, ages and answers about memberships, as sentences.

use crate::{
    i18n::{Key, Text, keys::club as text},
    organiser::format::day,
};
use domain::{
    association::EndDateRule,
    club::{band::Band, own::Refusal},
    sync::club::Verdict,
};

/// How the end of a membership is found.
pub(super) fn rule(rule: EndDateRule) -> Text {
    match rule {
        EndDateRule::Custom {
            suggested: Some((month, day)),
        } => text::rule_free_until(format!("{day:02}/{month:02}")),
        EndDateRule::Custom { suggested: None } => text::RULE_FREE.into(),
        EndDateRule::DateOfBirth { age } => text::rule_age(age.to_string()),
        EndDateRule::RegistrationDate { months } => text::rule_months(months.to_string()),
    }
}

/// How old, as a band.
pub(in crate::organiser) const fn band(band: Band) -> Key {
    match band {
        Band::Under16 => text::BAND_UNDER16,
        Band::From16 => text::BAND_FROM16,
        Band::Adult => text::BAND_ADULT,
    }
}

/// What became of something that was said.
pub(super) fn verdict(verdict: &Verdict) -> Text {
    match verdict {
        Verdict::Member { until } => text::member_until(day(*until)),
        Verdict::Conflict { until } => text::member_conflict(day(*until)),
        Verdict::Stopped => text::MEMBER_ENDED.into(),
        Verdict::Already { until } => text::member_already(day(*until)),
        Verdict::TooOld => text::MEMBER_TOO_OLD.into(),
        Verdict::NoEnd => text::MEMBER_NO_END.into(),
        Verdict::Unknown => text::MEMBER_UNKNOWN.into(),
        Verdict::OtherRegion => text::MEMBER_OTHER_REGION.into(),
        Verdict::Own { reason } => own(*reason).into(),
        Verdict::Unreadable => text::MEMBER_UNREADABLE.into(),
        Verdict::Other => text::ADMIN_ERROR_OTHER.into(),
    }
}

const fn own(refusal: Refusal) -> Key {
    match refusal {
        Refusal::ParentMissing => text::OWN_PARENT_MISSING,
        Refusal::AgreedLater => text::OWN_AGREED_LATER,
        Refusal::TooLong => text::OWN_TOO_LONG,
        Refusal::NoPhone => text::OWN_NO_PHONE,
    }
}
