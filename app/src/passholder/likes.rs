//! What the person chose on this phone; kept here only and told to nobody.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The choices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Likes {
    /// Rewards with a heart, by id.
    pub hearts: BTreeSet<String>,
    /// The reward that is saved for.
    pub goal: Option<String>,
    /// Larger type, fewer choices, read aloud.
    pub easy: bool,
    /// Whether the pages about one's own rights may be listed.
    pub extra: bool,
    /// Whether the browser promised to keep the store; none until asked.
    pub promised: Option<bool>,
}
