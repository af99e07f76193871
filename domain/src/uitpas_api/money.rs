//! Money as UiTPAS API 4.0 writes it: a JSON number in euro. Inside, whole cents.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A hundred billion euro in cents: far above any price, far below where a 64-bit float would
/// round a cent away.
const MAX_CENTS: i64 = 10_000_000_000_000;

/// How far, in cents, a float may lie from a whole cent: the noise of binary fractions, not a
/// third decimal.
const NOISE: f64 = 1e-4;

/// An amount in euro, exact to the cent.
///
/// Writes `10`, `1.5`, `1.25`. Reads a JSON number, or the same as text in a query; refuses a
/// third decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Euro(i64);

/// A number or text that is no amount in euro.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EuroError {
    /// Not a decimal number.
    #[error("not a number")]
    NotANumber,
    /// More than two decimals.
    #[error("an amount in euro has at most two decimals")]
    Decimals,
    /// Outside a hundred billion euro.
    #[error("an amount of this size is no price")]
    TooLarge,
}

impl Euro {
    /// From whole cents.
    pub const fn from_cents(cents: i64) -> Result<Self, EuroError> {
        if cents < -MAX_CENTS || cents > MAX_CENTS {
            return Err(EuroError::TooLarge);
        }
        Ok(Self(cents))
    }

    /// The amount in whole cents.
    pub const fn cents(self) -> i64 {
        self.0
    }

    fn from_whole(euro: i64) -> Result<Self, EuroError> {
        Self::from_cents(euro.checked_mul(100).ok_or(EuroError::TooLarge)?)
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "bounded by MAX_CENTS before the cast, where floats hold every cent"
    )]
    fn from_float(euro: f64) -> Result<Self, EuroError> {
        let cents = euro * 100.0;
        if !cents.is_finite() || cents.abs() > MAX_CENTS as f64 {
            return Err(EuroError::TooLarge);
        }
        let whole = cents.round();
        if (cents - whole).abs() > NOISE.max(cents.abs() * f64::EPSILON) {
            return Err(EuroError::Decimals);
        }
        Self::from_cents(whole as i64)
    }
}

impl fmt::Display for Euro {
    /// The shortest decimal number: `10`, `1.5`, `-0.05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (euro, cents) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match cents {
            0 => write!(f, "{sign}{euro}"),
            cents if cents % 10 == 0 => write!(f, "{sign}{euro}.{}", cents / 10),
            cents => write!(f, "{sign}{euro}.{cents:02}"),
        }
    }
}

impl FromStr for Euro {
    type Err = EuroError;

    fn from_str(text: &str) -> Result<Self, EuroError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (euro, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let numeric = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !numeric(euro) || !numeric(decimals) {
            return Err(EuroError::NotANumber);
        }
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > 2 {
            return Err(EuroError::Decimals);
        }
        let cents: i64 = format!("{euro}{decimals:0<2}")
            .parse()
            .map_err(|_| EuroError::TooLarge)?;
        Self::from_cents(if negative { -cents } else { cents })
    }
}

impl Serialize for Euro {
    #[expect(clippy::cast_precision_loss, reason = "bounded by MAX_CENTS")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            serializer.serialize_i64(self.0 / 100)
        } else {
            // The nearest float to a number of two decimals prints as those two decimals.
            serializer.serialize_f64(self.0 as f64 / 100.0)
        }
    }
}

impl<'de> Deserialize<'de> for Euro {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EuroVisitor)
    }
}

struct EuroVisitor;

impl de::Visitor<'_> for EuroVisitor {
    type Value = Euro;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount in euro with at most two decimals")
    }

    fn visit_i64<E: de::Error>(self, euro: i64) -> Result<Euro, E> {
        Euro::from_whole(euro).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, euro: u64) -> Result<Euro, E> {
        let euro = i64::try_from(euro).map_err(|_| E::custom(EuroError::TooLarge))?;
        Euro::from_whole(euro).map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, euro: f64) -> Result<Euro, E> {
        Euro::from_float(euro).map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Euro, E> {
        text.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{ProptestConfig, proptest};
    use proptest::test_runner::RngSeed;

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(20_260_905), failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_amount_goes_out_exactly_and_comes_back(cents in -MAX_CENTS..=MAX_CENTS) {
            let amount = Euro::from_cents(cents).unwrap();
            let json = serde_json::to_string(&amount).unwrap();
            let decimals = json.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            assert!(decimals <= 2 && !json.contains('e'), "{json}");
            assert_eq!(serde_json::from_str::<Euro>(&json).unwrap(), amount, "{json}");
            assert_eq!(amount.to_string(), json);
            assert_eq!(amount.to_string().parse(), Ok(amount));
        }
    }

    #[test]
    fn takes_the_noise_of_floats_but_no_third_decimal() {
        let read = |json: &str| serde_json::from_str::<Euro>(json).map(Euro::cents).ok();
        assert_eq!(read("4.3500000000000005"), Some(435));
        assert_eq!(read("0.30000000000000004"), Some(30));
        assert_eq!(read("1.005"), None);
        assert_eq!(read("\"10.50\""), Some(1050));
        assert_eq!(read("1e300"), None);
        assert_eq!(read("null"), None);
    }

    #[test]
    fn text_is_a_plain_decimal_number() {
        assert_eq!("10.50".parse(), Euro::from_cents(1050));
        assert_eq!("-0.05".parse(), Euro::from_cents(-5));
        assert_eq!("1.500".parse(), Euro::from_cents(150));
        assert_eq!("1.005".parse::<Euro>(), Err(EuroError::Decimals));
        for text in ["", ".5", "5.", "1,5", "1e3", "--1", " 1", "NaN"] {
            assert_eq!(text.parse::<Euro>(), Err(EuroError::NotANumber), "{text}");
        }
        assert_eq!(
            "99999999999999999999".parse::<Euro>(),
            Err(EuroError::TooLarge)
        );
    }
}
