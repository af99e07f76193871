//! The family list of a person, and the lists that the person is on.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Whether somebody lets the owner of a family list see points and history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Consent {
    /// Nobody has to be asked: oneself, or a child.
    #[default]
    NotNeeded,
    /// An adult who was told and did not answer yet.
    Asked,
    /// Yes.
    Given,
    /// No.
    Refused,
}

impl Consent {
    /// Whether points and history may be seen.
    pub const fn opens(self) -> bool {
        matches!(self, Self::NotNeeded | Self::Given)
    }
}

/// `POST /api/v1/family`: number and birth date show that the pass is in hand.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewMember {
    /// The UiTPAS number, spaces allowed.
    pub number: String,
    /// `YYYY-MM-DD`.
    pub date_of_birth: String,
    /// The picture that the family chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
}

impl std::fmt::Debug for NewMember {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewMember")
    }
}

/// `PUT /api/v1/family/{member}`
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MemberChange {
    /// The picture; none is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
}

/// A family that the owner of the phone was added to. Leaving it is
/// `DELETE /api/v1/families/{passholder}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FamilyOf {
    /// Whose list.
    pub passholder: String,
    /// First name of that person.
    pub first_name: String,
    /// Last name of that person.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
    /// Whether that person may see points and history.
    pub consent: Consent,
}

/// `PUT /api/v1/families/{passholder}`: yes or no to being seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsentAnswer {
    /// Whether that person may see points and history.
    pub agrees: bool,
}
