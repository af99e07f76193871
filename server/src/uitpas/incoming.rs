//! Requests to `/uitpas`, taken apart: who calls, what is in the path, the query and the body.

use super::Face;
use crate::{
    listen::Peer,
    registry::{Answer, Call, Refused},
};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequestParts as _, RawPathParams, Request},
    http::{HeaderMap, header},
};
use domain::uitpas_api::{Operation, Problem, ProblemType, page::MAX_LIMIT, problem::SchemaError};
use serde::de::DeserializeOwned;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A request whose caller is known.
pub(super) struct Incoming {
    pub(super) call: Call,
    path: Vec<String>,
    /// How many of them were taken.
    taken: AtomicUsize,
    query: String,
    body: Bytes,
    headers: HeaderMap,
}

impl Incoming {
    /// Finds out who calls, then reads the body.
    pub(super) async fn read(
        face: &Face,
        operation: Operation,
        request: Request<Body>,
    ) -> Answer<Self> {
        let (mut parts, body) = request.into_parts();
        let path = RawPathParams::from_request_parts(&mut parts, &()).await;
        let path = path.map_err(|_| Refused::not_found("The path cannot be read."))?;
        let path = path.iter().map(|(_, value)| value.to_owned()).collect();
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let peer = parts.extensions.get::<Peer>().map(|peer| peer.0);
        let call = face
            .authority
            .call(operation, &parts.headers, &query, peer)
            .await?;
        // More than the limit is cut off by a layer before us, with a status of its own.
        let body = axum::body::to_bytes(body, super::BODY_LIMIT).await;
        let body = body.map_err(|_| {
            Problem::new(ProblemType::BodyMissing).with_detail("The body was cut off.")
        })?;
        Ok(Self {
            call,
            path,
            taken: AtomicUsize::new(0),
            query,
            body,
            headers: parts.headers,
        })
    }

    /// What to say of a request that cannot be read: a registry elsewhere judges its caller first,
    /// and may know a question that we do not.
    pub(super) async fn unread(&self, face: &Face, refused: Refused) -> Refused {
        let Some(publiq) = &face.elsewhere else {
            return refused;
        };
        let objection = publiq.objection(&self.call, &self.path, &self.query).await;
        objection.unwrap_or(refused)
    }

    /// The next parameter of the path.
    pub(super) fn path<T: From<String>>(&self) -> Answer<T> {
        let index = self.taken.fetch_add(1, Ordering::Relaxed);
        let value = self.path.get(index);
        let value = value.ok_or_else(|| Refused::not_found("The path is too short."))?;
        Ok(value.clone().into())
    }

    /// The query.
    pub(super) fn query<T: DeserializeOwned>(&self) -> Answer<T> {
        let limits =
            serde_html_form::from_str::<Vec<(String, String)>>(&self.query).unwrap_or_default();
        let over = |value: &str| {
            value
                .parse::<u64>()
                .is_ok_and(|limit| limit > MAX_LIMIT.into())
        };
        if limits
            .iter()
            .any(|(name, value)| name == "limit" && over(value))
        {
            let problem = Problem::new(ProblemType::UrlQueryLimitExceeded);
            return Err(problem
                .with_detail(format!("`limit` is at most {MAX_LIMIT}."))
                .into());
        }
        // A parameter with nothing behind it is one that is not there.
        let given: Vec<_> = limits
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let given = serde_html_form::to_string(given).unwrap_or_default();
        serde_html_form::from_str(&given)
            .map_err(|error| Refused::not_found(&format!("A query parameter is wrong: {error}.")))
    }

    /// The body.
    pub(super) fn body<T: DeserializeOwned>(&self) -> Answer<T> {
        if self.body.is_empty() {
            return Err(ProblemType::BodyMissing.into());
        }
        let kind = self
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        let kind = kind.map(|kind| {
            kind.split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase()
        });
        if kind.is_some_and(|kind| kind != "application/json" && !kind.ends_with("+json")) {
            let problem = Problem::new(ProblemType::HeaderUnsupportedMediaType);
            return Err(problem.with_detail("Send application/json.").into());
        }
        // First whether it is JSON at all, then whether it is the right JSON.
        let value: serde_json::Value = serde_json::from_slice(&self.body).map_err(|error| {
            Problem::new(ProblemType::BodyInvalidSyntax).with_detail(format!(
                "line {}, column {}",
                error.line(),
                error.column()
            ))
        })?;
        serde_path_to_error::deserialize(value).map_err(|error| {
            let mut problem = Problem::new(ProblemType::BodyInvalidData);
            problem.schema_errors = vec![SchemaError {
                json_pointer: pointer(error.path()),
                error: error.inner().to_string(),
            }];
            problem.into()
        })
    }
}

/// A path as a JSON pointer.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        let part = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&part);
    }
    if pointer.is_empty() {
        "/".to_owned()
    } else {
        pointer
    }
}
