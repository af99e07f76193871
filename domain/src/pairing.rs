//! The code that lets a phone in once: read aloud, typed, or scanned as the fragment of an address.
//!
//! Ten characters: nine that are random (31⁹, more than 44 bits) and one that checks them. The
//! alphabet lacks 0 and O, 1, I and L. Its 31 characters are a prime number, so that every wrong
//! character and every swap of two is noticed.

use std::fmt;
use std::str::FromStr;

const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const RANDOM: usize = 9;
const LENGTH: usize = RANDOM + 1;
const BASE: u32 = 31;

/// A code whose check character fits.
#[derive(Clone, PartialEq, Eq)]
pub struct PairingCode(String);

/// What is wrong with a typed code; it never repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not ten characters.
    #[error("a code has ten characters")]
    Length,
    /// A character that no code has.
    #[error("a code has digits from 2 and letters, without I, L and O")]
    Character,
    /// A character is wrong or in the wrong place.
    #[error("a character of the code is wrong")]
    Check,
}

impl PairingCode {
    /// The code of 128 random bits.
    pub fn from_random(mut bits: u128) -> Self {
        let mut places = [0; RANDOM];
        for place in &mut places {
            // The rest of a division by 31 fits in a byte.
            *place = u8::try_from(bits % u128::from(BASE)).unwrap_or_default();
            bits /= u128::from(BASE);
        }
        Self::of(places)
    }

    /// The nine characters and the one that checks them.
    fn of(places: [u8; RANDOM]) -> Self {
        let check = check(&places);
        let all = places.into_iter().chain([check]);
        Self(
            all.map(|place| char::from(ALPHABET[usize::from(place)]))
                .collect(),
        )
    }

    /// The ten characters, for a look-up.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the QR of this code holds: the fragment stays on the phone.
    pub fn url(&self, base: &str, language: &str) -> String {
        format!("{base}/{language}/mijn/koppelen#{}", self.0)
    }
}

/// The sum of each place times its weight: no two weights are equal, none is zero.
fn check(places: &[u8; RANDOM]) -> u8 {
    let sum: u32 = (2..)
        .zip(places)
        .map(|(weight, place)| weight * u32::from(*place))
        .sum();
    u8::try_from(sum % BASE).unwrap_or_default()
}

impl FromStr for PairingCode {
    type Err = CodeError;

    /// Reads a code in any writing: small letters, spaces, hyphens, or the address of its QR.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let typed = text.rsplit('#').next().unwrap_or(text);
        let mut places = Vec::with_capacity(LENGTH);
        for c in typed
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–'))
        {
            let c = c.to_ascii_uppercase();
            let place = ALPHABET.iter().position(|known| char::from(*known) == c);
            let place = place.and_then(|place| u8::try_from(place).ok());
            places.push(place.ok_or(CodeError::Character)?);
        }
        let [random @ .., last] =
            <[u8; LENGTH]>::try_from(places).map_err(|_| CodeError::Length)?;
        if check(&random) == last {
            Ok(Self::of(random))
        } else {
            Err(CodeError::Check)
        }
    }
}

/// In two groups of five, as it is read aloud.
impl fmt::Display for PairingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.0.split_at(LENGTH / 2);
        write!(f, "{first}-{second}")
    }
}

impl fmt::Debug for PairingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PairingCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_in_any_writing() {
        let code = PairingCode::from_random(0x1234_5678_9abc_def0_0fed_cba9_8765_4321);
        let shown = code.to_string();
        assert_eq!(shown.len(), LENGTH + 1);
        let url = code.url("https://pas.example", "nl");
        for text in [
            &shown,
            &shown.to_lowercase(),
            &shown.replace('-', " "),
            &url,
        ] {
            assert_eq!(text.parse(), Ok(code.clone()), "{text}");
        }
        assert_eq!("".parse::<PairingCode>(), Err(CodeError::Length));
        assert_eq!("22222-2222".parse::<PairingCode>(), Err(CodeError::Length));
        assert_eq!(
            "OOOOO-OOOOO".parse::<PairingCode>(),
            Err(CodeError::Character)
        );
    }

    #[test]
    fn every_wrong_character_and_every_swap_is_noticed() {
        let code = PairingCode::from_random(987_654_321_987_654_321_987_654_321);
        let good = code.as_str().as_bytes();
        let read = |bytes: &[u8]| std::str::from_utf8(bytes).unwrap().parse::<PairingCode>();
        for place in 0..LENGTH {
            for other in ALPHABET.iter().filter(|other| **other != good[place]) {
                let mut wrong = good.to_vec();
                wrong[place] = *other;
                assert_eq!(read(&wrong), Err(CodeError::Check), "{place}");
            }
            for other in (0..LENGTH).filter(|other| good[*other] != good[place]) {
                let mut swapped = good.to_vec();
                swapped.swap(place, other);
                assert_eq!(read(&swapped), Err(CodeError::Check), "{place} {other}");
            }
        }
    }
}
