//! Small claims that we hand out and read back: signed, for one purpose each, until a moment. What
//! must work only once is kept in the database instead.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Signs with a key of its own.
#[derive(Clone)]
pub struct Signer(Hmac<Sha256>);

impl Signer {
    /// Of this key, which may have any length.
    pub fn new(key: &[u8]) -> Self {
        // A digest fits the block of the hash, whatever the key's length.
        let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
        let digest = Sha256::digest(key);
        for (place, byte) in block.iter_mut().zip(digest) {
            *place = byte;
        }
        Self(Hmac::<Sha256>::new(&block))
    }

    /// A text that stands for `claim` until `expires` (milliseconds), for this purpose only.
    pub fn sign(&self, purpose: &str, claim: &impl Serialize, expires: i64) -> String {
        // A claim is made of texts and numbers, which always become JSON.
        let claim = serde_json::to_vec(&(expires, claim)).unwrap_or_default();
        let body = URL_SAFE_NO_PAD.encode(claim);
        let mark = URL_SAFE_NO_PAD.encode(self.mark(purpose, &body).finalize().into_bytes());
        format!("{body}.{mark}")
    }

    /// What a text stands for, when it is ours, of this purpose, and has not ended.
    pub fn read<T: DeserializeOwned>(&self, purpose: &str, text: &str, now: i64) -> Option<T> {
        let (body, mark) = text.split_once('.')?;
        let mark = URL_SAFE_NO_PAD.decode(mark).ok()?;
        self.mark(purpose, body).verify_slice(&mark).ok()?;
        let claim = URL_SAFE_NO_PAD.decode(body).ok()?;
        let (expires, claim): (i64, T) = serde_json::from_slice(&claim).ok()?;
        (now < expires).then_some(claim)
    }

    /// 32 bytes that only this key makes, for one purpose.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        self.mark("derive", purpose).finalize().into_bytes().into()
    }

    fn mark(&self, purpose: &str, body: &str) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(purpose.as_bytes());
        mac.update(b"\0");
        mac.update(body.as_bytes());
        mac
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}

/// SHA-256 as hexadecimal digits: how secrets that we gave out are kept.
pub fn hash(secret: &str) -> String {
    use fmt::Write as _;
    Sha256::digest(secret.as_bytes())
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing to a string does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_holds_for_its_purpose_until_its_end() {
        let signer = Signer::new(b"key");
        let text = signer.sign("token", &("counter", 7), 1000);
        let read = |signer: &Signer, purpose: &str, text: &str, now| {
            signer.read::<(String, u8)>(purpose, text, now)
        };
        assert_eq!(
            read(&signer, "token", &text, 999),
            Some(("counter".into(), 7))
        );
        assert_eq!(read(&signer, "token", &text, 1000), None);
        assert_eq!(read(&signer, "link", &text, 0), None);
        assert_eq!(read(&Signer::new(b"other"), "token", &text, 0), None);
        let (body, mark) = text.split_once('.').unwrap();
        let forged = format!("{}.{mark}", URL_SAFE_NO_PAD.encode(r#"[9999,["admin",7]]"#));
        assert_eq!(read(&signer, "token", &forged, 0), None);
        assert_eq!(read(&signer, "token", body, 0), None);
        assert_eq!(read(&signer, "token", "", 0), None);
    }
}
