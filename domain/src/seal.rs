//! Sealing of commands so that only the server reads them, whoever carries them: HPKE of RFC 9180,
//! base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305.
//!
//! A sealed command is one byte `01`, 32 bytes of the encapsulated key, and the ciphertext of 64
//! bytes of signature followed by the payload. The additional data are the 16 bytes of the device's
//! id, 8 of the number in network order and the 16 of the command's id, so that none of the three
//! can be changed on the way.

use crate::device::{DeviceId, Signature};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hpke::{
    Deserializable as _, HpkeError, Kem as _, OpModeR, OpModeS, Serializable as _,
    aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::X25519HkdfSha256,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};
use std::{convert::Infallible, fmt, str::FromStr};
use thiserror::Error;
use uuid::Uuid;

const INFO: &[u8] = b"pasmaat-command-1";
const VERSION: u8 = 1;
const KEY: usize = 32;

/// Whose command it is; bound to what is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// The device.
    pub device: DeviceId,
    /// The number of the command.
    pub seq: u64,
    /// The id of the command.
    pub id: Uuid,
}

impl Label {
    fn bytes(&self) -> [u8; 40] {
        let mut bytes = [0; 40];
        bytes[..16].copy_from_slice(self.device.0.as_bytes());
        bytes[16..24].copy_from_slice(&self.seq.to_be_bytes());
        bytes[24..].copy_from_slice(self.id.as_bytes());
        bytes
    }
}

/// The public key to which devices seal; its text is base64url of 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SealingKey([u8; KEY]);

/// The server's half, which opens.
#[derive(Clone)]
pub struct OpeningKey(<X25519HkdfSha256 as hpke::Kem>::PrivateKey);

/// What was in a sealed command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The device's signature over [`crate::command::to_sign`]. Not verified yet.
    pub signature: Signature,
    /// The JSON of the command.
    pub payload: Vec<u8>,
}

/// Why a command does not seal or open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SealError {
    /// Not base64url of 32 bytes that can be a key.
    #[error("not a sealing key")]
    Key,
    /// Made in a way that this version does not know.
    #[error("sealed in an unknown way")]
    Version,
    /// Cut, changed, for another key, or with another label.
    #[error("does not open")]
    Closed,
}

impl OpeningKey {
    /// Derived from 32 secret bytes.
    pub fn of_seed(seed: &[u8; 32]) -> Self {
        Self(X25519HkdfSha256::derive_keypair(seed).0)
    }

    /// The key to hand out.
    pub fn sealing_key(&self) -> SealingKey {
        SealingKey(X25519HkdfSha256::sk_to_pk(&self.0).to_bytes().into())
    }

    /// Opens what was sealed with this label.
    pub fn open(&self, label: &Label, sealed: &[u8]) -> Result<Opened, SealError> {
        let (version, rest) = sealed.split_first().ok_or(SealError::Closed)?;
        if *version != VERSION {
            return Err(SealError::Version);
        }
        let (key, ciphertext) = rest.split_at_checked(KEY).ok_or(SealError::Closed)?;
        let key = <X25519HkdfSha256 as hpke::Kem>::EncappedKey::from_bytes(key);
        let key = key.map_err(|_| SealError::Closed)?;
        let plain = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.0,
            &key,
            INFO,
            ciphertext,
            &label.bytes(),
        )
        .map_err(|_| SealError::Closed)?;
        let (signature, payload) = plain.split_first_chunk::<64>().ok_or(SealError::Closed)?;
        Ok(Opened {
            signature: *signature,
            payload: payload.to_vec(),
        })
    }
}

impl fmt::Debug for OpeningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpeningKey")
    }
}

