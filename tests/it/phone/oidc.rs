//! Signing in with an account elsewhere, against a real OpenID Connect provider that this test
//! starts: npm's `oidc-provider`.

use super::BRAM;
use crate::{
    locales::root,
    util::{
        api::Api,
        http::{Answer, raw, request},
        phone::say,
        server::Server,
    },
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader},
    net::TcpListener,
    process::{Child, Command, Stdio},
};

struct Provider {
    child: Child,
    port: u16,
}

impl Provider {
    fn start(port: u16, server: &Server, algorithm: &str) -> Self {
        let back = format!("http://localhost:{}/api/v1/sign-in/oidc/back", server.port);
        let mut child = Command::new("node")
            .args([
                "fixtures/oidc-provider.mjs",
                &port.to_string(),
                &back,
                algorithm,
            ])
            .current_dir(root().join("end2end"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap() == "ready"));
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, port }
    }

    /// Everybody who comes from now on is this account.
    fn is(&self, account: &str) {
        let request = format!(
            "POST /account HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{account}",
            account.len()
        );
        assert_eq!(raw(self.port, request.as_bytes()).unwrap().status, 200);
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A browser: keeps cookies by host and port, follows redirects.
#[derive(Default)]
struct Browser(BTreeMap<(u16, String), String>);

impl Browser {
    fn keep(&mut self, port: u16, answer: &Answer) {
        for line in answer.head.lines() {
            let Some((name, value)) = line.split_once(": ") else {
                continue;
            };
            if name.eq_ignore_ascii_case("set-cookie") {
                let pair = value.split(';').next().unwrap();
                let (name, value) = pair.split_once('=').unwrap();
                self.0.insert((port, name.to_owned()), value.to_owned());
            }
        }
    }

    fn cookies(&self, port: u16) -> String {
        let own = self
            .0
            .iter()
            .filter(|((of, _), value)| *of == port && !value.is_empty());
        let pairs: Vec<String> = own
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    fn open(&mut self, url: &str) -> Answer {
        let rest = url.strip_prefix("http://localhost:").unwrap();
        let (port, path) = rest.split_at(rest.find('/').unwrap());
        let port = port.parse().unwrap();
        let cookies = self.cookies(port);
        let answer = request(
            port,
            "GET",
            path,
            &[("Cookie", &cookies), ("Accept", "text/html")],
        );
        self.keep(port, &answer);
        answer
    }

    /// Goes on until the address begins so; the address.
    fn follow(&mut self, from: &str, until: &str) -> String {
        let mut url = from.to_owned();
        for _ in 0..8 {
            if url.starts_with(until) {
                return url;
            }
            let answer = self.open(&url);
            let to = answer
                .header("location")
                .unwrap_or_else(|| panic!("{url}: {}", answer.body));
            url = if to.starts_with('/') {
                let host = url
                    .match_indices('/')
                    .nth(2)
                    .map_or(url.len(), |(at, _)| at);
                format!("{}{to}", &url[..host])
            } else {
                to.to_owned()
            };
        }
        panic!("{url} does not lead to {until}")
    }

    fn begin(&mut self, server: &Server) -> String {
        let device = json!({ "name": "Browser", "language": "uk" });
        let got = say(server, "POST", "/sign-in/oidc", &device);
        self.keep(server.port, &got.answer);
        got.ok(200)["url"].as_str().unwrap().to_owned()
    }
}

fn start(algorithm: &str) -> (Server, Provider) {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let issuer = format!("http://localhost:{port}");
    let server = Server::start_with(&[
        "--oidc-issuer",
        &issuer,
        "--oidc-client-id",
        "pasmaat",
        "--oidc-client-secret",
        "pasmaat secret: %&",
    ]);
    let provider = Provider::start(port, &server, algorithm);
    (server, provider)
}

/// The UiTiD of a pass holder, made by signing in at our own realm once.
fn user_of(server: &Server, (number, born): (&str, &str)) -> String {
    let path = "/realms/uitid/protocol/openid-connect/userinfo";
    let info = Api::holder(server, number, born).send("GET", path, "", "");
    info.ok(200)["sub"].as_str().unwrap().to_owned()
}

#[test]
fn who_signs_in_elsewhere_is_let_in_here_once() {
    for algorithm in ["RS256", "ES256"] {
        println!("{algorithm}");
        let (server, provider) = start(algorithm);
        assert_eq!(
            say(&server, "GET", "/sign-in", &Value::Null).ok(200)["oidc"],
            true
        );
        provider.is(&user_of(&server, BRAM));
        let back = format!("http://localhost:{}/api/v1/sign-in/oidc/back", server.port);

        let mut browser = Browser::default();
        let url = browser.begin(&server);
        for part in [
            "code_challenge_method=S256",
            "state=",
            "nonce=",
            "ui_locales=uk",
        ] {
            assert!(url.contains(part), "{url}");
        }
        let returned = browser.follow(&url, &back);
        let before = browser.cookies(server.port);
        let path = returned.split_once(&server.port.to_string()).unwrap().1;
        // The right code with another state was not asked for here.
        let other = path.replacen("state=", "state=0", 1);
        let answer = request(server.port, "GET", &other, &[("Cookie", &before)]);
        assert_eq!(
            answer.header("location"),
            Some("/uk/mijn/aanmelden#oidc=failed")
        );
        let answer = browser.open(&returned);
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, Some("/uk/mijn/aanmelden#oidc=done"))
        );
        let cookies = browser.cookies(server.port);
        assert!(
            cookies.contains("__Host-pasmaat=") && !cookies.contains("oidc"),
            "{cookies}"
        );
        let phone = request(server.port, "GET", "/api/v1/phone", &[("Cookie", &cookies)]);
        let seen: Value = serde_json::from_str(&phone.body).unwrap();
        assert_eq!(seen["persons"][0]["firstName"], "Bram");
        assert_eq!(seen["device"]["level"], "FULL");
        let cookie = [("Cookie", &*cookies)];
        let session = request(server.port, "GET", "/api/v1/session", &cookie);
        let session: Value = serde_json::from_str(&session.body).unwrap();
        assert_eq!(session["device"], seen["device"]["id"]);
        assert_eq!(session["sealingKey"], seen["sealingKey"]);

        // The same answer again, with the cookie it was for: the code works once.
        let again = request(server.port, "GET", path, &[("Cookie", &before)]);
        assert_eq!(
            again.header("location"),
            Some("/uk/mijn/aanmelden#oidc=failed")
        );
    }
}

