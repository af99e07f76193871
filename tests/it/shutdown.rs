//! A signal to stop lets running requests finish.

use crate::util::{http::get, server::Server};
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::{Duration, Instant},
};

#[test]
fn a_running_answer_is_finished_and_nobody_new_is_let_in() {
    let mut server = Server::start();
    let script = get(server.port, "/sw.js").body;
    let wasm = script
        .split('"')
        .find(|part| part.starts_with("/pkg/pasmaat.") && part.contains(".wasm"))
        .unwrap();

    // A slow reader: most of the file waits in the server when the signal comes.
    let mut slow = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    write!(slow, "GET {wasm} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut bytes = vec![0; 1_024];
    let mut read = slow.read(&mut bytes).unwrap();
    let head = String::from_utf8_lossy(&bytes[..read]).into_owned();
    let length: usize = head
        .to_lowercase()
        .split_once("content-length: ")
        .unwrap()
        .1
        .lines()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let head_length = head.split_once("\r\n\r\n").unwrap().0.len() + 4;

    let start = Instant::now();
    server.signal("TERM");
    let refused = Instant::now() + Duration::from_secs(5);
    while TcpStream::connect(("127.0.0.1", server.port)).is_ok() {
        assert!(Instant::now() < refused, "still letting people in");
    }
    let mut rest = Vec::new();
    drop(slow.read_to_end(&mut rest));
    read += rest.len();
    assert_eq!(read, head_length + length, "the answer was cut off");
    assert!(server.child.wait().unwrap().success());
    assert!(
        start.elapsed() < Duration::from_secs(15),
        "took {:?} to stop",
        start.elapsed()
    );
}