/// Seals a signed command. `random` is 32 fresh random bytes for each.
pub fn seal(
    key: &SealingKey,
    label: &Label,
    signature: &Signature,
    payload: &[u8],
    random: &[u8; 32],
) -> Result<Vec<u8>, SealError> {
    let key = <X25519HkdfSha256 as hpke::Kem>::PublicKey::from_bytes(&key.0);
    let key = key.map_err(|_| SealError::Key)?;
    let plain = [signature.as_slice(), payload].concat();
    let (encapped, ciphertext) =
        hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &key,
            INFO,
            &plain,
            &label.bytes(),
            &mut Stream::of(random),
        )
        .map_err(|error| match error {
            HpkeError::EncapError => SealError::Key,
            _ => SealError::Closed,
        })?;
    Ok([&[VERSION], encapped.to_bytes().as_slice(), &ciphertext].concat())
}

impl fmt::Display for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for SealingKey {
    type Err = SealError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| SealError::Key)?;
        Ok(Self(bytes.try_into().map_err(|_| SealError::Key)?))
    }
}

impl Serialize for SealingKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SealingKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Stretches fresh random bytes into as many as HPKE asks for.
struct Stream {
    seed: [u8; 32],
    block: [u8; 32],
    used: usize,
    count: u64,
}

impl Stream {
    fn of(seed: &[u8; 32]) -> Self {
        Self {
            seed: *seed,
            block: [0; 32],
            used: 32,
            count: 0,
        }
    }

    fn byte(&mut self) -> u8 {
        if self.used == self.block.len() {
            let digest = Sha256::new()
                .chain_update("pasmaat-random-1")
                .chain_update(self.seed)
                .chain_update(self.count.to_be_bytes())
                .finalize();
            self.block = digest.into();
            self.count += 1;
            self.used = 0;
        }
        let byte = self.block[self.used];
        self.used += 1;
        byte
    }
}

impl hpke::rand_core::TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(std::array::from_fn(|_| self.byte())))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(std::array::from_fn(|_| self.byte())))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for place in bytes {
            *place = self.byte();
        }
        Ok(())
    }
}

impl hpke::rand_core::TryCryptoRng for Stream {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn label(seq: u64) -> Label {
        Label {
            device: DeviceId(Uuid::from_u128(1)),
            seq,
            id: Uuid::from_u128(2),
        }
    }

    #[test]
    fn a_label_cannot_be_changed() {
        let opening = OpeningKey::of_seed(&[1; 32]);
        let key: SealingKey = opening.sealing_key().to_string().parse().unwrap();
        let sealed = seal(&key, &label(5), &[9; 64], b"hello", &[3; 32]).unwrap();
        let opened = opening.open(&label(5), &sealed).unwrap();
        assert_eq!(
            (opened.signature, opened.payload.as_slice()),
            ([9; 64], b"hello".as_slice())
        );
        assert_eq!(opening.open(&label(6), &sealed), Err(SealError::Closed));
        let other = OpeningKey::of_seed(&[2; 32]);
        assert_eq!(other.open(&label(5), &sealed), Err(SealError::Closed));
        let again = seal(&key, &label(5), &[9; 64], b"hello", &[4; 32]).unwrap();
        assert_ne!(again, sealed);
    }

    #[test]
    fn a_key_that_shares_nothing_secret_is_refused() {
        let zero = SealingKey([0; 32]);
        let sealed = seal(&zero, &label(1), &[0; 64], b"", &[1; 32]);
        assert_eq!(sealed, Err(SealError::Key));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn what_was_cut_or_changed_does_not_open(place in 0usize..128, bit in 0u8..8, cut in 0usize..128) {
            let opening = OpeningKey::of_seed(&[1; 32]);
            let mut sealed = seal(&opening.sealing_key(), &label(5), &[9; 64], b"hello", &[3; 32]).unwrap();
            let length = sealed.len();
            prop_assert!(opening.open(&label(5), &sealed[..cut % length]).is_err());
            sealed[place % length] ^= 1 << bit;
            prop_assert!(opening.open(&label(5), &sealed).is_err());
        }
    }
}
