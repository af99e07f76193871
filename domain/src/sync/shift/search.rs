//! Somebody without a pass at hand: looked up by name or by national number, with the network and by
//! phones whose role may. It tells as much as two neighbours need to be told apart, and no more.

use crate::number::InszNumber;
use serde::{Deserialize, Serialize};

/// `POST /api/v1/shifts/{id}/search`: who is looked for. It goes in a body: a name in an address would
/// stand in every log on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "camelCase")]
pub enum Search {
    /// By the beginnings of both names.
    #[serde(rename_all = "camelCase")]
    Name {
        /// First name.
        first_name: String,
        /// Last name.
        name: String,
    },
    /// By national number.
    NationalNumber {
        /// The number.
        number: InszNumber,
    },
}

/// How many letters of each name there must be.
pub const LEAST_LETTERS: usize = 2;
/// How many are told at most: whoever finds more says the name in full.
pub const MOST_FOUND: usize = 6;

impl Search {
    /// What was typed: eleven digits in any grouping, or a first name and a last name.
    pub fn typed(text: &str) -> Option<Self> {
        let bare: String = text.chars().filter(|c| !" .-".contains(*c)).collect();
        if let Ok(number) = bare.parse() {
            return Some(Self::NationalNumber { number });
        }
        let (first_name, name) = text.trim().split_once(char::is_whitespace)?;
        let search = Self::Name {
            first_name: first_name.to_owned(),
            name: name.trim().to_owned(),
        };
        search.is_enough().then_some(search)
    }

    /// Whether it says enough of somebody.
    pub fn is_enough(&self) -> bool {
        let Self::Name { first_name, name } = self else {
            return true;
        };
        let letters = |text: &String| text.chars().filter(|c| c.is_alphabetic()).count();
        let named = |text: &String| {
            letters(text) >= LEAST_LETTERS && !text.chars().any(|c| c.is_ascii_digit())
        };
        named(first_name) && named(name)
    }

    /// The same with the last name said first.
    pub fn turned(&self) -> Option<Self> {
        let Self::Name { first_name, name } = self else {
            return None;
        };
        let all = format!("{first_name} {name}");
        let (name, first_name) = all.rsplit_once(char::is_whitespace)?;
        Some(Self::Name {
            first_name: first_name.to_owned(),
            name: name.to_owned(),
        })
    }
}

/// Who was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// At most [`MOST_FOUND`], by name.
    pub people: Vec<Somebody>,
    /// Whether there are more.
    pub more: bool,
}

/// Somebody who was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Somebody {
    /// The id by which the person is checked in.
    pub holder: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub name: String,
    /// In whole years, which tells two of the same name apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(first_name: &str, name: &str) -> Search {
        Search::Name {
            first_name: first_name.to_owned(),
            name: name.to_owned(),
        }
    }

    #[test]
    fn what_is_typed_is_two_names_or_a_national_number() {
        assert_eq!(
            Search::typed(" Anna  Van den Berg "),
            Some(name("Anna", "Van den Berg"))
        );
        for text in ["36051380284", "36.05.13-802.84", "36 05 13 802 84"] {
            let found = Search::typed(text);
            assert!(
                matches!(found, Some(Search::NationalNumber { .. })),
                "{text}"
            );
        }
        // One name, one letter, a number that is none, a pass.
        for text in [
            "",
            "Anna",
            "Anna P",
            "A Peeters",
            "36051380285",
            "0900000095902",
            "090 0000",
        ] {
            assert_eq!(Search::typed(text), None, "{text}");
        }
    }

    #[test]
    fn who_says_the_last_name_first_means_the_same() {
        assert_eq!(
            name("Van", "den Berg Anna").turned(),
            Some(name("Anna", "Van den Berg"))
        );
    }
}
