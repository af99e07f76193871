//! A tablet at a door: it lets people check themselves in and may nothing else, holds no roster, tells a
//! balance to whoever stands there, and its own code counts for a minute.

use super::{Club, member::PASS, on_both};
use crate::util::{
    api::{Api, ORGANIZER},
    door::now,
    helper::{Helper, public_key},
    phone::Phone,
};
use domain::{
    command::What,
    shift::{Role, screen},
    time::Timestamp,
};
use serde_json::{Value, json};

/// Somebody else than [`PASS`].
const OTHER: &str = "0900000095902";

fn balance(club: &Club, pass: &str) -> i64 {
    let found = Api::counter(&club.server).get(&format!("/passes?identifier={pass}"));
    found.ok(200)["points"].as_i64().unwrap()
}

#[test]
fn a_tablet_checks_in_who_shows_a_pass_and_knows_nobody() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let shift = admin.open_door("POINTS", None);
        let codes = format!("/shifts/{shift}/codes");
        let shown = admin
            .v1("POST", &codes, &json!({ "role": "TABLET" }))
            .ok(201);
        assert!(
            shown["address"].as_str().unwrap().contains("/deur/tablet#"),
            "{shown}"
        );
        let helpers = admin.v1("POST", &codes, &json!({ "role": "STEWARD" }));
        assert!(helpers.ok(201).get("pin").is_none());
        let mut steward = club.helper(&admin, &shift, "STEWARD", "Sam");
        let mut tablet = club.helper(&admin, &shift, "TABLET", "Inkom");
        let key = tablet.api.snapshot(&shift).key;
        assert_eq!(shown["pin"], screen::pin(&key));

        // Somebody is in already: a helper is told, the tablet is not.
        let scan = steward.checkin(OTHER);
        assert_eq!(steward.deliver(&scan)["is"], "saved");
        let told = tablet.api.snapshot(&shift);
        assert_eq!((told.role, told.shows_code), (Role::Tablet, true));
        assert!(told.entries.is_empty() && told.roster.is_empty() && told.badge.is_none());
        assert!(tablet.api.delta(&shift, 0, 0).entries.is_empty());
        assert_eq!(steward.api.snapshot(&shift).entries.len(), 1);
        for path in ["/log", "", "/rewards"] {
            let got = tablet.api.look(&format!("/shifts/{shift}{path}"));
            assert!(got.status >= 400, "{path}: {}", got.answer.body);
        }

        let points = balance(club, PASS);
        let scan = tablet.checkin(PASS);
        let verdict = tablet.deliver(&scan);
        assert_eq!(verdict["is"], "saved");
        assert!(verdict.get("total").is_none(), "{verdict}");
        let guests = tablet.guests(3);
        let undo = tablet.command(What::Undo { command: scan.id });
        let no = json!({ "is": "refused", "reason": "notAllowed" });
        assert_eq!(tablet.deliver(&guests), no);
        assert_eq!(tablet.deliver(&undo), no);
        assert_eq!(balance(club, PASS), points + 1);

        // The balance, for who stands there: to this tablet and to nobody else.
        let path = format!("/shifts/{shift}/greeting/{}", scan.id);
        let told = tablet.api.look(&path).ok(200);
        assert_eq!(
            told["language"], "uk",
            "the tablet's, where the person has no phone here"
        );
        let more = told["more"].as_str().unwrap();
        assert!(more.contains(&(points + 1).to_string()), "{told}");
        let other = club.helper(&admin, &shift, "TABLET", "Zaal");
        assert_eq!(other.api.look(&path).status, 404);
        assert!(steward.api.look(&path).status >= 400);
        let nobody = format!("/shifts/{shift}/greeting/{}", guests.id);
        assert_eq!(tablet.api.look(&nobody).status, 404);
        let report = admin.look(&format!("/shifts/{shift}")).ok(200);
        let devices = report["devices"].as_array().unwrap();
        let roles: Vec<&Value> = devices.iter().map(|one| &one["role"]).collect();
        assert_eq!(roles, ["STEWARD", "TABLET", "TABLET"], "{report}");
    });
}

#[test]
fn the_code_on_a_tablets_screen_gives_one_point_and_a_photograph_of_it_none() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let shift = admin.open_door("POINTS", None);
        let tablet = club.helper(&admin, &shift, "TABLET", "Inkom");
        let steward = club.helper(&admin, &shift, "STEWARD", "Sam");
        let key = tablet.api.snapshot(&shift).key;
        let shows = |of: &Helper, place: u8, ago: i64| {
            let at = Timestamp::from_millis(now().millis() - ago);
            screen::ScreenCode::at(&key, of.device, place, at).text()
        };
        let phone = Phone::with_key(&club.server, PASS, &public_key());
        let mut own = Helper::of_holder(&phone);
        let mut collect = |code: String| {
            let passholder = phone.passholder.clone();
            let asked = own.command(What::SelfCheckin { passholder, code });
            let told = own.deliver(&asked);
            assert_eq!(own.deliver(&asked), told, "the same when it is sent again");
            told
        };
        let before = balance(club, PASS);
        // Two minutes old; no tablet's; of an activity that is not there; changed.
        let old = collect(shows(&tablet, 0, 120_000));
        assert_eq!(old["is"], "closed", "{old}");
        let unknown = json!({ "is": "unknownCode" });
        assert_eq!(collect(shows(&steward, 0, 0)), unknown);
        assert_eq!(collect(shows(&tablet, 9, 0)), unknown);
        let mut changed = shows(&tablet, 0, 0);
        let last = changed.pop().unwrap();
        changed.push(if last == '0' { '1' } else { '0' });
        assert_eq!(collect(changed), unknown);
        assert_eq!(balance(club, PASS), before);

        let told = collect(shows(&tablet, 0, 0));
        assert_eq!(told["is"], "saved", "{told}");
        assert_eq!(balance(club, PASS), before + 1);
        assert_eq!(collect(shows(&tablet, 0, 0))["is"], "already");
        let count = steward.api.delta(&shift, 0, 0).count;
        assert_eq!(count.people, 1, "who came in by the screen is counted");

        // Shut out, its screen is worth nothing from then on.
        let path = format!("/shifts/{shift}/phones/{}", tablet.device);
        admin.v1("DELETE", &path, &Value::Null).ok(204);
        assert_eq!(collect(shows(&tablet, 0, 0))["is"], "closed");
        assert_eq!(balance(club, PASS), before + 1);
    });
}
