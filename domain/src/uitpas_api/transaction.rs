//! The history of points as UiTPAS API 4.0 writes it: no id, no kind, no link to what it was for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::SortOrder;
use super::page::paged;
use super::time::DateTime;

/// Points that came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Transaction {
    /// What it was.
    pub title: String,
    /// Where it was.
    pub location: String,
    /// When it was.
    pub creation_date: DateTime,
    /// How many; below zero when spent.
    pub points: i64,
}

/// Query of `GET /passholders/{passholderId}/transactions`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransactionQuery {
    /// How many items to skip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// How many items to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The order in time; newest first when absent.
    #[serde(rename = "sort[creationDate]", skip_serializing_if = "Option::is_none")]
    pub sort_creation_date: Option<SortOrder>,
}

paged!(TransactionQuery);
