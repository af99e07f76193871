//! Refuses requests that another site makes in a person's name.
//!
//! `/uitpas` and `/realms` take bearer or basic credentials, which no browser sends by itself, so
//! they allow any origin and are left alone here.

use crate::error::Problem;
use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// Lets through what is safe, what carries no cookie, and what comes from our own pages.
pub async fn layer(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let open = path.starts_with("/uitpas/") || path.starts_with("/realms/");
    if open || is_safe(request.method()) || is_ours(request.headers()) {
        return next.run(request).await;
    }
    Problem::of(StatusCode::FORBIDDEN).into_response()
}

const fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// `Sec-Fetch-Site` where the browser sends it, else `Origin` against `Host`; a caller that sends
/// neither is no browser, and passes when it brings no cookie either.
fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, of)| of.eq_ignore_ascii_case(host)),
        (Some(_), None) => false,
        (None, _) => !headers.contains_key(header::COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(pairs: &[(&'static str, &str)]) -> bool {
        let pairs = pairs.iter().map(|(name, value)| {
            (
                header::HeaderName::from_static(name),
                value.parse().unwrap(),
            )
        });
        is_ours(&pairs.collect())
    }

    #[test]
    fn only_our_own_pages_may_act_for_a_person() {
        let host = ("host", "pas.example");
        let cookie = ("cookie", "__Host-session=x");
        for (headers, expected) in [
            (vec![host, cookie, ("sec-fetch-site", "same-origin")], true),
            (vec![host, cookie, ("sec-fetch-site", "none")], true),
            (vec![host, cookie, ("sec-fetch-site", "cross-site")], false),
            (vec![host, cookie, ("sec-fetch-site", "same-site")], false),
            (
                vec![
                    host,
                    cookie,
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "https://pas.example"),
                ],
                false,
            ),
            (vec![host, cookie, ("origin", "https://pas.example")], true),
            (
                vec![host, cookie, ("origin", "https://pas.example.evil")],
                false,
            ),
            (vec![host, cookie, ("origin", "null")], false),
            (vec![cookie, ("origin", "https://pas.example")], false),
            (vec![host, cookie], false),
            (vec![host], true),
        ] {
            assert_eq!(ours(&headers), expected, "{headers:?}");
        }
    }
}
