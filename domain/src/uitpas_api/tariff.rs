//! Tariffs as UiTPAS API 4.0 writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::{TariffType, TariffTypeFilter, known};
use super::money::Euro;
use super::text::LocalizedText;

/// A lower price. To sell a ticket only the id is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tariff {
    /// Which tariff; takes no meaning from its letters.
    pub id: String,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the ticket costs then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Euro>,
    /// A social tariff or a coupon.
    #[serde(
        rename = "type",
        default,
        deserialize_with = "known",
        skip_serializing_if = "Option::is_none"
    )]
    pub kind: Option<TariffType>,
}

/// A lower price and how many tickets there are at it (`TariffAvailibility` in the contract).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TariffAvailability {
    /// The tariff.
    #[serde(flatten)]
    pub tariff: Tariff,
    /// How many tickets are left at it.
    pub remaining: u32,
}

/// The lower prices that a person can have (`GET /tariffs`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TariffsResponse {
    /// The tariffs.
    #[serde(default)]
    pub available: Vec<TariffAvailability>,
    /// Why there is none, or why there are not more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_user_message: Option<LocalizedText>,
}

/// Query of `GET /tariffs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TariffQuery {
    /// The price without a pass.
    pub regular_price: Euro,
    /// Which event.
    pub event_id: String,
    /// Which pass.
    pub uitpas_number: String,
    /// Which tariffs; all when absent.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<TariffTypeFilter>,
}

/// Query of `GET /tariffs/static`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StaticTariffQuery {
    /// The price without a pass.
    pub regular_price: Euro,
    /// Which event.
    pub event_id: String,
}
