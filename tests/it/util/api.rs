//! A caller of `/uitpas` with a token, as a counter's or a phone's program is one.

use super::{
    faults::Line,
    http::{Answer, raw, try_raw},
    postgres::Postgres,
    server::Server,
    storm::Storm,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// The organizer of the public test data set.
pub(crate) const ORGANIZER: &str = "0ce87cbc-9299-4528-8d35-92225dc9489f";
/// A test event of that organizer, open at every hour.
pub(crate) const EVENT: &str = "5a0967f9-cc06-4c3c-9206-30481a767434";
/// One with one ticket sale a week.
pub(crate) const LIMITED_EVENT: &str = "d83b5b8a-108a-45d6-9ac9-8bdc44a0a24a";
/// One of another organizer.
pub(crate) const OTHER_EVENT: &str = "373d6cee-b4ae-4637-9b7c-eeb79e45f044";

/// Runs a story on SQLite and on a real PostgreSQL, each with the demo data.
pub(crate) fn on_both(story: impl Fn(&Server)) {
    println!("on SQLite");
    story(&Server::start());
    println!("on PostgreSQL");
    let postgres = Postgres::start();
    story(&Server::start_with(&["--database-url", &postgres.url()]));
}

/// Runs a story as `on_both`, and then against a Pasmaat whose registry is another Pasmaat's: one on
/// PostgreSQL over a good line, one on SQLite over a bad one.
pub(crate) fn on_all(story: impl Fn(&Server)) {
    println!("on SQLite");
    story(&Server::start());
    println!("on PostgreSQL");
    let postgres = Postgres::start();
    story(&Server::start_with(&["--database-url", &postgres.url()]));
    println!("through publiq, on PostgreSQL");
    let remote = Server::start_with(&["--database-url", &postgres.another()]);
    story(&Server::start_before(&remote, remote.port, &[]));
    drop(remote);
    println!("through publiq over a bad line, on SQLite");
    let remote = Server::start();
    let line = Line::to(remote.port, Arc::new(Storm::new(seed())));
    story(&Server::start_before(&remote, line.port, &[]));
}

/// As `on_all`, with a good line only.
pub(crate) fn on_all_in_good_weather(story: impl Fn(&Server)) {
    on_both(&story);
    for postgres in [None, Some(Postgres::start())] {
        println!("through publiq, on PostgreSQL: {}", postgres.is_some());
        let remote = match &postgres {
            Some(postgres) => Server::start_with(&["--database-url", &postgres.url()]),
            None => Server::start(),
        };
        story(&Server::start_before(&remote, remote.port, &[]));
    }
}

/// The seed of this run; `FAULT_SEED` brings one back.
fn seed() -> u64 {
    let given = std::env::var_os("FAULT_SEED");
    let given = given.and_then(|seed| seed.to_str()?.parse().ok());
    given.unwrap_or_else(|| std::process::id().into())
}

/// What a request brings to prove itself.
#[derive(Clone)]
pub(crate) struct Api {
    port: u16,
    realm: u16,
    headers: Vec<(String, String)>,
}

/// What came back, its body as JSON.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) body: Value,
    pub(crate) answer: Answer,
}

impl Got {
    fn of(answer: Answer) -> Self {
        Self {
            status: answer.status,
            body: serde_json::from_str(&answer.body).unwrap_or(Value::Null),
            answer,
        }
    }

    /// The body, when the status is this one.
    #[track_caller]
    pub(crate) fn ok(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.answer.body);
        self.body
    }

    /// Checks that it is a problem of this type (its last part) with this status.
    #[track_caller]
    pub(crate) fn refused(self, status: u16, kind: &str) -> Value {
        let found = self.body["type"].as_str().unwrap_or_default();
        assert!(
            self.status == status && found.ends_with(&format!("/{kind}")),
            "wanted {status} {kind}, got {} {}",
            self.status,
            self.answer.body
        );
        assert_eq!(
            self.answer.header("content-type"),
            Some("application/problem+json")
        );
        assert_eq!(self.body["status"], json!(status));
        self.body
    }
}

