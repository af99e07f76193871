//! What an organizer sees of a pass without the right to search pass holders.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::card_system::CardSystem;
use super::enums::{MessageLevel, PassSocialTariffStatus, PassType};
use super::time::DateTime;

/// A pass, found by a number (`GET /passes`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Pass {
    /// The id of the person or the group.
    pub passholder_id: String,
    /// A person or a group.
    pub pass_type: PassType,
    /// The number of the pass.
    pub uitpas_number: String,
    /// First name, or the name of the group.
    pub first_name: String,
    /// Points saved and not used.
    pub points: i64,
    /// Where the person lives.
    pub postal_code: String,
    /// The region of the pass.
    pub card_system: CardSystem,
    /// Whether the person has the social tariff.
    pub social_tariff: PassSocialTariff,
    /// What must be shown to the person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<PassMessage>,
}

/// The social tariff of a pass.
#[derive(Debug, Clone, PartialEq, Eq, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PassSocialTariff {
    /// Whether it holds; never to be taken from the date.
    pub status: PassSocialTariffStatus,
    /// Until when; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<DateTime>,
}

/// A message that must be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PassMessage {
    /// How urgent it is.
    pub level: MessageLevel,
    /// The message, in Dutch.
    pub text: String,
}

/// Query of `GET /passes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PassQuery {
    /// UiTPAS number, national number, its barcode, or chip number.
    pub identifier: String,
}
