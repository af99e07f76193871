//! Calls to `/api/v1`. An answer counts only if it is ours: a captive portal's page, a proxy's error
//! or silence all mean "no connection", and nothing on the phone changes.

use super::clock;
use domain::sync::refusal::{Reason, Refused};
pub use gloo_net::http::Method;
use gloo_net::http::{Request, RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};
use std::time::Duration;
use thiserror::Error;

/// Why a call gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CallError {
    /// No answer, or none of ours.
    #[error("no connection")]
    Unreachable,
    /// This device is not known (any more).
    #[error("not signed in")]
    SignedOut,
    /// Later, please.
    #[error("the server is busy")]
    Busy {
        /// How long to wait, if the server said so.
        wait: Option<Duration>,
    },
    /// Too much at once.
    #[error("too much at once")]
    TooLarge,
    /// A refusal with its reason.
    #[error("refused: {0:?}")]
    Refused(Refused),
}

/// Asks for `path`.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, CallError> {
    let request = Request::get(path).build();
    answer(request).await
}

/// Sends `body` to `path`.
pub async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, CallError> {
    send(Method::POST, path, body).await
}

/// Sends `body` to `path` by any method.
pub async fn send<T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &impl Serialize,
) -> Result<T, CallError> {
    let request = RequestBuilder::new(path).method(method).json(body);
    answer(request).await
}

async fn answer<T: DeserializeOwned>(
    request: Result<Request, gloo_net::Error>,
) -> Result<T, CallError> {
    let request = request.map_err(|_| CallError::Unreachable)?;
    let answer = request.send().await.map_err(|_| CallError::Unreachable)?;
    let headers = answer.headers();
    let kind = headers.get("content-type").unwrap_or_default();
    // What was made and has nothing to tell comes without a body.
    if answer.status() == 204 || (answer.status() == 201 && kind.is_empty()) {
        learn(&answer);
        return serde_json::from_str("null").map_err(|_| CallError::Unreachable);
    }
    let is_ours =
        kind.starts_with("application/json") || kind.starts_with("application/problem+json");
    match answer.status() {
        _ if !is_ours => return Err(CallError::Unreachable),
        429 | 503 => {
            let wait = headers
                .get("retry-after")
                .and_then(|text| text.parse().ok());
            return Err(CallError::Busy {
                wait: wait.map(Duration::from_secs),
            });
        }
        500.. => return Err(CallError::Busy { wait: None }),
        413 => return Err(CallError::TooLarge),
        _ => {}
    }
    learn(&answer);
    let status = answer.status();
    let text = answer.text().await.map_err(|_| CallError::Unreachable)?;
    if status >= 400 {
        let refused = refused(status, &text);
        // A wrong code or PIN is 401 too, and signs nobody out.
        return Err(match (status, refused.reason) {
            (401, Reason::SignedOut | Reason::Other) => CallError::SignedOut,
            _ => CallError::Refused(refused),
        });
    }
    serde_json::from_str(&text).map_err(|_| CallError::Unreachable)
}

/// A refusal without a reason that this version knows still refuses.
fn refused(status: u16, text: &str) -> Refused {
    serde_json::from_str(text).unwrap_or(Refused {
        status,
        reason: Reason::Other,
        retry_after: None,
    })
}

fn learn(answer: &Response) {
    if let Some(date) = answer.headers().get("date") {
        clock::learn(&date);
    }
}
