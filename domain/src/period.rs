//! Calendar periods in Brussels, limits of so many times a period, and begin-to-end periods.
//!
//! A limit counts within the calendar period around a moment, never within a sliding window.

use crate::time::{Timestamp, add_months};
use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

pub use crate::uitpas_api::enums::PeriodType;

/// One calendar period: from `begin`, up to and not including `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarPeriod {
    /// The first moment.
    pub begin: Timestamp,
    /// The first moment after it.
    pub end: Timestamp,
}

/// So many times a calendar period. Source: SPEC `PeriodLimit`; no limit at all is a missing one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PeriodLimit {
    /// How many times.
    pub volume: u32,
    /// In which period.
    pub period_type: PeriodType,
}

/// From a moment to a moment, both inclusive, or without end. Source: SPEC `Period`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first moment.
    pub begin: Timestamp,
    /// The last second, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Timestamp>,
}

// That the calendar is the one of Brussels is inferred from the end dates of social tariffs.
impl PeriodType {
    /// The period of this kind that the moment lies in.
    pub fn around(self, at: Timestamp) -> CalendarPeriod {
        let today = at.date_in_brussels();
        let first_of = |month| NaiveDate::from_ymd_opt(today.year(), month, 1).unwrap_or(today);
        let month = today.month();
        let (first, next) = match self {
            Self::Absolute => {
                return CalendarPeriod {
                    begin: Timestamp::MIN,
                    end: Timestamp::MAX,
                };
            }
            Self::Day => (today, today + Days::new(1)),
            Self::Week => {
                let monday = today - Days::new(today.weekday().num_days_from_monday().into());
                (monday, monday + Days::new(7))
            }
            Self::Month => (first_of(month), add_months(first_of(month), 1)),
            Self::Quarter => {
                let first = first_of((month - 1) / 3 * 3 + 1);
                (first, add_months(first, 3))
            }
            Self::Year => (first_of(1), add_months(first_of(1), 12)),
        };
        CalendarPeriod {
            begin: Timestamp::start_of_day(first),
            end: Timestamp::start_of_day(next),
        }
    }
}

impl CalendarPeriod {
    /// Whether the moment lies in this period.
    pub fn contains(&self, at: Timestamp) -> bool {
        (self.begin..self.end).contains(&at) || (at == Timestamp::MAX && self.end == at)
    }
}

impl PeriodLimit {
    /// A limit of `volume` times a `period_type`.
    pub const fn new(volume: u32, period_type: PeriodType) -> Self {
        Self {
            volume,
            period_type,
        }
    }

    /// How many times are left at a moment, given when the earlier times were.
    pub fn remaining(&self, earlier: &[Timestamp], at: Timestamp) -> u32 {
        let period = self.period_type.around(at);
        let used = earlier
            .iter()
            .filter(|moment| period.contains(**moment))
            .count();
        self.volume
            .saturating_sub(u32::try_from(used).unwrap_or(u32::MAX))
    }

    /// When a limit that is used up counts afresh; `None` if never, as with ABSOLUTE or volume 0.
    pub fn renews(&self, at: Timestamp) -> Option<Timestamp> {
        let counts_afresh = self.volume > 0 && self.period_type != PeriodType::Absolute;
        counts_afresh.then(|| self.period_type.around(at).end)
    }
}

