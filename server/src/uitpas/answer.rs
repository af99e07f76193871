//! Answers of `/uitpas`: JSON with the operation's own status, or a problem with it.

use crate::{
    error,
    registry::{Answer, Refused, embedded::message},
};
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::uitpas_api::{Operation, Problem, ProblemType, problem::MEDIA_TYPE, status_of};
use serde::Serialize;

/// An answer on its way out.
pub(super) struct Reply(Response);

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        self.0
    }
}

impl Reply {
    /// The answer of an operation, or why there is none.
    pub(super) fn of<T: Serialize>(operation: Operation, answer: Answer<T>) -> Self {
        let status = StatusCode::from_u16(operation.success()).unwrap_or(StatusCode::OK);
        Self(match answer {
            Ok(content) => body(status, &content),
            Err(refused) => refusal(operation, refused),
        })
    }
}

/// The content as JSON; what is only a status has none.
fn body<T: Serialize>(status: StatusCode, content: &T) -> Response {
    let Ok(json) = serde_json::to_vec(content) else {
        return error::Problem::of(StatusCode::INTERNAL_SERVER_ERROR).into_response();
    };
    no_store(if json == b"null" {
        status.into_response()
    } else {
        let kind = [(header::CONTENT_TYPE, "application/json")];
        (status, kind, json).into_response()
    })
}

/// Why an operation gives no answer.
pub(super) fn refusal(operation: Operation, refused: Refused) -> Response {
    match refused {
        Refused::Problem(problem) => {
            let mut problem = *problem;
            if let Some(kind) = problem.known() {
                problem.status = status_of(operation, kind);
                if problem.end_user_message.is_none() {
                    problem.end_user_message = message::of_type(kind);
                }
            }
            of_problem(&problem)
        }
        Refused::Unavailable(away) => {
            let mut answer = error::Problem::of(StatusCode::SERVICE_UNAVAILABLE).into_response();
            if let Some(wait) = away.wait {
                let seconds = HeaderValue::from(wait.as_secs().max(1));
                answer.headers_mut().insert(header::RETRY_AFTER, seconds);
            }
            answer
        }
        Refused::InDoubt => {
            let detail =
                "It is not known whether this was done. Look it up before you send it again.";
            error::Problem::new(StatusCode::BAD_GATEWAY, detail).into_response()
        }
    }
}

fn of_problem(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if status == StatusCode::TOO_MANY_REQUESTS {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("180"));
    }
    no_store(response)
}

fn no_store(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A problem of no operation in particular.
pub(super) fn plain(kind: ProblemType, detail: &str) -> Response {
    of_problem(&Problem::new(kind).with_detail(detail))
}

/// What is left out for now.
pub(super) fn not_served(operation: Operation) -> Response {
    let mut problem = Problem::new(ProblemType::AboutBlank);
    problem.status = 501;
    "Not implemented".clone_into(&mut problem.title);
    problem.detail = Some(format!("{operation} is not served by this registry."));
    of_problem(&problem)
}
