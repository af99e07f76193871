//! How a door or its organizer is told no: problem+json with one word for the reason.

use crate::{registry, sync::Refusal};
use axum::{
    extract::rejection::{JsonRejection, QueryRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    pairing::CodeError,
    shift::HoursError,
    sync::{refusal::Reason, shift::DoorReason},
    uitpas_api::ProblemType,
};
use serde_json::json;

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct No {
    reason: DoorReason,
    /// In seconds.
    retry_after: Option<u64>,
}

impl No {
    /// Tried too often; it goes by itself.
    pub(crate) const fn too_often(seconds: u64) -> Self {
        Self {
            reason: DoorReason::TooOften,
            retry_after: Some(seconds),
        }
    }

    const fn status(self) -> StatusCode {
        match self.reason {
            DoorReason::SignedOut => StatusCode::UNAUTHORIZED,
            DoorReason::CodeUnknown
            | DoorReason::InviteUnknown
            | DoorReason::PasskeyRefused
            | DoorReason::MayNot
            | DoorReason::ShiftNotYet => StatusCode::FORBIDDEN,
            DoorReason::NotFound => StatusCode::NOT_FOUND,
            DoorReason::LastPasskey | DoorReason::RateGone | DoorReason::Unsure => {
                StatusCode::CONFLICT
            }
            DoorReason::ShiftOver => StatusCode::GONE,
            DoorReason::TooOften => StatusCode::TOO_MANY_REQUESTS,
            DoorReason::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

impl From<DoorReason> for No {
    fn from(reason: DoorReason) -> Self {
        Self {
            reason,
            retry_after: (reason == DoorReason::Unavailable).then_some(5),
        }
    }
}

impl From<Refusal> for No {
    fn from(refusal: Refusal) -> Self {
        Self::from(match refusal.reason() {
            Reason::SignedOut => DoorReason::SignedOut,
            Reason::TooOften => return Self::too_often(180),
            Reason::Busy | Reason::Unavailable => DoorReason::Unavailable,
            Reason::NotFound => DoorReason::NotFound,
            _ => DoorReason::Other,
        })
    }
}

impl From<CodeError> for No {
    fn from(error: CodeError) -> Self {
        DoorReason::from(error).into()
    }
}

impl From<HoursError> for No {
    fn from(error: HoursError) -> Self {
        DoorReason::from(error).into()
    }
}

impl From<sqlx::Error> for No {
    fn from(error: sqlx::Error) -> Self {
        // Says what kind of error it was, in the log.
        registry::Refused::from(error).into()
    }
}

impl From<serde_json::Error> for No {
    fn from(error: serde_json::Error) -> Self {
        registry::Refused::from(error).into()
    }
}

impl From<registry::Refused> for No {
    fn from(refused: registry::Refused) -> Self {
        let registry::Refused::Problem(problem) = refused else {
            return DoorReason::Unavailable.into();
        };
        Self::from(match problem.known() {
            Some(ProblemType::RateLimited) => return Self::too_often(180),
            Some(ProblemType::AuthForbidden) => DoorReason::MayNot,
            Some(ProblemType::UrlNotFound | ProblemType::EventNotFound) => DoorReason::NotFound,
            // The real registry may refuse our own client: that is no fault of the person.
            Some(ProblemType::AuthUnauthorized) => DoorReason::Unavailable,
            Some(
                ProblemType::PassholderNotFound
                | ProblemType::PassNotFound
                | ProblemType::InvalidUitpasnumber
                | ProblemType::InvalidCard
                | ProblemType::InvalidCardStatus
                | ProblemType::PassholderBlocked
                | ProblemType::PassholderNoActiveCardsystems,
            ) => DoorReason::PassRefused,
            Some(
                ProblemType::InvalidCoupon
                | ProblemType::InvalidNumberOfTickets
                | ProblemType::MaximumReached,
            ) => DoorReason::RateGone,
            _ => DoorReason::Other,
        })
    }
}

impl From<JsonRejection> for No {
    fn from(_: JsonRejection) -> Self {
        DoorReason::Other.into()
    }
}

impl From<QueryRejection> for No {
    fn from(_: QueryRejection) -> Self {
        DoorReason::Other.into()
    }
}

impl IntoResponse for No {
    fn into_response(self) -> Response {
        let status = self.status();
        let title = status.canonical_reason().unwrap_or("Error");
        let body = json!({
            "type": "about:blank",
            "title": title,
            "status": status.as_u16(),
            "detail": title,
            "reason": self.reason,
            "retryAfter": self.retry_after,
        });
        let mut answer = (status, body.to_string()).into_response();
        let headers = answer.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        answer
    }
}
