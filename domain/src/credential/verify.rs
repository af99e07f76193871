//! The verifier: what is true of a text, at a moment, with what this device was told.

use super::{Identifier, KeyId, PREFIX, Refusal, Thumbprint, cose};
use crate::{device::PublicKey, time::Timestamp};
use serde::{Deserialize, Serialize};

/// How old a showing may be, in milliseconds.
pub const MAX_AGE: i64 = 60_000;
/// How far ahead of ours the clock of the phone that shows it may be, in milliseconds.
pub const MAX_AHEAD: i64 = 30_000;

/// A key by which credentials are issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Issuer {
    /// Which.
    pub kid: KeyId,
    /// The key.
    pub key: PublicKey,
}

/// What verifiers are told (`GET /api/v1/keys`): short lists, whole each time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Trust {
    /// Keys by which credentials are issued.
    pub issuers: Vec<Issuer>,
    /// Identifiers of blocked passes, for the days around now.
    pub blocked: Vec<Identifier>,
    /// Devices that were sent away while a credential of theirs may still run.
    pub revoked: Vec<Thumbprint>,
    /// When the server put it together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
}

/// A showing that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// Whose pass, for this day.
    pub identifier: Identifier,
    /// The device that showed it.
    pub device: Thumbprint,
    /// When it signed, in seconds since 1970.
    pub at: u32,
    /// Until when the identifier stands for the pass, in seconds since 1970.
    pub until: u32,
}

/// Verifies all but repetition, which is [`super::Memory`]'s. `now` is the verifier's best idea of
/// the server's clock.
pub fn verify(text: &str, trust: &Trust, now: Timestamp) -> Result<Checked, Refusal> {
    let showing = read(text)?;
    let checked = authentic(&showing, trust)?;
    let age = now.millis() - i64::from(checked.at) * 1_000;
    if age < -MAX_AHEAD {
        return Err(Refusal::Clock);
    }
    let claims = &showing.credential.claims;
    if checked.at < claims.from {
        return Err(Refusal::NotYet);
    }
    if checked.at >= claims.until {
        return Err(Refusal::Expired);
    }
    if age > MAX_AGE {
        // The day may have changed since; a picture of yesterday's is both, and this says more.
        let over = now.millis() >= i64::from(claims.until) * 1_000 + MAX_AGE;
        return Err(if over { Refusal::Expired } else { Refusal::Old });
    }
    if trust.blocked.contains(&checked.identifier) {
        return Err(Refusal::Blocked);
    }
    if trust.revoked.contains(&checked.device) {
        return Err(Refusal::Revoked);
    }
    Ok(checked)
}

fn read(text: &str) -> Result<cose::Showing, Refusal> {
    let text = text.trim_end_matches(['\r', '\n']);
    let Some(body) = text.strip_prefix(PREFIX) else {
        let newer = text
            .strip_prefix("PM")
            .and_then(|rest| rest.split_once(':'));
        let version = newer.is_some_and(|(version, _)| version.parse::<u16>().is_ok());
        return Err(if version {
            Refusal::Version
        } else {
            Refusal::NotOne
        });
    };
    let bytes = base45::decode(body).map_err(|_| Refusal::Damaged)?;
    let showing = cose::Showing::decode(&bytes).ok_or(Refusal::Damaged)?;
    // Base45 has more than one spelling of some bytes.
    if base45::encode(&bytes) != body {
        return Err(Refusal::Damaged);
    }
    Ok(showing)
}

fn authentic(showing: &cose::Showing, trust: &Trust) -> Result<Checked, Refusal> {
    let credential = &showing.credential;
    let issuer = trust.issuers.iter().find(|one| one.kid == credential.kid);
    let issuer = issuer.ok_or(Refusal::Issuer)?;
    let claims = &credential.claims;
    let message = cose::issuer_message(credential.kid, claims);
    if !issuer.key.verifies(&message, &credential.signature) {
        return Err(Refusal::Forged);
    }
    let message = cose::device_message(&credential.encode(), &claims.device, showing.at);
    if !claims.device.verifies(&message, &showing.signature) {
        return Err(Refusal::Device);
    }
    Ok(Checked {
        identifier: claims.identifier,
        device: Thumbprint::of(&claims.device),
        at: showing.at,
        until: claims.until,
    })
}

/// Whose an authentic showing is and when it was signed, whatever the time is now.
pub(super) fn signed(text: &str, trust: &Trust) -> Option<(Identifier, u32)> {
    let showing = read(text).ok()?;
    let checked = authentic(&showing, trust).ok()?;
    Some((checked.identifier, checked.at))
}
