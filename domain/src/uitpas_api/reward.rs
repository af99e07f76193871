//! Rewards, welcome gifts and what was redeemed, as UiTPAS API 4.0 writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::card_system::CardSystem;
use super::enums::{PeriodType, RedeemReason, RewardCategory, RewardStatus, RewardType, known};
use super::organizer::Organizer;
use super::time::DateTime;

/// What a person gets for points, or as a welcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reward {
    /// The id; absent in requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it is called.
    pub title: String,
    /// For points, or as a welcome.
    #[serde(rename = "type")]
    pub kind: RewardType,
    /// What it is; HTML in practice.
    pub promotional_description: String,
    /// When it is shown.
    pub publication_period: Period,
    /// What it costs; required for points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
    /// What sort of reward; required for points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<RewardCategory>,
    /// Where more is told; required for points.
    #[serde(rename = "moreInfoURL", skip_serializing_if = "Option::is_none")]
    pub more_info_url: Option<String>,
    /// Who registers in this period gets the welcome gift.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granting_period: Option<Period>,
    /// The region that offers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owning_card_system: Option<CardSystem>,
    /// The regions whose people may have it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applicable_card_systems: Vec<CardSystem>,
    /// Whether the people of every region may; yes when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_card_systems: Option<bool>,
    /// Where it is redeemed; at every counter when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organizers: Vec<Organizer>,
    /// Whether it is offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<RewardStatus>,
    /// How many there are; no limit when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_available_units: Option<u32>,
    /// How many are gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units_taken: Option<u32>,
    /// What to know beforehand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practical_info: Option<String>,
    /// URLs of pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<String>,
    /// When it can be redeemed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redeem_period: Option<Period>,
    /// For children.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub for_kids: Option<bool>,
    /// About sport.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sport: Option<bool>,
    /// Shown first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featured: Option<bool>,
    /// Whether a person may redeem it without a counter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub online: Option<bool>,
    /// Whether it will soon be gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_chance: Option<bool>,
    /// How often one person may have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redeem_constraint: Option<RedeemConstraint>,
}

/// From a time, perhaps until a time, both included.
#[derive(Debug, Clone, PartialEq, Eq, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Period {
    /// From.
    pub begin: DateTime,
    /// Until; open when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<DateTime>,
}

/// At most so many in a calendar period.
#[derive(Debug, Clone, PartialEq, Eq, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RedeemConstraint {
    /// How many.
    pub volume: u32,
    /// In which period.
    pub period: PeriodType,
}

/// Whether a person may redeem a reward (`GET /rewards/{rewardId}/redeem-status`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RedeemStatus {
    /// Whether so.
    pub redeemable: bool,
    /// Why not.
    #[serde(
        default,
        deserialize_with = "known",
        skip_serializing_if = "Option::is_none"
    )]
    pub reason: Option<RedeemReason>,
    /// Why not, in Dutch, for the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// Query of `GET /rewards/{rewardId}/redeem-status`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RedeemStatusQuery {
    /// Which pass.
    pub uitpas_number: String,
}

/// A reward to redeem (`POST /rewards/redeemed`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RedeemRequest {
    /// Which reward.
    pub reward_id: String,
    /// Which pass.
    pub uitpas_number: String,
}

/// A reward that was redeemed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RedeemedReward {
    /// The id.
    pub id: String,
    /// The reward.
    pub reward: Reward,
    /// When.
    pub redeem_date: DateTime,
    /// What to do with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redeem_info: Option<RedeemInfo>,
    /// The code that gets it, for rewards with codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redeem_code: Option<String>,
}

/// What to do with a redeemed reward.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RedeemInfo {
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where to go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// What the link is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}
