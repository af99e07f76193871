//! Coupons as UiTPAS API 4.0 writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::{CouponStatus, StatusFilter};
use super::reward::{Period, RedeemConstraint};

/// A coupon that a person or group has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GrantedCoupon {
    /// Which grant.
    pub id: u32,
    /// The coupon.
    pub coupon: Coupon,
    /// When it can be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validity_period: Option<Period>,
    /// Whether it can be used.
    pub status: CouponStatus,
    /// How often, in which period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining: Option<RedeemConstraint>,
}

/// A coupon of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Coupon {
    /// Which coupon.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// Query of `GET /passholders/{passholderId}/coupons` and of group passes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CouponQuery {
    /// In which state; active ones when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusFilter>,
    /// Only coupons for this organizer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organizer_id: Option<String>,
}
