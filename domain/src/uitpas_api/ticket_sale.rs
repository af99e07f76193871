//! Tickets sold at a UiTPAS tariff, as UiTPAS API 4.0 writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::money::Euro;
use super::page::paged;
use super::passholder::Passholder;
use super::tariff::Tariff;
use super::time::DateTime;

/// A ticket sold at a UiTPAS tariff.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TicketSale {
    /// The id; absent in requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_date: Option<DateTime>,
    /// The price without a pass.
    pub regular_price: Euro,
    /// Which price that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regular_price_label: Option<String>,
    /// Deprecated for the tariff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tariff_id: Option<String>,
    /// The tariff.
    pub tariff: Tariff,
    /// Which event.
    pub event_id: String,
    /// What the event is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_title: Option<String>,
    /// The number that was used then.
    pub uitpas_number: String,
    /// Who it was; only with `PASSHOLDERS_SEARCH`, and for no group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passholder: Option<Box<Passholder>>,
}

/// Query of `GET /ticket-sales`; an event or a pass holder is required.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TicketSaleQuery {
    /// Which event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
    /// How many items to skip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// How many items to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Whose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passholder_id: Option<String>,
    /// Events of these organizers; required with a pass holder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organizer_id: Vec<String>,
    /// Only events with these words in the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_title: Option<String>,
}

paged!(TicketSaleQuery);
