//! Families as UiTPAS API 4.0 writes them: each pass holder has a list of one's own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::passholder::Passholder;
use super::time::DateTime;

/// A person on the family list of another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FamilyMember {
    /// Required to add somebody; ignored in a change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitpas_number: Option<String>,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passholder: Option<Passholder>,
    /// When the person was added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_date: Option<DateTime>,
    /// The picture that the family chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// Whether it is the person whose list this is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub main_family_member: Option<bool>,
}

/// A family that the person was added to (`GET /passholders/{passholderId}/families`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Family {
    /// Last name of the person whose list it is.
    pub name: String,
    /// First name of that person.
    pub first_name: String,
    /// Id of that person.
    pub passholder_id: String,
    /// E-mail address of that person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Since when.
    pub member_since: DateTime,
}
