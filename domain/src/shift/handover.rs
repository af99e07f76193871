//! Scans that one phone at a door hands to another without any network: shown as QR codes in turn,
//! read in any order. What goes over is marks of this shift, which mean nothing outside it, signed
//! by the phone that scanned. The other phone knows by them who is in; it never sends them on.
//!
//! Whole, big-endian; the device signs everything before its signature:
//!
//! ```text
//! 01  tag*8  made at, in milliseconds*8
//! length*2  badge: kid*4  key's length*1 key  until, in seconds*8  name's length*1 name  signature*64
//! count*2  count times: mark*16  activity*1  seconds before `made at`*4
//! signature*64
//! ```
//!
//! A frame is `PMH1:` and base45 of: check*2, transfer*4, index*1, total*1, a piece of the whole. The
//! transfer is the first bytes of SHA-256 over the whole, the check those over the rest of the frame.

mod badge;
mod frame;
#[cfg(test)]
mod tests;

pub use badge::{Badge, Bearer};
pub use frame::{Collector, PREFIX, Progress, frames};

use super::{Mark, ShiftKey};
use crate::{
    credential::{Thumbprint, Trust},
    device::{PublicKey, Signature},
    sync::shift::DoorEntry,
    time::Timestamp,
};
use thiserror::Error;

/// How many scans go over at most: the newest.
pub const MOST: usize = 2_000;
const VERSION: u8 = 1;
const PURPOSE: &[u8] = b"pasmaat-handover-1";

/// Why a handing-over is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum Refusal {
    /// Something else altogether, or of a newer version.
    #[error("not a handing-over")]
    NotOne,
    /// Cut or changed.
    #[error("it is damaged")]
    Damaged,
    /// Of another door.
    #[error("of another shift")]
    OtherShift,
    /// By a phone that nobody let in to this door, as far as this one knows.
    #[error("of a phone that is not known here")]
    Stranger,
    /// By a phone that was shut out.
    #[error("of a phone that was shut out")]
    Revoked,
    /// Changed after it was signed.
    #[error("another phone signed it")]
    Signature,
    /// By this very phone.
    #[error("of this phone itself")]
    Own,
}

/// A scan that is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// At which of the shift's activities, counted from 0.
    pub activity: u8,
    /// Whose pass.
    pub mark: Mark,
    /// When, to the second.
    pub at: Timestamp,
}

/// What was handed over, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// The phone.
    pub device: Thumbprint,
    /// The helper's first name.
    pub name: String,
    /// When it was made.
    pub at: Timestamp,
    /// The scans.
    pub scans: Vec<Seen>,
}

/// What a phone signs to hand over its scans, the newest [`MOST`] of them.
pub fn to_sign(key: &ShiftKey, badge: &Badge, at: Timestamp, scans: &[Seen]) -> Vec<u8> {
    let mut whole = vec![VERSION];
    whole.extend(key.tag());
    whole.extend(at.millis().to_be_bytes());
    let badge = badge.bytes();
    whole.extend(short(badge.len()));
    whole.extend(badge);
    let mut newest: Vec<&Seen> = scans.iter().collect();
    newest.sort_by_key(|seen| std::cmp::Reverse(seen.at));
    newest.truncate(MOST);
    whole.extend(short(newest.len()));
    for seen in newest {
        let before = (at.millis() - seen.at.millis()).max(0) / 1_000;
        whole.extend(seen.mark.bytes());
        whole.push(seen.activity);
        whole.extend(u32::try_from(before).unwrap_or(u32::MAX).to_be_bytes());
    }
    whole
}

/// The bytes over which a phone's key signs.
pub fn message(whole: &[u8]) -> Vec<u8> {
    [PURPOSE, whole].concat()
}

/// The texts to show in turn.
pub fn show(mut whole: Vec<u8>, signature: &Signature) -> Vec<String> {
    whole.extend(signature);
    frames(&whole)
}

/// Reads what a [`Collector`] put together: believed only if a phone of this very shift made it.
pub fn open(
    whole: &[u8],
    key: &ShiftKey,
    shift: &str,
    trust: &Trust,
    own: &PublicKey,
    now: Timestamp,
) -> Result<Handed, Refusal> {
    let split = whole.len().checked_sub(64).ok_or(Refusal::Damaged)?;
    let (signed, signature) = whole.split_at(split);
    let signature = Signature::try_from(signature).map_err(|_| Refusal::Damaged)?;
    let mut rest = Rest(signed);
    if rest.byte()? != VERSION {
        return Err(Refusal::NotOne);
    }
    if rest.array::<8>()? != key.tag() {
        return Err(Refusal::OtherShift);
    }
    let at = Timestamp::from_millis(i64::from_be_bytes(rest.array()?));
    let length = u16::from_be_bytes(rest.array()?);
    let badge = Badge::read(rest.take(length.into())?)?;
    let count = u16::from_be_bytes(rest.array()?);
    let mut scans = Vec::with_capacity(count.into());
    for _ in 0..count {
        let mark = Mark::of(rest.array()?);
        let activity = rest.byte()?;
        let before = i64::from(u32::from_be_bytes(rest.array()?)) * 1_000;
        let at = Timestamp::from_millis(at.millis().saturating_sub(before));
        scans.push(Seen { activity, mark, at });
    }
    if !rest.0.is_empty() {
        return Err(Refusal::Damaged);
    }
    let bearer = badge.check(shift, trust, now)?;
    if !bearer.key.verifies(&message(signed), &signature) {
        return Err(Refusal::Signature);
    }
    if bearer.key == *own {
        return Err(Refusal::Own);
    }
    Ok(Handed {
        device: Thumbprint::of(&bearer.key),
        name: bearer.name,
        at,
        scans,
    })
}

impl Handed {
    /// The scans as what the phone knows of who is in.
    pub fn entries(&self) -> impl Iterator<Item = DoorEntry> + '_ {
        self.scans.iter().map(|seen| DoorEntry {
            id: String::new(),
            activity: seen.activity.into(),
            marks: vec![seen.mark],
            at: seen.at,
            by: Some(self.name.clone()),
        })
    }
}

fn short(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes()
}

/// What is left to read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Refusal> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Refusal::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Refusal> {
        let [byte] = self.array()?;
        Ok(byte)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Refusal> {
        self.take(N)?.try_into().map_err(|_| Refusal::Damaged)
    }
}
