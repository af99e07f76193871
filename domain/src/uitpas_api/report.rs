//! Financial reports as UiTPAS API 4.0 writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::ReportStatus;
use super::time::{Date, DateTime};

/// A financial report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Whether it is ready.
    pub status: ReportStatus,
    /// Which.
    pub id: u64,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What it covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<ReportPeriod>,
    /// When it was asked for.
    pub creation_date: DateTime,
}

/// From a day until a day, both included.
#[derive(Debug, Clone, PartialEq, Eq, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportPeriod {
    /// From.
    pub start_date: Date,
    /// Until.
    pub end_date: Date,
}
