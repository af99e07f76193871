//! What a club keeps about a member on its own, apart from the UiTPAS: with a parent's word for
//! those under 16, and not for longer than it needs.

use crate::passholder::{CONSENT_AGE, age};
use crate::time::add_months;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How long what a club keeps outlives the membership, in months: one season to come back in.
pub const KEPT_MONTHS: u32 = 12;
/// How long a text may be, in characters.
const LONGEST: usize = 80;

/// The club's own data about a member.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OwnData {
    /// What was paid, in cents.
    pub fee_cents: Option<u32>,
    /// The group or team.
    pub group: Option<String>,
    /// The phone of a parent.
    pub parent_phone: Option<String>,
    /// Whether pictures may be taken and shown.
    pub photo: Option<bool>,
    /// On which day a parent agreed to this.
    pub parent_agreed_on: Option<NaiveDate>,
}

/// Why data is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
pub enum Refusal {
    /// Under 16 a parent agrees first.
    #[error("a parent has to agree first")]
    ParentMissing,
    /// A parent cannot agree tomorrow.
    #[error("the day on which a parent agreed has yet to come")]
    AgreedLater,
    /// A text is too long.
    #[error("a text of more than 80 characters")]
    TooLong,
    /// Something that is no telephone number.
    #[error("this is no telephone number")]
    NoPhone,
}

impl OwnData {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The data as it may be kept about somebody on a day. What was paid and in which group somebody
    /// is, a membership needs; a parent's number and pictures ask for a parent's word.
    pub fn checked(mut self, born: NaiveDate, today: NaiveDate) -> Result<Self, Refusal> {
        let trim = |text: Option<String>| {
            let text = text.map(|text| text.trim().to_owned());
            text.filter(|text| !text.is_empty())
        };
        (self.group, self.parent_phone) = (trim(self.group), trim(self.parent_phone));
        let long = |text: &Option<String>| {
            let length = text.as_ref().map(|text| text.chars().count());
            length.is_some_and(|length| length > LONGEST)
        };
        if long(&self.group) || long(&self.parent_phone) {
            return Err(Refusal::TooLong);
        }
        if let Some(phone) = &self.parent_phone {
            let digits = phone.chars().filter(char::is_ascii_digit).count();
            let known = |c: char| c.is_ascii_digit() || " +-./()".contains(c);
            if !(8..=15).contains(&digits) || !phone.chars().all(known) {
                return Err(Refusal::NoPhone);
            }
        }
        if self.parent_agreed_on.is_some_and(|day| day > today) {
            return Err(Refusal::AgreedLater);
        }
        let asks = self.parent_phone.is_some() || self.photo == Some(true);
        if asks && age(born, today) < CONSENT_AGE && self.parent_agreed_on.is_none() {
            return Err(Refusal::ParentMissing);
        }
        Ok(self)
    }
}

/// The day on which what the club keeps is erased by itself, when the membership ended on that day.
pub fn erased_on(end: NaiveDate) -> NaiveDate {
    add_months(end, KEPT_MONTHS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn under_16_a_parent_agrees_to_a_number_and_to_pictures() {
        let today = day(2026, 11, 25);
        let (child, youth) = (day(2010, 11, 26), day(2010, 11, 25));
        let photo = OwnData {
            photo: Some(true),
            ..OwnData::default()
        };
        let phone = OwnData {
            parent_phone: Some(" +32 470 12 34 56 ".to_owned()),
            ..OwnData::default()
        };
        for data in [photo, phone] {
            assert_eq!(
                data.clone().checked(child, today),
                Err(Refusal::ParentMissing)
            );
            assert!(data.clone().checked(youth, today).is_ok());
            let agreed = OwnData {
                parent_agreed_on: Some(today),
                ..data.clone()
            };
            assert!(agreed.checked(child, today).is_ok());
            let later = OwnData {
                parent_agreed_on: today.succ_opt(),
                ..data
            };
            assert_eq!(later.checked(child, today), Err(Refusal::AgreedLater));
        }
        let fee = OwnData {
            fee_cents: Some(1_000),
            group: Some(" Rakkers ".to_owned()),
            photo: Some(false),
            ..OwnData::default()
        };
        assert_eq!(
            fee.checked(child, today).unwrap().group.as_deref(),
            Some("Rakkers")
        );
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let with = |phone: &str| OwnData {
            parent_phone: Some(phone.to_owned()),
            ..OwnData::default()
        };
        let (born, today) = (day(1990, 1, 1), day(2026, 11, 25));
        assert_eq!(with("mama").checked(born, today), Err(Refusal::NoPhone));
        assert_eq!(with("=1+2").checked(born, today), Err(Refusal::NoPhone));
        assert_eq!(
            with(&"0".repeat(90)).checked(born, today),
            Err(Refusal::TooLong)
        );
        assert!(with("  ").checked(born, today).unwrap().is_empty());
        assert_eq!(erased_on(day(2028, 2, 29)), day(2029, 2, 28));
    }
}
