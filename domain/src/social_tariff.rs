//! Social tariff (kansentarief) of one membership: whether it holds, in grace or suspended, and
//! where it may be used. Not here: what it costs, see `tariff`.

use crate::time::{Timestamp, add_years};
use crate::uitpas_api::enums::{PassSocialTariffStatus, SocialTariffStatus};
use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

/// How long a tariff goes on after its end where a region says nothing else, in days.
///
/// Source: BALIE `locales/nl/common.json`: 30 days; LEG: the region may set it.
pub const GRACE_DAYS: u32 = 30;

/// The entitlement that a membership holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialTariff {
    /// The last second of it.
    pub end: Timestamp,
    /// No discount until then.
    pub suspended_until: Option<Timestamp>,
}

/// Whether an entitlement holds at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It holds; in grace when its end has passed. Source: SPEC `SocialTariff.inGracePeriod`.
    Active {
        /// Whether it goes on by grace.
        in_grace: bool,
    },
    /// No discount before this moment, though points and rewards go on.
    /// Source: BALIE `locales/nl/common.json`.
    Suspended {
        /// The moment.
        until: Timestamp,
    },
    /// It is over.
    Expired,
}

impl SocialTariff {
    /// Whether it holds at a moment; `grace_days` is the region's.
    pub fn standing(&self, grace_days: u32, at: Timestamp) -> Standing {
        let last = self.end + TimeDelta::days(grace_days.into());
        if !at.not_after(last) {
            return Standing::Expired;
        }
        match self.suspended_until {
            Some(until) if at < until => Standing::Suspended { until },
            _ => Standing::Active {
                in_grace: !at.not_after(self.end),
            },
        }
    }
}

impl Standing {
    /// Whether it gives a discount.
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Active { .. })
    }

    /// As a membership tells it.
    pub const fn status(self) -> SocialTariffStatus {
        match self {
            Self::Active { .. } => SocialTariffStatus::Active,
            Self::Suspended { .. } => SocialTariffStatus::Suspended,
            Self::Expired => SocialTariffStatus::Expired,
        }
    }

    /// As a pass tells it, which knows no suspension: what gives no discount is expired.
    pub const fn pass_status(self) -> PassSocialTariffStatus {
        match self {
            Self::Active { .. } => PassSocialTariffStatus::Active,
            Self::Suspended { .. } | Self::Expired => PassSocialTariffStatus::Expired,
        }
    }
}

/// The end of a new entitlement where the counter gives none: 30 April of next year.
///
/// Source: SPEC `Passholder.registrationSocialTariffEndDate`.
pub fn default_end(today: NaiveDate) -> NaiveDate {
    let next = add_years(today, 1);
    NaiveDate::from_ymd_opt(next.year(), 4, 30).unwrap_or(next)
}

/// The latest end that a counter may give: 31 December of next year.
///
/// Source: LEG `update-pashouder.md`.
pub fn latest_end(today: NaiveDate) -> NaiveDate {
    let next = add_years(today, 1);
    NaiveDate::from_ymd_opt(next.year(), 12, 31).unwrap_or(next)
}

/// The standings of a person that count at an event: those in its regions only.
///
/// Source: DOC `user-friendly-error-messages.md`: only in the own region. `memberships` are pairs
/// of region and standing, `None` for a membership without one.
pub fn at_event(
    memberships: &[(u32, Option<Standing>)],
    event_regions: &[u32],
) -> Option<Standing> {
    let rank = |standing: &Standing| match standing {
        Standing::Active { .. } => 2,
        Standing::Suspended { .. } => 1,
        Standing::Expired => 0,
    };
    memberships
        .iter()
        .filter(|(region, _)| event_regions.contains(region))
        .filter_map(|(_, standing)| *standing)
        .max_by_key(rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn it_goes_on_in_grace_and_then_ends() {
        let tariff = SocialTariff {
            end: at("2026-04-30T21:59:59+00:00"),
            suspended_until: None,
        };
        let standing = |text| tariff.standing(GRACE_DAYS, at(text));
        assert_eq!(
            standing("2026-04-30T21:59:59.999+00:00"),
            Standing::Active { in_grace: false }
        );
        assert_eq!(
            standing("2026-04-30T22:00:00+00:00"),
            Standing::Active { in_grace: true }
        );
        assert_eq!(
            standing("2026-05-30T21:59:59+00:00"),
            Standing::Active { in_grace: true }
        );
        assert_eq!(standing("2026-05-30T22:00:00+00:00"), Standing::Expired);
        assert_eq!(
            tariff.standing(0, at("2026-04-30T22:00:00+00:00")),
            Standing::Expired
        );
    }

    #[test]
    fn a_suspension_ends_by_itself_and_never_outlives_the_tariff() {
        let tariff = SocialTariff {
            end: at("2026-04-30T21:59:59+00:00"),
            suspended_until: Some(at("2026-03-01T00:00:00+00:00")),
        };
        let until = at("2026-03-01T00:00:00+00:00");
        assert_eq!(
            tariff.standing(30, at("2026-02-28T23:59:59+00:00")),
            Standing::Suspended { until }
        );
        assert!(tariff.standing(30, until).is_active());
        let long = SocialTariff {
            suspended_until: Some(Timestamp::MAX),
            ..tariff
        };
        assert_eq!(
            long.standing(30, at("2027-01-01T00:00:00+00:00")),
            Standing::Expired
        );
    }

    #[test]
    fn only_the_own_region_counts() {
        let active = Some(Standing::Active { in_grace: false });
        assert_eq!(at_event(&[(1, active)], &[2]), None);
        assert_eq!(at_event(&[(1, active), (2, None)], &[2]), None);
        assert_eq!(
            at_event(&[(1, Some(Standing::Expired)), (2, active)], &[1, 2]),
            active
        );
        assert_eq!(
            at_event(&[(1, Some(Standing::Expired)), (2, active)], &[1]),
            Some(Standing::Expired)
        );
    }

    #[test]
    fn ends_are_the_documented_dates() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(default_end(day(2026, 1, 1)), day(2027, 4, 30));
        assert_eq!(default_end(day(2028, 2, 29)), day(2029, 4, 30));
        assert_eq!(latest_end(day(2026, 12, 31)), day(2027, 12, 31));
    }

    proptest! {
        /// Time only takes away: once over, it stays over.
        #[test]
        fn expired_stays_expired(end in 0i64..4_000_000_000_000, step in 0i64..100_000_000_000, grace in 0u32..90) {
            let tariff = SocialTariff { end: Timestamp::from_millis(end), suspended_until: None };
            let now = Timestamp::from_millis(end + step);
            let later = Timestamp::from_millis(end + step * 2);
            if tariff.standing(grace, now) == Standing::Expired {
                prop_assert_eq!(tariff.standing(grace, later), Standing::Expired);
            }
        }
    }
}
