//! Phones and browsers that Pasmaat knows: their id, what they are, and the public key that proves
//! what they ask for. What they may is in the rules of each noun.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::signature::Verifier as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};
use thiserror::Error;
use uuid::Uuid;

/// Which device. The server makes it when it lets the device in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeviceId(pub Uuid);

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for DeviceId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// What sort of device it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// A pass holder's phone.
    Passholder,
    /// A helper's phone at a shift.
    Helper,
    /// An admin's browser.
    Admin,
    /// A tablet that stands at a door.
    Tablet,
}

impl Kind {
    /// The word on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passholder => "PASSHOLDER",
            Self::Helper => "HELPER",
            Self::Admin => "ADMIN",
            Self::Tablet => "TABLET",
        }
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Passholder, Self::Helper, Self::Admin, Self::Tablet]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(UnknownKind)
    }
}

/// A word that is no kind of device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("PASSHOLDER, HELPER, ADMIN or TABLET")]
pub struct UnknownKind;

/// A signature as both kinds of key make it: 64 bytes, for P-256 `r` and `s` as browsers give them.
pub type Signature = [u8; 64];

/// The public half of a device's key. Its text is `ed25519:` with 32 bytes, or `p256:` with a point
/// of SEC1 (33 bytes compressed or 65), as base64url without padding.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PublicKey {
    /// Ed25519, RFC 8032.
    Ed25519(ed25519_dalek::VerifyingKey),
    /// ECDSA with P-256 and SHA-256, where the browser has no Ed25519.
    P256(p256::ecdsa::VerifyingKey),
}

/// Why a text is no public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PublicKeyError {
    /// Neither `ed25519:` nor `p256:`.
    #[error("a key starts with ed25519: or p256:")]
    Kind,
    /// Not base64url, or not so many bytes.
    #[error("a key is base64url of 32, 33 or 65 bytes")]
    Text,
    /// The bytes are no point of the curve, or one that would let anybody sign.
    #[error("the bytes are no public key")]
    Point,
}

impl PublicKey {
    /// Of the 32 bytes of an Ed25519 key.
    pub fn ed25519(bytes: &[u8; 32]) -> Result<Self, PublicKeyError> {
        let key =
            ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| PublicKeyError::Point)?;
        if key.is_weak() {
            return Err(PublicKeyError::Point);
        }
        Ok(Self::Ed25519(key))
    }

    /// Of a point of P-256 in the form of SEC1.
    pub fn p256(sec1: &[u8]) -> Result<Self, PublicKeyError> {
        if !matches!(sec1.len(), 33 | 65) {
            return Err(PublicKeyError::Text);
        }
        let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(sec1);
        key.map(Self::P256).map_err(|_| PublicKeyError::Point)
    }

    /// Whether the holder of this key signed these bytes.
    pub fn verifies(&self, message: &[u8], signature: &Signature) -> bool {
        match self {
            Self::Ed25519(key) => key
                .verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature))
                .is_ok(),
            Self::P256(key) => p256::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
        }
    }

    /// The bytes that a credential holds: 32 of Ed25519, 33 of P-256.
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.to_bytes().to_vec(),
            Self::P256(key) => key.to_sec1_point(true).as_bytes().to_vec(),
        }
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Ed25519(_) => "ed25519",
            Self::P256(_) => "p256",
        };
        write!(f, "{kind}:{}", URL_SAFE_NO_PAD.encode(self.bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for PublicKey {
    type Err = PublicKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, bytes) = text.split_once(':').ok_or(PublicKeyError::Kind)?;
        let bytes = URL_SAFE_NO_PAD.decode(bytes);
        let bytes = bytes.map_err(|_| PublicKeyError::Text)?;
        match kind {
            "ed25519" => {
                Self::ed25519(&<[u8; 32]>::try_from(bytes).map_err(|_| PublicKeyError::Text)?)
            }
            "p256" => Self::p256(&bytes),
            _ => Err(PublicKeyError::Kind),
        }
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::Signer as _;

    #[test]
    fn a_key_reads_as_it_is_written_and_knows_its_own_signature() {
        let secret = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
        let key = PublicKey::ed25519(&secret.verifying_key().to_bytes()).unwrap();
        assert_eq!(key.to_string().parse(), Ok(key));
        let mut signature = secret.sign(b"in").to_bytes();
        assert!(key.verifies(b"in", &signature));
        assert!(!key.verifies(b"out", &signature));
        signature[3] ^= 1;
        assert!(!key.verifies(b"in", &signature));

        let secret = p256::ecdsa::SigningKey::from_slice(&[9; 32]).unwrap();
        let key = PublicKey::P256(*secret.verifying_key());
        assert_eq!(key.to_string().parse(), Ok(key));
        let signed: p256::ecdsa::Signature = secret.sign(b"in");
        let signature = <[u8; 64]>::try_from(signed.to_bytes().as_slice()).unwrap();
        assert!(key.verifies(b"in", &signature));
        assert!(!key.verifies(b"out", &signature));
        let whole = secret.verifying_key().to_sec1_point(false);
        assert_eq!(PublicKey::p256(whole.as_bytes()), Ok(key));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for (text, error) in [
            ("", PublicKeyError::Kind),
            ("rsa:AAAA", PublicKeyError::Kind),
            ("ed25519:AAAA", PublicKeyError::Text),
            ("ed25519:+/+/", PublicKeyError::Text),
            ("p256:AAAA", PublicKeyError::Text),
        ] {
            assert_eq!(text.parse::<PublicKey>(), Err(error), "{text}");
        }
        // The neutral element: with it as a key, a signature fits every message.
        let mut one = [0; 32];
        one[0] = 1;
        assert_eq!(PublicKey::ed25519(&one), Err(PublicKeyError::Point));
        assert_eq!(PublicKey::p256(&[4; 65]), Err(PublicKeyError::Point));
    }
}
