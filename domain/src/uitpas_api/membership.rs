//! Memberships of card systems and their prices, as UiTPAS API 4.0 writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::card_system::CardSystem;
use super::enums::{
    CardType, MembershipCardStatus, MembershipChange, MembershipStatus, SocialTariffStatus,
};
use super::money::Euro;
use super::organizer::Organizer;
use super::time::{Date, DateTime};

/// That a person belongs to a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CardSystemMembership {
    /// The region.
    pub card_system: CardSystem,
    /// The number, when the current card is active.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitpas_number: Option<String>,
    /// The card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_card: Option<CardSystemMembershipCard>,
    /// Whether the membership counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<MembershipStatus>,
    /// The social tariff; absent when the person never had one here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social_tariff: Option<SocialTariff>,
}

/// The card of a membership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CardSystemMembershipCard {
    /// Its number.
    pub uitpas_number: String,
    /// A card or a number only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_type: Option<CardType>,
    /// Whether it counts.
    pub status: MembershipCardStatus,
}

/// The social tariff of a membership.
#[derive(Debug, Clone, PartialEq, Eq, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SocialTariff {
    /// Whether it holds; never to be taken from the date.
    pub status: SocialTariffStatus,
    /// Until when. In the grace period it holds after this date.
    pub end_date: DateTime,
    /// Whether it holds although the date is past.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_grace_period: Option<bool>,
    /// Until when it is suspended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended_until_date: Option<DateTime>,
    /// Deprecated for the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expired: Option<bool>,
}

/// A new membership (`POST /passholders/{passholderId}/memberships/{cardSystemId}`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembershipRequest {
    /// A card or a number only.
    pub card_type: CardType,
    /// The number of the card, for a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitpas_number: Option<String>,
    /// The new address, when the social tariff asks for one in the region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<MembershipAddress>,
    /// Asks for the social tariff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social_tariff: Option<MembershipSocialTariff>,
    /// A voucher for a lower price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voucher: Option<String>,
    /// The organizer that registers.
    pub registration_organizer: Organizer,
}

/// The address of a new membership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembershipAddress {
    /// Street, number and box.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
}

/// The social tariff of a new membership.
#[derive(Debug, Clone, PartialEq, Eq, Default, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembershipSocialTariff {
    /// Until when; 30 April of next year when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social_tariff_end_date: Option<Date>,
}

/// What a new membership would do (`GET …/memberships/{cardSystemId}`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembershipPreview {
    /// Nothing, add one, or replace one.
    #[serde(rename = "type")]
    pub kind: MembershipChange,
    /// Until when the social tariff would hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social_tariff_end_date: Option<Date>,
    /// Whether the person must move into the region first.
    pub address_change_required: bool,
    /// The membership that would go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_membership: Option<CardSystemMembership>,
}

/// What a membership costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembershipPrice {
    /// The price.
    pub price: Euro,
    /// Which price it is.
    pub label: String,
    /// The price explained.
    pub description: String,
}

/// Query of `GET /passholders/{passholderId}/memberships/{cardSystemId}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembershipQuery {
    /// Whether with the social tariff.
    pub social_tariff: bool,
    /// The organizer that registers.
    pub organizer_id: String,
}

/// Query of `GET /passholders/membership-prices/{cardSystemId}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewMembershipPriceQuery {
    /// Where the person lives; `0000` for abroad.
    pub postal_code: String,
    /// Date of birth.
    pub date_of_birth: Date,
    /// Whether with the social tariff; without when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social_tariff: Option<bool>,
    /// A voucher for a lower price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voucher: Option<String>,
    /// A card or a number only.
    pub card_type: CardType,
}

/// Query of `GET /passholders/{passholderId}/membership-prices/{cardSystemId}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembershipPriceQuery {
    /// Whether with the social tariff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social_tariff: Option<bool>,
    /// A voucher for a lower price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voucher: Option<String>,
    /// A card or a number only.
    pub card_type: CardType,
}

/// Query of `GET /card-systems/{cardSystemId}/membership-prices`.
#[derive(Debug, Clone, PartialEq, Eq, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CardSystemPricesQuery {
    /// A card or a number only.
    pub card_type: CardType,
}
