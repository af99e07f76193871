//! Text for people in several languages, Dutch first.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The same sentence in several languages (`endUserMessage`).
///
/// The contract has `nl`, always, and `fr`, `de`, `en`. Other languages travel as further
/// members beside them: ours, and ignored by clients that know only the contract.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct LocalizedText {
    /// Dutch.
    pub nl: String,
    /// French.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fr: Option<String>,
    /// German.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub de: Option<String>,
    /// English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// Further languages by their code.
    #[serde(flatten)]
    pub other: BTreeMap<String, String>,
}

impl LocalizedText {
    /// A sentence in Dutch only.
    pub fn dutch(nl: impl Into<String>) -> Self {
        Self {
            nl: nl.into(),
            ..Self::default()
        }
    }

    /// The sentence in this language, or in Dutch.
    pub fn get(&self, language: &str) -> &str {
        let found = match language {
            "fr" => self.fr.as_ref(),
            "de" => self.de.as_ref(),
            "en" => self.en.as_ref(),
            other => self.other.get(other),
        };
        found.unwrap_or(&self.nl)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_languages_stand_beside_those_of_the_contract() {
        let json = serde_json::json!({"nl": "Dag", "en": "Hello", "uk": "Привіт"});
        let text: LocalizedText = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(
            (text.get("uk"), text.get("en"), text.get("tr")),
            ("Привіт", "Hello", "Dag")
        );
        assert_eq!(serde_json::to_value(text).unwrap(), json);
    }

    #[test]
    fn dutch_is_required() {
        assert!(serde_json::from_str::<LocalizedText>(r#"{"en":"Hello"}"#).is_err());
    }
}
