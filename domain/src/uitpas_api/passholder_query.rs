//! How pass holders are searched in UiTPAS API 4.0.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::{SortOrder, StatusFilter};
use super::page::paged;
use super::time::Date;

/// Query of `GET /passholders`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PassholderQuery {
    /// Only the person with this national number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insz_number: Option<String>,
    /// Only the person with this UiTPAS number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitpas_number: Option<String>,
    /// Only the person with this chip number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chip_number: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Street.
    #[serde(rename = "address.street", skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// City.
    #[serde(rename = "address.city", skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Only pupils of this school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_id: Option<String>,
    /// How many items to skip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// How many items to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The order of the names; ascending when absent.
    #[serde(rename = "sort[name]", skip_serializing_if = "Option::is_none")]
    pub sort_name: Option<SortOrder>,
    /// The organizer that the caller acts for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organizer_id: Option<String>,
    /// Born on this day or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth_from: Option<Date>,
    /// Born on this day or earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth_to: Option<Date>,
    /// Only the person with this UiTiD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitid_id: Option<String>,
    /// Only members of this association.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub association_id: Option<String>,
    /// Only memberships in this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub association_membership_status: Option<StatusFilter>,
}

impl PassholderQuery {
    /// Whether the query names one person by a number or a UiTiD: the only searches that
    /// `PASSHOLDERS_SEARCH_BY_ID` allows, and those that no region narrows.
    pub const fn is_by_identifier(&self) -> bool {
        self.uitpas_number.is_some()
            || self.chip_number.is_some()
            || self.insz_number.is_some()
            || self.uitid_id.is_some()
    }
}

paged!(PassholderQuery);
