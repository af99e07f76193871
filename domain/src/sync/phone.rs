//! `GET /api/v1/phone`: everything that a pass holder's phone keeps to work without network.
//!
//! It comes with an `ETag`. `304 Not Modified` means that all of it still holds at the moment of the
//! answer's `Date`: only "as of" moves on. Rewards and activities are lists of their own in `offer`.

use crate::sync::{device::DeviceView, family::Consent, family::FamilyOf};
use crate::time::Timestamp;
use crate::uitpas_api::Date;
use crate::uitpas_api::enums::{
    AssociationMembershipStatus, CardType, CouponStatus, MembershipCardStatus, SocialTariffStatus,
};
use crate::uitpas_api::reward::{Period, RedeemConstraint, RedeemInfo};
use serde::{Deserialize, Serialize};

/// The snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PhoneSnapshot {
    /// When the server put it together.
    pub as_of: Timestamp,
    /// This device.
    pub device: DeviceView,
    /// Whether the person has a PIN.
    pub has_pin: bool,
    /// The server's public key to which commands are sealed: base64url.
    pub sealing_key: String,
    /// The owner of the phone first, then (at level FULL) the family in the order of its list.
    pub persons: Vec<Person>,
    /// The regions of all of them.
    #[serde(default)]
    pub regions: Vec<Region>,
    /// The families that the owner was added to; empty below FULL.
    #[serde(default)]
    pub families: Vec<FamilyOf>,
    /// For the rotating QR: one a day, today first; none for a device without a key.
    #[serde(default)]
    pub credentials: Vec<DayCredential>,
}

/// What the issuer signed for one day and this device's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DayCredential {
    /// Whose pass.
    pub passholder: String,
    /// The day in Brussels.
    pub day: Date,
    /// As `domain::credential` reads it: base64url.
    pub credential: String,
}

/// Somebody whose card is on this phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The id.
    pub id: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub name: String,
    /// Whether it is the owner of the phone.
    #[serde(default)]
    pub owner: bool,
    /// The picture that the family chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// Whether the person is of age.
    #[serde(default)]
    pub adult: bool,
    /// Whether the owner may see this person's points and history.
    #[serde(default)]
    pub consent: Consent,
    /// The number that speaks for the person; none when no card works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uitpas_number: Option<String>,
    /// The cards by region, the one that speaks for the person first.
    #[serde(default)]
    pub cards: Vec<Card>,
    /// Points saved and not used; none where consent is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
    /// When the person registered: welcome gifts are for the first two months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// What needs FULL, and consent for another adult.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private: Option<Private>,
}

/// A card of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// Its number.
    pub uitpas_number: String,
    /// The region, by id.
    pub region: u32,
    /// Plastic, or a number only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<CardType>,
    /// Whether it works.
    pub status: MembershipCardStatus,
    /// Whether the region blocked the membership, whatever the card says.
    #[serde(default)]
    pub membership_blocked: bool,
}

/// What only the person, or a family that may, sees of a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Private {
    /// Points that came and went, newest first, at most the last 1000.
    pub history: Vec<Entry>,
    /// How many there are in all.
    pub history_total: u64,
    /// Rewards that were had, newest first, at most the last 500.
    pub redeemed: Vec<Redeemed>,
    /// Memberships of associations: the member cards.
    pub memberships: Vec<Membership>,
    /// The social tariff by region: shown behind the person's own tap only.
    pub reduced_rate: Vec<ReducedRate>,
    /// Coupons, those that have ended too.
    pub coupons: Vec<Coupon>,
}

/// A line of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// What.
    pub title: String,
    /// Where.
    #[serde(default)]
    pub location: String,
    /// How many; below zero when spent.
    pub points: i64,
}

/// A reward that was had, with what gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Redeemed {
    /// The id of this redemption.
    pub id: String,
    /// The reward.
    pub reward: String,
    /// What it is called, in Dutch.
    pub title: String,
    /// When.
    pub at: Timestamp,
    /// What it costs; none for a welcome gift.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
    /// The code that gets it, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What to do with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub info: Option<RedeemInfo>,
    /// The first picture of the reward, at an address of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

/// A membership of an association.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// The association.
    pub association: String,
    /// What people call it.
    pub name: String,
    /// Whether it runs.
    pub status: AssociationMembershipStatus,
    /// The last day.
    pub end_date: Date,
    /// From which day it can be renewed; none is never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renew_from: Option<Date>,
}

/// The social tariff of a person in a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReducedRate {
    /// The region, by id.
    pub region: u32,
    /// Whether it holds; never to be taken from the date.
    pub status: SocialTariffStatus,
    /// Until when.
    pub end: Timestamp,
    /// Whether it holds although the date is past.
    #[serde(default)]
    pub in_grace: bool,
    /// Until when it is suspended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_until: Option<Timestamp>,
}

/// A coupon that a person was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Coupon {
    /// Which grant.
    pub id: u32,
    /// What people call it.
    pub name: String,
    /// What it gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it can be used.
    pub status: CouponStatus,
    /// From when until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity: Option<Period>,
    /// How often it may still be used, in which period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remaining: Option<RedeemConstraint>,
}

/// A region, with whom to turn to when a card is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    /// The id.
    pub id: u32,
    /// What people call it.
    #[serde(default)]
    pub name: String,
    /// Its colour in CSS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// Its home page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// Who has a right to the reduced rate, and how to ask for it, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub social_tariff_info: Option<String>,
    /// Its cities and whom to write to in each.
    #[serde(default)]
    pub contacts: Vec<Contact>,
}

/// Whom to write to in a city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// The city.
    pub city: String,
    /// E-mail address.
    pub email: String,
}
