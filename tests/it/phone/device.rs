//! The list of devices: named, sent away, signed out.

use super::{BRAM, GODELIEVE};
use crate::util::{
    api::on_both,
    phone::{Phone, say},
};
use serde_json::{Value, json};

#[test]
fn devices_are_listed_named_and_sent_away() {
    on_both(|server| {
        let missing = Phone::full(server, BRAM.0);
        let kept = Phone::full(server, BRAM.0);
        let stranger = Phone::full(server, GODELIEVE.0);
        let list = kept.get("/devices").ok(200);
        let ids: Vec<&str> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].as_str().unwrap())
            .collect();
        assert!(ids.contains(&missing.device.as_str()) && ids.contains(&kept.device.as_str()));
        assert_eq!(ids.len(), 2);
        let own = |list: &Value| {
            let mut all = list.as_array().unwrap().clone();
            all.retain(|one| one["current"] == true);
            all
        };
        assert_eq!(own(&list)[0]["id"], kept.device.as_str());

        let path = format!("/devices/{}", missing.device);
        kept.patch(&path, &json!({ "name": "  Oude\u{7} telefoon " }))
            .ok(204);
        let list = kept.get("/devices").ok(200).to_string();
        assert!(list.contains("Oude telefoon"), "{list}");
        stranger
            .patch(&path, &json!({ "name": "x" }))
            .no(404, "notFound");
        stranger.delete(&path).no(404, "notFound");

        missing.snapshot();
        kept.delete(&path).ok(204);
        missing.get("/phone").no(401, "signedOut");
        kept.delete(&path).no(404, "notFound");
        kept.snapshot();

        let out = kept.post("/sign-out", &Value::Null);
        assert!(
            out.answer
                .header("set-cookie")
                .unwrap()
                .contains("Max-Age=0")
        );
        out.ok(204);
        kept.get("/phone").no(401, "signedOut");
        say(server, "GET", "/phone", &Value::Null).no(401, "signedOut");
    });
}

#[test]
fn a_small_phone_may_end_itself_only() {
    on_both(|server| {
        let big = Phone::full(server, BRAM.0);
        let small = Phone::by_number(server, BRAM.0, BRAM.1);
        let path = |phone: &Phone| format!("/devices/{}", phone.device);
        small.delete(&path(&big)).no(403, "needsFull");
        small
            .patch(&path(&small), &json!({ "name": "Mijn" }))
            .ok(204);
        assert_eq!(small.snapshot()["device"]["name"], "Mijn");
        small.delete(&path(&small)).ok(204);
        small.get("/phone").no(401, "signedOut");
    });
}
