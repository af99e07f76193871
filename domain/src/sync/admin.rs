//! Admins on the wire: who is signed in, for whom, and with which passkeys. What the browser and its
//! authenticator say to each other (`WebAuthn`) passes as the JSON that they know.

use crate::{event::why::Reason, time::Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `POST /api/v1/admin/invite` or `…/sign-in`: a ceremony has begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ceremony {
    /// Which one; it ends after five minutes.
    pub id: String,
    /// What to hand to `navigator.credentials`.
    pub options: serde_json::Value,
    /// For whom an invitation is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Whether the admin is new, so that a name must be asked.
    #[serde(default)]
    pub new: bool,
}

/// `POST /api/v1/admin/invite`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InviteSecret {
    /// What stood after `#` in the link.
    pub secret: String,
    /// The name of a new admin, for the authenticator's own list.
    #[serde(default)]
    pub name: String,
}

/// `POST /api/v1/admin/passkeys` or `…/session`: the authenticator's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finished {
    /// Which ceremony.
    pub id: String,
    /// What `navigator.credentials` gave, as JSON.
    pub credential: serde_json::Value,
    /// What a new passkey is called.
    #[serde(default)]
    pub name: String,
}

/// `GET /api/v1/admin`: who is signed in here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdminView {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Where the admin acts.
    pub organizers: Vec<OrganizerView>,
    /// The name of the region, for an administrator of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Whether the registry is elsewhere, so that activities are made in UiTdatabank and not here.
    #[serde(default)]
    pub elsewhere: bool,
    /// The passkeys.
    pub passkeys: Vec<PasskeyView>,
    /// The other admins of the same organizer or region.
    pub others: Vec<OtherAdmin>,
}

/// An organizer, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrganizerView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PasskeyView {
    /// Its credential id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Timestamp>,
}

/// Another admin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OtherAdmin {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// `POST /api/v1/admin/invites`: asks for a link, for somebody new or for one who lost the passkeys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewInvite {
    /// The admin to help; none for somebody new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin_id: Option<String>,
}

/// A link to send: it works once, until its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InviteLink {
    /// The address; the part after `#` is sent to no server by a browser.
    pub address: String,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// An activity in the organizer's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventView {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub organizer_id: String,
    /// Its titles by language; `nl` is always there.
    pub titles: BTreeMap<String, String>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When it happens.
    pub calendar: crate::event::Calendar,
    /// Points for one check-in.
    pub points: i64,
    /// Its price in cents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
    /// Whether it is for members only.
    #[serde(default)]
    pub members_only: bool,
    /// Why it cannot be used at a door now, and what is odd about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Reason>,
}

/// `POST /api/v1/events`: makes one, or a copy of one, as often as wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewEvent {
    /// Whose.
    pub organizer_id: String,
    /// Its titles by language; `nl` must be there.
    pub titles: BTreeMap<String, String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When it begins the first time.
    pub begins_at: Timestamp,
    /// When it ends the first time.
    pub ends_at: Timestamp,
    /// How many weeks in a row, the first one counted.
    #[serde(default = "once")]
    pub weeks: u32,
    /// Points for one check-in.
    #[serde(default = "one")]
    pub points: i64,
    /// What a ticket costs, in cents; none is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
    /// Whether it is for members only.
    #[serde(default)]
    pub members_only: bool,
}

const fn once() -> u32 {
    1
}

const fn one() -> i64 {
    1
}

/// `GET /api/v1/events/{id}/poster`: what hangs on the wall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Poster {
    /// Where the registry's own PDF is, for a quarter of an hour.
    pub pdf: String,
    /// The titles by language.
    pub titles: BTreeMap<String, String>,
    /// What to do with the code, by language.
    pub texts: BTreeMap<String, PosterText>,
    /// The codes, first ones first.
    pub codes: Vec<PosterCode>,
}

/// A check-in code and when it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PosterCode {
    /// The code.
    pub code: String,
    /// From when.
    pub begins_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
}

/// What a poster says in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PosterText {
    /// Large, above the code.
    pub scan: String,
    /// How.
    pub how: String,
}
