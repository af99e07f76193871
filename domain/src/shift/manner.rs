//! What a door is for: saving points, letting members of a club in, or an open house where nobody
//! is asked for a name.

use serde::{Deserialize, Serialize};

/// What a door is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Manner {
    /// Passes are scanned and save points.
    #[default]
    Points,
    /// A scan says first whether somebody is a member, and then lets them in.
    Members,
    /// An open house: people are counted by age, without names.
    Open,
}

impl Manner {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Points, Self::Members, Self::Open];

    /// The word on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Points => "POINTS",
            Self::Members => "MEMBERS",
            Self::Open => "OPEN",
        }
    }

    /// By its word; one that this version does not know saves points, as every door once did.
    pub fn named(word: &str) -> Self {
        let known = Self::ALL.into_iter().find(|one| one.as_str() == word);
        known.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_is_the_same_everywhere() {
        for manner in Manner::ALL {
            assert_eq!(serde_json::to_value(manner).unwrap(), manner.as_str());
            assert_eq!(Manner::named(manner.as_str()), manner);
        }
        assert_eq!(Manner::named("DISCO"), Manner::Points);
    }
}
