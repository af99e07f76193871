//! A pass holder's phone: what a browser sends to `/api/v1`, with its cookie.

use super::{
    api::{Api, Got},
    server::Server,
};
use serde_json::{Value, json};

/// A signed-in phone.
#[derive(Clone)]
pub(crate) struct Phone {
    pub(super) api: Api,
    /// The id of its device.
    pub(crate) device: String,
    /// Whose it is.
    pub(crate) passholder: String,
    /// The cookie, as the browser sends it.
    pub(crate) cookie: String,
}

/// Sends something to `/api/v1` as our own page does, without a cookie.
pub(crate) fn say(server: &Server, method: &str, path: &str, body: &Value) -> Got {
    ours(&Api::anonymous(server), method, path, body)
}

fn ours(api: &Api, method: &str, path: &str, body: &Value) -> Got {
    let (kind, body) = if body.is_null() {
        ("", String::new())
    } else {
        ("application/json", body.to_string())
    };
    let api = api.with("Sec-Fetch-Site", "same-origin");
    let got = api.send(method, &format!("/api/v1{path}"), kind, &body);
    assert_eq!(
        got.answer.header("cache-control"),
        Some("no-store"),
        "{method} {path} may be kept on the way"
    );
    got
}

/// The code that `--demo` prints for a test pass.
pub(crate) fn demo_code(number: &str) -> String {
    server::sync::pairing::demo_code(number).to_string()
}

impl Phone {
    /// By number and birth date: level PROOF.
    pub(crate) fn by_number(server: &Server, number: &str, born: &str) -> Self {
        let body =
            json!({ "number": number, "dateOfBirth": born, "device": { "name": "Telefoon" } });
        Self::of(server, say(server, "POST", "/sign-in/number", &body))
    }

    /// By number, birth date and PIN: level FULL.
    pub(crate) fn by_pin(server: &Server, number: &str, born: &str, pin: &str) -> Self {
        let body = json!({ "number": number, "dateOfBirth": born, "pin": pin });
        Self::of(server, say(server, "POST", "/sign-in/number", &body))
    }

    /// By the code of a test pass: level FULL.
    pub(crate) fn full(server: &Server, number: &str) -> Self {
        Self::by_code(server, &demo_code(number))
    }

    /// By the code of a test pass, with the public half of a key.
    pub(crate) fn with_key(server: &Server, number: &str, key: &str) -> Self {
        let device = json!({ "name": "Telefoon", "publicKey": key });
        let body = json!({ "code": demo_code(number), "device": device });
        Self::of(server, say(server, "POST", "/sign-in/pairing", &body))
    }

    /// By a code: level FULL.
    pub(crate) fn by_code(server: &Server, code: &str) -> Self {
        let body = json!({ "code": code, "device": { "name": "Nieuwe telefoon" } });
        Self::of(server, say(server, "POST", "/sign-in/pairing", &body))
    }

    #[track_caller]
    fn of(server: &Server, got: Got) -> Self {
        let set = got.answer.header("set-cookie").unwrap_or_default();
        for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
            assert!(set.contains(part), "{set}");
        }
        let cookie = set.split(';').next().unwrap().to_owned();
        assert!(cookie.starts_with("__Host-pasmaat="), "{cookie}");
        let body = got.ok(200);
        let text = |name: &str| body[name].as_str().unwrap().to_owned();
        Self {
            api: Api::anonymous(server).with("Cookie", &cookie),
            device: text("device"),
            passholder: text("passholder"),
            cookie,
        }
    }

    pub(crate) fn get(&self, path: &str) -> Got {
        ours(&self.api, "GET", path, &Value::Null)
    }

    pub(crate) fn get_unless(&self, path: &str, mark: &str) -> Got {
        ours(
            &self.api.with("If-None-Match", mark),
            "GET",
            path,
            &Value::Null,
        )
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Got {
        ours(&self.api, "POST", path, body)
    }

    pub(crate) fn put(&self, path: &str, body: &Value) -> Got {
        ours(&self.api, "PUT", path, body)
    }

    pub(crate) fn patch(&self, path: &str, body: &Value) -> Got {
        ours(&self.api, "PATCH", path, body)
    }

    pub(crate) fn delete(&self, path: &str) -> Got {
        ours(&self.api, "DELETE", path, &Value::Null)
    }

    /// The snapshot.
    pub(crate) fn snapshot(&self) -> Value {
        self.get("/phone").ok(200)
    }
}

impl Got {
    /// Checks that `/api/v1` said no, for this reason.
    #[track_caller]
    pub(crate) fn no(self, status: u16, reason: &str) -> Self {
        assert!(
            self.status == status && self.body["reason"] == reason,
            "wanted {status} {reason}, got {} {}",
            self.status,
            self.answer.body
        );
        assert!(self.answer.is_problem(), "{}", self.answer.head);
        self
    }
}
