//! The UiTPAS number: 13 digits, the last of them a Luhn check digit.

use super::{DigitsError, ascii, deserialize_text, digits};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

const LENGTH: usize = 13;

/// A UiTPAS number that passed its check digit.
///
/// Source: LEG `domeinmodel/card.md`, SILEX `UiTPASNumber.php`, SPEC `invalid-uitpasnumber`. The
/// 12th digit tells whether the *card* was made for social tariff and may disagree with what the
/// person is entitled to, so nothing here interprets it and [`UitpasNumber::masked`] hides it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UitpasNumber([u8; LENGTH]);

/// What is wrong with a typed or scanned UiTPAS number; it never repeats the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UitpasNumberError {
    /// Fewer than 13 digits, or none.
    #[error("a UiTPAS number has 13 digits, this has {digits}")]
    TooShort {
        /// How many digits there were.
        digits: usize,
    },
    /// More than 13 digits.
    #[error("a UiTPAS number has 13 digits, this has {digits}")]
    TooLong {
        /// How many digits there were.
        digits: usize,
    },
    /// Something that is neither a digit nor grouping, such as a letter O for a zero.
    #[error("a UiTPAS number has digits only")]
    Letters,
    /// Thirteen digits, at least one of them wrong or in the wrong place.
    #[error("the check digit of the UiTPAS number does not fit")]
    WrongCheckDigit,
}

impl UitpasNumber {
    /// The 13 digits, for the wire, a barcode or a look-up.
    pub fn as_str(&self) -> &str {
        ascii(&self.0)
    }

    /// The number as both official apps print it: groups of 4, 3, 3 and 3 digits.
    pub fn grouped(&self) -> String {
        let text = self.as_str();
        format!(
            "{} {} {} {}",
            &text[..4],
            &text[4..7],
            &text[7..10],
            &text[10..]
        )
    }

    /// The number with only digits 8 to 10 readable: enough to tell neighbours in a list apart.
    ///
    /// The 12th digit is hidden and, with ten digits gone, cannot be worked out from the check
    /// digit either: a list of full numbers would tell who has social tariff.
    pub fn masked(&self) -> String {
        format!("•••• ••• {} •••", &self.as_str()[7..10])
    }

    /// Every valid number one wrong digit, or one swap of two neighbours, away from what was typed.
    ///
    /// Swaps come first. Empty unless the text is 13 digits with a wrong check digit. Some twenty
    /// numbers fit, so never pick one without knowing it: see [`UitpasNumber::likely_correction`].
    pub fn corrections(text: &str) -> Vec<Self> {
        let Ok(typed) = digits::<LENGTH>(text) else {
            return Vec::new();
        };
        if luhn_sum(&typed).is_multiple_of(10) {
            return Vec::new();
        }
        let swaps = (1..LENGTH).map(|place| {
            let mut swapped = typed;
            swapped.swap(place - 1, place);
            swapped
        });
        let replacements = (0..LENGTH).flat_map(|place| {
            (0..10).map(move |value| {
                let mut replaced = typed;
                replaced[place] = value;
                replaced
            })
        });
        let mut found = Vec::new();
        for candidate in swaps
            .chain(replacements)
            .filter(|c| luhn_sum(c).is_multiple_of(10))
        {
            let number = Self::from_digits(candidate);
            if !found.contains(&number) {
                found.push(number);
            }
        }
        found
    }

    /// The one correction of a typing error that `is_known` recognises (a club's own member list,
    /// say); `None` when no correction or more than one is known, so that nobody is ever guessed.
    pub fn likely_correction(text: &str, is_known: impl Fn(&Self) -> bool) -> Option<Self> {
        let mut known = Self::corrections(text)
            .into_iter()
            .filter(|number| is_known(number));
        known.next().filter(|_| known.next().is_none())
    }

    fn from_digits(values: [u8; LENGTH]) -> Self {
        Self(values.map(|value| b'0' + value))
    }
}

impl FromStr for UitpasNumber {
    type Err = UitpasNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let values = digits::<LENGTH>(text).map_err(|error| match error {
            DigitsError::NotADigit => UitpasNumberError::Letters,
            DigitsError::Count(digits) if digits < LENGTH => UitpasNumberError::TooShort { digits },
            DigitsError::Count(digits) => UitpasNumberError::TooLong { digits },
        })?;
        if luhn_sum(&values).is_multiple_of(10) {
            Ok(Self::from_digits(values))
        } else {
            Err(UitpasNumberError::WrongCheckDigit)
        }
    }
}

impl fmt::Debug for UitpasNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UitpasNumber({})", self.masked())
    }
}

impl Serialize for UitpasNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for UitpasNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_text(deserializer)
    }
}

/// Luhn: from the right, every second digit counts double, less 9 above 9. Valid when it ends in 0.
fn luhn_sum(values: &[u8; LENGTH]) -> u32 {
    let weigh = |(place, value): (usize, &u8)| match (place % 2, *value) {
        (0, value) => u32::from(value),
        (_, value) if value > 4 => u32::from(value) * 2 - 9,
        (_, value) => u32::from(value) * 2,
    };
    values.iter().rev().enumerate().map(weigh).sum()
}

#[cfg(test)]
mod tests;
