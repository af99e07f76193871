//! One line a request: method, route, status and time. Never the path, the query, a header or a
//! body: the published paths of `/uitpas` hold numbers of people.

use crate::random;
use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    middleware::Next,
    response::Response,
};
use std::time::Instant;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Writes the line when the answer is there, and gives the answer the request's id: that of the
/// proxy before us where it is harmless, else a new one.
pub(super) async fn layer(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let id = given(request.headers()).unwrap_or_else(random::id);
    let mut answer = next.run(request).await;
    let status = answer.status();
    let duration_ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    let route = route.as_deref().unwrap_or("page");
    // What is left out for now is no fault.
    if status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED {
        tracing::error!(%method, route, status = status.as_u16(), duration_ms, id, "request failed");
    } else {
        tracing::info!(%method, route, status = status.as_u16(), duration_ms, id, "request");
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert(REQUEST_ID, id);
    }
    answer
}

fn given(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let harmless =
        (8..=64).contains(&id.len()) && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    harmless.then(|| id.to_owned())
}
