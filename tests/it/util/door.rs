//! A door in a story: a server, an admin who came in by a link of the command line, phones that join.

use super::{
    api::{Api, EVENT, Got, ORGANIZER},
    authenticator::Authenticator,
    postgres::Postgres,
    search::SearchApi,
    server::{Server, command},
};
use domain::{
    sync::shift::{DoorDelta, DoorSnapshot},
    time::Timestamp,
};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// A server and where it keeps its things.
pub(crate) struct Stage {
    pub(crate) server: Server,
    /// What it was started with, its data first.
    storage: Vec<String>,
    data: tempfile::TempDir,
    _postgres: Option<Postgres>,
    there: Option<There>,
}

/// A registry elsewhere: another Pasmaat's, with a Search API for its activities.
pub(crate) struct There {
    pub(crate) server: Server,
    pub(crate) search: SearchApi,
}

/// Plays a story on SQLite and on PostgreSQL.
pub(crate) fn on_stage(story: impl Fn(&Stage)) {
    for postgres in [false, true] {
        story(&Stage::set(postgres));
    }
}

/// Plays a story as [`on_stage`], and at doors whose registry is elsewhere: on SQLite, and with both
/// on PostgreSQL.
pub(crate) fn on_every_stage(story: impl Fn(&Stage)) {
    on_stage(&story);
    for postgres in [false, true] {
        story(&Stage::elsewhere(postgres));
    }
}

/// Now, in milliseconds.
#[expect(clippy::disallowed_methods, reason = "a story happens now")]
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap())
}

impl Stage {
    /// A server on data of its own.
    pub(crate) fn set(on_postgres: bool) -> Self {
        println!("on {}", if on_postgres { "PostgreSQL" } else { "SQLite" });
        let postgres = on_postgres.then(Postgres::start);
        let data = tempfile::tempdir().unwrap();
        let url = postgres.as_ref().map(Postgres::url);
        let mut settings = vec![];
        if let Some(url) = &url {
            settings.extend(["--database-url", url]);
        }
        let server = Server::start_in(data.path(), &settings);
        let mut storage = vec!["--data".to_owned(), data.path().display().to_string()];
        storage.extend(settings.iter().map(|text| (*text).to_owned()));
        Self {
            server,
            storage,
            data,
            _postgres: postgres,
            there: None,
        }
    }

    /// A server whose registry is elsewhere.
    pub(crate) fn elsewhere(on_postgres: bool) -> Self {
        println!(
            "with the registry elsewhere, both on {}",
            if on_postgres { "PostgreSQL" } else { "SQLite" }
        );
        let postgres = on_postgres.then(Postgres::start);
        let remote = match &postgres {
            Some(postgres) => Server::start_with(&["--database-url", &postgres.another()]),
            None => Server::start(),
        };
        let port = remote.port;
        Self::before(remote, port, postgres, &[])
    }

    /// A server whose registry is `remote`'s, reached over the line on `port`.
    pub(crate) fn before(
        remote: Server,
        port: u16,
        postgres: Option<Postgres>,
        more: &[&str],
    ) -> Self {
        let data = tempfile::tempdir().unwrap();
        let search = SearchApi::start();
        let mut settings = Server::elsewhere(&remote, port, search.port);
        settings.extend(more.iter().map(|text| (*text).to_owned()));
        if let Some(postgres) = &postgres {
            settings.extend(["--database-url".to_owned(), postgres.url()]);
        }
        let server = Server::start_there(data.path(), &remote, &settings);
        let mut storage = vec!["--data".to_owned(), data.path().display().to_string()];
        storage.extend(settings);
        Self {
            server,
            storage,
            data,
            _postgres: postgres,
            there: Some(There {
                server: remote,
                search,
            }),
        }
    }

    /// The registry elsewhere.
    pub(crate) fn there(&self) -> &There {
        self.there.as_ref().unwrap()
    }

    /// Kills the server and starts it again on what it had.
    pub(crate) fn kill(&mut self) {
        self.server.signal("KILL");
        self.server.child.wait().unwrap();
        let settings = &self.storage[2..];
        self.server = if let Some(there) = &self.there {
            Server::start_there(self.data.path(), &there.server, settings)
        } else {
            let settings: Vec<&str> = settings.iter().map(String::as_str).collect();
            Server::start_in(self.data.path(), &settings)
        };
    }

    /// A caller of `/api/v1` from our own pages.
    pub(crate) fn browser(&self) -> Api {
        let origin = format!("http://localhost:{}", self.server.port);
        Api::anonymous(&self.server).with("Origin", &origin)
    }

