//! Levels: what a found card opens, and what a code or a PIN opens.

use super::{BRAM, GODELIEVE};
use crate::util::{
    api::on_both,
    phone::{Phone, demo_code, say},
    server::{Server, command},
};
use serde_json::{Value, json};

#[test]
fn number_and_date_open_card_and_points_and_nothing_else() {
    on_both(|server| {
        let phone = Phone::by_number(server, GODELIEVE.0, GODELIEVE.1);
        let seen = phone.snapshot();
        assert_eq!(seen["device"]["level"], "PROOF");
        assert_eq!(seen["persons"].as_array().unwrap().len(), 1);
        let person = &seen["persons"][0];
        assert_eq!(
            (&person["points"], &person["uitpasNumber"]),
            (&json!(5000), &json!(GODELIEVE.0))
        );
        assert_eq!(person["private"], Value::Null);
        let text = seen.to_string();
        for word in ["ocialTariff\"", "reducedRate", "coupons", "history", "insz"] {
            assert!(!text.contains(word), "{word} is in {text}");
        }
        assert!(
            !phone
                .get("/activities")
                .ok(200)
                .to_string()
                .contains("reduced")
        );
        phone.get("/devices").no(403, "needsFull");
        phone.get("/export").no(403, "needsFull");
        phone.get("/rewards/5824/status").no(403, "needsFull");
        phone.delete("/me").no(403, "needsFull");
        phone
            .put("/pin", &json!({ "pin": "258194" }))
            .no(403, "needsFull");
        phone
            .post("/pairing-codes", &json!({}))
            .no(403, "needsFull");
        let member = json!({ "number": BRAM.0, "dateOfBirth": BRAM.1 });
        phone.post("/family", &member).no(403, "needsFull");
        phone.delete("/family/x").no(403, "needsFull");
        phone
            .put("/families/x", &json!({ "agrees": true }))
            .no(403, "needsFull");
        phone.patch("/devices/x", &json!({})).no(403, "needsFull");
    });
}

#[test]
fn a_pin_is_set_once_and_changed_by_the_old_one() {
    on_both(|server| {
        let phone = Phone::full(server, BRAM.0);
        for (pin, reason) in [
            ("12345", "pinLength"),
            ("12345a", "pinDigits"),
            ("123456", "pinTooSimple"),
            ("020383", "pinTooSimple"),
        ] {
            phone.put("/pin", &json!({ "pin": pin })).no(400, reason);
        }
        phone.put("/pin", &json!({ "pin": "258194" })).ok(204);
        phone
            .put("/pin", &json!({ "pin": "369205" }))
            .no(409, "pinThere");
        let change = |old: &str| phone.put("/pin", &json!({ "pin": "369205", "old": old }));
        change("258195").no(401, "pinWrong");
        change("258194").ok(204);
        assert_eq!(phone.snapshot()["hasPin"], true);
        phone
            .post("/pin/check", &json!({ "pin": "258194" }))
            .no(401, "pinWrong");
        phone
            .post("/pin/check", &json!({ "pin": "369205" }))
            .ok(204);

        let second = Phone::by_pin(server, BRAM.0, BRAM.1, "369 205");
        assert_eq!(second.snapshot()["device"]["level"], "FULL");
        let third = Phone::by_number(server, BRAM.0, BRAM.1);
        for _ in 0..5 {
            let wrong = json!({ "pin": "847302" });
            third.post("/level", &wrong).no(401, "pinWrong");
        }
        let right = json!({ "pin": "369205" });
        third.post("/level", &right).no(429, "tooOften");
        // A code still opens, when it is one's own.
        third
            .post("/level", &json!({ "code": demo_code(GODELIEVE.0) }))
            .no(401, "codeUnknown");
        third
            .post("/level", &json!({ "code": demo_code(BRAM.0) }))
            .ok(204);
        let opened = third.snapshot();
        assert_eq!(opened["device"]["level"], "FULL");
        assert_eq!(opened["device"]["id"], third.device.as_str());
        let fourth = Phone::by_number(server, BRAM.0, BRAM.1);
        fourth.post("/level", &json!({})).no(429, "tooOften");
    });
}

#[test]
fn a_code_works_once_and_moves_a_person_to_a_new_phone() {
    on_both(|server| {
        let old = Phone::full(server, BRAM.0);
        let handed = old.post("/pairing-codes", &json!({})).ok(200);
        let code = handed["code"].as_str().unwrap();
        let url = handed["url"].as_str().unwrap();
        assert!(url.contains("/nl/mijn/koppelen#"), "{url}");
        let new = Phone::by_code(server, url);
        assert_eq!(new.passholder, old.passholder);
        assert_ne!(new.device, old.device);
        let again = |code: &str| say(server, "POST", "/sign-in/pairing", &json!({ "code": code }));
        again(code).no(401, "codeUnknown");
        again("22222-22222").no(401, "codeUnknown");
        again("22222-2222").no(400, "codeLength");
        again("OOOOO-OOOOO").no(400, "codeCharacter");
        again("22222-22223").no(400, "codeCheck");
    });
}

#[test]
fn an_operator_hands_out_a_code() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), &[]);
    let pair = |number: &str, more: &[&str]| {
        let place = data.path().to_str().unwrap();
        let arguments = [&["pair", number, "--data", place], more].concat();
        command(&arguments).output().unwrap()
    };
    let output = pair(BRAM.0, &[]);
    assert!(output.status.success(), "{output:?}");
    let code = String::from_utf8(output.stdout).unwrap();
    let phone = Phone::by_code(&server, code.trim());
    assert_eq!(phone.snapshot()["persons"][0]["firstName"], "Bram");
    let late = pair(BRAM.0, &["--minutes", "0"]);
    let code = String::from_utf8(late.stdout).unwrap();
    let body = json!({ "code": code.trim() });
    say(&server, "POST", "/sign-in/pairing", &body).no(401, "codeUnknown");
    assert!(!pair("0900000000019", &[]).status.success());
    assert!(!pair("0900000000018", &[]).status.success());
}
