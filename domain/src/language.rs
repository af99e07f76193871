//! The eight languages of Pasmaat: their codes, direction, own names, and which one a reader wants.
//! Not here: any text. Plural rules are in [`plural`].

mod plural;

pub use plural::PluralCategory;

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// A language that every screen and message is available in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch: the source of all texts, and the language when nothing else is known.
    #[default]
    Nl,
    /// French.
    Fr,
    /// English.
    En,
    /// German.
    De,
    /// Ukrainian.
    Uk,
    /// Russian.
    Ru,
    /// Arabic, written from right to left.
    Ar,
    /// Turkish.
    Tr,
}

/// The code is none of the eight languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not one of the languages nl, fr, en, de, uk, ru, ar, tr")]
pub struct UnknownLanguage;

impl Language {
    /// All languages, in the order in which people choose from them.
    pub const ALL: [Self; 8] = [
        Self::Nl,
        Self::Fr,
        Self::En,
        Self::De,
        Self::Uk,
        Self::Ru,
        Self::Ar,
        Self::Tr,
    ];

    /// The BCP 47 code, as in the URL prefix and in `lang`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::Fr => "fr",
            Self::En => "en",
            Self::De => "de",
            Self::Uk => "uk",
            Self::Ru => "ru",
            Self::Ar => "ar",
            Self::Tr => "tr",
        }
    }

    /// The value of `dir`.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            _ => "ltr",
        }
    }

    /// What its own readers call the language.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Nl => "Nederlands",
            Self::Fr => "Français",
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Uk => "Українська",
            Self::Ru => "Русский",
            Self::Ar => "العربية",
            Self::Tr => "Türkçe",
        }
    }

    /// The place of the language in [`Language::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The language that a reader's `Accept-Language` header asks for most, or `None` when it names
    /// none of ours (RFC 9110 §12.5.4; a malformed part is passed over).
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for part in header.split(',') {
            let mut pieces = part.split(';').map(str::trim);
            let Some(language) = pieces.next().and_then(|tag| {
                tag.split('-')
                    .next()
                    .and_then(|primary| primary.to_ascii_lowercase().parse().ok())
            }) else {
                continue;
            };
            let quality = pieces
                .find_map(|piece| piece.strip_prefix("q="))
                .map_or(Some(1.0), |q| q.parse::<f32>().ok())
                .unwrap_or(0.0);
            if quality > 0.0 && best.is_none_or(|(_, so_far)| quality > so_far) {
                best = Some((language, quality));
            }
        }
        best.map(|(language, _)| language)
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
            .ok_or(UnknownLanguage)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_the_place_in_the_list() {
        for (place, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language.index(), place);
            assert_eq!(language.code().parse(), Ok(language));
        }
    }

    #[test]
    fn the_reader_gets_the_language_asked_for_most() {
        let ask = Language::from_accept_language;
        assert_eq!(ask("uk-UA,uk;q=0.9,en;q=0.8"), Some(Language::Uk));
        assert_eq!(ask("pl, ru;q=0.3, tr;q=0.4"), Some(Language::Tr));
        assert_eq!(ask("AR-MA"), Some(Language::Ar));
        assert_eq!(ask("nl;q=0, fr;q=0.1"), Some(Language::Fr));
        assert_eq!(ask("nl;q=what, de;q=0.2"), Some(Language::De));
        assert_eq!(ask("pl,*;q=0.1"), None);
        assert_eq!(ask(""), None);
    }
}