#[test]
fn who_did_not_begin_here_or_has_no_pass_is_not_let_in() {
    let (server, provider) = start("RS256");
    let back = format!("http://localhost:{}/api/v1/sign-in/oidc/back", server.port);
    let failed = |answer: &Answer| {
        assert!(
            answer
                .header("set-cookie")
                .is_none_or(|set| !set.starts_with("__Host-pasmaat="))
        );
        answer.header("location").unwrap().to_owned()
    };

    provider.is("somebody without a pass");
    let mut browser = Browser::default();
    let url = browser.begin(&server);
    let returned = browser.follow(&url, &back);
    assert_eq!(
        failed(&browser.open(&returned)),
        "/uk/mijn/aanmelden#oidc=no-pass"
    );

    // Somebody else's answer, in a browser that began nothing or something else.
    provider.is(&user_of(&server, BRAM));
    let mut attacker = Browser::default();
    let url = attacker.begin(&server);
    let returned = attacker.follow(&url, &back);
    let mut victim = Browser::default();
    assert_eq!(
        failed(&victim.open(&returned)),
        "/nl/mijn/aanmelden#oidc=failed"
    );
    victim.begin(&server);
    assert_eq!(
        failed(&victim.open(&returned)),
        "/uk/mijn/aanmelden#oidc=failed"
    );
    let mut refused = Browser::default();
    refused.begin(&server);
    let denied = format!("{back}?error=access_denied&state=x");
    assert_eq!(
        failed(&refused.open(&denied)),
        "/uk/mijn/aanmelden#oidc=failed"
    );

    // A provider that is away is said at the beginning.
    drop(provider);
    let (server, provider) = start("RS256");
    drop(provider);
    say(&server, "POST", "/sign-in/oidc", &json!({})).no(503, "unavailable");
}

#[test]
fn without_a_provider_there_is_no_such_way() {
    let server = Server::start();
    assert_eq!(
        say(&server, "GET", "/sign-in", &Value::Null).ok(200)["oidc"],
        false
    );
    say(&server, "POST", "/sign-in/oidc", &json!({})).no(404, "notFound");
}
