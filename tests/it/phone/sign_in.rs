//! Signing in by number: what is told when, how long it takes, how often it may be tried.

use super::{BRAM, GODELIEVE};
use crate::util::{
    api::{Api, Got, on_both},
    phone::{Phone, demo_code, say},
    server::Server,
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

fn sign_in(server: &Server, number: &str, born: &str) -> Got {
    let body = json!({ "number": number, "dateOfBirth": born });
    say(server, "POST", "/sign-in/number", &body)
}

#[test]
fn typing_errors_are_told_before_anything_is_looked_up() {
    on_both(|server| {
        // More often than the limit lets: typing is no try.
        for _ in 0..3 {
            for (number, born, reason) in [
                ("090000009590", BRAM.1, "numberTooShort"),
                ("09000000959021", BRAM.1, "numberTooLong"),
                ("O900000095902", BRAM.1, "numberLetters"),
                ("0900000095903", BRAM.1, "numberCheckDigit"),
                (BRAM.0, "2-3-1983", "dateUnreadable"),
                (BRAM.0, "1983-02-30", "dateUnreadable"),
                (BRAM.0, "2983-03-02", "dateUnreadable"),
            ] {
                sign_in(server, number, born).no(400, reason);
            }
        }
        let spaced = sign_in(server, "0900 000 095 902", " 1983-03-02 ").ok(200);
        assert_eq!(spaced["level"], "PROOF");
        assert_eq!(spaced["hasPin"], false);
        for body in [json!({}), json!([]), json!({ "number": 1 })] {
            say(server, "POST", "/sign-in/number", &body).no(422, "other");
        }
    });
}

#[test]
fn who_does_not_prove_it_hears_one_sentence_after_the_same_time() {
    on_both(|server| {
        let full = Phone::full(server, GODELIEVE.0);
        full.put("/pin", &json!({ "pin": "258194" })).ok(204);
        let with_pin =
            |pin: &str| json!({ "number": GODELIEVE.0, "dateOfBirth": GODELIEVE.1, "pin": pin });
        let wrong = |number: &str, born: &str| json!({ "number": number, "dateOfBirth": born });
        let tries = [
            ("unknown number", wrong("0900000000019", "1983-03-02")),
            ("wrong date", wrong(BRAM.0, "1983-03-03")),
            (
                "wrong date of a blocked pass",
                wrong("0900000002312", "1983-03-03"),
            ),
            ("wrong PIN", with_pin("258195")),
            (
                "PIN of who has none",
                json!({ "number": BRAM.0, "dateOfBirth": BRAM.1, "pin": "258194" }),
            ),
        ];
        let mut first: Option<(Value, Vec<String>)> = None;
        for (what, body) in tries {
            let began = Instant::now();
            let got = say(server, "POST", "/sign-in/number", &body);
            let took = began.elapsed();
            assert!(took >= Duration::from_millis(400), "{what} took {took:?}");
            let names = got
                .answer
                .head
                .lines()
                .filter_map(|line| line.split_once(':'));
            let names: Vec<String> = names.map(|(name, _)| name.to_owned()).collect();
            let got = got.no(401, "noMatch");
            let (body, head) = first.get_or_insert_with(|| (got.body.clone(), names.clone()));
            assert_eq!((&got.body, &names), (&*body, &*head), "{what}");
        }
    });
}

#[test]
fn what_is_wrong_with_a_card_is_told_after_the_proof() {
    on_both(|server| {
        for (number, born, reason) in [
            ("0900000002312", "1971-03-03", "blocked"),
            ("0900000074519", "1980-01-01", "unregistered"),
            ("0900000020405", "1980-01-01", "unregistered"),
        ] {
            let got = sign_in(server, number, born).no(403, reason);
            assert_eq!(got.answer.header("set-cookie"), None);
        }
        let group = Api::counter(server).get("/grouppasses?limit=1").ok(200);
        let number = group["member"][0]["uitpasNumber"]
            .as_str()
            .unwrap()
            .to_owned();
        sign_in(server, &number, "1980-01-01").no(403, "groupPass");
        // Who has a code has met somebody who knows: the phone opens and shows that it is blocked.
        let blocked = Phone::full(server, "0900000002312").snapshot();
        assert_eq!(blocked["persons"][0]["cards"][0]["status"], "BLOCKED");
        assert_eq!(blocked["persons"][0]["uitpasNumber"], Value::Null);
    });
}

#[test]
fn guessing_slows_down_and_locks_nobody_out() {
    on_both(|server| {
        for day in 3..8 {
            sign_in(server, BRAM.0, &format!("1983-03-{day:02}")).no(401, "noMatch");
        }
        let late = sign_in(server, BRAM.0, BRAM.1).no(429, "tooOften");
        let wait: u64 = late.answer.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=180).contains(&wait), "{wait}");
        assert_eq!(late.body["retryAfter"], wait);
        // The door of the registry counts along, and other numbers are free.
        sign_in(server, GODELIEVE.0, GODELIEVE.1).ok(200);
        // A code is another proof: its holder is not kept out.
        Phone::by_code(server, &demo_code(BRAM.0));
    });
}

#[test]
fn behind_a_proxy_each_caller_is_counted_alone() {
    let sign_in = |server: &Server, caller: &str, born: &str| {
        let body = json!({ "number": BRAM.0, "dateOfBirth": born }).to_string();
        let api = Api::anonymous(server).with("X-Forwarded-For", caller);
        api.send("POST", "/api/v1/sign-in/number", "application/json", &body)
    };
    let known = Server::start_with(&["--proxy", "127.0.0.1,::1"]);
    for _ in 0..5 {
        sign_in(&known, "192.0.2.66", "1983-03-03").no(401, "noMatch");
    }
    sign_in(&known, "192.0.2.66", BRAM.1).no(429, "tooOften");
    // Nor does it help to say that one is somebody else.
    sign_in(&known, "198.51.100.1, 192.0.2.66", BRAM.1).no(429, "tooOften");
    sign_in(&known, "192.0.2.7", BRAM.1).ok(200);

    let unknown = Server::start();
    for last in 1..6 {
        sign_in(&unknown, &format!("192.0.2.{last}"), "1983-03-03").no(401, "noMatch");
    }
    sign_in(&unknown, "192.0.2.7", BRAM.1).no(429, "tooOften");
}
