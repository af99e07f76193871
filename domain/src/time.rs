//! Instants, and what the clock on the wall in Brussels shows at them.
//!
//! The rule of the European Union for summer time is written out here, because the tables of
//! `chrono-tz` are too large for a phone; the tests hold it against those tables. It holds from
//! 1996 on. Nothing here reads a clock.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::ops::{Add, Sub};

/// A moment in time, in milliseconds since 1970 in UTC, kept within the years 1 to 9999.
///
/// In JSON it is RFC 3339 with the offset `+00:00` that UiTPAS API 4.0 emits. A text without any
/// offset, which some of its examples have, is read as UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

const SECOND: i64 = 1_000;
const HOUR: i64 = 3_600 * SECOND;

impl Timestamp {
    /// The start of the year 1: before everything.
    pub const MIN: Self = Self(-62_135_596_800_000);
    /// The last millisecond of the year 9999: after everything.
    pub const MAX: Self = Self(253_402_300_799_999);

    /// The moment so many milliseconds after 1970 began in UTC; beyond MIN and MAX, those.
    pub const fn from_millis(millis: i64) -> Self {
        if millis < Self::MIN.0 {
            Self::MIN
        } else if millis > Self::MAX.0 {
            Self::MAX
        } else {
            Self(millis)
        }
    }

    /// Milliseconds since 1970 in UTC.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339, with any offset or none (UTC).
    pub fn parse(text: &str) -> Option<Self> {
        let with_offset = DateTime::parse_from_rfc3339(text).map(|at| at.timestamp_millis());
        let without = || {
            text.parse::<NaiveDateTime>()
                .ok()
                .map(|at| at.and_utc().timestamp_millis())
        };
        let millis = with_offset.ok().or_else(without)?;
        (Self::MIN.0..=Self::MAX.0)
            .contains(&millis)
            .then_some(Self(millis))
    }

    /// What the clock on the wall in Brussels shows.
    pub fn in_brussels(self) -> NaiveDateTime {
        utc(self.0.saturating_add(brussels_offset(self.0)))
    }

    /// The calendar day in Brussels.
    pub fn date_in_brussels(self) -> NaiveDate {
        self.in_brussels().date()
    }

    /// The moment at which the clock in Brussels shows this time.
    ///
    /// A time that the spring change skips is read as if the clock had not yet changed (02:30 is
    /// 03:30 summer time); a time that the autumn change repeats means its first passing.
    pub fn from_brussels(wall: NaiveDateTime) -> Self {
        let wall_millis = wall.and_utc().timestamp_millis();
        let summer = wall_millis.saturating_sub(2 * HOUR);
        if brussels_offset(summer) == 2 * HOUR {
            Self::from_millis(summer)
        } else {
            Self::from_millis(wall_millis.saturating_sub(HOUR))
        }
    }

    /// Midnight with which this day begins in Brussels; the clock never changes at midnight.
    pub fn start_of_day(date: NaiveDate) -> Self {
        Self::from_brussels(date.and_time(NaiveTime::MIN))
    }

    /// The last second of this day in Brussels, 23:59:59, as UiTPAS writes inclusive ends.
    pub fn end_of_day(date: NaiveDate) -> Self {
        let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
        Self::from_millis(Self::start_of_day(next).0 - SECOND)
    }

    /// Whether this moment is before or within the second of an inclusive end.
    ///
    /// Inclusive ends on the wire have whole seconds: 23:59:59 holds until midnight.
    pub fn not_after(self, inclusive_end: Self) -> bool {
        self.0.div_euclid(SECOND) <= inclusive_end.0.div_euclid(SECOND)
    }
}

impl Add<TimeDelta> for Timestamp {
    type Output = Self;

    fn add(self, span: TimeDelta) -> Self {
        Self::from_millis(self.0.saturating_add(span.num_milliseconds()))
    }
}

impl Sub<TimeDelta> for Timestamp {
    type Output = Self;

