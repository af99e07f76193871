//! The bytes: written here, read by `minicbor`, and refused when writing what was read gives other
//! bytes.

use super::{Claims, Identifier, KeyId};
use crate::device::{PublicKey, Signature};
use minicbor::{Decoder, data::Type, decode::Error};

const EDDSA: i8 = -8;
const ES256: i8 = -7;
const KCWT: u8 = 13;

/// What the issuer signed, with its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Credential {
    pub(super) kid: KeyId,
    pub(super) claims: Claims,
    pub(super) signature: Signature,
}

/// What a phone shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Showing {
    pub(super) credential: Credential,
    pub(super) at: u32,
    pub(super) signature: Signature,
}

/// What the issuer signs.
pub(super) fn issuer_message(kid: KeyId, claims: &Claims) -> Vec<u8> {
    message(&issuer_protected(kid), &payload(claims))
}

/// What the device signs; `credential` as the issuer made it.
pub(super) fn device_message(credential: &[u8], device: &PublicKey, at: u32) -> Vec<u8> {
    message(&device_protected(credential, device), &moment(at))
}

impl Credential {
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.array(4).bytes(&issuer_protected(self.kid)).map(0);
        out.bytes(&payload(&self.claims)).bytes(&self.signature);
        out.0
    }

    /// Reads what `encode` writes and nothing else.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut decoder = Decoder::new(bytes);
        let read = Self::read(&mut decoder).ok()?;
        (read.encode() == bytes).then_some(read)
    }

    fn read(d: &mut Decoder<'_>) -> Result<Self, Error> {
        exactly(d.array()?, 4)?;
        let mut protected = Decoder::new(d.bytes()?);
        exactly(d.map()?, 0)?;
        let mut payload = Decoder::new(d.bytes()?);
        let signature = fixed(d.bytes()?)?;
        exactly(protected.map()?, 2)?;
        member(&mut protected, 1)?;
        exactly(Some(u64::from(protected.i8()? == EDDSA)), 1)?;
        member(&mut protected, 4)?;
        let kid = KeyId(fixed(protected.bytes()?)?);
        Ok(Self {
            kid,
            claims: claims(&mut payload)?,
            signature,
        })
    }
}

impl Showing {
    pub(super) fn encode(&self) -> Vec<u8> {
        let credential = self.credential.encode();
        let mut out = Out::default();
        out.head(6, 18).array(4);
        out.bytes(&device_protected(
            &credential,
            &self.credential.claims.device,
        ));
        out.map(0).bytes(&moment(self.at)).bytes(&self.signature);
        out.0
    }

    /// Reads what `encode` writes and nothing else.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let read = Self::read(&mut Decoder::new(bytes)).ok()?;
        (read.encode() == bytes).then_some(read)
    }

    fn read(d: &mut Decoder<'_>) -> Result<Self, Error> {
        exactly(Some(d.tag()?.as_u64()), 18)?;
        exactly(d.array()?, 4)?;
        let mut protected = Decoder::new(d.bytes()?);
        exactly(d.map()?, 0)?;
        let mut payload = Decoder::new(d.bytes()?);
        let signature = fixed(d.bytes()?)?;
        exactly(protected.map()?, 2)?;
        member(&mut protected, 1)?;
        // Which algorithm follows from the key; writing it again compares it.
        protected.i8()?;
        member(&mut protected, KCWT)?;
        let credential = Credential::read(&mut protected)?;
        exactly(payload.map()?, 1)?;
        member(&mut payload, 6)?;
        Ok(Self {
            credential,
            at: payload.u32()?,
            signature,
        })
    }
}

fn claims(d: &mut Decoder<'_>) -> Result<Claims, Error> {
    exactly(d.map()?, 4)?;
    member(d, 4)?;
    let until = d.u32()?;
    member(d, 5)?;
    let from = d.u32()?;
    member(d, 7)?;
    let identifier = Identifier(fixed(d.bytes()?)?);
    member(d, 8)?;
    exactly(d.map()?, 1)?;
    member(d, 1)?;
    Ok(Claims {
        identifier,
        from,
        until,
        device: key(d)?,
    })
}