impl Api {
    /// Without any proof.
    pub(crate) fn anonymous(server: &Server) -> Self {
        Self {
            port: server.port,
            realm: server.realm,
            headers: vec![],
        }
    }

    /// The same, over a line.
    pub(crate) fn over(&self, port: u16) -> Self {
        let mut other = self.clone();
        other.port = port;
        for (name, value) in &mut other.headers {
            if name == "Origin" {
                *value = format!("http://localhost:{port}");
            }
        }
        other
    }

    /// With one more header.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut more = self.clone();
        more.headers.push((name.to_owned(), value.to_owned()));
        more
    }

    /// With the token of a client, by its secret.
    pub(crate) fn client(server: &Server, id: &str) -> Self {
        let form =
            format!("grant_type=client_credentials&client_id={id}&client_secret={id}-secret");
        let got =
            Self::anonymous(server).form("/realms/uitid/protocol/openid-connect/token", &form);
        let token = got.ok(200)["access_token"].as_str().unwrap().to_owned();
        Self::anonymous(server).with("Authorization", &format!("Bearer {token}"))
    }

    /// The demo client: every permission for the test organizer.
    pub(crate) fn counter(server: &Server) -> Self {
        Self::client(server, "demo-counter")
    }

    /// A pass holder who signed in with number and birth date, by code and PKCE.
    pub(crate) fn holder(server: &Server, number: &str, born: &str) -> Self {
        Self::holder_in(server, "demo-phone", number, born)
    }

    /// As [`Api::holder`], in another app.
    pub(crate) fn holder_in(server: &Server, client: &str, number: &str, born: &str) -> Self {
        Self::person(server, client, "", &format!("number={number}&born={born}"))
    }

    /// Somebody with a UiTiD of just now and no pass.
    pub(crate) fn newcomer(server: &Server) -> Self {
        Self::person(server, "demo-phone", "&prompt=create", "")
    }

    /// Who sends this form at the realm's page, by code and PKCE.
    fn person(server: &Server, client: &str, more: &str, form: &str) -> Self {
        let anonymous = Self::anonymous(server);
        // RFC 7636 appendix B.
        let (verifier, challenge) = (
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        );
        let back = "http%3A%2F%2Flocalhost%3A3000%2Fcallback";
        let path = format!(
            "/realms/uitid/protocol/openid-connect/auth?response_type=code&client_id={client}\
             &redirect_uri={back}&scope=openid%20offline_access&state=s&code_challenge={challenge}&code_challenge_method=S256{more}"
        );
        let got = anonymous.form(&path, form);
        assert_eq!(got.status, 303, "{}", got.answer.body);
        let to = got.answer.header("location").unwrap().to_owned();
        let code = to
            .split("code=")
            .nth(1)
            .unwrap()
            .split('&')
            .next()
            .unwrap()
            .to_owned();
        let form = format!(
            "grant_type=authorization_code&client_id={client}&redirect_uri={back}&code={code}&code_verifier={verifier}"
        );
        let tokens = anonymous
            .form("/realms/uitid/protocol/openid-connect/token", &form)
            .ok(200);
        let token = tokens["access_token"].as_str().unwrap();
        anonymous.with("Authorization", &format!("Bearer {token}"))
    }

    /// The same browser, of a server that started anew.
    pub(crate) fn moved(&self, server: &Server) -> Self {
        let origin = format!("http://localhost:{}", server.port);
        let headers = self.headers.iter().map(|(name, value)| {
            let value = if name == "Origin" { &origin } else { value };
            (name.clone(), value.clone())
        });
        Self {
            port: server.port,
            realm: server.realm,
            headers: headers.collect(),
        }
    }

    /// Sends a form.
    pub(crate) fn form(&self, path: &str, form: &str) -> Got {
        self.send("POST", path, "application/x-www-form-urlencoded", form)
    }

    /// Asks `/uitpas` something.
    pub(crate) fn get(&self, path: &str) -> Got {
        self.send("GET", &format!("/uitpas{path}"), "", "")
    }

    /// Removes something of `/uitpas`.
    pub(crate) fn delete(&self, path: &str) -> Got {
        self.send("DELETE", &format!("/uitpas{path}"), "", "")
    }

    /// Sends JSON to `/uitpas`.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Got {
        self.send(
            "POST",
            &format!("/uitpas{path}"),
            "application/json",
            &body.to_string(),
        )
    }

    /// Puts JSON to `/uitpas`.
    pub(crate) fn put(&self, path: &str, body: &Value) -> Got {
        self.send(
            "PUT",
            &format!("/uitpas{path}"),
            "application/json",
            &body.to_string(),
        )
    }

    /// Checks somebody in at an event.
    pub(crate) fn checkin(&self, event: &str, number: &str) -> Got {
        self.post(
            "/checkins",
            &json!({ "eventId": event, "uitpasNumber": number }),
        )
    }

    /// Opens a link to this machine, as whoever was given it does: without a proof.
    pub(crate) fn follow(link: &str) -> Got {
        let (host, path) = link
            .strip_prefix("http://localhost:")
            .and_then(|rest| rest.split_once('/'))
            .unwrap();
        let port = host.parse().unwrap();
        let nobody = Self {
            port,
            realm: port,
            headers: vec![],
        };
        nobody.send("GET", &format!("/{path}"), "", "")
    }

    /// Sends a request, whatever it is.
    pub(crate) fn send(&self, method: &str, path: &str, kind: &str, body: &str) -> Got {
        self.send_bytes(method, path, kind, body.as_bytes())
    }

    /// As [`Api::send`], with a body that is no text.
    pub(crate) fn send_bytes(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> Got {
        let bytes = self.bytes(method, path, kind, body);
        Got::of(raw(self.port_of(path), &bytes).unwrap())
    }

    /// Sends JSON to a server that may be gone, or go while it answers.
    pub(crate) fn try_post(&self, path: &str, body: &Value) -> Option<Got> {
        let path = format!("/uitpas{path}");
        let body = body.to_string();
        let bytes = self.bytes("POST", &path, "application/json", body.as_bytes());
        try_raw(self.port, &bytes).map(Got::of)
    }

    /// Sends something to `/api/v1` of a server that may be gone, or go while it answers.
    pub(crate) fn try_v1(&self, path: &str, kind: &str, body: &[u8]) -> Option<Got> {
        let bytes = self.bytes("POST", &format!("/api/v1{path}"), kind, body);
        try_raw(self.port, &bytes).map(Got::of)
    }

    /// Sends JSON to `/api/v1` and does not wait for an answer; of the body only so many bytes.
    pub(crate) fn leave(&self, path: &str, body: &Value, most: usize) {
        let path = format!("/api/v1{path}");
        let body = body.to_string();
        let bytes = self.bytes("POST", &path, "application/json", body.as_bytes());
        let sent = bytes.len() - body.len() + body.len().min(most);
        let mut line = std::net::TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        std::io::Write::write_all(&mut line, &bytes[..sent]).unwrap();
    }

    /// Tokens come from the realm, which may be another server's.
    fn port_of(&self, path: &str) -> u16 {
        if path.starts_with("/realms/") {
            self.realm
        } else {
            self.port
        }
    }

    fn bytes(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> Vec<u8> {
        let port = self.port_of(path);
        let mut lines = vec![
            format!("{method} {path} HTTP/1.1"),
            format!("Host: localhost:{port}"),
            "Connection: close".to_owned(),
        ];
        if !kind.is_empty() {
            lines.push(format!("Content-Type: {kind}"));
        }
        if method != "GET" || !body.is_empty() {
            lines.push(format!("Content-Length: {}", body.len()));
        }
        lines.extend(
            self.headers
                .iter()
                .map(|(name, value)| format!("{name}: {value}")),
        );
        let head = format!("{}\r\n\r\n", lines.join("\r\n"));
        [head.as_bytes(), body].concat()
    }
}
