//! The holder's phone: signs the moment and makes the text of the QR.

use super::{Claims, Identifier, PREFIX, cose};
use crate::device::Signature;

/// What a phone got for one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    bytes: Vec<u8>,
    claims: Claims,
}

impl Issued {
    /// Reads what the issuer made; `None` when it is nothing that this version can show.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let credential = cose::Credential::decode(bytes)?;
        Some(Self {
            bytes: bytes.to_vec(),
            claims: credential.claims,
        })
    }

    /// Whether it holds at this moment, in seconds since 1970.
    pub const fn holds(&self, at: u32) -> bool {
        self.claims.from <= at && at < self.claims.until
    }

    /// Whose pass, for this day.
    pub const fn identifier(&self) -> Identifier {
        self.claims.identifier
    }

    /// What it says.
    pub const fn claims(&self) -> &Claims {
        &self.claims
    }
}

/// The bytes that the device's key signs to show a credential at this moment, in seconds since 1970.
pub fn to_sign(issued: &Issued, at: u32) -> Vec<u8> {
    cose::device_message(&issued.bytes, &issued.claims.device, at)
}

/// The text of the QR; `signature` is over what [`to_sign`] gave for the same moment.
pub fn show(issued: &Issued, at: u32, signature: &Signature) -> Option<String> {
    let showing = cose::Showing {
        credential: cose::Credential::decode(&issued.bytes)?,
        at,
        signature: *signature,
    };
    Some(format!("{PREFIX}{}", base45::encode(showing.encode())))
}