fn key(d: &mut Decoder<'_>) -> Result<PublicKey, Error> {
    let members = d.map()?;
    member(d, 1)?;
    let kind = d.u8()?;
    exactly(Some(u64::from(d.i8()? == -1)), 1)?;
    d.u8()?;
    exactly(Some(u64::from(d.i8()? == -2)), 1)?;
    let x: [u8; 32] = fixed(d.bytes()?)?;
    let key = match (kind, members) {
        (1, Some(3)) => PublicKey::ed25519(&x),
        (2, Some(4)) if d.datatype()? == Type::I8 => {
            exactly(Some(u64::from(d.i8()? == -3)), 1)?;
            let sign = if d.bool()? { 3 } else { 2 };
            PublicKey::p256(&[&[sign], x.as_slice()].concat())
        }
        _ => return Err(Error::message("no such key")),
    };
    key.map_err(|_| Error::message("no such key"))
}

fn issuer_protected(kid: KeyId) -> Vec<u8> {
    let mut out = Out::default();
    out.map(2).int(1).int(EDDSA).int(4).bytes(&kid.0);
    out.0
}

fn device_protected(credential: &[u8], device: &PublicKey) -> Vec<u8> {
    let algorithm = match device {
        PublicKey::Ed25519(_) => EDDSA,
        PublicKey::P256(_) => ES256,
    };
    let mut out = Out::default();
    out.map(2).int(1).int(algorithm).head(0, u64::from(KCWT));
    out.0.extend_from_slice(credential);
    out.0
}

fn payload(claims: &Claims) -> Vec<u8> {
    let mut out = Out::default();
    out.map(4)
        .int(4)
        .seconds(claims.until)
        .int(5)
        .seconds(claims.from);
    out.int(7).bytes(&claims.identifier.0).int(8).map(1).int(1);
    let bytes = claims.device.bytes();
    match claims.device {
        PublicKey::Ed25519(_) => {
            out.map(3)
                .int(1)
                .int(1)
                .int(-1)
                .int(6)
                .int(-2)
                .bytes(&bytes);
        }
        PublicKey::P256(_) => {
            out.map(4)
                .int(1)
                .int(2)
                .int(-1)
                .int(1)
                .int(-2)
                .bytes(&bytes[1..]);
            out.int(-3).bool(bytes[0] == 3);
        }
    }
    out.0
}

fn moment(at: u32) -> Vec<u8> {
    let mut out = Out::default();
    out.map(1).int(6).seconds(at);
    out.0
}

/// `Sig_structure`, RFC 9052 §4.4.
fn message(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut out = Out::default();
    out.array(4).text("Signature1").bytes(protected);
    out.bytes(&[]).bytes(payload);
    out.0
}

fn exactly(found: Option<u64>, wanted: u64) -> Result<(), Error> {
    if found == Some(wanted) {
        Ok(())
    } else {
        Err(Error::message("another shape"))
    }
}

fn member(d: &mut Decoder<'_>, name: u8) -> Result<(), Error> {
    exactly(Some(u64::from(d.u8()?)), u64::from(name))
}

fn fixed<const N: usize>(bytes: &[u8]) -> Result<[u8; N], Error> {
    bytes
        .try_into()
        .map_err(|_| Error::message("another length"))
}

/// Writes the shortest form of each value.
#[derive(Default)]
struct Out(Vec<u8>);

impl Out {
    fn head(&mut self, major: u8, value: u64) -> &mut Self {
        let major = major << 5;
        let bytes = value.to_be_bytes();
        match value {
            0..=23 => self.0.push(major | bytes[7]),
            24..=0xff => self.0.extend([major | 0x18, bytes[7]]),
            0x100..=0xffff => {
                self.0.push(major | 0x19);
                self.0.extend_from_slice(&bytes[6..]);
            }
            0x1_0000..=0xffff_ffff => {
                self.0.push(major | 0x1a);
                self.0.extend_from_slice(&bytes[4..]);
            }
            _ => {
                self.0.push(major | 0x1b);
                self.0.extend_from_slice(&bytes);
            }
        }
        self
    }

    fn int(&mut self, value: i8) -> &mut Self {
        let size = u64::from(value.unsigned_abs());
        if value < 0 {
            self.head(1, size - 1)
        } else {
            self.head(0, size)
        }
    }

    fn seconds(&mut self, value: u32) -> &mut Self {
        self.head(0, u64::from(value))
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.head(2, bytes.len() as u64);
        self.0.extend_from_slice(bytes);
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.head(3, text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    fn array(&mut self, length: u64) -> &mut Self {
        self.head(4, length)
    }

    fn map(&mut self, length: u64) -> &mut Self {
        self.head(5, length)
    }

    fn bool(&mut self, value: bool) -> &mut Self {
        self.head(7, if value { 21 } else { 20 })
    }
}
