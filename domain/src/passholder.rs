//! Pass holders: which of their memberships speaks for them, and whether any still counts.

use crate::card::CardStatus;
use crate::time::{Timestamp, add_years};
use crate::uitpas_api::enums::MembershipStatus;
use chrono::NaiveDate;

/// Below this age a parent decides. Source: LEG `registreren-van-een-pashouder.md`.
pub const CONSENT_AGE: u32 = 16;
/// From this age a person registers alone. Source: SPEC `forbidden-underaged`; the age is ours.
pub const ADULT_AGE: u32 = 18;

/// A membership, as far as these rules need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// The region.
    pub card_system: u32,
    /// Whether the region blocked it.
    pub status: MembershipStatus,
    /// The state of its current card, if it has one.
    pub card: Option<CardStatus>,
    /// When it began.
    pub since: Timestamp,
}

impl Membership {
    /// Whether it counts: neither it nor its card is blocked.
    pub fn is_active(&self) -> bool {
        self.status == MembershipStatus::Active && self.card == Some(CardStatus::Active)
    }
}

/// The index of the membership whose number speaks for the person: the oldest that still counts.
///
/// Source: SPEC `Passholder.uitpasNumber`.
pub fn leading(memberships: &[Membership]) -> Option<usize> {
    (0..memberships.len())
        .filter(|index| memberships[*index].is_active())
        .min_by_key(|index| memberships[*index].since)
}

/// How many whole years old somebody is; a birthday counts from its first moment.
pub fn age(date_of_birth: NaiveDate, today: NaiveDate) -> u32 {
    today.years_since(date_of_birth).unwrap_or(0)
}

/// The day on which somebody reaches an age.
pub fn turns(date_of_birth: NaiveDate, years: u32) -> NaiveDate {
    add_years(date_of_birth, years)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_membership_that_counts_speaks() {
        let one = |since, status, card| Membership {
            card_system: 1,
            status,
            card,
            since: Timestamp::from_millis(since),
        };
        let (active, blocked) = (MembershipStatus::Active, MembershipStatus::Blocked);
        let memberships = [
            one(1, blocked, Some(CardStatus::Active)),
            one(2, active, Some(CardStatus::Blocked)),
            one(4, active, Some(CardStatus::Active)),
            one(3, active, Some(CardStatus::Active)),
            one(0, active, None),
        ];
        assert_eq!(leading(&memberships), Some(3));
        assert_eq!(leading(&memberships[..2]), None);
    }

    #[test]
    fn a_birthday_on_29_february_counts_from_1_march_or_28_february() {
        let born = NaiveDate::from_ymd_opt(2012, 2, 29).unwrap();
        assert_eq!(age(born, NaiveDate::from_ymd_opt(2028, 2, 28).unwrap()), 15);
        assert_eq!(age(born, NaiveDate::from_ymd_opt(2028, 2, 29).unwrap()), 16);
        assert_eq!(age(NaiveDate::MAX, born), 0);
        assert_eq!(
            turns(born, 18),
            NaiveDate::from_ymd_opt(2030, 2, 28).unwrap()
        );
    }
}
