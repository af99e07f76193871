//! Families: whom a pass holder may put on the own list.
//!
//! The list is its owner's and not mutual. The numbers are ours: SPEC has the refusals only.

use crate::passholder::{ADULT_AGE, age};
use crate::uitpas_api::ProblemType;
use chrono::NaiveDate;

/// How many people a list holds beside its owner.
pub const MOST_MEMBERS: usize = 12;
/// How many adults a list holds beside its owner.
pub const MOST_ADULTS: usize = 4;

/// Why somebody cannot be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is the owner, or somebody on the list.
    #[error("already on the list")]
    AlreadyThere,
    /// The list is full.
    #[error("the list is full")]
    Full,
    /// There are as many adults as may be.
    #[error("too many adults")]
    TooManyAdults,
}

impl Refusal {
    /// The error type of `POST …/family-members`.
    pub const fn problem(self) -> ProblemType {
        match self {
            Self::AlreadyThere => ProblemType::FamilyMemberAlreadyAdded,
            Self::Full => ProblemType::TooManyFamilyMembers,
            Self::TooManyAdults => ProblemType::TooManyAdultsInFamily,
        }
    }
}

/// Whether somebody born on a day may join a list whose members were born on these days.
pub fn may_join(
    members: &[NaiveDate],
    already: bool,
    date_of_birth: NaiveDate,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let is_adult = |born: &NaiveDate| age(*born, today) >= ADULT_AGE;
    if already {
        Err(Refusal::AlreadyThere)
    } else if members.len() >= MOST_MEMBERS {
        Err(Refusal::Full)
    } else if is_adult(&date_of_birth)
        && members.iter().filter(|born| is_adult(born)).count() >= MOST_ADULTS
    {
        Err(Refusal::TooManyAdults)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_room_for_children_when_it_has_none_for_adults() {
        let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let today = day(2026);
        let adults = [day(1980); MOST_ADULTS];
        assert_eq!(
            may_join(&adults, false, day(1990), today),
            Err(Refusal::TooManyAdults)
        );
        assert_eq!(may_join(&adults, false, day(2015), today), Ok(()));
        assert_eq!(
            may_join(&adults, true, day(2015), today),
            Err(Refusal::AlreadyThere)
        );
        assert_eq!(
            may_join(&[day(2015); MOST_MEMBERS], false, day(2015), today),
            Err(Refusal::Full)
        );
    }
}