impl Period {
    /// Whether the moment lies in this period, its last second included.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.has_begun(at) && !self.is_over(at)
    }

    /// Whether it has begun by now.
    pub fn has_begun(&self, at: Timestamp) -> bool {
        self.begin <= at
    }

    /// Whether it is past.
    pub fn is_over(&self, at: Timestamp) -> bool {
        self.end.is_some_and(|end| !at.not_after(end))
    }

    /// Whether it ends within so much time from now, and is not yet over.
    pub fn ends_within(&self, span: TimeDelta, at: Timestamp) -> bool {
        !self.is_over(at) && self.end.is_some_and(|end| end <= at + span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [PeriodType; 6] = [
        PeriodType::Absolute,
        PeriodType::Day,
        PeriodType::Week,
        PeriodType::Month,
        PeriodType::Quarter,
        PeriodType::Year,
    ];
    /// 1996 to 2100, in milliseconds.
    const SPAN: std::ops::Range<i64> = 820_454_400_000..4_102_444_800_000;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn names_on_the_wire() {
        let limit = PeriodLimit::new(1, PeriodType::Week);
        assert_eq!(
            serde_json::to_value(limit).unwrap(),
            serde_json::json!({"volume": 1, "periodType": "WEEK"})
        );
        assert_eq!(
            serde_json::to_value(PeriodType::Absolute).unwrap(),
            "ABSOLUTE"
        );
    }

    #[test]
    fn a_week_runs_from_monday_to_sunday_in_brussels() {
        let sunday_evening = at("2026-11-22T23:59:59+01:00");
        let week = PeriodType::Week.around(sunday_evening);
        assert_eq!(week.begin, at("2026-11-16T00:00:00+01:00"));
        assert_eq!(week.end, at("2026-11-23T00:00:00+01:00"));
        assert!(!week.contains(at("2026-11-23T00:00:00+01:00")));
    }

    #[test]
    fn days_have_23_and_25_hours_when_the_clock_changes() {
        let hours = |text: &str| {
            let day = PeriodType::Day.around(at(text));
            (day.end.millis() - day.begin.millis()) / 3_600_000
        };
        assert_eq!(hours("2026-03-29T12:00:00Z"), 23);
        assert_eq!(hours("2026-10-25T12:00:00Z"), 25);
        assert_eq!(hours("2026-10-26T12:00:00Z"), 24);
    }

    #[test]
    fn a_limit_a_day_holds_across_both_clock_changes() {
        let limit = PeriodLimit::new(1, PeriodType::Day);
        for (late, early_next) in [
            ("2026-03-28T23:30:00+01:00", "2026-03-29T00:30:00+01:00"),
            ("2026-03-29T23:30:00+02:00", "2026-03-30T00:30:00+02:00"),
            ("2026-10-24T23:30:00+02:00", "2026-10-25T00:30:00+02:00"),
            ("2026-10-25T23:30:00+01:00", "2026-10-26T00:30:00+01:00"),
        ] {
            assert_eq!(limit.remaining(&[at(late)], at(late)), 0, "{late}");
            assert_eq!(
                limit.remaining(&[at(late)], at(early_next)),
                1,
                "{early_next}"
            );
        }
        let (first_pass, second_pass) = ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00");
        assert_eq!(
            limit.remaining(&[at(first_pass)], at(second_pass)),
            0,
            "the repeated hour"
        );
    }

    #[test]
    fn when_a_limit_counts_afresh() {
        let noon = at("2026-11-25T12:00:00+01:00");
        let week = PeriodLimit::new(1, PeriodType::Week);
        assert_eq!(week.renews(noon), Some(at("2026-11-30T00:00:00+01:00")));
        assert_eq!(PeriodLimit::new(1, PeriodType::Absolute).renews(noon), None);
        assert_eq!(PeriodLimit::new(0, PeriodType::Day).renews(noon), None);
    }

    #[test]
    fn a_period_includes_both_ends() {
        let period = Period {
            begin: at("2026-01-01T00:00:00Z"),
            end: Some(at("2026-01-31T22:59:59Z")),
        };
        assert!(period.contains(period.begin));
        assert!(period.contains(at("2026-01-31T22:59:59.999Z")));
        assert!(!period.contains(at("2026-01-31T23:00:00Z")));
        assert!(!period.contains(at("2025-12-31T23:59:59.999Z")));
        assert!(
            Period {
                end: None,
                ..period
            }
            .contains(Timestamp::MAX)
        );
    }

    proptest! {
        #[test]
        fn each_moment_lies_in_exactly_one_period_of_each_kind(millis in SPAN) {
            let moment = Timestamp::from_millis(millis);
            for kind in ALL {
                let period = kind.around(moment);
                prop_assert!(period.contains(moment));
                if kind != PeriodType::Absolute {
                    let before = kind.around(period.begin - TimeDelta::milliseconds(1));
                    let after = kind.around(period.end);
                    prop_assert_eq!(before.end, period.begin);
                    prop_assert_eq!(after.begin, period.end);
                    prop_assert!(!before.contains(moment) && !after.contains(moment));
                }
            }
        }

        #[test]
        fn two_moments_share_a_period_or_agree_on_nothing(a in SPAN, b in SPAN) {
            let (a, b) = (Timestamp::from_millis(a), Timestamp::from_millis(b));
            for kind in ALL {
                prop_assert_eq!(kind.around(a).contains(b), kind.around(a) == kind.around(b));
            }
        }

        #[test]
        fn no_more_than_the_volume_ever_fits_in_a_period(
            volume in 0u32..4,
            kind in prop::sample::select(ALL.to_vec()),
            mut tries in prop::collection::vec(1_792_000_000_000i64..1_794_000_000_000, 0..60),
        ) {
            tries.sort_unstable();
            let limit = PeriodLimit::new(volume, kind);
            let mut granted: Vec<Timestamp> = Vec::new();
            for moment in tries.into_iter().map(Timestamp::from_millis) {
                if limit.remaining(&granted, moment) > 0 {
                    granted.push(moment);
                }
            }
            for moment in &granted {
                let same = granted.iter().filter(|other| kind.around(*moment).contains(**other));
                prop_assert!(same.count() <= volume as usize);
            }
        }
    }
}
