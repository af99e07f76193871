//! The headers that keep a page safe, and the nonce that marks its scripts as ours.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use leptos::nonce::Nonce;

/// What depends on how the server is reached.
#[derive(Clone, Copy, Debug)]
pub struct Security {
    /// Whether browsers should refuse plain HTTP from now on: only behind a certificate that is
    /// trusted everywhere.
    pub strict_transport: bool,
}

const FIXED: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Mints the nonce of a request and sets every header of this page on its answer.
pub async fn layer(State(security): State<Security>, mut request: Request, next: Next) -> Response {
    let script = request.uri().path().to_owned();
    let nonce = Nonce::new();
    request.extensions_mut().insert(nonce.clone());
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    for (name, value) in FIXED {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if security.strict_transport {
        let value = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    let policy = match &*script {
        "/sw.js" => SERVICE_WORKER_POLICY.to_owned(),
        "/decoder.js" => DECODER_POLICY.to_owned(),
        _ => policy(&nonce),
    };
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert(policy);
    }
    answer
}

/// The Content-Security-Policy of a page: nothing, but for what each line lets through.
fn policy(nonce: &str) -> String {
    [
        "default-src 'none'",
        // Our scripts by nonce, what they load after them, and the wasm.
        &format!("script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'"),
        "style-src 'self'",
        // Rewards' pictures come through our own server; codes are drawn as data.
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    .join("; ")
}

/// The service worker fetches from us and does nothing else.
const SERVICE_WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'; script-src 'self'";

/// The decoder runs its own wasm and does nothing else.
const DECODER_POLICY: &str =
    "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policies_are_these_to_the_letter() {
        assert_eq!(
            policy("abc"),
            "default-src 'none'; script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'; \
             style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; \
             manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        );
        assert_eq!(
            SERVICE_WORKER_POLICY,
            "default-src 'none'; connect-src 'self'; script-src 'self'"
        );
        assert_eq!(
            DECODER_POLICY,
            "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
        );
    }
}
