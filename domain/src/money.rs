//! Money: euro, exact to the cent inside, a JSON number on the wire.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::iter::Sum;
use std::ops::{Add, Sub};

/// An amount in euro, kept in cents, up to a thousand million euro either way.
///
/// Source: SPEC, where every price is a JSON number in euro. Sums saturate: a total of prices
/// within that bound cannot reach the end of the integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

/// A part of a whole, in hundredths of a percent, from nothing to all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Percentage(u16);

/// More than 10,000 hundredths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a part is at most the whole")]
pub struct MoreThanWhole;

/// The largest amount read from the wire, in cents.
const MOST: i64 = 100_000_000_000;

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many cents.
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// The amount in cents.
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// Reads an amount in euro; fractions of a cent round to the nearest, halves away from zero.
    ///
    /// `None` for what is no number or is beyond a thousand million euro.
    pub fn from_euro(euro: f64) -> Option<Self> {
        let cents = (euro * 100.0).round();
        #[expect(clippy::cast_precision_loss, reason = "the bound is far below 2^53")]
        let bounded = cents.abs() <= MOST as f64;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "rounded and within the bound"
        )]
        bounded.then_some(Self(cents as i64))
    }

    /// This part of the amount, rounded to the nearest cent, halves up.
    #[must_use]
    pub fn part(self, part: Percentage) -> Self {
        let exact = i128::from(self.0) * i128::from(part.0);
        let rounded = (exact + 5_000).div_euclid(10_000);
        Self(i64::try_from(rounded).unwrap_or(self.0))
    }
}

impl Percentage {
    /// All of it.
    pub const WHOLE: Self = Self(10_000);

    /// So many percent, at most 100.
    pub const fn percent(percent: u16) -> Option<Self> {
        if percent <= 100 {
            Some(Self(percent * 100))
        } else {
            None
        }
    }
}

impl TryFrom<u16> for Percentage {
    type Error = MoreThanWhole;

    fn try_from(hundredths: u16) -> Result<Self, Self::Error> {
        if hundredths <= Self::WHOLE.0 {
            Ok(Self(hundredths))
        } else {
            Err(MoreThanWhole)
        }
    }
}

impl From<Percentage> for u16 {
    fn from(part: Percentage) -> Self {
        part.0
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl Serialize for Money {
    /// Whole euro as `10`, others as `1.5`: as the examples of SPEC.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            return serializer.serialize_i64(self.0 / 100);
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "amounts stay far below 2^53 cents"
        )]
        serializer.serialize_f64(self.0 as f64 / 100.0)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let euro = f64::deserialize(deserializer)?;
        Self::from_euro(euro).ok_or_else(|| de::Error::custom("not an amount in euro"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Money, serde_json::Error> {
        serde_json::from_str(text)
    }

    #[test]
    fn numbers_of_the_wire() {
        assert_eq!(read("10").unwrap(), Money::from_cents(1_000));
        assert_eq!(read("1.5").unwrap(), Money::from_cents(150));
        assert_eq!(read("19.99").unwrap(), Money::from_cents(1_999));
        assert_eq!(read("3.3333").unwrap(), Money::from_cents(333));
        assert_eq!(
            serde_json::to_string(&Money::from_cents(1_000)).unwrap(),
            "10"
        );
        assert_eq!(
            serde_json::to_string(&Money::from_cents(150)).unwrap(),
            "1.5"
        );
        assert_eq!(
            serde_json::to_string(&Money::from_cents(-7)).unwrap(),
            "-0.07"
        );
        assert!(read("1e300").is_err());
        assert!(read("\"10\"").is_err());
        assert_eq!(Money::from_euro(f64::NAN), None);
    }

    #[test]
    fn parts_round_to_the_nearest_cent() {
        let half = Percentage::percent(50).unwrap();
        assert_eq!(Money::from_cents(199).part(half), Money::from_cents(100));
        assert_eq!(
            Money::from_cents(199).part(Percentage::WHOLE),
            Money::from_cents(199)
        );
        assert_eq!(Percentage::percent(101), None);
        assert!(serde_json::from_str::<Percentage>("10001").is_err());
    }

    proptest! {
        #[test]
        fn the_wire_never_loses_a_cent(cents in -MOST..=MOST) {
            let text = serde_json::to_string(&Money(cents)).unwrap();
            prop_assert_eq!(read(&text).unwrap(), Money(cents));
        }

        #[test]
        fn a_part_is_within_half_a_cent_and_never_more_than_the_whole(
            cents in 0..=MOST, hundredths in 0u16..=10_000,
        ) {
            let part = Money(cents).part(Percentage::try_from(hundredths).unwrap());
            prop_assert!(Money::ZERO <= part && part <= Money(cents));
            let off = i128::from(part.0) * 10_000 - i128::from(cents) * i128::from(hundredths);
            prop_assert!(off.abs() <= 5_000);
        }
    }
}
