//! Associations and their memberships as UiTPAS API 4.0 writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::{AssociationEndDateType, AssociationMembershipStatus, AssociationPermission};
use super::time::Date;

/// A club whose members are noted on their pass. A request has the id only.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Association {
    /// Which.
    pub id: String,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How a membership ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date_type: Option<AssociationEndDateType>,
}

/// That a person is a member, was one, or can become one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AssociationMembership {
    /// Of which association.
    pub association: Association,
    /// Whether so; absent in requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<AssociationMembershipStatus>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Date>,
    /// Whether it can be renewed now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewable: Option<bool>,
    /// The date to suggest for a new or renewed membership.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_end_date: Option<Date>,
}

/// Query of `GET /associations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AssociationQuery {
    /// For which organizer.
    pub organizer_id: String,
    /// What that organizer may do with them.
    pub permission: AssociationPermission,
}

/// Query of the memberships of a pass holder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AssociationMembershipQuery {
    /// Deprecated spelling of the next; publiq's own counter app sends only this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organiser_id: Option<String>,
    /// For which organizer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organizer_id: Option<String>,
}

impl AssociationMembershipQuery {
    /// The organizer, by either spelling.
    pub fn organizer(&self) -> Option<&str> {
        self.organizer_id
            .as_deref()
            .or(self.organiser_id.as_deref())
    }
}
