//! Phones come in by a code: once, in time, by the right shift, and out again when the admin says so.

use crate::util::{
    door::{now, on_stage},
    helper::Helper,
    phone::Phone,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{shift::Role, sync::shift::Reentry, time::Timestamp};
use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::{Value, json};

#[test]
fn a_browser_that_lost_its_cookie_is_let_in_again_by_its_key_and_nobody_else_is() {
    on_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let helper = Helper::join(stage, &admin.code(&shift, "STEWARD"), "Olena");
        let other = Helper::join(stage, &admin.code(&shift, "STEWARD"), "Boris");
        let path = format!("/shifts/{shift}/session");
        let stranger = SigningKey::from_bytes(&[9; 32]);
        let ask = |key: &SigningKey, at: Timestamp, door: &str| {
            let message = Reentry::to_sign(&helper.device, door, at);
            let signature = URL_SAFE_NO_PAD.encode(key.sign(&message).to_bytes());
            let device = helper.device;
            let asked = Reentry {
                device,
                at,
                signature,
            };
            let asked = serde_json::to_value(asked).unwrap();
            stage.browser().v1("POST", &path, &asked)
        };
        let minutes = |number: i64| Timestamp::from_millis(now().millis() + number * 60_000);
        for (key, at, door) in [
            (&stranger, now(), &*shift),
            (&helper.key, minutes(-6), &shift),
            (&helper.key, minutes(6), &shift),
            (&helper.key, now(), "another"),
        ] {
            let got = ask(key, at, door);
            assert_eq!(
                (got.status, &got.body["reason"]),
                (401, &json!("signedOut"))
            );
        }
        let again = stage
            .browser()
            .signed_in(&ask(&helper.key, now(), &shift), 204);
        again.snapshot(&shift);
        let snapshot = format!("/shifts/{shift}/snapshot");
        assert_eq!(
            helper.api.look(&snapshot).status,
            401,
            "one session a phone"
        );
        other.api.snapshot(&shift);
        // Nobody shut out comes in by it.
        let phone = format!("/shifts/{shift}/phones/{}", helper.device);
        admin.v1("DELETE", &phone, &Value::Null).ok(204);
        assert_eq!(ask(&helper.key, now(), &shift).status, 401);
        assert_eq!(again.look(&snapshot).status, 401);
    });
}

#[test]
fn a_code_lets_one_phone_in_once() {
    on_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let code = admin.code(&shift, "STEWARD");
        let sloppy = code.to_lowercase().replace('-', " ");
        let got = stage.join(&sloppy, "  Olena ");
        let helper = stage.browser().signed_in(&got, 201);
        assert_eq!(
            (&got.body["role"], &got.body["snapshot"]["shift"]["id"]),
            (&json!("STEWARD"), &json!(shift))
        );
        let again = stage.join(&code, "Boris");
        assert_eq!(
            (again.status, &again.body["reason"]),
            (403, &json!("codeUnknown"))
        );

        let snapshot = helper.snapshot(&shift);
        assert_eq!(snapshot.role, Role::Steward);
        assert_eq!(snapshot.activities.len(), 1);
        assert!(snapshot.activities[0].priced && snapshot.roster.is_empty());

        let report = admin.look(&format!("/shifts/{shift}")).ok(200);
        assert_eq!(report["devices"][0]["name"], "Olena");
        let device = got.body["device"].as_str().unwrap();
        assert_eq!(report["devices"][0]["id"], device);
        helper.delta(&shift, snapshot.cursor, 4);
        let report = admin.look(&format!("/shifts/{shift}")).ok(200);
        assert_eq!(
            (
                &report["count"]["waiting"],
                &report["devices"][0]["waiting"]
            ),
            (&json!(4), &json!(4))
        );

        let path = format!("/shifts/{shift}/phones/{device}");
        admin
            .v1("PATCH", &path, &json!({ "name": "Olena 2" }))
            .ok(204);
        admin.v1("DELETE", &path, &Value::Null).ok(204);
        assert_eq!(admin.v1("DELETE", &path, &Value::Null).status, 404);
        let gone = helper.look(&format!("/shifts/{shift}/snapshot"));
        assert_eq!(
            (gone.status, &gone.body["reason"]),
            (401, &json!("signedOut"))
        );
        let audit = admin.look(&format!("/shifts/{shift}/audit")).ok(200);
        let did: Vec<_> = audit
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|line| line["what"].as_str())
            .collect();
        for what in [
            "shiftOpened",
            "codeShown",
            "joined",
            "phoneRenamed",
            "phoneRevoked",
        ] {
            assert!(did.contains(&what), "{what}: {did:?}");
        }
    });
}

