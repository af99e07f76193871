//! The INSZ number of the national register or the Crossroads Bank: 11 digits.

use super::{DigitsError, ascii, deserialize_text, digits};
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

const LENGTH: usize = 11;

/// An INSZ number that passed its check digits, for births from 1900 to 2099 and bis numbers.
///
/// Source: ANG `insz-number-validation.directive.js`: `YYMMDD`, a serial, and 97 minus the first
/// nine digits mod 97, where births from 2000 on put a `2` before the nine. Bis numbers add 20 or
/// 40 to the month. The most private number there is: keep it out of every store that does not
/// need it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InszNumber {
    text: [u8; LENGTH],
    date_of_birth: Option<NaiveDate>,
}

/// What is wrong with an INSZ number; it never repeats the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InszNumberError {
    /// Fewer than 11 digits, or none.
    #[error("an INSZ number has 11 digits, this has {digits}")]
    TooShort {
        /// How many digits there were.
        digits: usize,
    },
    /// More than 11 digits.
    #[error("an INSZ number has 11 digits, this has {digits}")]
    TooLong {
        /// How many digits there were.
        digits: usize,
    },
    /// Something that is neither a digit nor grouping.
    #[error("an INSZ number has digits only")]
    Letters,
    /// The last two digits do not fit, neither for a birth before nor from 2000.
    #[error("the check digits of the INSZ number do not fit")]
    WrongCheckDigits,
    /// The check digits fit, and yet the first six digits are no date.
    #[error("the INSZ number does not begin with a date of birth")]
    ImpossibleDate,
}

impl InszNumber {
    /// The 11 digits.
    pub fn as_str(&self) -> &str {
        ascii(&self.text)
    }

    /// The date of birth, or `None` for a person whose day or month of birth is not known: the
    /// register then writes 00 for it.
    pub fn date_of_birth(&self) -> Option<NaiveDate> {
        self.date_of_birth
    }

    /// Whether this is a bis number: a person known to the social security, not to the register.
    pub fn is_bis(&self) -> bool {
        self.text[2] >= b'2'
    }
}

impl FromStr for InszNumber {
    type Err = InszNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let values = digits::<LENGTH>(text).map_err(|error| match error {
            DigitsError::NotADigit => InszNumberError::Letters,
            DigitsError::Count(digits) if digits < LENGTH => InszNumberError::TooShort { digits },
            DigitsError::Count(digits) => InszNumberError::TooLong { digits },
        })?;
        let century = century(&values).ok_or(InszNumberError::WrongCheckDigits)?;
        let date_of_birth = date_of_birth(&values, century)?;
        Ok(Self {
            text: values.map(|value| b'0' + value),
            date_of_birth,
        })
    }
}

impl fmt::Debug for InszNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InszNumber(•••••••••••)")
    }
}

impl Serialize for InszNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for InszNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_text(deserializer)
    }
}

/// The century the check digits speak for. 2,000,000,000 is no multiple of 97: never both.
fn century(values: &[u8; LENGTH]) -> Option<i32> {
    let (first_nine, check) = (number(&values[..9]), number(&values[9..]));
    let fits = |prefix: u64| 97 - (prefix + first_nine) % 97 == check;
    if fits(0) {
        Some(1900)
    } else if fits(2_000_000_000) {
        Some(2000)
    } else {
        None
    }
}

fn date_of_birth(
    values: &[u8; LENGTH],
    century: i32,
) -> Result<Option<NaiveDate>, InszNumberError> {
    let pair = |at: usize| u32::from(values[at]) * 10 + u32::from(values[at + 1]);
    let (year, month, day) = (
        century.saturating_add_unsigned(pair(0)),
        pair(2) % 20,
        pair(4),
    );
    if pair(2) > 52 || month > 12 || day > 31 {
        return Err(InszNumberError::ImpossibleDate);
    }
    if month == 0 || day == 0 {
        return Ok(None);
    }
    NaiveDate::from_ymd_opt(year, month, day)
        .map(Some)
        .ok_or(InszNumberError::ImpossibleDate)
}

