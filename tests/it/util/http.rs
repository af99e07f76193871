//! HTTP by hand, so that a story can also say what no client library would.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

/// An answer, as it came over the wire.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    pub(crate) fn is_problem(&self) -> bool {
        self.header("content-type") == Some("application/problem+json")
            && self.body.contains("\"detail\"")
    }
}

/// Sends `bytes` as they are and reads to the end; `None` when the server closes without a word.
pub(crate) fn raw(port: u16, bytes: &[u8]) -> Option<Answer> {
    talk(TcpStream::connect(("127.0.0.1", port)).unwrap(), bytes)
}

/// As [`raw`], also of a server that may be gone.
pub(crate) fn try_raw(port: u16, bytes: &[u8]) -> Option<Answer> {
    talk(TcpStream::connect(("127.0.0.1", port)).ok()?, bytes)
}

fn talk(mut stream: TcpStream, bytes: &[u8]) -> Option<Answer> {
    stream
        .set_read_timeout(Some(Duration::from_secs(40)))
        .unwrap();
    // The server may close while we still speak.
    drop(stream.write_all(bytes));
    read(&mut stream)
}

/// What comes until the server closes.
pub(crate) fn read(stream: &mut TcpStream) -> Option<Answer> {
    let mut bytes = Vec::new();
    drop(stream.read_to_end(&mut bytes));
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    })
}

/// A whole request without a body.
pub(crate) fn request(port: u16, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut lines = vec![
        format!("{method} {path} HTTP/1.1"),
        "Connection: close".to_owned(),
    ];
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("host"))
    {
        lines.push(format!("Host: localhost:{port}"));
    }
    lines.extend(
        headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}")),
    );
    raw(port, format!("{}\r\n\r\n", lines.join("\r\n")).as_bytes()).unwrap()
}

/// A GET without headers of its own.
pub(crate) fn get(port: u16, path: &str) -> Answer {
    request(port, "GET", path, &[])
}
