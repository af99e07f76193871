//! The PIN with which a person signs in on another phone. It is checked by the server only; this
//! says which ones may be chosen.

use chrono::NaiveDate;

/// How many digits it has, at least and at most.
pub const LENGTH: std::ops::RangeInclusive<usize> = 6..=12;

/// A PIN that may be chosen.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

/// Why a PIN may not be chosen; it never repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// Too few or too many digits.
    #[error("a PIN has six to twelve digits")]
    Length,
    /// Something that is no digit.
    #[error("a PIN has digits only")]
    Digits,
    /// One that anybody tries first.
    #[error("this PIN is too easy to guess")]
    TooSimple,
}

impl Pin {
    /// The PIN that was typed, spaces aside; `born` is the person's birth date where it is known.
    pub fn choose(text: &str, born: Option<NaiveDate>) -> Result<Self, PinError> {
        let typed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if !typed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PinError::Digits);
        }
        if !LENGTH.contains(&typed.len()) {
            return Err(PinError::Length);
        }
        if is_simple(&typed) || born.is_some_and(|born| is_birth_date(&typed, born)) {
            return Err(PinError::TooSimple);
        }
        Ok(Self(typed))
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin")
    }
}

/// One step all along: 111111, 123456, 987654, 246802; or one part again and again: 121212, 123123.
fn is_simple(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    let step = |pair: &[u8]| (10 + pair[1] - pair[0]) % 10;
    let steps: Vec<u8> = bytes.windows(2).map(step).collect();
    let even = steps.windows(2).all(|pair| pair[0] == pair[1]);
    let repeats = (1..=bytes.len() / 2).any(|part| {
        bytes.len().is_multiple_of(part) && bytes.chunks(part).all(|chunk| chunk == &bytes[..part])
    });
    even || repeats
}

fn is_birth_date(digits: &str, born: NaiveDate) -> bool {
    ["%d%m%y", "%y%m%d", "%m%d%y", "%d%m%Y", "%Y%m%d", "%m%d%Y"]
        .iter()
        .any(|form| born.format(form).to_string() == digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_anybody_tries_first_is_no_pin() {
        let born = NaiveDate::from_ymd_opt(1983, 3, 2);
        let choose = |text| Pin::choose(text, born).map(|pin| pin.as_str().to_owned());
        for simple in [
            "111111", "123456", "987654", "121212", "123123", "890123", "246802", "020383",
            "830302", "02031983", "19830302",
        ] {
            assert_eq!(choose(simple), Err(PinError::TooSimple), "{simple}");
        }
        assert_eq!(choose("25 81 94"), Ok("258194".to_owned()));
        assert_eq!(choose("25819"), Err(PinError::Length));
        assert_eq!(choose("2581940000000"), Err(PinError::Length));
        assert_eq!(choose("25819a"), Err(PinError::Digits));
        assert_eq!(Pin::choose("020383", None).map(|_| ()), Ok(()));
    }
}
