//! Kiosks, and what they ask themselves, as UiTPAS API 4.0 writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::card_system::CardSystem;
use super::enums::ReleaseTrack;
use super::organizer::Organizer;
use super::page::paged;

/// A kiosk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KioskDevice {
    /// Which.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Whose events it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organizers: Vec<Organizer>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Location>,
    /// The number of the device: its password, too.
    pub device_id: String,
    /// The region.
    pub card_system: CardSystem,
    /// Which version of the software it gets.
    pub release_track: ReleaseTrack,
}

/// A location in UiTdatabank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Location {
    /// Which.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// The event that a kiosk checks people in for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KioskDeviceEvent {
    /// The points of a check-in.
    pub checkin_points: i64,
    /// The event.
    pub event: KioskEvent,
    /// The code of the moment.
    pub checkin_code: String,
}

/// The event of a kiosk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KioskEvent {
    /// Which.
    pub id: String,
    /// What it is called.
    pub title: String,
}

/// An event for a kiosk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KioskDeviceEventRequest {
    /// Which event.
    pub id: String,
}

/// A check-in at a kiosk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KioskDeviceCheckinRequest {
    /// The chip that was held to it.
    pub chip_number: String,
}

/// What a check-in at a kiosk gave.
#[derive(Debug, Clone, PartialEq, Eq, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KioskDeviceCheckinResponse {
    /// The points of this check-in.
    pub new_points: i64,
    /// The points that the person has now.
    pub total_points: i64,
}

/// A device that wants to become a kiosk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KioskDeviceSetup {
    /// Which kiosk.
    pub name: String,
    /// The number of the device.
    pub device_id: String,
}

/// What a kiosk shows of a pass.
#[derive(Debug, Clone, PartialEq, Eq, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KioskPass {
    /// The points that the person has.
    pub total_points: i64,
}

/// Query of `GET /kiosks`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KioskQuery {
    /// Of which organizer; required of admins without `KIOSKS_READ`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organizer_id: Option<String>,
    /// How many items to skip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// How many items to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

paged!(KioskQuery);
