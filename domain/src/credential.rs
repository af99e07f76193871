//! The signed, rotating QR of a pass: made by the holder's phone and checked by a verifier's, both
//! without network. It holds neither number nor name, and its identifier changes every day.
//!
//! The issuer signs, for one day and one device key, a CWT (RFC 8392) with that key as confirmation
//! (RFC 8747). Every 15 to 30 seconds the device signs the moment, with the CWT in its protected
//! header `kcwt` (RFC 9528). The text is `PM1:` and base45 (RFC 9285), so that a QR stores it in
//! alphanumeric mode; with either kind of key it fits version 11-M (366 characters).
//!
//! Byte by byte, an Ed25519 device; CBOR in the core deterministic encoding of RFC 8949 §4.2.1, and
//! anything else is refused:
//!
//! ```text
//! d2 84                                  COSE_Sign1
//!   58 96                                protected, 150 bytes (152 with P-256)
//!     a2
//!       01 27                            alg: EdDSA (26, ES256, for a P-256 device)
//!       0d 84                            kcwt: COSE_Sign1 of the issuer
//!         49                             protected, 9 bytes
//!           a2 01 27                     alg: EdDSA
//!              04 44 xx*4                kid: SHA-256 of the issuer's key, first 4 bytes
//!         a0                             unprotected: nothing
//!         58 42                          payload, 66 bytes (68 with P-256)
//!           a4
//!             04 1a xx*4                 exp: end, not included, in seconds since 1970
//!             05 1a xx*4                 nbf: begin
//!             07 48 xx*8                 cti: the identifier of this pass on this day
//!             08 a1 01                   cnf: COSE_Key
//!               a3 01 01 20 06           OKP, Ed25519
//!                  21 58 20 xx*32        x
//!               (a4 01 02 20 01 21 58 20 xx*32 22 f4|f5   EC2, P-256: x and the sign of y)
//!         58 40 xx*64                    the issuer's signature
//!   a0                                   unprotected: nothing
//!   47                                   payload, 7 bytes
//!     a1 06 1a xx*4                      iat: when the device signed
//!   58 40 xx*64                          the device's signature
//! ```
//!
//! Each signature is over `Sig_structure` of RFC 9052 §4.4 with empty external data.

mod cose;
mod memory;
mod show;
#[cfg(test)]
mod tests;
mod verify;

pub use memory::Memory;
pub use show::{Issued, show, to_sign};
pub use verify::{Checked, Issuer, MAX_AGE, MAX_AHEAD, Trust, verify};

use crate::device::PublicKey;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::Signer as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};
use std::fmt;
use thiserror::Error;

/// What every such text begins with.
pub const PREFIX: &str = "PM1:";
/// How often a phone signs anew, in seconds.
pub const STEP: u32 = 20;
/// How many days a phone gets at a time.
pub const DAYS: u32 = 14;

/// Why a rotating QR does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Refusal {
    /// Not such a text at all: try what else it may be.
    #[error("not a rotating code")]
    NotOne,
    /// Of a newer version: update this phone, or use the barcode.
    #[error("a version that is not known")]
    Version,
    /// Cut, changed or written in another way.
    #[error("it is damaged")]
    Damaged,
    /// Signed by nobody whom this phone knows: its list of keys may be old.
    #[error("the issuer is not known")]
    Issuer,
    /// The issuer did not sign this.
    #[error("the issuer did not sign it")]
    Forged,
    /// The device that shows it is not the one that it was made for.
    #[error("another device signed it")]
    Device,
    /// For a day to come.
    #[error("not valid yet")]
    NotYet,
    /// For a day that is past: the holder's phone was without network for too long.
    #[error("no longer valid")]
    Expired,
    /// Shown more than a minute after it was made: a picture of it.
    #[error("older than a minute")]
    Old,
    /// The holder's clock is off by minutes: use the barcode. Nobody is to blame.
    #[error("the clock of the phone that shows it is wrong")]
    Clock,
    /// The pass is blocked.
    #[error("the pass is blocked")]
    Blocked,
    /// The device was sent away.
    #[error("the device was revoked")]
    Revoked,
    /// Seen before within its step.
    #[error("shown before")]
    Replayed,
    /// Something that only newer versions know.
    #[error("refused")]
    #[serde(other)]
    Other,
}

macro_rules! short {
    ($(#[$doc:meta])* $name:ident, $length:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $length]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                let bytes = URL_SAFE_NO_PAD.decode(text.as_bytes()).map_err(de::Error::custom)?;
                let exact = <[u8; $length]>::try_from(bytes);
                exact.map(Self).map_err(|_| de::Error::custom("another length"))
            }
        }
    };
}
short!(
    /// What stands for a pass on one day: eight bytes that only the issuer can tie to a person.
    Identifier,
    8
);
short!(
    /// What stands for a device in the list of revoked ones: the first eight bytes of SHA-256 over
    /// its public key.
    Thumbprint,
    8
);
short!(
    /// Which key of an issuer: the first four bytes of SHA-256 over it.
    KeyId,
    4
);

impl Thumbprint {
    /// Of a device's key.
    pub fn of(key: &PublicKey) -> Self {
        Self(first(&key.bytes()))
    }
}

fn first<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let digest = Sha256::digest(bytes);
    std::array::from_fn(|index| digest[index])
}

/// What the issuer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claims {
    /// Whose pass, for this day.
    pub identifier: Identifier,
    /// From when, in seconds since 1970.
    pub from: u32,
    /// Until when, not included, in seconds since 1970.
    pub until: u32,
    /// The key of the device that may show it.
    pub device: PublicKey,
}

/// The issuer's secret key.
#[derive(Clone)]
pub struct IssuerKey(ed25519_dalek::SigningKey);

impl IssuerKey {
    /// Of 32 secret bytes.
    pub fn of_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// What verifiers must know of it.
    pub fn issuer(&self) -> Issuer {
        let key = self.0.verifying_key();
        Issuer {
            kid: KeyId(first(key.as_bytes())),
            key: PublicKey::Ed25519(key),
        }
    }

    /// Signs what else phones believe without asking; the message begins with its purpose.
    pub(crate) fn vouch(&self, message: &[u8]) -> crate::device::Signature {
        self.0.sign(message).to_bytes()
    }

    /// Signs what a phone gets for one day.
    pub fn issue(&self, claims: &Claims) -> Vec<u8> {
        let kid = self.issuer().kid;
        let signature = self.0.sign(&cose::issuer_message(kid, claims));
        cose::Credential {
            kid,
            claims: *claims,
            signature: signature.to_bytes(),
        }
        .encode()
    }
}

impl fmt::Debug for IssuerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IssuerKey")
    }
}
