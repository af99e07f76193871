//! Callers that are wrong, slow or many: each gets a clear answer or is closed, and the server goes
//! on answering the others.

use crate::util::{
    http::{get, raw, read, request},
    server::Server,
};
use std::{
    io::Write as _,
    net::TcpStream,
    time::{Duration, Instant},
};

#[test]
fn a_malformed_request_gets_a_clear_refusal() {
    let server = Server::start();
    let port = server.port;
    let huge = format!(
        "GET /nl HTTP/1.1\r\nHost: x\r\nX-Huge: {}\r\n\r\n",
        "a".repeat(100_000)
    );
    assert_eq!(raw(port, huge.as_bytes()).unwrap().status, 431);
    let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(100_000));
    assert!((400..500).contains(&raw(port, long.as_bytes()).unwrap().status));
    assert_eq!(
        raw(port, b"\x16\x03\x01 this is no HTTP\r\n\r\n")
            .unwrap()
            .status,
        400
    );

    for path in ["/%ff", "/nl/%D0", "/%zz"] {
        let answer = get(port, path);
        assert_eq!(answer.status, 400, "{path}");
        assert!(answer.is_problem(), "{path}");
    }
    for (method, path) in [
        ("POST", "/nl/punten"),
        ("DELETE", "/healthz"),
        ("PUT", "/sw.js"),
        ("PATCH", "/"),
    ] {
        let answer = request(
            port,
            method,
            path,
            &[("sec-fetch-site", "same-origin"), ("content-length", "0")],
        );
        assert_eq!(answer.status, 405, "{method} {path}");
        assert!(
            answer
                .header("allow")
                .is_some_and(|allow| allow.contains("GET")),
            "{method} {path}"
        );
        assert!(answer.is_problem(), "{method} {path}");
    }
    for path in ["/api/v1/nothing", "/uitpas/nothing", "/realms/nothing"] {
        let answer = get(port, path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.is_problem(), "{path}");
    }
    assert_eq!(get(port, "/healthz").status, 200);
}

#[test]
fn a_body_that_is_cut_off_or_too_large_harms_nobody() {
    let server = Server::start();
    let port = server.port;
    let mut cut = TcpStream::connect(("127.0.0.1", port)).unwrap();
    cut.write_all(b"POST /api/v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf")
        .unwrap();
    cut.shutdown(std::net::Shutdown::Write).unwrap();
    drop(read(&mut cut));
    let large = request(
        port,
        "POST",
        "/api/v1/x",
        &[
            ("content-length", "999999999"),
            ("sec-fetch-site", "same-origin"),
        ],
    );
    assert_eq!(large.status, 413);
    assert!(large.is_problem());
    assert_eq!(get(port, "/healthz").status, 200);
}

#[test]
fn a_caller_that_never_ends_its_headers_is_closed() {
    let server = Server::start();
    let mut slow = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    slow.write_all(b"GET /nl HTTP/1.1\r\nHost: x\r\nX-")
        .unwrap();
    let start = Instant::now();
    drop(read(&mut slow));
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "still open after {:?}",
        start.elapsed()
    );
}

#[test]
fn ten_thousand_idle_connections_keep_nobody_out() {
    let server = Server::start();
    let allowed = rlimit::increase_nofile_limit(12_000).unwrap();
    let count = usize::try_from(allowed.saturating_sub(500))
        .unwrap()
        .min(10_000);
    println!("{count} idle connections");
    let idle: Vec<_> = (0..count)
        .map(|_| TcpStream::connect(("127.0.0.1", server.port)).unwrap())
        .collect();
    for path in ["/healthz", "/nl/punten"] {
        assert_eq!(get(server.port, path).status, 200, "{path}");
    }
    drop(idle);
    assert_eq!(get(server.port, "/healthz").status, 200);
}
