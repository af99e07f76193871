//! The three numbers that identify a pass or a person: parse once, trusted ever after.
//!
//! None of them has a `Display`, and `Debug` never shows one in full: whoever needs the characters
//! says so with `as_str()`, so a number cannot slip into a log by accident. Looking a number up is
//! not here.

mod chip;
mod insz;
mod uitpas;

pub use chip::{ChipNumber, ChipNumberError};
pub use insz::{InszNumber, InszNumberError};
pub use uitpas::{UitpasNumber, UitpasNumberError};

use serde::{Deserialize, Deserializer, de};
use std::fmt::Display;
use std::str::FromStr;

/// Why a text is not a run of exactly so many digits.
#[derive(Debug, PartialEq, Eq)]
enum DigitsError {
    NotADigit,
    Count(usize),
}

/// Reads exactly `N` digits, as values 0 to 9, past spaces and the marks people group digits with.
///
/// Digits of Arabic and Persian keyboards and full-width digits count as what they mean.
fn digits<const N: usize>(text: &str) -> Result<[u8; N], DigitsError> {
    let mut found = [0; N];
    let mut count = 0;
    for character in text.chars().filter(|c| !is_grouping(*c)) {
        let value = digit(character).ok_or(DigitsError::NotADigit)?;
        if let Some(place) = found.get_mut(count) {
            *place = value;
        }
        count += 1;
    }
    if count == N {
        Ok(found)
    } else {
        Err(DigitsError::Count(count))
    }
}

/// Marks that group characters and mean nothing: spaces of every width, hyphen, full stop.
fn is_grouping(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '.' | '\u{2011}')
}

fn digit(character: char) -> Option<u8> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return None,
    };
    u8::try_from(u32::from(character) - u32::from(zero)).ok()
}

/// Reads the text of a JSON string and parses it; the error names the kind of mistake only.
fn deserialize_text<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display>,
{
    let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
    text.parse().map_err(de::Error::custom)
}

/// ASCII of bytes that a parser of this module wrote: digits and hex digits only.
fn ascii(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}
