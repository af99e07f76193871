//! Points in time and dates as UiTPAS API 4.0 writes them. Calendar rules are not here.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime as Chrono, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The milliseconds of `0000-01-01T00:00:00Z` and `9999-12-31T23:59:59.999Z`: RFC 3339 writes no
/// year outside these.
const RANGE: (i64, i64) = (-62_167_219_200_000, 253_402_300_799_999);

/// A point in time, kept in milliseconds since 1970 UTC.
///
/// Writes `2026-09-05T12:00:00+00:00`: whole seconds and a numeric offset, never `Z`, as the real
/// API does. Reads RFC 3339 with any offset, `Z` and fractions; a time without an offset, which
/// some examples of the contract have, is UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DateTime(i64);

impl DateTime {
    /// From milliseconds since 1970 UTC; held to the years 0 to 9999.
    pub const fn from_millis(millis: i64) -> Self {
        if millis < RANGE.0 {
            Self(RANGE.0)
        } else if millis > RANGE.1 {
            Self(RANGE.1)
        } else {
            Self(millis)
        }
    }

    /// Milliseconds since 1970 UTC.
    pub const fn millis(self) -> i64 {
        self.0
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at: Chrono<Utc> = Chrono::UNIX_EPOCH + TimeDelta::milliseconds(self.0);
        write!(f, "{}", at.format("%Y-%m-%dT%H:%M:%S+00:00"))
    }
}

/// Text that is no date or no point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not RFC 3339, not even without its offset.
    #[error("not a date-time of RFC 3339")]
    DateTime,
    /// Not `YYYY-MM-DD`.
    #[error("not a date of the form YYYY-MM-DD")]
    Date,
}

impl FromStr for DateTime {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let millis = match Chrono::parse_from_rfc3339(text) {
            Ok(at) => at.timestamp_millis(),
            Err(_) => NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
                .map_err(|_| TimeError::DateTime)?
                .and_utc()
                .timestamp_millis(),
        };
        if (RANGE.0..=RANGE.1).contains(&millis) {
            Ok(Self(millis))
        } else {
            Err(TimeError::DateTime)
        }
    }
}

/// A calendar date, `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The date of this year, month and day; `None` where the calendar has no such day, or the
    /// year is not one of four digits.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(0..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// The date for calendar sums.
    pub const fn naive(self) -> NaiveDate {
        self.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl FromStr for Date {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        // chrono also takes `2026-9-5` and signed years; the contract's `date` does not.
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shaped {
            return Err(TimeError::Date);
        }
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map(Self)
            .map_err(|_| TimeError::Date)
    }
}

macro_rules! as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    };
}

as_text!(DateTime);
as_text!(Date);

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_788_609_600_000;

    #[test]
    fn writes_a_numeric_offset_and_whole_seconds() {
        assert_eq!(
            DateTime::from_millis(NOON).to_string(),
            "2026-09-05T12:00:00+00:00"
        );
        assert_eq!(
            DateTime::from_millis(NOON + 999).to_string(),
            "2026-09-05T12:00:00+00:00"
        );
        assert_eq!(
            DateTime::from_millis(-1).to_string(),
            "1969-12-31T23:59:59+00:00"
        );
        assert_eq!(
            DateTime::from_millis(i64::MAX).to_string(),
            "9999-12-31T23:59:59+00:00"
        );
        assert_eq!(
            DateTime::from_millis(i64::MIN).to_string(),
            "0000-01-01T00:00:00+00:00"
        );
    }

    #[test]
    fn reads_every_form_that_the_contract_shows() {
        for text in [
            "2026-09-05T12:00:00+00:00",
            "2026-09-05T12:00:00Z",
            "2026-09-05T14:00:00+02:00",
            "2026-09-05T12:00:00",
            "2026-09-05T12:00:00.000",
        ] {
            assert_eq!(text.parse(), Ok(DateTime::from_millis(NOON)), "{text}");
        }
        let fraction = "2026-09-05T12:00:00.25Z".parse();
        assert_eq!(fraction, Ok(DateTime::from_millis(NOON + 250)));
    }

    #[test]
    fn refuses_what_is_no_time() {
        for text in [
            "",
            "2026-09-05",
            "2026-09-05T25:00:00Z",
            "2026-02-30T12:00:00Z",
            "noon",
        ] {
            assert_eq!(text.parse::<DateTime>(), Err(TimeError::DateTime), "{text}");
        }
    }

    #[test]
    fn a_date_has_four_two_and_two_digits() {
        assert_eq!("2026-02-28".parse(), Ok(Date::new(2026, 2, 28).unwrap()));
        assert_eq!(Date::new(987, 1, 2).unwrap().to_string(), "0987-01-02");
        for text in [
            "2026-2-28",
            "2026-02-30",
            "20260228",
            "+026-02-28",
            "2026-02-28T00:00:00",
        ] {
            assert_eq!(text.parse::<Date>(), Err(TimeError::Date), "{text}");
        }
        assert_eq!(Date::new(10_000, 1, 1), None);
    }
}
