//! A bad line between two servers: one request a connection, each answered, lost, late or twice.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::{sleep, spawn},
    time::Duration,
};

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The connection ends before the server hears of it.
    Unheard,
    /// The server acts; the connection ends without an answer.
    Dropped,
    /// The server acts so many milliseconds later, and answers.
    Held(u64),
    /// The server acts; the answer breaks off in the middle.
    Broken,
    /// The server acts; the answer comes so many milliseconds later.
    Late(u64),
    /// The server acts twice; the first answer comes.
    Twice,
    /// The server acts; the answer comes twice.
    Echoed,
    /// The server does not act: too many requests, come back after so many seconds.
    Limited(u64),
    /// The server does not act: a gateway says that it is away.
    Away,
    /// The server does not act: a network asks to sign in.
    Portal,
    /// The server acts; a gateway says that it failed.
    Gateway,
}

/// A request on its way.
#[derive(Debug)]
pub(crate) struct Passing {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) path: String,
    head: String,
    pub(crate) body: Vec<u8>,
}

/// What a line does: decides before the server acts, and may think again once it has its status.
pub(crate) trait Weather: Send + Sync + 'static {
    fn before(&self, request: &Passing) -> Option<Fault>;
    /// Whether a fault of a request that was acted on happens after this status.
    fn after(&self, _request: &Passing, _status: u16) -> bool {
        true
    }
}

/// The line; ends with the value.
pub(crate) struct Line {
    pub(crate) port: u16,
    ends: Arc<AtomicBool>,
    busy: Arc<AtomicUsize>,
}

impl Line {
    /// A line to the server on this port.
    pub(crate) fn to(server: u16, weather: Arc<dyn Weather>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let ends = Arc::new(AtomicBool::new(false));
        let over = ends.clone();
        let busy = Arc::new(AtomicUsize::new(0));
        let count = busy.clone();
        spawn(move || {
            for client in listener.incoming().flatten() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                let weather = weather.clone();
                // A client that goes away early is none of the line's business.
                let count = count.clone();
                count.fetch_add(1, Ordering::SeqCst);
                spawn(move || {
                    drop(pass(client, server, &*weather));
                    count.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { port, ends, busy }
    }

    /// Waits until nothing is on its way any more.
    pub(crate) fn settle(&self) {
        while self.busy.load(Ordering::SeqCst) > 0 {
            std::thread::yield_now();
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        // Wakes the listener, so that it sees the end.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

fn pass(mut client: TcpStream, server: u16, weather: &dyn Weather) -> std::io::Result<()> {
    let Some(request) = read(&mut client)? else {
        return Ok(());
    };
    let fault = weather.before(&request);
    match fault {
        Some(Fault::Unheard) => return Ok(()),
        Some(Fault::Limited(seconds)) => {
            return say(
                &mut client,
                "429 Too Many Requests",
                &format!("retry-after: {seconds}\r\n"),
                "text/html",
                "slow",
            );
        }
        Some(Fault::Away) => {
            let body = "<html>no server is available</html>";
            return say(
                &mut client,
                "503 Service Unavailable",
                "",
                "text/html",
                body,
            );
        }
        Some(Fault::Portal) => {
            return say(
                &mut client,
                "200 OK",
                "",
                "text/html",
                "<html>sign in</html>",
            );
        }
        Some(Fault::Held(millis)) => sleep(Duration::from_millis(millis)),
        _ => {}
    }
    let answer = forward(server, &request)?;
    let status = String::from_utf8_lossy(answer.get(9..12).unwrap_or_default())
        .parse()
        .unwrap_or(0);
    let fault = fault.filter(|_| weather.after(&request, status));
    match fault {
        Some(Fault::Dropped) => Ok(()),
        Some(Fault::Broken) => client.write_all(&answer[..answer.len() / 2]),
        Some(Fault::Gateway) => {
            let body = "<html>bad gateway</html>";
            say(&mut client, "502 Bad Gateway", "", "text/html", body)
        }
        Some(Fault::Late(millis)) => {
            // What is tested is that the answer comes late.
            sleep(Duration::from_millis(millis));
            client.write_all(&answer)
        }
        Some(Fault::Twice) => {
            forward(server, &request)?;
            client.write_all(&answer)
        }
        Some(Fault::Echoed) => {
            client.write_all(&answer)?;
            client.write_all(&answer)
        }
        _ => client.write_all(&answer),
    }?;
    client.shutdown(Shutdown::Both)
}

/// The next request, whole; its body has a length.
pub(super) fn read(client: &mut TcpStream) -> std::io::Result<Option<Passing>> {
    let mut bytes = Vec::new();
    let mut part = [0; 8192];
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        match client.read(&mut part)? {
            0 => return Ok(None),
            count => bytes.extend_from_slice(&part[..count]),
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().ok())?
    });
    let mut body = bytes.split_off(end);
    while body.len() < length.unwrap_or(0) {
        match client.read(&mut part)? {
            0 => return Ok(None),
            count => body.extend_from_slice(&part[..count]),
        }
    }
    let mut words = head.split(' ');
    let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    Ok(Some(Passing {
        method: method.to_owned(),
        path: path.to_owned(),
        body,
        head,
    }))
}

/// The server's whole answer.
fn forward(server: u16, request: &Passing) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(("127.0.0.1", server))?;
    let lines = request.head.trim_end().lines();
    let mut head: Vec<&str> = lines
        .filter(|line| !line.to_ascii_lowercase().starts_with("connection:"))
        .collect();
    head.push("Connection: close");
    stream.write_all(format!("{}\r\n\r\n", head.join("\r\n")).as_bytes())?;
    stream.write_all(&request.body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

pub(super) fn say(
    client: &mut TcpStream,
    status: &str,
    more: &str,
    kind: &str,
    body: &str,
) -> std::io::Result<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\n{more}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    client.write_all(head.as_bytes())?;
    client.write_all(body.as_bytes())
}
