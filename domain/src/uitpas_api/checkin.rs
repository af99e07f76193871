//! Check-ins as UiTPAS API 4.0 writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::page::paged;
use super::passholder::Passholder;
use super::text::LocalizedText;
use super::time::DateTime;

/// That a person was at an event. A request has the event and the number only.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Checkin {
    /// The id; absent in requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_date: Option<DateTime>,
    /// Which event.
    pub event_id: String,
    /// What the event is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_title: Option<String>,
    /// The number that was used then.
    pub uitpas_number: String,
    /// The points it gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
    /// Who it was; only with `PASSHOLDERS_SEARCH`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passholder: Option<Box<Passholder>>,
}

/// Whether a person may check in now (`GET /checkin-status`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckinStatus {
    /// Whether so.
    pub allowed: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_user_message: Option<LocalizedText>,
}

/// Query of `GET /checkin-status`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckinStatusQuery {
    /// Which pass.
    pub uitpas_number: String,
    /// Which event.
    pub event_id: String,
}

/// A check-in by code (`POST /passholders/{passholderId}/checkins`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SelfCheckin {
    /// The code, as it stood in the QR.
    pub checkin_code: String,
}

/// What a check-in by code gave.
#[derive(Debug, Clone, PartialEq, Eq, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SelfCheckinResult {
    /// The points of this check-in.
    pub added_points: i64,
    /// The points that the person has now.
    pub total_points: i64,
}

/// Query of `GET /checkins`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckinQuery {
    /// Whose check-ins.
    pub passholder_id: String,
    /// How many items to skip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// How many items to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Only events of these organizers; required.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organizer_id: Vec<String>,
    /// Only events with these words in the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_title: Option<String>,
}

paged!(CheckinQuery);
