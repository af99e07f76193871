//! Associations and their memberships: the member card (lidkaart). Until when a membership runs,
//! and when it may be renewed.
//!
//! Source: LEG `vereniging.md`, SPEC tag Associations. Where those contradict each other about the
//! length of a validity, months are taken: that is what the counter's own screens do.

use crate::passholder::turns;
use crate::time::{add_months, subtract_months};
use crate::uitpas_api::ProblemType;
use crate::uitpas_api::enums::{AssociationEndDateType, AssociationMembershipStatus};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// How the end of a membership is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum EndDateRule {
    /// The counter says; a month and day may be suggested, such as 31 August.
    Custom {
        /// Month and day that are suggested.
        suggested: Option<(u32, u32)>,
    },
    /// Until the person reaches an age.
    #[serde(rename_all = "camelCase")]
    DateOfBirth {
        /// The age in years.
        age: u32,
    },
    /// So many months from registration.
    #[serde(rename_all = "camelCase")]
    RegistrationDate {
        /// How many.
        months: u32,
    },
}

/// What an association says about its memberships.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rules {
    /// How the end is found.
    pub end: EndDateRule,
    /// From how many months before the end it may be renewed; `None` is never.
    pub renew_months: Option<u32>,
}

/// Why rules cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// An age or a number of months that no association has.
    #[error("an age from 1 to 120 years, and 1 to 120 months")]
    Length,
    /// No day of any year.
    #[error("there is no such day")]
    Day,
    /// It could be renewed before it began, or could not be while it may.
    #[error("a membership is renewed at most as many months before its end as it lasts")]
    Renewal,
}

/// Why a membership cannot be given or renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It runs, and it is too early to renew it.
    #[error("the membership cannot be renewed yet")]
    TooEarly,
    /// The person is past the age up to which membership runs.
    #[error("the person is too old for this association")]
    TooOld,
    /// The counter must say until when.
    #[error("an end date is needed")]
    EndDateMissing,
    /// The end that was said has passed.
    #[error("the end date has passed")]
    EndDatePassed,
}

impl Refusal {
    /// The error type of `POST …/association-memberships`.
    pub const fn problem(self) -> ProblemType {
        match self {
            Self::TooEarly | Self::TooOld => ProblemType::AssociationMembershipRenewNotPossible,
            Self::EndDateMissing | Self::EndDatePassed => ProblemType::BodyInvalidData,
        }
    }
}

/// Whether a membership with this last day runs today.
pub fn status(end: Option<NaiveDate>, today: NaiveDate) -> AssociationMembershipStatus {
    match end {
        None => AssociationMembershipStatus::None,
        Some(end) if end < today => AssociationMembershipStatus::Expired,
        Some(_) => AssociationMembershipStatus::Active,
    }
}

impl EndDateRule {
    /// The value on the wire.
    pub const fn kind(&self) -> AssociationEndDateType {
        match self {
            Self::Custom { .. } => AssociationEndDateType::Custom,
            Self::DateOfBirth { .. } => AssociationEndDateType::DateOfBirth,
            Self::RegistrationDate { .. } => AssociationEndDateType::RegistrationDate,
        }
    }
}

impl Rules {
    /// Whether an association can have them.
    pub fn check(&self) -> Result<(), RulesError> {
        let length = match self.end {
            EndDateRule::Custom { suggested } => {
                // A leap year has every day that there is.
                let day = |(month, day)| NaiveDate::from_ymd_opt(2028, month, day);
                if suggested.is_some_and(|suggested| day(suggested).is_none()) {
                    return Err(RulesError::Day);
                }
                12
            }
            EndDateRule::DateOfBirth { age } if (1..=120).contains(&age) => 0,
            EndDateRule::RegistrationDate { months } if (1..=120).contains(&months) => months,
            _ => return Err(RulesError::Length),
        };
        if self.renew_months.is_some_and(|months| months > length) {
            return Err(RulesError::Renewal);
        }
        Ok(())
    }

    /// From which day a membership may be renewed. By birth date never: it ends for good.
    pub fn renewable_from(&self, end: NaiveDate) -> Option<NaiveDate> {
        let months = self.renew_months?;
        (!matches!(self.end, EndDateRule::DateOfBirth { .. })).then(|| subtract_months(end, months))
    }

