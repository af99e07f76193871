//! What a person can have and go to: `GET /api/v1/rewards` and `GET /api/v1/activities`, whole, so
//! that search, filters and order work without network.

use crate::reward::{Listed, Rules};
use crate::time::Timestamp;
use crate::uitpas_api::reward::Reward;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The rewards that the person's regions show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RewardList {
    /// When the server put it together.
    pub as_of: Timestamp,
    /// The rewards.
    pub rewards: Vec<RewardItem>,
}

/// A reward with what a search without network needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RewardItem {
    /// As API 4.0 has it, its texts in Dutch, with one picture at most, at an address of ours.
    pub reward: Reward,
    /// Title and description by language, where there are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub texts: BTreeMap<String, RewardTexts>,
    /// When it was made.
    pub created: Timestamp,
    /// How often it was had.
    #[serde(default)]
    pub redeemed: u64,
    /// Where it is had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
}

/// The texts of a reward in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RewardTexts {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it is; may be HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What to know beforehand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practical_info: Option<String>,
}

/// Where something is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Place {
    /// What people call it.
    pub name: String,
    /// Street, number and box.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
}

impl RewardItem {
    /// As the search of `domain::reward` sees it.
    pub fn listed(&self) -> Listed {
        let mut words = format!(
            "{} {}",
            self.reward.title, self.reward.promotional_description
        );
        for text in self.texts.values() {
            for part in [&text.title, &text.description].into_iter().flatten() {
                words.push(' ');
                words.push_str(part);
            }
        }
        Listed {
            permanent: true,
            postal_codes: self
                .places
                .iter()
                .map(|place| place.postal_code.clone())
                .collect(),
            created: self.created,
            redeemed: self.redeemed,
            rules: Rules::of(&self.reward),
            words: words.to_lowercase(),
            reward: self.reward.clone(),
        }
    }
}

/// Activities that give points in the next two weeks, nearest first, then by time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ActivityList {
    /// When the server put it together.
    pub as_of: Timestamp,
    /// Until when it looks ahead.
    pub until: Timestamp,
    /// The activities.
    pub activities: Vec<Activity>,
}

/// An activity that gives points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// Its UiTdatabank id.
    pub id: String,
    /// What it is called, in Dutch.
    pub title: String,
    /// Its title in other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub titles: BTreeMap<String, String>,
    /// Who organises it.
    pub organizer: String,
    /// Where.
    pub place: Place,
    /// How far: in the person's own town, in one of the person's regions, or elsewhere.
    pub distance: Distance,
    /// When, by time, at most twenty; empty when it goes on all the time.
    #[serde(default)]
    pub times: Vec<Span>,
    /// The points of a check-in.
    pub points: i64,
    /// What a ticket costs.
    #[serde(default)]
    pub prices: Vec<Price>,
    /// What it costs this person with the reduced rate: shown behind the person's own tap only;
    /// empty below FULL and for who has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reduced: Vec<Price>,
}

/// How far an activity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Distance {
    /// In the person's town.
    Town,
    /// In one of the person's regions.
    Region,
    /// Somewhere else.
    Elsewhere,
}

/// From a moment to a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// From.
    pub begin: Timestamp,
    /// To.
    pub end: Timestamp,
}

/// A price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Price {
    /// What it is called.
    pub name: String,
    /// In cents.
    pub cents: i64,
}
