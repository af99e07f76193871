//! What stands for a pass or a person on a helper's phone: a keyed hash that means nothing without
//! the key of the shift, and nothing at all outside it.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Sha256;
use std::fmt;

use crate::number::{ChipNumber, UitpasNumber};

/// Sixteen bytes that stand for somebody at one shift.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark([u8; 16]);

impl Mark {
    /// Of the bytes of one, as a phone of the same shift hands it over.
    pub const fn of(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn bytes(self) -> [u8; 16] {
        self.0
    }
}

/// The key of one shift.
#[derive(Clone, PartialEq, Eq)]
pub struct ShiftKey([u8; 32]);

impl ShiftKey {
    /// Of these bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The mark of a pass, by its number.
    pub fn of_number(&self, number: &UitpasNumber) -> Mark {
        self.mark("pasmaat-shift-pass-1", number.as_str().as_bytes())
    }

    /// The mark of a card, by its chip.
    pub fn of_chip(&self, chip: &ChipNumber) -> Mark {
        self.mark("pasmaat-shift-chip-1", chip.as_str().as_bytes())
    }

    /// The mark of a pass holder, by the id that only the server knows.
    pub fn of_holder(&self, id: &str) -> Mark {
        self.mark("pasmaat-shift-holder-1", id.as_bytes())
    }

    /// The mark of today's identifier in a signed QR.
    pub fn of_credential(&self, identifier: &[u8]) -> Mark {
        self.mark("pasmaat-shift-credential-1", identifier)
    }

    /// What tells this shift's things from another's, without telling anything else.
    pub fn tag(&self) -> [u8; 8] {
        let Mark(bytes) = self.mark("pasmaat-shift-tag-1", b"");
        std::array::from_fn(|index| bytes[index])
    }

    pub(super) fn mark(&self, kind: &str, what: &[u8]) -> Mark {
        // The key is exactly as long as the type asks.
        let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
        for (place, byte) in block.iter_mut().zip(self.0) {
            *place = byte;
        }
        let mut mac = Hmac::<Sha256>::new(&block);
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(what);
        let digest = mac.finalize().into_bytes();
        let mut mark = [0; 16];
        for (place, byte) in mark.iter_mut().zip(digest) {
            *place = byte;
        }
        Mark(mark)
    }
}

impl fmt::Debug for ShiftKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ShiftKey")
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mark({})", URL_SAFE_NO_PAD.encode(self.0))
    }
}

macro_rules! text {
    ($kind:ident, $length:literal) => {
        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&URL_SAFE_NO_PAD.encode(self.0))
            }
        }

        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                let bytes = URL_SAFE_NO_PAD
                    .decode(text.as_bytes())
                    .map_err(de::Error::custom)?;
                let exact = <[u8; $length]>::try_from(bytes);
                exact
                    .map(Self)
                    .map_err(|_| de::Error::custom("another length"))
            }
        }
    };
}
text!(Mark, 16);
text!(ShiftKey, 32);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_of_one_kind_and_one_shift() {
        let (here, there) = (ShiftKey::new([1; 32]), ShiftKey::new([2; 32]));
        let number: UitpasNumber = "0900000095902".parse().unwrap();
        let mark = here.of_number(&number);
        assert_eq!(mark, here.of_number(&number));
        assert_ne!(mark, there.of_number(&number));
        assert_ne!(mark, here.of_holder("0900000095902"));
        assert_ne!(mark, here.of_credential(b"0900000095902"));
        let json = serde_json::to_string(&mark).unwrap();
        assert_eq!(json.len(), 24, "16 bytes as text");
        assert_eq!(serde_json::from_str::<Mark>(&json).unwrap(), mark);
        assert!(serde_json::from_str::<Mark>("\"AAAA\"").is_err());
        assert!(!format!("{here:?}").contains('1'));
    }
}
