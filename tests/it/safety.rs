//! The headers of a page, and whom the server refuses to act for.

use crate::util::{
    http::{get, request},
    server::Server,
};

/// The headers that keep a page safe, as they go over the wire, the nonce aside.
const SAFE: &str = "\
content-security-policy: default-src 'none'; script-src 'nonce-…' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'
cross-origin-opener-policy: same-origin
cross-origin-resource-policy: same-origin
permissions-policy: camera=(self), microphone=(), geolocation=(), payment=(), usb=()
referrer-policy: same-origin
x-content-type-options: nosniff";

const NAMES: [&str; 7] = [
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
];

fn safe_headers(head: &str) -> String {
    let mut lines: Vec<String> = head
        .lines()
        .filter(|line| {
            line.split_once(':')
                .is_some_and(|(name, _)| NAMES.contains(&name))
        })
        .map(str::to_owned)
        .collect();
    lines.sort();
    lines.join("\n")
}

#[test]
fn a_page_carries_these_headers_and_its_own_nonce() {
    let server = Server::start();
    let nonce_of = |path: &str| {
        let answer = get(server.port, path);
        let nonce = answer
            .head
            .split_once("'nonce-")
            .unwrap()
            .1
            .split_once('\'')
            .unwrap()
            .0
            .to_owned();
        assert_eq!(
            safe_headers(&answer.head).replace(&nonce, "…"),
            SAFE,
            "{path}"
        );
        let scripts = answer.body.matches("<script").count();
        assert!(
            scripts > 0 && answer.body.matches(&format!("nonce=\"{nonce}\"")).count() == scripts,
            "{path}"
        );
        assert!(!answer.body.contains(" style=\""), "{path}");
        nonce
    };
    assert_ne!(nonce_of("/nl/punten"), nonce_of("/nl/punten"));
    nonce_of("/offline-shell");
    let worker = get(server.port, "/sw.js");
    assert_eq!(
        worker.header("content-security-policy"),
        Some("default-src 'none'; connect-src 'self'; script-src 'self'")
    );
}

#[test]
fn browsers_are_held_to_https_only_behind_a_trusted_certificate() {
    let behind_proxy = Server::start_with(&["--public-url", "https://pas.example"]);
    let answer = get(behind_proxy.port, "/nl");
    assert!(answer.header("strict-transport-security").is_some());
    assert!(answer.body.contains("https://pas.example/uk"));
    let plain = Server::start();
    assert_eq!(
        get(plain.port, "/nl").header("strict-transport-security"),
        None
    );
}

#[test]
fn another_site_cannot_act_in_a_persons_name() {
    let server = Server::start();
    let post = |headers: &[(&str, &str)]| request(server.port, "POST", "/api/v1/x", headers);
    let refused = post(&[
        ("cookie", "session=1"),
        ("origin", "https://evil.example"),
        ("content-length", "0"),
    ]);
    assert_eq!(refused.status, 403);
    assert!(refused.is_problem());
    assert_eq!(
        post(&[("sec-fetch-site", "cross-site"), ("content-length", "0")]).status,
        403
    );
    // What is no cookie's business stays open: programs come with tokens of their own.
    let program = request(
        server.port,
        "POST",
        "/uitpas/x",
        &[("origin", "https://shop.example"), ("content-length", "0")],
    );
    assert_eq!(program.status, 404);
}

#[test]
fn people_at_an_ip_address_are_sent_to_localhost_and_programs_are_not() {
    let server = Server::start();
    let host = format!("127.0.0.1:{}", server.port);
    let ask = |path: &str, accept: &str| {
        request(
            server.port,
            "GET",
            path,
            &[("host", &host), ("accept", accept)],
        )
    };
    let sent = ask("/nl/punten", "text/html");
    assert_eq!(sent.status, 307);
    assert_eq!(
        sent.header("location").unwrap(),
        format!("http://localhost:{}/nl/punten", server.port)
    );
    assert_eq!(ask("/healthz", "*/*").status, 200);
    assert_eq!(ask("/api/v1/x", "text/html").status, 404);
}

#[test]
fn errors_and_headers_tell_nothing_of_our_insides() {
    let server = Server::start();
    for path in [
        "/api/v1/x",
        "/%ff",
        "/pkg/../../Cargo.toml",
        "/pkg/%2e%2e/%2e%2e/Cargo.toml",
        "/icons/..%2f..%2fCargo.toml",
    ] {
        let answer = get(server.port, path);
        assert!(
            (300..500).contains(&answer.status),
            "{path}: {}",
            answer.status
        );
        let text = format!("{}{}", answer.head, answer.body);
        for inside in ["[workspace]", "panicked", "sqlx", "src/", "hyper", "axum"] {
            assert!(!text.contains(inside), "{path} tells {inside}");
        }
        assert!(answer.header("x-request-id").is_some(), "{path}");
    }
}

#[test]
fn a_harmless_request_id_is_kept_and_any_other_replaced() {
    let server = Server::start();
    let id = |given: &str| {
        request(server.port, "GET", "/healthz", &[("x-request-id", given)])
            .header("x-request-id")
            .unwrap()
            .to_owned()
    };
    assert_eq!(id("0123-abcd-4567"), "0123-abcd-4567");
    assert_ne!(id("0900000095902<script>"), "0900000095902<script>");
}
