//! How `/api/v1` says no: problem+json with one word for the reason.

use crate::registry;
use axum::{
    extract::rejection::JsonRejection,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{sync::refusal::Reason, uitpas_api::ProblemType};
use serde_json::json;

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    status: StatusCode,
    reason: Reason,
    /// In seconds.
    retry_after: Option<u64>,
}

impl Refusal {
    /// Tried too often; it goes by itself.
    pub const fn too_often(seconds: u64) -> Self {
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            reason: Reason::TooOften,
            retry_after: Some(seconds),
        }
    }

    /// The reason.
    pub const fn reason(&self) -> Reason {
        self.reason
    }

    const fn unavailable() -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            reason: Reason::Unavailable,
            retry_after: Some(5),
        }
    }
}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Self {
        let (status, retry_after) = match reason {
            Reason::NoMatch | Reason::CodeUnknown | Reason::PinWrong | Reason::SignedOut => {
                (StatusCode::UNAUTHORIZED, None)
            }
            Reason::Blocked
            | Reason::Unregistered
            | Reason::Expired
            | Reason::GroupPass
            | Reason::NeedsFull
            | Reason::NeedsConsent => (StatusCode::FORBIDDEN, None),
            Reason::NotFound => (StatusCode::NOT_FOUND, None),
            Reason::PinThere | Reason::AlreadyThere | Reason::ListFull => {
                (StatusCode::CONFLICT, None)
            }
            Reason::TooOften => (StatusCode::TOO_MANY_REQUESTS, Some(180)),
            Reason::Busy | Reason::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, Some(5)),
            _ => (StatusCode::BAD_REQUEST, None),
        };
        Self {
            status,
            reason,
            retry_after,
        }
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        // Says what kind of error it was, in the log.
        registry::Refused::from(error).into()
    }
}

impl From<registry::Refused> for Refusal {
    fn from(refused: registry::Refused) -> Self {
        let registry::Refused::Problem(problem) = refused else {
            return Self::unavailable();
        };
        match problem.known() {
            Some(ProblemType::RateLimited) => Self::from(Reason::TooOften),
            Some(ProblemType::FamilyMemberAlreadyAdded) => Self::from(Reason::AlreadyThere),
            Some(ProblemType::TooManyFamilyMembers | ProblemType::TooManyAdultsInFamily) => {
                Self::from(Reason::ListFull)
            }
            Some(ProblemType::AuthForbidden) => Self::from(Reason::NeedsFull),
            Some(
                ProblemType::UrlNotFound
                | ProblemType::PassholderNotFound
                | ProblemType::PassNotFound
                | ProblemType::RewardNotFound,
            ) => Self::from(Reason::NotFound),
            // The real registry may refuse our own client: that is no fault of the person.
            Some(ProblemType::AuthUnauthorized) => Self::unavailable(),
            _ => Self::from(Reason::Other),
        }
    }
}

impl From<JsonRejection> for Refusal {
    fn from(rejection: JsonRejection) -> Self {
        Self {
            status: rejection.status(),
            reason: Reason::Other,
            retry_after: None,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or("Error");
        let body = json!({
            "type": "about:blank",
            "title": title,
            "status": self.status.as_u16(),
            "detail": title,
            "reason": self.reason,
            "retryAfter": self.retry_after,
        });
        let mut answer = (self.status, body.to_string()).into_response();
        let headers = answer.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        answer
    }
}
