//! The door: refuses what cannot be read, sends people from an IP address to `localhost`, and gives
//! every error the same clear shape.

use crate::error::Problem;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};

/// What the door knows of the house.
#[derive(Clone, Copy, Debug)]
pub struct Gate {
    /// Whether people who ask for a page by a loopback address are sent to `localhost`.
    pub to_localhost: bool,
}

/// Faces that programs talk to: never redirected, always answered in problem+json.
const PROGRAMS: [&str; 3] = ["/uitpas", "/realms", "/api"];

/// Checks a request on its way in and an error on its way out.
pub(super) async fn layer(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    if !is_utf8(request.uri().path()) {
        return Problem::new(StatusCode::BAD_REQUEST, "The path is not valid UTF-8.")
            .into_response();
    }
    if gate.to_localhost
        && let Some(to) = localhost(request.uri(), request.headers())
    {
        return Redirect::temporary(&to).into_response();
    }
    let answer = next.run(request).await;
    let status = answer.status();
    let is_error = status.is_client_error() || status.is_server_error();
    // An error with a type of its own already says what it means.
    let speaks = answer
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    if !is_error || speaks {
        return answer;
    }
    let mut problem = Problem::of(status).into_response();
    if let Some(allow) = answer.headers().get(header::ALLOW) {
        problem.headers_mut().insert(header::ALLOW, allow.clone());
    }
    problem
}

/// Where a person who asked by IP address should go: passkeys refuse such an address.
fn localhost(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if PROGRAMS.iter().any(|face| uri.path().starts_with(face))
        || !text(header::ACCEPT)?.contains("text/html")
    {
        return None;
    }
    let host = text(header::HOST)?;
    let port = host
        .strip_prefix("127.0.0.1")
        .or_else(|| host.strip_prefix("[::1]"))?;
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    (port.is_empty() || port.starts_with(':')).then(|| format!("http://localhost{port}{path}"))
}

/// Whether the path, percent-decoded, is text.
fn is_utf8(path: &str) -> bool {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let Some((digits, after)) = tail.split_at_checked(2) else {
            return false;
        };
        let Some(byte) = std::str::from_utf8(digits)
            .ok()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
        else {
            return false;
        };
        bytes.push(byte);
        rest = after;
    }
    std::str::from_utf8(&bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_people_at_an_ip_address_are_sent_on() {
        let to = |path: &str, host: &str, accept: &str| {
            let headers = [
                (header::HOST, host.parse().unwrap()),
                (header::ACCEPT, accept.parse().unwrap()),
            ];
            localhost(&path.parse().unwrap(), &headers.into_iter().collect())
        };
        let html = "text/html,*/*";
        assert_eq!(
            to("/nl?x=1", "127.0.0.1:3000", html).as_deref(),
            Some("http://localhost:3000/nl?x=1")
        );
        assert_eq!(
            to("/", "[::1]:3000", html).as_deref(),
            Some("http://localhost:3000/")
        );
        assert_eq!(to("/", "localhost:3000", html), None);
        assert_eq!(to("/", "127.0.0.1.evil.example", html), None);
        assert_eq!(to("/pkg/a.js", "127.0.0.1:3000", "*/*"), None);
        for path in ["/uitpas/passes", "/realms/uitid/x", "/api/v1/x"] {
            assert_eq!(to(path, "127.0.0.1:3000", html), None, "{path}");
        }
    }

    #[test]
    fn a_path_must_be_text() {
        for path in ["/", "/nl/punten", "/%D0%B1", "/100%25"] {
            assert!(is_utf8(path), "{path}");
        }
        for path in ["/%ff", "/%D0", "/%zz", "/%4", "/%"] {
            assert!(!is_utf8(path), "{path}");
        }
    }
}
