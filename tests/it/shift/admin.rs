//! Admins: in by a link once, back with a passkey, helped by another admin, gone when told so.

use crate::util::{
    api::{EVENT, ORGANIZER, OTHER_EVENT},
    door::{now, on_stage},
};
use domain::time::Timestamp;
use serde_json::{Value, json};

/// The organizer of the event that is not ours.
const OTHER: &str = "9a6f3c3a-0f9e-4b5c-8f52-3a6d1f0c7b11";

#[test]
fn a_link_works_once_and_a_passkey_ever_after() {
    on_stage(|stage| {
        let secret = stage.invite(&["--organizer", ORGANIZER]);
        let browser = stage.browser();
        let asked = browser
            .v1("POST", "/admin/invite", &json!({ "secret": secret }))
            .ok(200);
        assert_eq!(
            (&asked["new"], &asked["options"]),
            (&json!(true), &Value::Null)
        );
        assert!(
            asked["place"]
                .as_str()
                .unwrap()
                .contains("UiTPAS Organisatie")
        );
        let mut own = stage.authenticator(1);
        let admin = stage.accept(&secret, "Bea", &mut own);
        let me = admin.look("/admin").ok(200);
        assert_eq!(me["name"], "Bea");
        assert_eq!(me["organizers"][0]["id"], ORGANIZER);

        let again = browser.v1(
            "POST",
            "/admin/invite",
            &json!({ "secret": secret, "name": "Eva" }),
        );
        assert_eq!(
            (again.status, &again.body["reason"]),
            (403, &json!("inviteUnknown"))
        );

        let begun = browser.v1("POST", "/admin/sign-in", &json!({})).ok(200);
        assert!(begun["options"].get("mediation").is_none(), "{begun}");
        let answer = json!({ "id": begun["id"], "credential": own.get(&begun["options"]) });
        let got = browser.v1("POST", "/admin/session", &answer);
        let back = browser.signed_in(&got, 201);
        assert_eq!(back.look("/admin").ok(200)["name"], "Bea");
        // A ceremony works once, and somebody else's signature never.
        let replayed = browser.v1("POST", "/admin/session", &answer);
        assert_eq!(
            (replayed.status, &replayed.body["reason"]),
            (403, &json!("passkeyRefused"))
        );
        let begun = browser.v1("POST", "/admin/sign-in", &json!({})).ok(200);
        let mut forged = own.get(&begun["options"]);
        forged["response"]["signature"] =
            stage.authenticator(9).get(&begun["options"])["response"]["signature"].clone();
        let answer = json!({ "id": begun["id"], "credential": forged });
        assert_eq!(browser.v1("POST", "/admin/session", &answer).status, 403);

        back.v1("DELETE", "/admin/session", &Value::Null).ok(204);
        assert_eq!(back.look("/admin").status, 401);
        assert_eq!(admin.look("/admin").status, 200);
    });
}

#[test]
fn an_admin_helps_another_and_ends_a_right() {
    on_stage(|stage| {
        let first = stage.admin();
        let link = first.v1("POST", "/admin/invites", &json!({})).ok(201);
        let address = link["address"].as_str().unwrap();
        let (page, secret) = address.split_once('#').unwrap();
        assert!(page.ends_with("/nl/beheer/uitnodiging"), "{address}");
        let second = stage.accept(secret, "Cem", &mut stage.authenticator(2));
        let others = first.look("/admin").ok(200)["others"].clone();
        assert_eq!(others[0]["name"], "Cem");
        let cem = others[0]["id"].as_str().unwrap();

        // Cem lost the phone: a link for the same admin, and a second passkey.
        let link = first
            .v1("POST", "/admin/invites", &json!({ "adminId": cem }))
            .ok(201);
        let secret = link["address"]
            .as_str()
            .unwrap()
            .split_once('#')
            .unwrap()
            .1
            .to_owned();
        let recovered = stage.accept(&secret, "", &mut stage.authenticator(3));
        let me = recovered.look("/admin").ok(200);
        assert_eq!(
            (
                me["id"].as_str().unwrap(),
                me["passkeys"].as_array().unwrap().len()
            ),
            (cem, 2)
        );
        let lost = me["passkeys"][0]["id"].as_str().unwrap();
        let kept = me["passkeys"][1]["id"].as_str().unwrap();
        recovered
            .v1("DELETE", &format!("/admin/passkeys/{lost}"), &Value::Null)
            .ok(204);
        let kept = recovered.v1("DELETE", &format!("/admin/passkeys/{kept}"), &Value::Null);
        assert_eq!(
            (kept.status, &kept.body["reason"]),
            (409, &json!("lastPasskey"))
        );

        first
            .v1("DELETE", &format!("/admin/admins/{cem}"), &Value::Null)
            .ok(204);
        assert_eq!(second.look("/admin").status, 401);
        assert_eq!(recovered.look("/admin").status, 401);
        let own = first.look("/admin").ok(200)["id"]
            .as_str()
            .unwrap()
            .to_owned();
        assert_eq!(
            first
                .v1("DELETE", &format!("/admin/admins/{own}"), &Value::Null)
                .status,
            404
        );
    });
}

