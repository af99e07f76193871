//! Card systems, the UiTPAS regions, as UiTPAS API 4.0 writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::CardlessRegistration;
use super::page::paged;

/// A UiTPAS region.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CardSystem {
    /// The number of the region.
    pub id: u32,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branding: Option<Branding>,
    /// Where it stands on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Links>,
    /// The cities it covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cities: Vec<City>,
    /// Whether it is there to stay, and not for a test or a single season.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permanent: Option<bool>,
    /// Whether people register without a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allows_cardless_registration: Option<bool>,
    /// Which people do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cardless_registration_type: Option<CardlessRegistration>,
    /// Who has a right to the social tariff here, in the region's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social_tariff_info: Option<String>,
}

/// The looks of a region.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Branding {
    /// URL of the logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// A colour in CSS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_color: Option<String>,
    /// A colour in CSS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secondary_color: Option<String>,
}

/// The web pages of a region.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Links {
    /// URL of the home page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
}

/// A city within a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct City {
    /// Postal code.
    pub postal_code: String,
    /// Name.
    pub name: String,
}

/// What one city of a region allows (`GET /card-systems/{cardSystemId}/city-settings`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CardSystemCitySettings {
    /// Name of the city, in capitals.
    pub city: String,
    /// Whether its people register without a card.
    pub allows_cardless_registration: bool,
    /// Whom to write to.
    pub contact_email: String,
}

/// What a region allows for one postal code; deprecated for the city settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CardSystemSocialTariffSettings {
    /// The postal code asked for.
    pub postal_code: String,
    /// Whether its people register without a card.
    pub allows_cardless_registration: bool,
}

/// Query of `GET /card-systems`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CardSystemQuery {
    /// Permanent regions or the others; permanent ones when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permanent: Option<bool>,
    /// How many items to skip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// How many items to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Only regions with one of these cities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub city: Vec<String>,
    /// Only regions with one of these postal codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub postal_code: Vec<String>,
    /// `name`, `postalCode`, or with `-` in front the other way round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// The postal code that `sort=postalCode` puts first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code_sort: Option<String>,
}

/// Query of `GET /card-systems/{cardSystemId}/city-settings`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CitySettingsQuery {
    /// Only cities with one of these postal codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub postal_code: Vec<String>,
}

paged!(CardSystemQuery);
