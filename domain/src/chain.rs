//! The chain that a device's commands form, so that a gap, a swap or a second telling shows.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// What a command hands on to the next: SHA-256 over the link before it and its own payload.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Link([u8; 32]);

impl Link {
    /// The link before the first command: 32 zero bytes.
    pub const START: Self = Self([0; 32]);

    /// The link that a command with this payload makes of this one.
    #[must_use]
    pub fn then(&self, payload: &[u8]) -> Self {
        let digest = Sha256::new()
            .chain_update("pasmaat-link-1")
            .chain_update(self.0)
            .chain_update(payload)
            .finalize();
        Self(digest.into())
    }
}

/// A text that is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a link is 64 hexadecimal digits")]
pub struct LinkError;

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Link {
    type Err = LinkError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(LinkError);
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            let pair = &text[2 * index..2 * index + 2];
            *byte = u8::from_str_radix(pair, 16).map_err(|_| LinkError)?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_content_both_count() {
        let ab = Link::START.then(b"a").then(b"b");
        assert_ne!(ab, Link::START.then(b"b").then(b"a"));
        assert_ne!(ab, Link::START.then(b"ab"));
        assert_eq!(ab.to_string().parse(), Ok(ab));
        assert_eq!("é".repeat(32).parse::<Link>(), Err(LinkError));
        assert_eq!("".parse::<Link>(), Err(LinkError));
    }
}