#[test]
fn another_organizers_things_do_not_exist() {
    on_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let secret = stage.invite(&["--organizer", OTHER]);
        let stranger = stage.accept(&secret, "Vreemde", &mut stage.authenticator(4));
        for path in [
            "",
            "/snapshot",
            "/delta?cursor=0",
            "/log",
            "/log.csv",
            "/log.xlsx",
            "/audit",
        ] {
            let got = stranger.look(&format!("/shifts/{shift}{path}"));
            assert_eq!(
                (got.status, &got.body["reason"]),
                (404, &json!("notFound")),
                "{path}"
            );
        }
        assert_eq!(
            stranger
                .v1(
                    "POST",
                    &format!("/shifts/{shift}/codes"),
                    &json!({ "role": "STEWARD" })
                )
                .status,
            404
        );
        assert_eq!(
            stranger
                .v1("POST", &format!("/shifts/{shift}/end"), &Value::Null)
                .status,
            404
        );
        assert_eq!(stranger.look("/shifts").ok(200), json!([]));

        let hours = json!({ "beginsAt": now(), "endsAt": Timestamp::from_millis(now().millis() + 3_600_000) });
        let open = |organizer: &str, event: &str| {
            let mut body =
                json!({ "organizerId": organizer, "eventIds": [event], "role": "STEWARD" });
            body.as_object_mut()
                .unwrap()
                .extend(hours.as_object().unwrap().clone());
            admin.v1("POST", "/shifts", &body)
        };
        assert_eq!(open(OTHER, OTHER_EVENT).status, 404);
        assert_eq!(open(ORGANIZER, OTHER_EVENT).body["reason"], "noActivity");
        open(ORGANIZER, EVENT).ok(201);
        assert_eq!(
            admin.look(&format!("/events/{OTHER_EVENT}/why")).ok(200),
            json!([{ "is": "otherOrganizer" }])
        );
        assert_eq!(
            admin.look("/events/nothing/why").ok(200),
            json!([{ "is": "unknown" }])
        );
        // A region's administrator acts for each organizer there.
        let secret = stage.invite(&["--region", "1"]);
        let region = stage.accept(&secret, "Regio", &mut stage.authenticator(5));
        assert_eq!(region.look(&format!("/shifts/{shift}")).status, 200);
        for path in ["/admin", "/shifts", "/events"] {
            assert_eq!(
                stage.browser().look(path).body["reason"],
                "signedOut",
                "{path}"
            );
        }
    });
}

#[test]
fn activities_are_made_repeated_and_hung_on_the_wall() {
    on_stage(|stage| {
        let admin = stage.admin();
        let begins = Timestamp::from_millis(now().millis() - 3_600_000);
        let ends = Timestamp::from_millis(now().millis() + 3_600_000);
        let new = |titles: Value, weeks: u32| {
            json!({ "organizerId": ORGANIZER, "titles": titles, "place": "Zaal 2", "beginsAt": begins,
                "endsAt": ends, "weeks": weeks, "points": 2, "price": 650, "membersOnly": true })
        };
        let titles = json!({ "nl": " Open  atelier ", "uk": "Відкрита майстерня", "xx": "?" });
        let made = admin.v1("POST", "/events", &new(titles, 3)).ok(201);
        assert_eq!(
            made["titles"],
            json!({ "nl": "Open atelier", "uk": "Відкрита майстерня" })
        );
        assert_eq!((&made["points"], &made["price"]), (&json!(2), &json!(650)));
        assert_eq!(made["calendar"]["occurrences"].as_array().unwrap().len(), 3);
        assert_eq!(made["why"], json!([{ "is": "membersOnly" }]));
        let id = made["id"].as_str().unwrap();
        let listed = admin.look("/events").ok(200);
        assert!(
            listed
                .as_array()
                .unwrap()
                .iter()
                .any(|event| event["id"] == id)
        );
        let poster = admin.look(&format!("/events/{id}/poster")).ok(200);
        let code = poster["codes"][0]["code"].as_str().unwrap();
        assert_eq!(code.len(), 15);
        let pdf = poster["pdf"].as_str().unwrap();
        let path = pdf
            .split_once(&format!("localhost:{}", stage.server.port))
            .unwrap()
            .1;
        assert!(
            stage
                .browser()
                .send("GET", path, "", "")
                .answer
                .body
                .starts_with("%PDF")
        );
        for (titles, weeks, reason) in [
            (json!({ "uk": "Без назви" }), 1, "nameMissing"),
            (json!({ "nl": "Lang" }), 99, "outOfRange"),
        ] {
            assert_eq!(
                admin.v1("POST", "/events", &new(titles, weeks)).body["reason"],
                reason
            );
        }
    });
}
