//! Pass holders as UiTPAS API 4.0 writes them, and what is asked and said about a single person.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::card_system::CardSystem;
use super::enums::{CardType, Gender, InszNumberState, UitidEmailState, UitidStatus};
use super::membership::CardSystemMembership;
use super::organizer::Organizer;
use super::time::{Date, DateTime};

/// A person with a pass. What only a registration carries stands in `registration`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Passholder {
    /// The id; absent in requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Last name.
    pub name: String,
    /// First name.
    pub first_name: String,
    /// National number, eleven digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insz_number: Option<String>,
    /// The number of the oldest membership with an active card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitpas_number: Option<String>,
    /// The regions that the person belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub card_system_memberships: Vec<CardSystemMembership>,
    /// E-mail address; several persons may share one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// When the person was registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_date: Option<DateTime>,
    /// Required by the contract, yet absent from its example of `POST /passholders/me`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<Date>,
    /// Gender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Where the person was registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_organizer: Option<Organizer>,
    /// Points saved and not used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
    /// Whether the person has a UiTiD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitid_status: Option<UitidStatus>,
    /// Required by the contract, yet absent from its example of `POST /passholders/me`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Deprecated for the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Deprecated for the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Phone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    /// What the person wants to hear about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opt_in_preferences: Option<OptInPreferences>,
    /// Nationality in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nationality: Option<String>,
    /// What only a registration carries.
    #[serde(flatten)]
    pub registration: Registration,
}

/// What a client sends to register or change a person and never gets back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// Whether a parent agrees, for a minor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parental_consent: Option<bool>,
    /// Whether the terms were signed on paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_terms_paper: Option<bool>,
    /// Whether the terms were accepted on a screen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_terms_digital: Option<bool>,
    /// The region to register in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_card_system_id: Option<u32>,
    /// A voucher for a lower price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_voucher: Option<String>,
    /// A card or a number only; required to register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_card_type: Option<CardType>,
    /// The number of the card, for a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_uitpas_number: Option<String>,
    /// Until when the person has the social tariff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_social_tariff_end_date: Option<Date>,
    /// A picture in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_picture: Option<String>,
    /// A note of the counter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_note: Option<String>,
}

/// Where a pass holder lives.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// Street, number and box.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Deprecated, stands in `street`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Deprecated, stands in `street`.
    #[serde(rename = "box", skip_serializing_if = "Option::is_none")]
    pub box_number: Option<String>,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
    /// Country in two letters (ISO 3166-1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// What a pass holder wants to hear about, and how.
#[derive(Debug, Clone, PartialEq, Eq, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "five switches on the wire")]
pub struct OptInPreferences {
    /// E-mail about the pass.
    pub service_mails: bool,
    /// E-mail about points and rewards.
    pub milestone_mails: bool,
    /// E-mail with news.
    pub info_mails: bool,
    /// Text messages.
    pub sms: bool,
    /// Letters.
    pub post: bool,
}

/// What a counter notes about a person (`GET /passholders/{passholderId}/private`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrivateProperties {
    /// The id of the pass holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The picture of a person (`GET /passholders/{passholderId}/picture`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PassholderPicture {
    /// A link that works for a short while.
    pub picture_url: String,
}

/// A person who registers without a counter (`POST /passholders/me`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PassholderSelfRegistration {
    /// Last name.
    pub name: String,
    /// First name.
    pub first_name: String,
    /// Date of birth.
    pub date_of_birth: Date,
    /// E-mail address, of no other pass holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
    /// The region to register in.
    pub card_system: CardSystem,
    /// The organizer to register with.
    pub registration_organizer: Organizer,
}

/// Proof of having a pass in hand (`GET /passholders/me/uitid/registration-token`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationToken {
    /// The token, for the header `x-registration-token`.
    pub token: String,
}

/// Whether a pass has a UiTiD (`GET /passholders/me/uitid/status`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UitidRegistrationStatus {
    /// The number of the pass.
    pub uitpas_number: String,
    /// The e-mail address that the counter noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Whether it has one.
    pub state: UitidStatus,
}

/// What an e-mail address is (`GET /uitid/emails/{email}`).
#[derive(Debug, Clone, PartialEq, Eq, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UitidEmailStatus {
    /// Known to UiTiD, linked to a pass, or free.
    pub state: UitidEmailState,
}

/// Whether a national number has a pass (`GET /passholders/status/insz-numbers/{inszNumber}`).
#[derive(Debug, Clone, PartialEq, Eq, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InszNumberStatus {
    /// Used or free.
    pub state: InszNumberState,
}
