//! What UiTPAS keeps about an event as UiTPAS API 4.0 writes it. The event itself is UiTdatabank's.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crate::period::PeriodLimit;

use super::enums::DownloadFormat;

/// The settings of an event (`GET /events/{eventId}/settings`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventSettings {
    /// Which event.
    pub id: String,
    /// Tickets at a UiTPAS tariff a person; no limit when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passholder_ticket_limit: Option<PeriodLimit>,
    /// Check-ins a person; no limit when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkin_limit: Option<PeriodLimit>,
    /// The points of a check-in.
    pub checkin_points: i64,
}

/// A region that an event may count in (`GET /events/{eventId}/card-systems`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventCardSystem {
    /// The region.
    pub id: u32,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the event counts there.
    pub enabled: bool,
    /// The ways to share costs that were chosen by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub manual_distribution_keys: Vec<ManualDistributionKey>,
}

/// A way to share costs that is chosen by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ManualDistributionKey {
    /// Which.
    pub id: u32,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether chosen.
    pub enabled: bool,
}

/// A link that works for a short while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DownloadLink {
    /// The link.
    pub download_link: String,
}

/// Query of `GET /events/{eventId}/qr-checkincodes/download-link`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DownloadLinkQuery {
    /// The form of the sheet; `pdf` when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<DownloadFormat>,
}