    /// Whether a membership may be renewed today.
    pub fn renewable(&self, end: Option<NaiveDate>, today: NaiveDate) -> bool {
        end.and_then(|end| self.renewable_from(end))
            .is_some_and(|from| from <= today)
    }

    /// The end to put before the counter, where it may choose one.
    pub fn suggestion(&self, end: Option<NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
        let EndDateRule::Custom { suggested } = self.end else {
            return None;
        };
        if end.is_some() && !self.renewable(end, today) {
            return None;
        }
        // The first such day after the membership that runs, or after today.
        let after = end.map_or(today, |end| end.max(today));
        let (month, day) = suggested.unwrap_or_else(|| (after.month(), after.day()));
        // 29 February is the day before it in most years.
        let in_year = |year| {
            let there = NaiveDate::from_ymd_opt(year, month, day);
            there.or_else(|| NaiveDate::from_ymd_opt(year, month, day.saturating_sub(1)))
        };
        (after.year()..=after.year() + 1)
            .filter_map(in_year)
            .find(|date| *date > after)
            .or_else(|| Some(add_months(after, 12)))
    }

    /// Until when a membership runs that is given or renewed today.
    pub fn register(
        &self,
        end: Option<NaiveDate>,
        asked: Option<NaiveDate>,
        date_of_birth: NaiveDate,
        today: NaiveDate,
    ) -> Result<NaiveDate, Refusal> {
        if end.is_some() && !self.renewable(end, today) {
            return Err(Refusal::TooEarly);
        }
        match self.end {
            EndDateRule::Custom { .. } => {
                let asked = asked.ok_or(Refusal::EndDateMissing)?;
                if asked < today {
                    Err(Refusal::EndDatePassed)
                } else {
                    Ok(asked)
                }
            }
            EndDateRule::DateOfBirth { age } => {
                let last = turns(date_of_birth, age)
                    .pred_opt()
                    .unwrap_or(date_of_birth);
                if last < today {
                    Err(Refusal::TooOld)
                } else {
                    Ok(last)
                }
            }
            EndDateRule::RegistrationDate { months } => {
                // Renewing early loses no day.
                let from = end.map_or(today, |end| end.max(today));
                Ok(add_months(from, months))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    const SEASON: Rules = Rules {
        end: EndDateRule::Custom {
            suggested: Some((8, 31)),
        },
        renew_months: Some(2),
    };

    #[test]
    fn a_free_end_is_said_and_suggested() {
        let today = day(2026, 11, 23);
        assert_eq!(SEASON.suggestion(None, today), Some(day(2027, 8, 31)));
        let born = day(2010, 1, 1);
        assert_eq!(
            SEASON.register(None, None, born, today),
            Err(Refusal::EndDateMissing)
        );
        assert_eq!(
            SEASON.register(None, Some(day(2026, 11, 22)), born, today),
            Err(Refusal::EndDatePassed)
        );
        assert_eq!(SEASON.register(None, Some(today), born, today), Ok(today));
    }

    #[test]
    fn a_season_that_ends_with_february_does_so_every_year() {
        let rules = Rules {
            end: EndDateRule::Custom {
                suggested: Some((2, 29)),
            },
            renew_months: Some(2),
        };
        for (today, suggested) in [
            (day(2027, 3, 1), day(2028, 2, 29)),
            (day(2028, 2, 28), day(2028, 2, 29)),
            (day(2028, 2, 29), day(2029, 2, 28)),
            (day(2028, 3, 1), day(2029, 2, 28)),
            (day(2029, 2, 28), day(2030, 2, 28)),
        ] {
            assert_eq!(rules.suggestion(None, today), Some(suggested), "{today}");
        }
    }

    #[test]
    fn renewing_opens_two_months_before_the_end_and_stays_open() {
        let end = Some(day(2026, 8, 31));
        assert!(!SEASON.renewable(end, day(2026, 6, 29)));
        assert!(SEASON.renewable(end, day(2026, 6, 30)));
        assert!(SEASON.renewable(end, day(2028, 1, 1)));
        assert_eq!(SEASON.suggestion(end, day(2026, 5, 1)), None);
        assert_eq!(
            SEASON.suggestion(end, day(2026, 7, 1)),
            Some(day(2027, 8, 31))
        );
        let born = day(2010, 1, 1);
        assert_eq!(
            SEASON.register(end, Some(day(2027, 8, 31)), born, day(2026, 6, 1)),
            Err(Refusal::TooEarly)
        );
    }

    #[test]
    fn by_birth_date_it_ends_on_the_eve_of_the_birthday_and_is_never_renewed() {
        let rules = Rules {
            end: EndDateRule::DateOfBirth { age: 18 },
            renew_months: Some(12),
        };
        let born = day(2010, 6, 1);
        assert_eq!(
            rules.register(None, None, born, day(2026, 1, 1)),
            Ok(day(2028, 5, 31))
        );
        assert_eq!(
            rules.register(None, None, born, day(2028, 6, 1)),
            Err(Refusal::TooOld)
        );
        assert!(!rules.renewable(Some(day(2028, 5, 31)), day(2028, 5, 31)));
    }

    #[test]
    fn by_registration_date_an_early_renewal_loses_no_day() {
        let rules = Rules {
            end: EndDateRule::RegistrationDate { months: 12 },
            renew_months: Some(1),
        };
        let born = day(2010, 6, 1);
        let first = rules.register(None, None, born, day(2026, 9, 1)).unwrap();
        assert_eq!(first, day(2027, 9, 1));
        assert_eq!(
            rules.register(Some(first), None, born, day(2027, 8, 15)),
            Ok(day(2028, 9, 1))
        );
        assert_eq!(
            rules.register(Some(first), None, born, day(2027, 10, 1)),
            Ok(day(2028, 10, 1))
        );
    }

    #[test]
    fn rules_that_cannot_be_are_refused() {
        let check = |end, renew_months| Rules { end, renew_months }.check();
        let free = |suggested| EndDateRule::Custom {
            suggested: Some(suggested),
        };
        assert_eq!(check(free((2, 29)), Some(12)), Ok(()));
        assert_eq!(check(free((2, 30)), None), Err(RulesError::Day));
        assert_eq!(check(free((8, 31)), Some(13)), Err(RulesError::Renewal));
        let age = |age| EndDateRule::DateOfBirth { age };
        assert_eq!(check(age(18), None), Ok(()));
        assert_eq!(check(age(0), None), Err(RulesError::Length));
        assert_eq!(check(age(18), Some(1)), Err(RulesError::Renewal));
        let months = |months| EndDateRule::RegistrationDate { months };
        assert_eq!(check(months(12), Some(12)), Ok(()));
        assert_eq!(check(months(u32::MAX), None), Err(RulesError::Length));
        assert_eq!(check(months(1), Some(2)), Err(RulesError::Renewal));
    }

    #[test]
    fn a_membership_runs_through_its_last_day() {
        let end = Some(day(2026, 8, 31));
        assert_eq!(
            status(end, day(2026, 8, 31)),
            AssociationMembershipStatus::Active
        );
        assert_eq!(
            status(end, day(2026, 9, 1)),
            AssociationMembershipStatus::Expired
        );
        assert_eq!(
            status(None, day(2026, 9, 1)),
            AssociationMembershipStatus::None
        );
    }

    proptest! {
        /// Whatever is given runs today, and what is renewed runs at least as long as before.
        #[test]
        fn what_is_given_runs(start in 0i64..20_000, ahead in 0u64..800, months in 1u32..40, renew in 0u32..14) {
            let today = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + chrono::TimeDelta::days(start);
            let rules = Rules { end: EndDateRule::RegistrationDate { months }, renew_months: Some(renew) };
            let end = rules.register(None, None, today, today).unwrap();
            prop_assert_eq!(status(Some(end), today), AssociationMembershipStatus::Active);
            let later = today + chrono::Days::new(ahead);
            if let Ok(next) = rules.register(Some(end), None, today, later) {
                prop_assert!(next > end && next > later);
            }
        }
    }
}
