//! Group passes as UiTPAS API 4.0 writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::card_system::CardSystem;
use super::enums::{CardStatus, GroupPassSocialTariffStatus, SortOrder};
use super::page::paged;
use super::time::DateTime;

/// The pass of a group (`Grouppass`). Name, e-mail address, address and telephone are withheld
/// from callers with client identification only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupPass {
    /// The id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitpas_number: Option<String>,
    /// What the group is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the card can do; only an active one counts.
    pub card_status: CardStatus,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_date: Option<DateTime>,
    /// The social tariff of the group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social_tariff: Option<GroupPassSocialTariff>,
    /// The region.
    pub card_system: CardSystem,
    /// Where the group is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<GroupPassAddress>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
}

/// The social tariff of a group.
#[derive(Debug, Clone, PartialEq, Eq, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupPassSocialTariff {
    /// Whether it holds.
    pub status: GroupPassSocialTariffStatus,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<DateTime>,
    /// How many tickets a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_tickets_per_year: Option<u32>,
    /// How many are left this year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available_tickets: Option<u32>,
}

/// Where a group is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupPassAddress {
    /// Street, number and box.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
    /// Country in two letters (ISO 3166-1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// Query of `GET /grouppasses`; one of the numbers is required.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupPassQuery {
    /// The number on the card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitpas_number: Option<String>,
    /// The number of its chip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chip_number: Option<String>,
    /// How many items to skip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// How many items to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The order of the names.
    #[serde(rename = "sort[name]", skip_serializing_if = "Option::is_none")]
    pub sort_name: Option<SortOrder>,
}

paged!(GroupPassQuery);