#[test]
fn what_is_typed_wrong_is_told_and_guessing_is_slow() {
    on_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let code = admin.code(&shift, "ADMIN");
        let reason = |code: &str, name: &str| stage.join(code, name).body["reason"].clone();
        assert_eq!(reason(&code[..9], "Olena"), "codeLength");
        assert_eq!(reason("OOOOO-OOOOO", "Olena"), "codeCharacter");
        let mut swapped: Vec<char> = code.chars().collect();
        let place = (1..5)
            .find(|place| swapped[*place] != swapped[place - 1])
            .unwrap();
        swapped.swap(place, place - 1);
        assert_eq!(
            reason(&swapped.into_iter().collect::<String>(), "Olena"),
            "codeCheck"
        );
        assert_eq!(reason(&code, "  "), "nameMissing");
        let body = json!({ "code": code, "name": "Olena", "publicKey": "rsa:AAAA" });
        assert_eq!(
            stage.browser().v1("POST", "/join", &body).body["reason"],
            "keyUnreadable"
        );
        // Nobody becomes an admin by a code.
        assert_eq!(stage.join(&code, "Olena").ok(201)["role"], "COUNTER");
        let mut tries = 0;
        while reason(&code, "Olena") != "tooOften" {
            tries += 1;
            assert!(tries < 200, "guessing is free");
        }
        println!("stopped after {tries} tries");
    });
}

#[test]
fn nobody_joins_before_or_after() {
    on_stage(|stage| {
        let admin = stage.admin();
        let hour = 3_600_000;
        let at = |hours: i64| Timestamp::from_millis(now().millis() + hours * hour);
        let open = |begin: i64, end: i64| {
            let body = json!({ "organizerId": crate::util::api::ORGANIZER, "eventIds": [crate::util::api::EVENT],
                "role": "STEWARD", "beginsAt": at(begin), "endsAt": at(end) });
            admin.v1("POST", "/shifts", &body)
        };
        for (begin, end, reason) in [
            (2, 1, "hoursBackwards"),
            (0, 40, "hoursTooLong"),
            (-3, -1, "hoursPast"),
        ] {
            assert_eq!(open(begin, end).body["reason"], reason);
        }
        let tomorrow = open(24, 26).ok(201)["id"].as_str().unwrap().to_owned();
        let code = admin.code(&tomorrow, "STEWARD");
        assert_eq!(stage.join(&code, "Olena").body["reason"], "shiftNotYet");
        let shift = admin.open_shift();
        let code = admin.code(&shift, "STEWARD");
        let helper = stage.browser().signed_in(&stage.join(&code, "Olena"), 201);
        let late = admin.code(&shift, "STEWARD");
        admin
            .v1("POST", &format!("/shifts/{shift}/end"), &Value::Null)
            .ok(204);
        assert_eq!(stage.join(&late, "Boris").body["reason"], "shiftOver");
        let path = format!("/shifts/{shift}/codes");
        assert_eq!(
            admin.v1("POST", &path, &json!({ "role": "STEWARD" })).body["reason"],
            "shiftOver"
        );
        // Who was in may still look, deliver and undo.
        assert_eq!(helper.snapshot(&shift).version, 2);
    });
}

#[test]
fn a_helper_with_an_own_card_stays_signed_in_to_both() {
    on_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let holder = Phone::full(&stage.server, "0900000095902");
        let joined = stage.join(&admin.code(&shift, "STEWARD"), "Bram");
        let set = joined.answer.header("set-cookie").unwrap();
        let door = set.split(';').next().unwrap();
        let both = stage
            .browser()
            .with("Cookie", &format!("{}; {door}", holder.cookie));
        assert_eq!(both.snapshot(&shift).shift.id, shift);
        let card = both.look("/phone").ok(200);
        assert_eq!(card["persons"][0]["id"], holder.passholder);
        // Neither is let in by the other's.
        assert_eq!(
            stage.browser().with("Cookie", door).look("/phone").status,
            401
        );
        let path = format!("/shifts/{shift}/snapshot");
        assert_eq!(holder.get(&path).status, 404);
    });
}
