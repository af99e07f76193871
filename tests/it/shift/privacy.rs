//! What each role gets to see, and what nobody at a door does.

use crate::util::{
    api::{Api, EVENT},
    door::{now, on_stage},
};
use serde_json::{Value, json};

const NUMBER: &str = "0900000095902";

/// Whose pass, as a phone asks.
fn asked(number: &str) -> Value {
    json!({ "eventId": EVENT, "shown": { "by": "number", "value": number }, "at": now() })
}

fn sale(id: u128, tickets: Value) -> Value {
    let mut sale = asked(NUMBER);
    sale["id"] = json!(uuid::Uuid::from_u128(id));
    sale["tickets"] = tickets;
    sale
}

#[test]
fn a_steward_reaches_no_name_no_full_number_and_no_rate() {
    on_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let counter = Api::counter(&stage.server);
        let made = counter.checkin(EVENT, NUMBER).ok(201);
        let holder = made["passholder"].clone();
        let got = stage.join(&admin.code(&shift, "STEWARD"), "Olena");
        let steward = stage.browser().signed_in(&got, 201);
        let paths = [
            "/snapshot",
            "/delta?cursor=0",
            "",
            "/log",
            "/log.csv",
            "/log.xlsx",
            "/audit",
        ];
        let mut seen = vec![got.answer.body];
        for path in paths {
            let got = steward.look(&format!("/shifts/{shift}{path}"));
            let open = matches!(path, "/snapshot" | "/delta?cursor=0");
            assert_eq!(got.status == 200, open, "{path}: {}", got.answer.body);
            seen.push(got.answer.body);
        }
        for path in ["/admin", "/events", "/shifts"] {
            let got = steward.look(path);
            assert_eq!(got.status, 401, "{path}");
            seen.push(got.answer.body);
        }
        let entries = steward.snapshot(&shift).entries;
        assert_eq!(entries.len(), 1, "the check-in is known by its marks");
        let secrets = [
            NUMBER.to_owned(),
            made["passholder"]["id"].as_str().unwrap().to_owned(),
            holder["name"].as_str().unwrap().to_owned(),
            holder["firstName"].as_str().unwrap().to_owned(),
            holder["inszNumber"].as_str().unwrap().to_owned(),
        ];
        for body in &seen {
            let small = body.to_lowercase();
            for word in [
                "socialtariff",
                "social_tariff",
                "kansentarief",
                "inszNumber",
                "chipnumber",
            ] {
                assert!(!small.contains(&word.to_lowercase()), "{word}: {body}");
            }
            for secret in &secrets {
                assert!(!small.contains(&secret.to_lowercase()), "{secret}: {body}");
            }
        }
        for (path, body) in [
            ("tariffs", asked(NUMBER)),
            ("ticket-sales", sale(1, json!([]))),
            ("rewards", asked(NUMBER)),
        ] {
            let got = steward.v1("POST", &format!("/shifts/{shift}/{path}"), &body);
            assert_eq!(
                (got.status, &got.body["reason"]),
                (403, &json!("mayNot")),
                "{path}"
            );
        }
        let shift_of_others = steward.look("/shifts/nothing/snapshot");
        assert_eq!(shift_of_others.status, 404);
    });
}

#[test]
fn a_counter_gets_amounts_without_a_word_why() {
    on_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let got = stage.join(&admin.code(&shift, "COUNTER"), "Cem");
        let counter = stage.browser().signed_in(&got, 201);
        let rates = counter.v1("POST", &format!("/shifts/{shift}/tariffs"), &asked(NUMBER));
        let small = rates.answer.body.to_lowercase();
        assert!(
            !small.contains("social") && !small.contains("kansentarief"),
            "{small}"
        );
        let rates = rates.ok(200);
        let price = &rates["prices"][0];
        assert_eq!(price["regular"], 1000);
        if let Some(rate) = price["rates"].get(0) {
            let sale = sale(
                2,
                json!([
                { "label": price["label"], "regular": 1000, "rate": rate["id"], "number": 1 } ]),
            );
            let sold = counter
                .v1("POST", &format!("/shifts/{shift}/ticket-sales"), &sale)
                .ok(201);
            assert_eq!(sold["charge"], rate["charge"]);
            let id = sold["ids"][0].as_str().unwrap();
            let sales = Api::counter(&stage.server)
                .get(&format!("/ticket-sales?eventId={EVENT}"))
                .ok(200);
            assert!(
                sales["member"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|sale| sale["id"] == id)
            );
        }
        let path = format!("/shifts/{shift}/rewards");
        let rewards = counter.v1("POST", &path, &asked(NUMBER)).ok(200);
        assert!(rewards["points"].is_i64(), "{rewards}");
        let none = sale(3, json!([]));
        let got = counter.v1("POST", &format!("/shifts/{shift}/ticket-sales"), &none);
        assert_eq!(got.body["reason"], "outOfRange");
    });
}

#[test]
fn a_list_taken_home_names_nobody_and_computes_nothing() {
    on_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let got = stage.join(&admin.code(&shift, "STEWARD"), "=HYPERLINK(\"http://x\")");
        let device = got.ok(201)["device"].as_str().unwrap().to_owned();
        let counter = Api::counter(&stage.server);
        let made = counter.checkin(EVENT, NUMBER).ok(201);
        let path = format!("/shifts/{shift}/corrections");
        let reason = json!({ "checkinId": made["id"], "reason": "=1+1; \"twee\"" });
        admin.v1("POST", &path, &reason).ok(204);
        let csv = admin.look(&format!("/shifts/{shift}/log.csv?language=uk"));
        assert_eq!(csv.status, 200);
        let text = csv.answer.body;
        assert!(text.starts_with("\u{feff}День;Час;"), "{text}");
        assert!(
            !text.contains(NUMBER) && text.contains(&format!("•••• ••• {} •••", &NUMBER[7..10])),
            "{text}"
        );
        for line in text.lines().skip(1) {
            for cell in line.split(';') {
                assert!(
                    !cell.trim_matches('"').starts_with(['=', '+', '@']),
                    "{line}"
                );
            }
        }
        let xlsx = admin.look(&format!("/shifts/{shift}/log.xlsx?language=ar"));
        assert_eq!(
            (xlsx.status, xlsx.answer.body.starts_with("PK")),
            (200, true)
        );
        let audit = admin.look(&format!("/shifts/{shift}/audit")).ok(200);
        assert_eq!(audit[0]["what"], "exported");
        let admins = admin.v1(
            "DELETE",
            &format!("/shifts/{shift}/phones/{device}"),
            &Value::Null,
        );
        assert_eq!(admins.status, 204);
    });
}