fn number(values: &[u8]) -> u64 {
    values
        .iter()
        .fold(0, |sum, value| sum * 10 + u64::from(*value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike;
    use proptest::prelude::*;

    /// DOC test dataset, with the dates of birth that belong to the numbers.
    const DATASET: [(&str, (i32, u32, u32)); 12] = [
        ("83030201540", (1983, 3, 2)),
        ("36051380284", (1936, 5, 13)),
        ("66010101785", (1966, 1, 1)),
        ("08091860684", (2008, 9, 18)),
        ("71030360442", (1971, 3, 3)),
        ("17010180147", (2017, 1, 1)),
        ("80010101392", (1980, 1, 1)),
        ("10010105762", (2010, 1, 1)),
        ("80010170282", (1980, 1, 1)),
        ("20010170215", (2020, 1, 1)),
        ("91063061055", (1991, 6, 30)),
        ("15021760024", (2015, 2, 17)),
    ];

    fn parse(text: &str) -> Result<InszNumber, InszNumberError> {
        text.parse()
    }

    /// The rule of the register, written the other way round from the parser.
    fn spell(date: NaiveDate, month_offset: u32, serial: u32) -> String {
        let month = date.month() + month_offset;
        let nine = format!(
            "{:02}{month:02}{:02}{serial:03}",
            date.year() % 100,
            date.day()
        );
        let prefix = if date.year() < 2000 { "" } else { "2" };
        let whole: u64 = format!("{prefix}{nine}").parse().unwrap();
        format!("{nine}{:02}", 97 - whole % 97)
    }

    #[test]
    fn the_dataset_passes_with_its_dates_of_birth() {
        for (text, (year, month, day)) in DATASET {
            let born = NaiveDate::from_ymd_opt(year, month, day);
            assert_eq!(parse(text).map(|n| n.date_of_birth()), Ok(born), "{text}");
        }
    }

    #[test]
    fn each_mistake_has_its_own_answer() {
        assert_eq!(
            parse("8303020154"),
            Err(InszNumberError::TooShort { digits: 10 })
        );
        assert_eq!(
            parse("830302015400"),
            Err(InszNumberError::TooLong { digits: 12 })
        );
        assert_eq!(parse("83O30201540"), Err(InszNumberError::Letters));
        assert_eq!(parse("83030201541"), Err(InszNumberError::WrongCheckDigits));
        let thirteenth_month = 97 - 831_302_015_u64 % 97;
        assert_eq!(
            parse(&format!("831302015{thirteenth_month:02}")),
            Err(InszNumberError::ImpossibleDate)
        );
    }

    #[test]
    fn leap_day_exists_in_2000_and_not_in_1900() {
        let leap = NaiveDate::from_ymd_opt(2000, 2, 29).unwrap();
        assert_eq!(
            parse(&spell(leap, 0, 1)).unwrap().date_of_birth(),
            Some(leap)
        );
        let in_1900 = format!("000229001{:02}", 97 - 229_001_u64 % 97);
        assert_eq!(parse(&in_1900), Err(InszNumberError::ImpossibleDate));
    }

    #[test]
    fn an_unknown_birthday_is_no_error() {
        let text = format!("400000957{:02}", 97 - 400_000_957_u64 % 97);
        assert_eq!(parse(&text).map(|n| n.date_of_birth()), Ok(None));
    }

    #[test]
    fn grouping_is_understood_and_debug_hides_everything() {
        let number = parse("83.03.02-015.40").unwrap();
        assert_eq!(number.as_str(), "83030201540");
        assert!(!format!("{number:?}").contains(|c: char| c.is_ascii_digit()));
    }

    proptest! {
        #[test]
        fn every_birth_from_1900_to_2099_comes_back(
            days in 0u64..73_049, offset in prop::sample::select(vec![0u32, 20, 40]), serial in 1u32..998,
        ) {
            let date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(days);
            let number = parse(&spell(date, offset, serial)).unwrap();
            prop_assert_eq!(number.date_of_birth(), Some(date));
            prop_assert_eq!(number.is_bis(), offset != 0);
        }

        #[test]
        fn every_single_wrong_digit_is_caught_or_moves_the_century(
            days in 0u64..73_049, serial in 1u32..998, place in 0usize..LENGTH, shift in 1u8..10,
        ) {
            let date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(days);
            let right = parse(&spell(date, 0, serial)).unwrap();
            let mut typed = digits::<LENGTH>(right.as_str()).unwrap();
            typed[place] = (typed[place] + shift) % 10;
            let text: String = typed.iter().map(ToString::to_string).collect();
            if let Ok(wrong) = parse(&text) {
                let century = |n: InszNumber| n.date_of_birth().map(|born| born.year() / 100);
                prop_assert_ne!(century(wrong), century(right));
            }
        }
    }
}
