//! What is said in the log about all this: nothing but ids.

use super::{BRAM, KAREL, SOFIE};
use crate::util::{
    phone::{Phone, demo_code, say},
    server::Server,
};
use serde_json::json;

#[test]
fn no_number_name_date_code_pin_or_token_is_in_the_log() {
    let dir = tempfile::tempdir().unwrap();
    let log = dir.path().join("log");
    let server = Server::start_logging(&log, &[]);
    let phone = Phone::by_number(&server, BRAM.0, BRAM.1);
    let full = Phone::full(&server, SOFIE);
    full.put("/pin", &json!({ "pin": "258194" })).ok(204);
    full.put("/pin", &json!({ "pin": "369205", "old": "258195" }))
        .no(401, "pinWrong");
    let member = json!({ "number": KAREL.0, "dateOfBirth": KAREL.1 });
    full.post("/family", &member).ok(201);
    for path in ["/phone", "/rewards", "/activities", "/export", "/devices"] {
        full.get(path).ok(200);
    }
    let handed = full.post("/pairing-codes", &json!({})).ok(200);
    let wrong = json!({ "number": BRAM.0, "dateOfBirth": "1983-03-04", "pin": "847302" });
    say(&server, "POST", "/sign-in/number", &wrong).no(401, "noMatch");
    let broken = json!({ "number": BRAM.0, "dateOfBirth": 19_830_302 });
    say(&server, "POST", "/sign-in/number", &broken).no(422, "other");
    full.delete("/me").ok(204);
    server.signal("TERM");
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(said.contains("/api/v1/phone"), "the log is empty: {said}");
    let token = |phone: &Phone| phone.cookie.split_once('=').unwrap().1.to_owned();
    let code = demo_code(SOFIE);
    let plain = code.replace('-', "");
    for secret in [
        BRAM.0,
        SOFIE,
        KAREL.0,
        BRAM.1,
        KAREL.1,
        "1983-03-04",
        "Testers",
        "Bram",
        "Moeders",
        "Sofie",
        "Karel",
        "258194",
        "258195",
        "369205",
        "847302",
        &code,
        &plain,
        handed["code"].as_str().unwrap(),
        &token(&phone),
        &token(&full),
    ] {
        let line = said.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret} is in the log");
    }
}