    fn sub(self, span: TimeDelta) -> Self {
        Self::from_millis(self.0.saturating_sub(span.num_milliseconds()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&utc(self.0).format("%Y-%m-%dT%H:%M:%S%.f+00:00"))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not a date and time of RFC 3339"))
    }
}

/// The same day so many months later, or the last day of a month that has no such day: a year after
/// 29 February is 28 February.
pub fn add_months(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// The same day so many months earlier, or the last day of a month that has no such day.
pub fn subtract_months(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_sub_months(Months::new(months))
        .unwrap_or(NaiveDate::MIN)
}

/// The anniversary so many years later. For 29 February it is 28 February in common years: the rule
/// is ours, as UiTPAS documents none.
pub fn add_years(date: NaiveDate, years: u32) -> NaiveDate {
    add_months(date, years.saturating_mul(12))
}

fn utc(millis: i64) -> NaiveDateTime {
    DateTime::from_timestamp_millis(millis)
        .unwrap_or_default()
        .naive_utc()
}

/// Directive 2000/84/EC: summer time from 01:00 UTC on the last Sunday of March to 01:00 UTC on the
/// last Sunday of October. The ends are the same since 1996.
fn brussels_offset(utc_millis: i64) -> i64 {
    let year = utc(utc_millis).year();
    let change = |month| last_sunday(year, month).map(|day| day * 24 * HOUR + HOUR);
    match (change(3), change(10)) {
        (Some(begin), Some(end)) if (begin..end).contains(&utc_millis) => 2 * HOUR,
        _ => HOUR,
    }
}

/// Days from 1970 to the last Sunday of a month of 31 days.
fn last_sunday(year: i32, month: u32) -> Option<i64> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    let days = i64::from(last.to_epoch_days());
    Some(days - i64::from(last.weekday().num_days_from_sunday()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Offset, TimeZone};
    use chrono_tz::Europe::Brussels;
    use proptest::prelude::*;

    /// 1996-01-01 to 2099-12-31, in milliseconds.
    const SPAN: std::ops::Range<i64> = 820_454_400_000..4_102_444_800_000;

    fn tables_offset(millis: i64) -> i64 {
        let offset = Brussels.offset_from_utc_datetime(&utc(millis)).fix();
        i64::from(offset.local_minus_utc()) * SECOND
    }

    #[test]
    fn the_rule_agrees_with_the_tables_around_every_change() {
        for year in 1996..2100 {
            for month in [3, 10] {
                let change = last_sunday(year, month).unwrap() * 24 * HOUR + HOUR;
                for millis in [change - HOUR, change - 1, change, change + 1, change + HOUR] {
                    assert_eq!(
                        brussels_offset(millis),
                        tables_offset(millis),
                        "{year}-{month}"
                    );
                }
                assert_ne!(
                    brussels_offset(change - 1),
                    brussels_offset(change),
                    "{year}-{month}"
                );
            }
        }
    }

    #[test]
    fn skipped_and_repeated_hours() {
        let wall = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let skipped = Timestamp::from_brussels(wall("2026-03-29T02:30:00"));
        assert_eq!(skipped, at("2026-03-29T01:30:00Z"));
        assert_eq!(skipped.in_brussels(), wall("2026-03-29T03:30:00"));
        let repeated = Timestamp::from_brussels(wall("2026-10-25T02:30:00"));
        assert_eq!(repeated, at("2026-10-25T00:30:00Z"));
    }

    #[test]
    fn json_is_rfc_3339_with_a_numeric_offset() {
        let at = |text: &str| serde_json::from_str::<Timestamp>(&format!("\"{text}\"")).unwrap();
        let end = Timestamp::end_of_day(NaiveDate::from_ymd_opt(2026, 4, 30).unwrap());
        assert_eq!(
            serde_json::to_string(&end).unwrap(),
            "\"2026-04-30T21:59:59+00:00\""
        );
        assert_eq!(at("2026-04-30T23:59:59+02:00"), end);
        assert_eq!(at("2026-04-30T21:59:59"), end, "no offset is UTC");
        assert_eq!(at("2026-04-30T21:59:59.25Z").millis() - end.millis(), 250);
        assert!(serde_json::from_str::<Timestamp>("\"30-04-2026\"").is_err());
    }

    #[test]
    fn an_inclusive_end_holds_through_its_second() {
        let end = Timestamp::parse("2026-04-30T21:59:59Z").unwrap();
        assert!((end + TimeDelta::milliseconds(999)).not_after(end));
        assert!(!(end + TimeDelta::seconds(1)).not_after(end));
    }

    #[test]
    fn anniversaries_of_leap_day() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(add_years(day(2008, 2, 29), 18), day(2026, 2, 28));
        assert_eq!(add_years(day(2008, 2, 29), 20), day(2028, 2, 29));
        assert_eq!(subtract_months(day(2026, 5, 31), 3), day(2026, 2, 28));
    }

    proptest! {
        #[test]
        fn the_rule_agrees_with_the_tables_anywhere(millis in SPAN) {
            prop_assert_eq!(brussels_offset(millis), tables_offset(millis));
        }

        #[test]
        fn a_wall_time_is_read_as_the_tables_read_it(millis in SPAN) {
            let wall = utc(millis);
            let ours = Timestamp::from_brussels(wall);
            if let Some(theirs) = Brussels.from_local_datetime(&wall).earliest() {
                prop_assert_eq!(ours.millis(), theirs.timestamp_millis());
            } else {
                prop_assert_eq!(ours.in_brussels(), wall + TimeDelta::hours(1));
            }
        }

        #[test]
        fn a_moment_lies_within_its_own_day(millis in SPAN) {
            let at = Timestamp::from_millis(millis);
            let date = at.date_in_brussels();
            prop_assert!(Timestamp::start_of_day(date) <= at && at.not_after(Timestamp::end_of_day(date)));
        }

        #[test]
        fn json_brings_back_every_moment(millis in Timestamp::MIN.0..=Timestamp::MAX.0) {
            let at = Timestamp::from_millis(millis);
            let text = serde_json::to_string(&at).unwrap();
            prop_assert_eq!(serde_json::from_str::<Timestamp>(&text).unwrap(), at);
        }

        #[test]
        fn arithmetic_never_leaves_the_range(millis in any::<i64>(), hours in -90_000_000i64..90_000_000) {
            let at = Timestamp::from_millis(millis) + TimeDelta::hours(hours);
            prop_assert!(Timestamp::MIN <= at && at <= Timestamp::MAX);
        }
    }
}
