//! Who has no pass at hand: found by name or by national number, by phones whose role may.

use crate::util::{api::EVENT, door::on_every_stage, helper::Helper};
use domain::{
    command::{Shown, What},
    number::UitpasNumber,
};
use serde_json::{Value, json};

/// Somebody of the test set, by names and by national number.
const NUMBER: &str = "36051380284";
const PASS: &str = "0900000067513";

fn named(first_name: &str, name: &str) -> Value {
    json!({ "by": "name", "firstName": first_name, "name": name })
}

#[test]
fn a_counter_finds_who_has_no_pass_at_hand_and_learns_little() {
    on_every_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let mut counter = Helper::join(stage, &admin.code(&shift, "COUNTER"), "Cem");
        let steward = Helper::join(stage, &admin.code(&shift, "STEWARD"), "Olena");
        let path = format!("/shifts/{shift}/search");
        let number = json!({ "by": "nationalNumber", "number": NUMBER });
        let mut holder = String::new();
        for asked in [
            named("Godelieve", "Proefman"),
            named("god", "PROEF"),
            named("Proefman", "Godelieve"),
            number.clone(),
        ] {
            let found = counter.api.v1("POST", &path, &asked).ok(200);
            assert_eq!(found["more"], false, "{asked}: {found}");
            let people = found["people"].as_array().unwrap();
            assert_eq!(people.len(), 1, "{asked}: {found}");
            let keys: Vec<&String> = people[0].as_object().unwrap().keys().collect();
            assert_eq!(keys, ["age", "firstName", "holder", "name"]);
            assert_eq!(people[0]["firstName"], "Godelieve");
            let wire = found.to_string();
            let pass: UitpasNumber = PASS.parse().unwrap();
            for secret in [pass.as_str(), NUMBER, "1936"] {
                assert!(!wire.contains(secret), "{wire}");
            }
            people[0]["holder"]
                .as_str()
                .unwrap()
                .clone_into(&mut holder);
        }
        let nobody = counter.api.v1("POST", &path, &named("Zzyzx", "Niemand"));
        assert_eq!(nobody.ok(200)["people"], json!([]));
        let many = counter.api.v1("POST", &path, &named("A", "Proefman"));
        assert_eq!(many.body["reason"], "outOfRange");
        let wrong = json!({ "by": "nationalNumber", "number": "36051380285" });
        assert_eq!(counter.api.v1("POST", &path, &wrong).status, 422);
        for asked in [named("Godelieve", "Proefman"), number] {
            let no = steward.api.v1("POST", &path, &asked);
            assert_eq!((no.status, &no.body["reason"]), (403, &json!("mayNot")));
        }
        let outside = stage
            .browser()
            .v1("POST", &path, &named("Godelieve", "Proefman"));
        assert_eq!(outside.status, 401);

        let checkin = counter.command(What::Checkin {
            shift: shift.clone(),
            event: EVENT.to_owned(),
            shown: Shown::Holder(holder),
        });
        let verdict = counter.deliver(&checkin);
        assert_eq!(
            (&verdict["is"], &verdict["name"]),
            (&json!("saved"), &json!("Godelieve"))
        );
    });
}