    /// Has the command line make a link.
    pub(crate) fn try_invite(&self, whom: &[&str]) -> std::process::Output {
        let mut arguments = vec!["admin", "invite"];
        arguments.extend(whom);
        arguments.extend(self.storage.iter().map(String::as_str));
        command(&arguments).output().unwrap()
    }

    /// The secret of a link that the command line makes.
    pub(crate) fn invite(&self, whom: &[&str]) -> String {
        let output = self.try_invite(whom);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(
            text.starts_with("http://localhost:3000/nl/beheer/uitnodiging#"),
            "{text}"
        );
        text.trim().rsplit_once('#').unwrap().1.to_owned()
    }

    /// An authenticator for this site.
    pub(crate) fn authenticator(&self, seed: u8) -> Authenticator {
        Authenticator::new(&format!("http://localhost:{}", self.server.port), seed)
    }

    /// Becomes an admin by a link.
    pub(crate) fn accept(&self, secret: &str, name: &str, with: &mut Authenticator) -> Api {
        let browser = self.browser();
        let begun = browser
            .v1(
                "POST",
                "/admin/invite",
                &json!({ "secret": secret, "name": name }),
            )
            .ok(200);
        let credential = with.create(&begun["options"]);
        let made = json!({ "id": begun["id"], "credential": credential, "name": "Sleutel" });
        let got = browser.v1("POST", "/admin/passkeys", &made);
        browser.signed_in(&got, 201)
    }

    /// An admin of the test organizer.
    pub(crate) fn admin(&self) -> Api {
        let secret = self.invite(&["--organizer", ORGANIZER]);
        self.accept(&secret, "Bea Beheer", &mut self.authenticator(7))
    }

    /// A phone that joins by a code.
    pub(crate) fn join(&self, code: &str, name: &str) -> Got {
        self.browser().join(code, name)
    }
}

impl Api {
    /// Joins by a code.
    pub(crate) fn join(&self, code: &str, name: &str) -> Got {
        let key = "ed25519:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        let body = json!({ "code": code, "name": name, "publicKey": key, "language": "uk" });
        self.v1("POST", "/join", &body)
    }

    /// Asks `/api/v1` something.
    pub(crate) fn v1(&self, method: &str, path: &str, body: &Value) -> Got {
        let path = format!("/api/v1{path}");
        if body.is_null() {
            self.send(method, &path, "", "")
        } else {
            self.send(method, &path, "application/json", &body.to_string())
        }
    }

    /// Gets something of `/api/v1`.
    pub(crate) fn look(&self, path: &str) -> Got {
        self.v1("GET", path, &Value::Null)
    }

    /// The same browser with the session that an answer gave it.
    #[track_caller]
    pub(crate) fn signed_in(&self, got: &Got, status: u16) -> Self {
        assert_eq!(got.status, status, "{}", got.answer.body);
        let cookie = got.answer.header("set-cookie").unwrap();
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
            "{cookie}"
        );
        self.with("Cookie", cookie.split(';').next().unwrap())
    }

    /// Opens a shift of two hours at the test event.
    pub(crate) fn open_shift(&self) -> String {
        self.open_door("POINTS", None)
    }

    /// As [`Api::open_shift`], for what it is and with how many in the hall.
    pub(crate) fn open_door(&self, manner: &str, capacity: Option<u32>) -> String {
        let hour = 3_600_000;
        let body = json!({
            "organizerId": ORGANIZER, "name": "Zaal", "eventIds": [EVENT], "role": "STEWARD",
            "beginsAt": now(), "endsAt": Timestamp::from_millis(now().millis() + 2 * hour),
            "manner": manner, "capacity": capacity,
        });
        let shift = self.v1("POST", "/shifts", &body).ok(201);
        shift["id"].as_str().unwrap().to_owned()
    }

    /// A code that lets a phone in.
    pub(crate) fn code(&self, shift: &str, role: &str) -> String {
        let path = format!("/shifts/{shift}/codes");
        let shown = self.v1("POST", &path, &json!({ "role": role })).ok(201);
        shown["code"].as_str().unwrap().to_owned()
    }

    /// Everything that this phone knows.
    pub(crate) fn snapshot(&self, shift: &str) -> DoorSnapshot {
        let body = self.look(&format!("/shifts/{shift}/snapshot")).ok(200);
        serde_json::from_value(body).unwrap()
    }

    /// What changed since.
    pub(crate) fn delta(&self, shift: &str, cursor: i64, waiting: u32) -> DoorDelta {
        let path = format!("/shifts/{shift}/delta?cursor={cursor}&waiting={waiting}");
        serde_json::from_value(self.look(&path).ok(200)).unwrap()
    }
}
