//! Answers of `/api/v1`: JSON that nobody on the way keeps, with a mark by which a phone asks
//! whether anything changed.

use super::Refusal;
use axum::{
    extract::{FromRequest, Request, rejection::JsonRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::{Serialize, de::DeserializeOwned};

/// Keeps answers out of every cache but the phone's own store.
pub(super) async fn no_store(mut answer: Response) -> Response {
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// A body of JSON; what cannot be read is refused in the words of this face.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let read: Result<axum::Json<T>, JsonRejection> =
            axum::Json::from_request(request, state).await;
        Ok(Self(read?.0))
    }
}

/// `200` with the content, or `304` when the phone has it: `known` is what the mark is made of, the
/// content without its moments.
pub(super) fn marked(
    headers: &HeaderMap,
    known: &impl Serialize,
    content: &impl Serialize,
) -> Response {
    let (Ok(known), Ok(content)) = (serde_json::to_string(known), serde_json::to_string(content))
    else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut mark = crate::sign::hash(&known);
    mark.truncate(32);
    let mark = format!("W/\"{mark}\"");
    let asked = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    let has_it = asked.map(str::trim).any(|one| one == mark);
    let mark = [(header::ETAG, mark)];
    if has_it {
        (StatusCode::NOT_MODIFIED, mark).into_response()
    } else {
        let kind = [(header::CONTENT_TYPE, "application/json")];
        (mark, kind, content).into_response()
    }
}
