//! What came back, and what it says about whether the request was done.

use super::ask::Wants;
use crate::registry::{Refused, call::Away};
use chrono::DateTime;
use domain::{
    time::Timestamp,
    uitpas_api::{Method, Problem, ProblemType},
};
use reqwest::{
    StatusCode,
    header::{self, HeaderMap},
};
use serde_json::Value;
use std::time::Duration;

/// Why there is no answer to a request that was sent once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The registry says no, in UiTPAS's words.
    Refused(Box<Problem>),
    /// It was certainly not done.
    Undone {
        why: &'static str,
        /// How long the registry asks to wait.
        wait: Option<Duration>,
        /// What it says to that, where it does.
        problem: Option<Box<Problem>>,
    },
    /// It may or may not have been done.
    Lost {
        why: &'static str,
        wait: Option<Duration>,
    },
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self::Refused(Box::new(problem))
    }
}

impl Trouble {
    pub(super) const fn undone(why: &'static str) -> Self {
        Self::Undone {
            why,
            wait: None,
            problem: None,
        }
    }

    pub(super) const fn lost(why: &'static str) -> Self {
        Self::Lost { why, wait: None }
    }

    /// How long the registry asks to wait.
    pub(super) const fn wait(&self) -> Option<Duration> {
        match self {
            Self::Undone { wait, .. } | Self::Lost { wait, .. } => *wait,
            Self::Refused(_) => None,
        }
    }

    /// What a caller is told who asked with this method.
    pub(super) fn refused(self, method: Method) -> Refused {
        match self {
            Self::Refused(problem)
            | Self::Undone {
                problem: Some(problem),
                ..
            } => Refused::Problem(problem),
            Self::Undone { why, wait, .. } => Away::new(why, wait).into(),
            // A question changes nothing, so nothing of it is in doubt.
            Self::Lost { why, wait } if method == Method::Get => Away::new(why, wait).into(),
            Self::Lost { .. } => Refused::InDoubt,
        }
    }
}

/// An answer, whole.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    status: StatusCode,
    json: bool,
    html: bool,
    wait: Option<Duration>,
    bytes: Vec<u8>,
}

impl Reply {
    /// From what came; `now` in milliseconds since 1970.
    pub(super) fn new(status: StatusCode, headers: &HeaderMap, bytes: Vec<u8>, now: i64) -> Self {
        let kind = text(headers, header::CONTENT_TYPE).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        Self {
            status,
            json: kind.eq_ignore_ascii_case("application/json") || kind.ends_with("+json"),
            html: kind.contains("html"),
            wait: text(headers, header::RETRY_AFTER).and_then(|wait| duration(wait, now)),
            bytes,
        }
    }

    /// What it holds, or what it says instead.
    ///
    /// Only the registry's own words count as an answer: a page of a captive portal or of a proxy
    /// says nothing about what happened behind it.
    pub(super) fn content(self, wants: Wants) -> Result<Vec<u8>, Trouble> {
        let wait = self.wait;
        if self.status.is_success() {
            return match wants {
                _ if self.bytes.is_empty() && !self.html => Ok(super::NOTHING.to_vec()),
                Wants::Json if self.json => Ok(self.bytes),
                Wants::File if !self.json && !self.html => Ok(self.bytes),
                _ => Err(Trouble::lost("something before it answers")),
            };
        }
        let problem = self.problem().map(Box::new);
        match (self.status, problem) {
            (StatusCode::TOO_MANY_REQUESTS, problem) => Err(Trouble::Undone {
                why: "it has too many requests",
                wait,
                problem: problem
                    .filter(|problem| problem.known() == Some(ProblemType::RateLimited)),
            }),
            (status, Some(problem)) if status.is_client_error() => Err(Trouble::Refused(problem)),
            (StatusCode::UNAUTHORIZED, None) => {
                Err(Problem::new(ProblemType::AuthUnauthorized).into())
            }
            // A gateway says this also after the registry has acted.
            (status, _) if status.is_server_error() => Err(Trouble::Lost {
                why: "it fails",
                wait,
            }),
            _ => Err(Trouble::lost("something before it answers")),
        }
    }

    /// The problem document; what it leaves out is filled in, what we do not know stays as it came.
    fn problem(&self) -> Option<Problem> {
        let Value::Object(mut document) = serde_json::from_slice(&self.bytes).ok()? else {
            return None;
        };
        if !self.json || !document.get("type")?.is_string() {
            return None;
        }
        document.insert("status".to_owned(), self.status.as_u16().into());
        if !document.get("title").is_some_and(Value::is_string) {
            let title = self.status.canonical_reason().unwrap_or("Error");
            document.insert("title".to_owned(), title.into());
        }
        let whole = Value::Object(document.clone());
        serde_json::from_value(whole).ok().or_else(|| {
            // Something beside the type is not as published; the type and the sentence count.
            document.retain(|name, value| match name.as_str() {
                "type" | "title" | "status" => true,
                "detail" => value.is_string(),
                "endUserMessage" => value.get("nl").is_some_and(Value::is_string),
                _ => false,
            });
            serde_json::from_value(Value::Object(document)).ok()
        })
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// `Retry-After`: seconds, or a date (RFC 9110 §10.2.3).
fn duration(text: &str, now: i64) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let left = date(text)?.millis().saturating_sub(now);
    Some(Duration::from_millis(u64::try_from(left).unwrap_or(0)))
}

/// A date as HTTP writes it.
fn date(text: &str) -> Option<Timestamp> {
    let at = DateTime::parse_from_rfc2822(text.trim()).ok()?;
    Some(Timestamp::from_millis(at.timestamp_millis()))
}

/// When the other side says it is.
pub(super) fn date_of(headers: &HeaderMap) -> Option<Timestamp> {
    date(text(headers, header::DATE)?)
}

#[cfg(test)]
mod tests;
