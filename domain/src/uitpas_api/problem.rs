//! The problem document (RFC 7807) of UiTPAS API 4.0, with what single types add to it.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::documented::status_of;
use super::enums::{CardStatus, PassType};
use super::operation::Operation;
use super::problem_type::ProblemType;
use super::text::LocalizedText;

/// The media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// The `type` of a problem: a documented one, or one we do not know and pass on as it came.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TypeUrl {
    /// A documented type.
    Known(ProblemType),
    /// The full URL of another type.
    Other(String),
}

impl TypeUrl {
    /// The full URL.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(kind) => kind.url(),
            Self::Other(url) => url,
        }
    }
}

impl From<String> for TypeUrl {
    fn from(url: String) -> Self {
        ProblemType::from_url(&url).map_or(Self::Other(url), Self::Known)
    }
}

impl Serialize for TypeUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for TypeUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// A problem document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What went wrong; programs compare this and nothing else.
    #[serde(rename = "type")]
    pub kind: TypeUrl,
    /// The type in a few words, for developers.
    pub title: String,
    /// The HTTP status. Written as an integer; publiq's errors guide shows it as text too.
    #[serde(deserialize_with = "integer_or_text")]
    pub status: u16,
    /// This case in a few words, for developers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What to show to the person; to be shown whenever it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_user_message: Option<LocalizedText>,
    /// With `body/invalid-data`: each violation of the schema.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schema_errors: Vec<SchemaError>,
    /// With `invalid-card-status`: the state that the card is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_status: Option<CardStatus>,
    /// With `invalid-card-status`: whose card it is, when it is anyone's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passholder_id: Option<String>,
    /// With `invalid-card-status`: whether the card is a group pass (publiq's errors list).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_pass: Option<bool>,
    /// With `invalid-card-status`: the same by its other name (`GET /passes`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pass_type: Option<PassType>,
    /// With an error about one of several: which one (`POST /ticket-sales`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json_pointer: Option<String>,
}

/// One violation of a schema (`schemaErrors`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchemaError {
    /// Where in the body (RFC 6901).
    pub json_pointer: String,
    /// What is wrong there.
    pub error: String,
}

impl Problem {
    /// A problem of this type with its own title and status.
    pub fn new(kind: ProblemType) -> Self {
        Self {
            kind: TypeUrl::Known(kind),
            title: kind.title().to_owned(),
            status: kind.status(),
            detail: None,
            end_user_message: None,
            schema_errors: Vec::new(),
            card_status: None,
            passholder_id: None,
            group_pass: None,
            pass_type: None,
            json_pointer: None,
        }
    }

    /// A problem of this type, with the status that the operation documents for it.
    pub fn on(operation: Operation, kind: ProblemType) -> Self {
        Self {
            status: status_of(operation, kind),
            ..Self::new(kind)
        }
    }

    /// The type, when it is a documented one.
    pub const fn known(&self) -> Option<ProblemType> {
        match self.kind {
            TypeUrl::Known(kind) => Some(kind),
            TypeUrl::Other(_) => None,
        }
    }

    /// Adds what developers read about this case.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Adds what the person reads.
    #[must_use]
    pub fn with_message(mut self, message: LocalizedText) -> Self {
        self.end_user_message = Some(message);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.status, self.title, self.kind.as_str())?;
        match &self.detail {
            Some(detail) => write!(f, ": {detail}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

fn integer_or_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Status {
        Integer(u16),
        Text(String),
    }
    match Status::deserialize(deserializer)? {
        Status::Integer(status) => Ok(status),
        Status::Text(text) => text.parse().map_err(de::Error::custom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_unknown_type_is_passed_on_with_its_message() {
        let json = json!({
            "type": "https://api.publiq.be/probs/uitpas/made-tomorrow", "title": "New",
            "status": 400, "endUserMessage": {"nl": "Dit is nieuw."}
        });
        let problem: Problem = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(problem.known(), None);
        assert_eq!(serde_json::to_value(problem).unwrap(), json);
    }

    #[test]
    fn a_status_in_text_is_read_and_written_as_an_integer() {
        let json = json!({"type": "about:blank", "title": "Oops", "status": "503"});
        let problem: Problem = serde_json::from_value(json).unwrap();
        assert_eq!(problem.known(), Some(ProblemType::AboutBlank));
        assert_eq!(serde_json::to_value(problem).unwrap()["status"], json!(503));
    }

    #[test]
    fn a_card_that_is_not_active_says_whose_it_is() {
        let json = json!({
            "type": "https://api.publiq.be/probs/uitpas/invalid-card-status",
            "title": "Invalid card status", "status": 400,
            "cardStatus": "BLOCKED", "passholderId": "1", "groupPass": false
        });
        let problem: Problem = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(problem.card_status, Some(CardStatus::Blocked));
        assert_eq!(serde_json::to_value(problem).unwrap(), json);
    }

    #[test]
    fn the_status_of_the_operation_wins() {
        use ProblemType::{EventNotFound, RewardNotFound};
        let status = |operation, kind| Problem::on(operation, kind).status;
        assert_eq!(status(Operation::PostCheckin, EventNotFound), 400);
        assert_eq!(status(Operation::GetCheckinStatus, EventNotFound), 404);
        assert_eq!(status(Operation::PostRedeemedReward, RewardNotFound), 404);
        assert_eq!(
            status(Operation::GetMe, EventNotFound),
            EventNotFound.status()
        );
    }
}
