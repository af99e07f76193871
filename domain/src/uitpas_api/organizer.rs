//! Organizers, their admins and what they may do, as UiTPAS API 4.0 writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::card_system::CardSystem;
use super::enums::{AdminType, SortOrder};
use super::page::paged;
use super::permission::{Permission, known_details, known_permissions};

/// Who organizes events, sells passes or keeps a counter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Organizer {
    /// The id in UiTdatabank.
    pub id: String,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The regions it takes part in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub card_systems: Vec<CardSystem>,
    /// The location in UiTdatabank that it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linked_location_id: Option<String>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<OrganizerAddress>,
}

/// Where an organizer is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizerAddress {
    /// Street, number and box.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// City.
    pub city: String,
}

/// A person who may act for an organizer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizerAdmin {
    /// The UiTiD of the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The e-mail address of the person.
    pub email: String,
    /// What the person may do.
    #[serde(rename = "type")]
    pub kind: AdminType,
}

/// What the caller may do for an organizer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizerPermissions {
    /// The organizer.
    pub organizer: Organizer,
    /// The permissions by name only; deprecated for the details.
    #[serde(
        default,
        deserialize_with = "known_permissions",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub permissions: Vec<Permission>,
    /// The permissions, each with its label and regions.
    #[serde(
        default,
        deserialize_with = "known_details",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub permission_details: Vec<PermissionDetail>,
    /// What that gives for other organizers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub linked_organizers: Vec<LinkedOrganizerPermissions>,
}

/// What the admins of one organizer may do for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LinkedOrganizerPermissions {
    /// The other organizer.
    pub organizer: Organizer,
    /// The permissions there.
    #[serde(
        default,
        deserialize_with = "known_details",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub permission_details: Vec<PermissionDetail>,
}

/// A permission with its label and regions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionDetail {
    /// The permission.
    pub id: Permission,
    /// The permission in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<PermissionLabel>,
    /// The regions in which it holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub card_system_ids: Vec<u32>,
}

/// A permission in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionLabel {
    /// In Dutch.
    pub nl: String,
    /// In English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

/// Query of `GET /organizers`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizerQuery {
    /// Only organizers of this group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<u32>,
    /// Only organizers with these words in the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Only organizers of this region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_system_id: Option<u32>,
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

paged!(OrganizerQuery);
