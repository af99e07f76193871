//! What goes wrong at the edge, as problem+json (RFC 9457). Which error belongs where:
//! a refusal that a person reads is a `domain` enum; what a caller did wrong, or what is wrong with
//! us, is a [`Problem`]; `anyhow` stays in `main`, jobs and tests.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// An error answer that tells the caller what to do and nobody how we are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// What is wrong, and what to do.
    pub detail: &'static str,
}

impl Problem {
    /// A problem with this status; `detail` is a sentence that says what to do.
    pub const fn new(status: StatusCode, detail: &'static str) -> Self {
        Self { status, detail }
    }

    /// The sentence for a status that some layer answered without a body of its own.
    pub const fn of(status: StatusCode) -> Self {
        let detail = match status {
            StatusCode::BAD_REQUEST => {
                "The request could not be read. Check its path, headers and body."
            }
            StatusCode::FORBIDDEN => "This may only be asked by the app itself.",
            StatusCode::NOT_FOUND => "There is nothing at this address.",
            StatusCode::METHOD_NOT_ALLOWED => {
                "This address does not take this method. See the Allow header."
            }
            StatusCode::REQUEST_TIMEOUT => "The request took too long. Send it again.",
            StatusCode::PAYLOAD_TOO_LARGE => "The body is too large. Send it in smaller parts.",
            StatusCode::URI_TOO_LONG => "The address is too long.",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "This content type is not taken here.",
            StatusCode::TOO_MANY_REQUESTS => "Too many requests. Wait as long as Retry-After says.",
            StatusCode::SERVICE_UNAVAILABLE => "Try again in a moment.",
            _ => "Something went wrong here. It has been noted; try again later.",
        };
        Self { status, detail }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("Error"),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        let mut answer = (self.status, body.to_string()).into_response();
        let headers = answer.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        answer
    }
}

impl From<sqlx::Error> for Problem {
    /// A database that is full, locked or gone comes back by itself: the caller does too.
    fn from(error: sqlx::Error) -> Self {
        // The message may quote a row; its kind never does.
        let code = error
            .as_database_error()
            .and_then(|error| Some(error.code()?.into_owned()));
        tracing::error!(code, kind = kind(&error), "the database refused");
        Self::of(StatusCode::SERVICE_UNAVAILABLE)
    }
}

const fn kind(error: &sqlx::Error) -> &'static str {
    match error {
        sqlx::Error::Database(_) => "database",
        sqlx::Error::Io(_) => "io",
        sqlx::Error::PoolTimedOut => "pool timed out",
        sqlx::Error::PoolClosed => "pool closed",
        sqlx::Error::RowNotFound => "row not found",
        _ => "other",
    }
}
