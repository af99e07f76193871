//! How rewards are searched in UiTPAS API 4.0, and the page that comes back.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::{
    RewardCategory, RewardFacet, RewardStatus, RewardSubset, RewardType, RewardTypeFilter,
    SortOrder,
};
use super::page::paged;
use super::reward::Reward;
use super::text::LocalizedText;

/// Query of `GET /rewards`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RewardQuery {
    /// How many items to skip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// How many items to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Redeemed at one of these organizers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organizer_id: Vec<String>,
    /// Redeemed at an organizer in one of these places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organizer_postal_code: Vec<String>,
    /// Offered by one of these regions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owning_card_system_id: Vec<String>,
    /// For the people of one of these regions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applicable_card_system_id: Vec<String>,
    /// For points, as a welcome, or both; for points when absent.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<RewardTypeFilter>,
    /// Words to look for; `*` stands for any letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The filters to count by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<RewardFacet>,
    /// Names with commas between, each with `-` in front for the other way round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// Deprecated for `sort`.
    #[serde(rename = "sort[name]", skip_serializing_if = "Option::is_none")]
    pub sort_name: Option<SortOrder>,
    /// Deprecated for `sort`.
    #[serde(rename = "sort[creationDate]", skip_serializing_if = "Option::is_none")]
    pub sort_creation_date: Option<SortOrder>,
    /// Deprecated for `sort`.
    #[serde(rename = "sort[redeemCount]", skip_serializing_if = "Option::is_none")]
    pub sort_redeem_count: Option<SortOrder>,
    /// Deprecated for `sort`.
    #[serde(rename = "sort[featured]", skip_serializing_if = "Option::is_none")]
    pub sort_featured: Option<SortOrder>,
    /// Deprecated for `sort`.
    #[serde(rename = "sort[points]", skip_serializing_if = "Option::is_none")]
    pub sort_points: Option<SortOrder>,
    /// One of these sorts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<RewardCategory>,
    /// Costs this or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points_from: Option<i64>,
    /// Costs this or less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points_to: Option<i64>,
    /// The window; what people can have now when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subset: Option<RewardSubset>,
    /// About sport or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sport: Option<bool>,
    /// For children or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub for_kids: Option<bool>,
    /// Shown first or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featured: Option<bool>,
    /// To be redeemed without a counter or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub online: Option<bool>,
    /// Soon gone or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_chance: Option<bool>,
    /// Offered or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<RewardStatus>,
    /// What this person can redeem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_redeemable_by_passholder_id: Option<String>,
    /// What may interest this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_interesting_for_passholder_id: Option<String>,
}

/// Query of `GET /rewards/redeemed`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RedeemedRewardQuery {
    /// Whose, by number; this or the id, not both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitpas_number: Option<String>,
    /// For points or as a welcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reward_type: Option<RewardType>,
    /// How many items to skip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// How many items to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Whose, by id; this or the number, not both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passholder_id: Option<String>,
    /// Redeemed at one of these organizers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organizer_id: Vec<String>,
    /// Only rewards with these words in the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reward_title: Option<String>,
}

/// One page of rewards, with the counts that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RewardPage {
    /// How many there are over all pages.
    pub total_items: u64,
    /// The rewards of this page.
    pub member: Vec<Reward>,
    /// The counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facet: Option<RewardFacets>,
}

/// How many rewards each value of a filter would leave.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RewardFacets {
    /// By sort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categories: Option<Facet>,
    /// By region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owning_card_system_id: Option<Facet>,
    /// By type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Facet>,
    /// About sport.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sport: Option<Facet>,
    /// For children.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub for_kids: Option<Facet>,
    /// Without a counter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub online: Option<Facet>,
    /// Soon gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_chance: Option<Facet>,
}

/// The values of one filter.
pub type Facet = BTreeMap<String, FacetCount>;

/// One value of a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FacetCount {
    /// What people call it.
    pub name: LocalizedText,
    /// How many rewards it would leave.
    pub count: u64,
}

paged!(RewardQuery, RedeemedRewardQuery);
