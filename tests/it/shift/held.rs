//! Scans of helpers' phones: done once, counted once, and held when the phone was shut out.

use crate::util::{
    api::{Api, EVENT, OTHER_EVENT},
    door::on_every_stage,
    helper::Helper,
};
use domain::command::What;
use serde_json::{Value, json};

const BRAM: &str = "0900000095902";
const OTHERS: [&str; 2] = ["0900000067513", "0900000031618"];

/// The points of a pass, as an official counter sees them.
fn points(counter: &Api, number: &str) -> i64 {
    let pass = counter.get(&format!("/passes?identifier={number}")).ok(200);
    pass["points"].as_i64().unwrap()
}

#[test]
fn two_phones_and_a_counter_see_one_point() {
    on_every_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let mut first = Helper::join(stage, &admin.code(&shift, "STEWARD"), "Olena");
        let mut second = Helper::join(stage, &admin.code(&shift, "STEWARD"), "Boris");
        let counter = Api::counter(&stage.server);
        let before = points(&counter, BRAM);

        let scan = first.checkin(BRAM);
        let told = first.deliver_by(&first.api, std::slice::from_ref(&scan));
        let verdict = &told.body["receipts"][0]["verdict"];
        assert_eq!(
            (&verdict["is"], &verdict["points"]),
            (&json!("saved"), &json!(1))
        );
        let again = first.deliver_by(&first.api, std::slice::from_ref(&scan));
        assert_eq!(
            again.body["receipts"], told.body["receipts"],
            "a replay changes nothing"
        );
        let stolen = second.deliver_by(&second.api, &[scan]);
        assert_ne!(stolen.body["receipts"][0]["verdict"]["is"], "saved");
        assert_eq!(points(&counter, BRAM), before + 1);

        let twice = second.checkin(BRAM);
        let verdict = second.deliver(&twice);
        assert_eq!(
            (&verdict["is"], &verdict["by"]),
            (&json!("already"), &json!("Olena"))
        );
        counter
            .checkin(EVENT, BRAM)
            .refused(400, "uitpas/checkin-not-allowed");
        assert_eq!(points(&counter, BRAM), before + 1);

        let known = second.api.snapshot(&shift);
        assert_eq!(known.entries.len(), 1);
        assert_eq!(known.entries[0].by.as_deref(), Some("Olena"));

        let foreign = first.checkin_at(OTHER_EVENT, BRAM);
        assert_eq!(first.deliver(&foreign)["is"], "refused");

        let guests = first.guests(3);
        assert_eq!(first.deliver(&guests)["is"], "counted");
        let count = || admin.look(&format!("/shifts/{shift}")).ok(200)["count"].clone();
        assert_eq!(
            (&count()["people"], &count()["guests"]),
            (&json!(1), &json!(3))
        );
        let undo = first.command(What::Undo { command: guests.id });
        assert_eq!(first.deliver(&undo)["is"], "undone");
        assert_eq!(count()["guests"], 0);
    });
}

#[test]
fn what_never_came_is_shown_until_it_comes() {
    on_every_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let mut phone = Helper::join(stage, &admin.code(&shift, "STEWARD"), "Olena");
        let gaps = || {
            admin.look(&format!("/shifts/{shift}")).ok(200)["devices"][0]
                .get("gaps")
                .cloned()
        };
        let (one, two, three) = (phone.guests(1), phone.guests(2), phone.guests(3));
        phone.deliver(&one);
        assert_eq!(gaps(), None);
        phone.deliver(&three);
        assert_eq!(gaps(), Some(json!([[2, 2]])));
        phone.deliver(&two);
        assert_eq!(gaps(), None);
    });
}

#[test]
fn a_phone_that_was_shut_out_delivers_and_an_admin_decides() {
    on_every_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let mut phone = Helper::join(stage, &admin.code(&shift, "STEWARD"), "Olena");
        let counter = Api::counter(&stage.server);
        let scan = phone.checkin(BRAM);
        assert_eq!(phone.deliver(&scan)["is"], "saved");
        let before = OTHERS.map(|number| points(&counter, number));
        let waiting = OTHERS.map(|number| phone.checkin(number));
        let device = phone.device;
        let path = format!("/shifts/{shift}/phones/{device}");
        admin.v1("DELETE", &path, &Value::Null).ok(204);

        // No session any more: a worker or another phone carries them.
        let courier = stage.browser();
        let told = phone.deliver_by(&courier, &waiting);
        for place in 0..2 {
            assert_eq!(
                told.body["receipts"][place]["verdict"]["is"], "held",
                "{}",
                told.body
            );
        }
        let report = || admin.look(&format!("/shifts/{shift}")).ok(200);
        assert_eq!(report()["count"]["held"], 2);
        let held = report()["held"].clone();
        assert_eq!(
            (&held[0]["name"], &held[0]["what"]),
            (&json!("Olena"), &json!("checkin"))
        );
        assert_eq!(OTHERS.map(|number| points(&counter, number)), before);

        let decide = |who: &Api, place: usize, accept: bool| {
            let id = waiting[place].id;
            who.v1(
                "POST",
                &format!("{path}/held/{id}"),
                &json!({ "accept": accept }),
            )
        };
        let stranger = stage.accept(
            &stage.invite(&["--region", "3"]),
            "Vreemde",
            &mut stage.authenticator(4),
        );
        assert_eq!(decide(&stranger, 0, true).status, 404);
        decide(&admin, 0, true).ok(204);
        decide(&admin, 1, false).ok(204);
        assert_eq!(decide(&admin, 0, true).status, 404, "once is enough");
        let after = OTHERS.map(|number| points(&counter, number));
        assert_eq!(after, [before[0] + 1, before[1]]);
        let count = report()["count"].clone();
        assert_eq!((&count["people"], &count["held"]), (&json!(2), &json!(0)));
        assert_eq!(report()["held"], json!([]));
        let replayed = phone.deliver_by(&courier, &waiting);
        assert_eq!(
            replayed.body["receipts"], told.body["receipts"],
            "the first verdict stands"
        );

        let audit = admin.look(&format!("/shifts/{shift}/audit")).ok(200);
        let did = |place: usize| audit[place]["what"].as_str().unwrap().to_owned();
        let mut decided = [did(0), did(1)];
        decided.sort();
        assert_eq!(decided, ["accepted", "declined"]);
        let log = admin.look(&format!("/shifts/{shift}/log")).ok(200);
        let states: Vec<_> = log
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["state"].clone())
            .collect();
        assert_eq!(
            states.iter().filter(|state| **state == "IN").count(),
            2,
            "{log}"
        );
        assert_eq!(
            states.iter().filter(|state| **state == "REFUSED").count(),
            1,
            "{log}"
        );
    });
}
