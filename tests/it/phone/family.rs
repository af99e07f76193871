//! The family: added by number and birth date, seen by consent, left at will.

use super::{GODELIEVE, KAREL, SOFIE};
use crate::util::{
    api::on_both,
    phone::{Phone, say},
};
use serde_json::{Value, json};

fn member(snapshot: &Value, id: &str) -> Value {
    let persons = snapshot["persons"].as_array().unwrap();
    let found = persons.iter().find(|one| one["id"] == id);
    found.cloned().unwrap_or(Value::Null)
}

#[test]
fn an_adult_is_told_and_must_agree_before_being_seen() {
    on_both(|server| {
        let sofie = Phone::full(server, SOFIE);
        let karel = Phone::full(server, KAREL.0);
        let add = |born: &str| {
            let body = json!({ "number": KAREL.0, "dateOfBirth": born, "icon": "owl" });
            sofie.post("/family", &body)
        };
        add("1980-01-02").no(401, "noMatch");
        add("1980-13-02").no(400, "dateUnreadable");
        add(KAREL.1).ok(201);
        add(KAREL.1).no(409, "alreadyThere");

        let asked = member(&sofie.snapshot(), &karel.passholder);
        assert_eq!(
            (&asked["consent"], &asked["icon"]),
            (&json!("ASKED"), &json!("owl"))
        );
        assert_eq!(
            (&asked["points"], &asked["private"]),
            (&Value::Null, &Value::Null)
        );
        let status = format!("/rewards/5824/status?passholder={}", karel.passholder);
        sofie.get(&status).no(403, "needsConsent");

        let told = karel.snapshot();
        assert_eq!(told["families"][0]["passholder"], sofie.passholder.as_str());
        assert_eq!(told["families"][0]["consent"], "ASKED");
        let path = format!("/families/{}", sofie.passholder);
        karel.put(&path, &json!({ "agrees": true })).ok(204);
        let seen = member(&sofie.snapshot(), &karel.passholder);
        assert_eq!(
            (&seen["consent"], &seen["points"]),
            (&json!("GIVEN"), &json!(0))
        );
        assert!(seen["private"]["history"].is_array());
        sofie.get(&status).ok(200);

        karel.put(&path, &json!({ "agrees": false })).ok(204);
        let closed = member(&sofie.snapshot(), &karel.passholder);
        assert_eq!(
            (&closed["consent"], &closed["private"]),
            (&json!("REFUSED"), &Value::Null)
        );

        // Leaving forgets the answer: who is added again is asked again.
        karel.put(&path, &json!({ "agrees": true })).ok(204);
        karel.delete(&path).ok(204);
        assert_eq!(member(&sofie.snapshot(), &karel.passholder), Value::Null);
        karel.delete(&path).no(404, "notFound");
        karel
            .put(&path, &json!({ "agrees": true }))
            .no(404, "notFound");
        add(KAREL.1).ok(201);
        assert_eq!(
            member(&sofie.snapshot(), &karel.passholder)["consent"],
            "ASKED"
        );
    });
}

#[test]
fn the_reduced_rate_stays_one_s_own_with_consent_too() {
    on_both(|server| {
        let sofie = Phone::full(server, SOFIE);
        let body = json!({ "number": GODELIEVE.0, "dateOfBirth": GODELIEVE.1 });
        sofie.post("/family", &body).ok(201);
        let godelieve = Phone::full(server, GODELIEVE.0);
        let path = format!("/families/{}", sofie.passholder);
        godelieve.put(&path, &json!({ "agrees": true })).ok(204);
        let seen = member(&sofie.snapshot(), &godelieve.passholder);
        assert_eq!(seen["points"], 5000);
        assert_eq!(seen["private"]["reducedRate"], json!([]));
        assert_eq!(seen["private"]["coupons"], json!([]));
    });
}

#[test]
fn the_owner_changes_and_removes() {
    on_both(|server| {
        let sofie = Phone::full(server, SOFIE);
        let child = sofie.snapshot()["persons"][1]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let path = format!("/family/{child}");
        sofie.put(&path, &json!({ "icon": "bear" })).ok(204);
        assert_eq!(member(&sofie.snapshot(), &child)["icon"], "bear");
        // Nobody else can.
        let karel = Phone::full(server, KAREL.0);
        karel
            .put(&path, &json!({ "icon": "x" }))
            .no(404, "notFound");
        karel.delete(&path).no(404, "notFound");
        say(server, "DELETE", &path, &Value::Null).no(401, "signedOut");
        sofie.delete(&path).ok(204);
        assert_eq!(sofie.snapshot()["persons"].as_array().unwrap().len(), 1);
        sofie.delete(&path).no(404, "notFound");
    });
}
