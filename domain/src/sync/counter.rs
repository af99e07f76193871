//! The counter at a door: what to charge, and rewards to hand out. Only phones with that role get
//! any of it, and none of it says why an amount is what it is.

use crate::{command::Shown, time::Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whose pass was shown, at which activity. It goes in a body: a number in an address would stand
/// in every log on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    /// The activity.
    pub event_id: String,
    /// What was shown.
    pub shown: Shown,
    /// When, by the phone's best idea of the server's clock: a rotating code is judged for that
    /// moment.
    pub at: Timestamp,
}

/// `POST /api/v1/shifts/{id}/tariffs`, with [`Asked`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rates {
    /// The activity's prices, each with what it may cost this person.
    pub prices: Vec<Price>,
}

/// One of an activity's prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Price {
    /// What it is called.
    pub label: String,
    /// What it costs without a pass, in cents.
    pub regular: i64,
    /// What to charge instead, cheapest first; none leaves the regular price.
    pub rates: Vec<Rate>,
}

/// What to charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    /// What to send to register it.
    pub id: String,
    /// In cents.
    pub charge: i64,
    /// How many tickets there are at it.
    pub left: u32,
    /// What a coupon is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupon: Option<String>,
}

/// `POST /api/v1/shifts/{id}/ticket-sales`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sale {
    /// Made on the phone: the same sale under the same id is registered once, and answered each
    /// time as the first time.
    pub id: Uuid,
    /// Whose pass, a person's or a group's, and at which activity.
    #[serde(flatten)]
    pub asked: Asked,
    /// Tickets.
    pub tickets: Vec<Ticket>,
    /// Whether it was sent before and no answer came.
    #[serde(default)]
    pub again: bool,
}

/// So many tickets at one rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    /// The price's name.
    pub label: String,
    /// The price without a pass, in cents.
    pub regular: i64,
    /// The rate.
    pub rate: String,
    /// How many.
    pub number: u32,
}

/// What was registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sold {
    /// The registrations, to take them back.
    pub ids: Vec<String>,
    /// What to charge for all of them, in cents.
    pub charge: i64,
}

/// `POST /api/v1/shifts/{id}/rewards`, with [`Asked`]. Handing one out is
/// [`crate::command::What::HandOut`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HandOut {
    /// The person's points.
    pub points: i64,
    /// What the person can have here and now.
    pub rewards: Vec<Handed>,
}

/// A reward to hand out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Handed {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it costs; nothing for a welcome gift.
    pub points: i64,
}
