//! The chip number: the 7-byte identifier of the card's chip, as 14 upper-case hex digits.

use super::{ascii, deserialize_text, is_grouping};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

const LENGTH: usize = 14;

/// A chip number, e.g. `04784CDAEE3880`, whatever its spelling was.
///
/// Source: LEG `domeinmodel/card.md` (MIFARE, 7-byte UID) and `processen/kaarten_beheren.md`. Web
/// NFC gives `04:78:4c:da:ee:38:80`; the API documents no tolerance for spellings, so this one
/// spelling is what leaves the app.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChipNumber([u8; LENGTH]);

/// What is wrong with a chip number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChipNumberError {
    /// Fewer than 14 hex digits; a 4-byte identifier belongs to another kind of card.
    #[error("a chip number has 14 hexadecimal digits, this has {digits}")]
    TooShort {
        /// How many hex digits there were.
        digits: usize,
    },
    /// More than 14 hex digits.
    #[error("a chip number has 14 hexadecimal digits, this has {digits}")]
    TooLong {
        /// How many hex digits there were.
        digits: usize,
    },
    /// Something other than hex digits and grouping.
    #[error("a chip number has hexadecimal digits only")]
    NotHex,
}

impl ChipNumber {
    /// The 14 upper-case hex digits.
    pub fn as_str(&self) -> &str {
        ascii(&self.0)
    }
}

impl FromStr for ChipNumber {
    type Err = ChipNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let trimmed = text.trim();
        let bare = trimmed
            .strip_prefix("0x")
            .or_else(|| trimmed.strip_prefix("0X"));
        let mut found = [0; LENGTH];
        let mut digits = 0;
        let is_mark = |c: char| is_grouping(c) || c == ':';
        for character in bare.unwrap_or(trimmed).chars().filter(|c| !is_mark(*c)) {
            if !character.is_ascii_hexdigit() {
                return Err(ChipNumberError::NotHex);
            }
            if let (Some(place), Ok(byte)) = (found.get_mut(digits), u8::try_from(character)) {
                *place = byte.to_ascii_uppercase();
            }
            digits += 1;
        }
        match digits {
            LENGTH => Ok(Self(found)),
            0..LENGTH => Err(ChipNumberError::TooShort { digits }),
            _ => Err(ChipNumberError::TooLong { digits }),
        }
    }
}

impl fmt::Debug for ChipNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChipNumber(••••••••••{})", &self.as_str()[10..])
    }
}

impl Serialize for ChipNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ChipNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_text(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DATASET: [&str; 12] = [
        "04784CDAEE3880",
        "04363CDAEE3880",
        "04CEE7528E6180",
        "04ED6ACACF6180",
        "04B00412F15284",
        "045157B2B63780",
        "045A4832633680",
        "045D69DAEE3880",
        "044AC54A8E6180",
        "047E2EEA053B80",
        "04D0AB6AF85C80",
        "048B25DAEE3880",
    ];

    fn parse(text: &str) -> Result<ChipNumber, ChipNumberError> {
        text.parse()
    }

    #[test]
    fn the_dataset_passes() {
        for text in DATASET {
            assert_eq!(
                parse(text).map(|n| n.as_str().to_owned()),
                Ok(text.to_owned())
            );
        }
    }

    #[test]
    fn each_mistake_has_its_own_answer() {
        assert_eq!(
            parse("04:78:4c:da"),
            Err(ChipNumberError::TooShort { digits: 8 })
        );
        assert_eq!(parse(""), Err(ChipNumberError::TooShort { digits: 0 }));
        assert_eq!(
            parse("04784CDAEE388000"),
            Err(ChipNumberError::TooLong { digits: 16 })
        );
        assert_eq!(parse("04784CDAEE388G"), Err(ChipNumberError::NotHex));
    }

    #[test]
    fn debug_hides_most_of_it() {
        assert_eq!(
            format!("{:?}", parse(DATASET[0]).unwrap()),
            "ChipNumber(••••••••••3880)"
        );
    }

    proptest! {
        #[test]
        fn every_spelling_of_seven_bytes_is_the_same_number(
            bytes in prop::array::uniform7(any::<u8>()),
            mark in prop::sample::select(vec!["", ":", "-", " ", "."]),
            upper in any::<bool>(), prefix in any::<bool>(),
        ) {
            let hex = |byte: &u8| if upper { format!("{byte:02X}") } else { format!("{byte:02x}") };
            let joined = bytes.iter().map(hex).collect::<Vec<_>>().join(mark);
            let text = if prefix { format!(" 0x{joined}") } else { joined };
            let plain = bytes.map(|byte| format!("{byte:02X}")).concat();
            prop_assert_eq!(parse(&text).map(|n| n.as_str().to_owned()), Ok(plain));
        }

        #[test]
        fn no_text_makes_the_parser_fall_over(text in ".*") {
            let _ = parse(&text);
        }
    }
}
