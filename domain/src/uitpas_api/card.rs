//! Cards as UiTPAS API 4.0 writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::card_system::CardSystem;
use super::enums::{CardOwner, CardStatus, CardType};

/// A card or a number (`GET /cards`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// Its number.
    pub uitpas_number: String,
    /// Its region.
    pub card_system: CardSystem,
    /// A card or a number only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_type: Option<CardType>,
    /// What it can do.
    pub status: CardStatus,
    /// Whether it was made for the social tariff; not whether the person has it.
    pub social_tariff: bool,
}

/// A card with a social tariff (`GET /cards/social-tariff/{cardSystemId}/active`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SocialTariffCard {
    /// Its number.
    pub uitpas_number: String,
    /// A person's or a group's.
    pub card_type: CardOwner,
    /// How many tickets a group has left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available_tickets: Option<u32>,
}

/// Query of `GET /cards`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CardQuery {
    /// The number on the card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitpas_number: Option<String>,
    /// The number of its chip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chip_number: Option<String>,
}
