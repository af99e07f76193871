//! What the server gives each phone that joins a shift, so that the others believe it without asking:
//! its key and the helper's name, for this shift, signed by the issuer whom all of them trust.

use super::{Refusal, Rest};
use crate::{
    credential::{IssuerKey, KeyId, Thumbprint, Trust},
    device::{PublicKey, Signature},
    time::Timestamp,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const PURPOSE: &[u8] = b"pasmaat-badge-1";
/// The longest name in a badge, in bytes; one that is longer is cut.
const NAME: usize = 120;

/// Whose badge it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// The phone's key.
    pub key: PublicKey,
    /// The helper's first name.
    pub name: String,
    /// Until when it holds.
    pub until: Timestamp,
}

/// A badge, as a phone keeps and shows it. On the wire it is base64url.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    issuer: KeyId,
    bearer: Bearer,
    signature: Signature,
}

impl Badge {
    /// Made by the server for a phone of a shift.
    pub fn issue(issuer: &IssuerKey, shift: &str, mut bearer: Bearer) -> Self {
        while bearer.name.len() > NAME {
            bearer.name.pop();
        }
        let kid = issuer.issuer().kid;
        let signature = issuer.vouch(&message(shift, &body(kid, &bearer)));
        Self {
            issuer: kid,
            bearer,
            signature,
        }
    }

    /// Its bytes, the signature last.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = body(self.issuer, &self.bearer);
        bytes.extend(self.signature);
        bytes
    }

    /// Reads what [`Badge::bytes`] wrote, and nothing else.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut rest = Rest(bytes);
        let issuer = KeyId(rest.array()?);
        let length = rest.byte()?;
        let key = rest.take(length.into())?;
        let key = match key.len() {
            32 => PublicKey::ed25519(&key.try_into().map_err(|_| Refusal::Damaged)?),
            _ => PublicKey::p256(key),
        };
        let key = key.map_err(|_| Refusal::Damaged)?;
        let seconds = i64::from_be_bytes(rest.array()?);
        let until = Timestamp::from_millis(seconds.checked_mul(1_000).ok_or(Refusal::Damaged)?);
        let length = rest.byte()?;
        let name = rest.take(length.into())?.to_vec();
        let name = String::from_utf8(name).map_err(|_| Refusal::Damaged)?;
        let signature = rest.array()?;
        let badge = Self {
            issuer,
            bearer: Bearer { key, name, until },
            signature,
        };
        // A key has more than one spelling.
        if rest.0.is_empty() && badge.bytes() == bytes {
            Ok(badge)
        } else {
            Err(Refusal::Damaged)
        }
    }

    /// Whose it is, if it is of this shift and holds.
    pub fn check(&self, shift: &str, trust: &Trust, now: Timestamp) -> Result<Bearer, Refusal> {
        let issuer = trust.issuers.iter().find(|one| one.kid == self.issuer);
        let issuer = issuer.ok_or(Refusal::Stranger)?;
        let message = message(shift, &body(self.issuer, &self.bearer));
        if !issuer.key.verifies(&message, &self.signature) || now >= self.bearer.until {
            return Err(Refusal::Stranger);
        }
        if trust.revoked.contains(&Thumbprint::of(&self.bearer.key)) {
            return Err(Refusal::Revoked);
        }
        Ok(self.bearer.clone())
    }
}

fn body(issuer: KeyId, bearer: &Bearer) -> Vec<u8> {
    let mut bytes = issuer.0.to_vec();
    let key = bearer.key.bytes();
    bytes.push(u8::try_from(key.len()).unwrap_or(u8::MAX));
    bytes.extend(key);
    bytes.extend((bearer.until.millis() / 1_000).to_be_bytes());
    bytes.push(u8::try_from(bearer.name.len()).unwrap_or(u8::MAX));
    bytes.extend(bearer.name.as_bytes());
    bytes
}

fn message(shift: &str, body: &[u8]) -> Vec<u8> {
    [PURPOSE, shift.as_bytes(), &[0], body].concat()
}

impl Serialize for Badge {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&URL_SAFE_NO_PAD.encode(self.bytes()))
    }
}

impl<'de> Deserialize<'de> for Badge {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let bytes = URL_SAFE_NO_PAD.decode(text.as_bytes());
        Self::read(&bytes.map_err(de::Error::custom)?).map_err(de::Error::custom)
    }
}
