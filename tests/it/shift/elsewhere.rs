//! A door whose registry is elsewhere: what is only so there. What is so at every door, the stories
//! beside this one tell of both.

mod lost;

use crate::util::{
    api::{Api, EVENT, ORGANIZER, OTHER_EVENT},
    door::{Stage, now},
    helper::Helper,
};
use domain::{
    command::{Shown, What},
    number::UitpasNumber,
    sync::shift::{DoorReason, ShiftReport},
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const BRAM: &str = "0900000095902";
const CHIP: &str = "045A4832633680";
const OTHERS: [&str; 2] = ["0900000067513", "0900000031618"];

fn points(there: &Api, number: &str) -> i64 {
    let pass = there.get(&format!("/passes?identifier={number}")).ok(200);
    pass["points"].as_i64().unwrap()
}

/// How many check-ins somebody has there.
fn checkins(there: &Api, number: &str) -> i64 {
    let pass = there.get(&format!("/passes?identifier={number}")).ok(200);
    let holder = pass["passholderId"].as_str().unwrap();
    let path = format!("/checkins?passholderId={holder}&organizerId={ORGANIZER}");
    there.get(&path).ok(200)["totalItems"].as_i64().unwrap()
}

#[test]
fn a_door_is_opened_with_what_uitpas_and_uitdatabank_know() {
    for postgres in [false, true] {
        let stage = Stage::elsewhere(postgres);
        let there = Api::counter(&stage.there().server);
        let settings = json!({ "id": EVENT, "checkinPoints": 3,
            "checkinLimit": { "volume": 1, "periodType": "MONTH" } });
        there
            .put(&format!("/events/{EVENT}/settings"), &settings)
            .ok(204);
        // Nobody is invited for an organizer that UiTPAS does not know.
        let nobody = stage.try_invite(&["--organizer", "nobody"]);
        assert!(!nobody.status.success());
        let said = String::from_utf8_lossy(&nobody.stderr).into_owned();
        assert!(said.contains("--organizer nobody"), "{said}");

        let admin = stage.admin();
        let me = admin.look("/admin").ok(200);
        assert_eq!(me["elsewhere"], true);
        assert_eq!(me["organizers"][0]["id"], ORGANIZER);
        let listed = || -> Vec<String> {
            let all = admin.look("/events").ok(200);
            let ids = all.as_array().unwrap().iter();
            ids.map(|one| one["id"].as_str().unwrap().to_owned())
                .collect()
        };
        let first = listed();
        assert!(first.contains(&EVENT.to_owned()) && !first.contains(&OTHER_EVENT.to_owned()));
        let asked = stage.there().search.asked.lock().unwrap().clone();
        assert!(
            asked[0].contains(&format!("organizerId={ORGANIZER}")),
            "{asked:?}"
        );
        assert!(asked[0].contains("uitpas=true"), "{asked:?}");
        // Who looks again at once is not asked for again.
        assert_eq!(
            (listed(), stage.there().search.asked.lock().unwrap().len()),
            (first, asked.len())
        );
        // Why one is missed is said, and none is made here.
        let why = admin.look("/events/nowhere/why").ok(200);
        assert_eq!(why, json!([{ "is": "unknown" }]));
        let hour = domain::time::Timestamp::from_millis(now().millis() + 3_600_000);
        let new = json!({ "organizerId": ORGANIZER, "titles": { "nl": "Eigen" }, "points": 1,
            "beginsAt": now(), "endsAt": hour, "weeks": 1 });
        let got = admin.v1("POST", "/events", &new);
        assert_eq!(
            (got.status, &got.body["reason"]),
            (403, &json!(DoorReason::MayNot))
        );

        let shift = admin.open_shift();
        let rules = &admin.snapshot(&shift).activities[0].rules;
        assert_eq!(rules.points, 3);
        let limit = serde_json::to_value(rules.limit).unwrap();
        assert_eq!(limit, json!({ "volume": 1, "periodType": "MONTH" }));
        assert!(admin.snapshot(&shift).activities[0].priced);
        let mut phone = Helper::join(&stage, &admin.code(&shift, "STEWARD"), "Olena");
        let item = phone.checkin(BRAM);
        let verdict = phone.deliver(&item);
        assert_eq!(
            (&verdict["is"], &verdict["points"]),
            (&json!("saved"), &json!(3))
        );
    }
}

#[test]
fn an_admin_sees_the_activities_of_before_while_uitdatabank_is_away() {
    let stage = Stage::elsewhere(false);
    let search = &stage.there().search;
    let all = search.found.lock().unwrap().take();
    let admin = stage.admin();
    // Nothing is known, and that is not the truth.
    let got = admin.look("/events");
    assert_eq!(
        (got.status, &got.body["reason"]),
        (503, &json!("unavailable"))
    );
    // A region's administrator is one of each of its organizers, as UiTPAS lists them.
    let secret = stage.invite(&["--region", "1"]);
    let region = stage.accept(&secret, "Rik Regio", &mut stage.authenticator(9));
    let me = region.look("/admin").ok(200);
    let there = Api::counter(&stage.there().server);
    let listed = there.get("/organizers?cardSystemId=1").ok(200);
    let count = me["organizers"].as_array().unwrap().len();
    assert_eq!(listed["totalItems"], count, "{me}");
    assert!(count > 0 && me["region"].is_string(), "{me}");
    // It answers again; what it then no longer has is left out, until it is there once more.
    let of = |admin: &Api| admin.look("/events").ok(200).as_array().unwrap().len();
    *search.found.lock().unwrap() = all.clone();
    let begun = Instant::now();
    while admin.look("/events").status != 200 {
        assert!(begun.elapsed() < Duration::from_secs(30));
    }
    assert_eq!(of(&admin), 2);
}

#[test]
fn whatever_is_shown_stands_for_the_same_person() {
    let stage = Stage::elsewhere(false);
    let there = Api::counter(&stage.there().server);
    let chip = there.get(&format!("/passes?identifier={CHIP}")).ok(200);
    let (number, holder) = (chip["uitpasNumber"].clone(), chip["passholderId"].clone());
    let number: UitpasNumber = number.as_str().unwrap().parse().unwrap();
    let before = points(&there, number.as_str());
    let admin = stage.admin();
    let shift = admin.open_shift();
    let mut phone = Helper::join(&stage, &admin.code(&shift, "STEWARD"), "Olena");
    let other = Helper::join(&stage, &admin.code(&shift, "STEWARD"), "Boris");
    let cursor = other.api.snapshot(&shift).cursor;
    let scan = |phone: &mut Helper, shown: Shown| {
        let (shift, event) = (phone.shift.clone(), EVENT.to_owned());
        phone.command(What::Checkin {
            shift,
            event,
            shown,
        })
    };
    let by_chip = scan(&mut phone, Shown::Chip(CHIP.parse().unwrap()));
    let verdict = phone.deliver(&by_chip);
    assert_eq!(
        (&verdict["is"], &verdict["name"]),
        (&json!("saved"), &chip["firstName"])
    );
    assert_eq!(points(&there, number.as_str()), before + 1);
    // The other phone learns of it under everything that it may be shown.
    let delta = other.api.delta(&shift, cursor, 0);
    let entry = &delta.entries[0];
    let known = admin.snapshot(&shift);
    let holder = holder.as_str().unwrap();
    for mark in [
        known.key.of_chip(&CHIP.parse().unwrap()),
        known.key.of_number(&number),
        known.key.of_holder(holder),
    ] {
        assert!(entry.marks.contains(&mark), "{entry:?}");
    }
    assert_eq!(
        (entry.by.as_deref(), delta.count.people),
        (Some("Olena"), 1)
    );
    for shown in [Shown::Number(number), Shown::Holder(holder.to_owned())] {
        let item = scan(&mut phone, shown);
        let verdict = phone.deliver(&item);
        assert_eq!(
            (&verdict["is"], &verdict["by"]),
            (&json!("already"), &json!("Olena")),
            "{verdict}"
        );
    }
    // Somebody else's program let a person in: nobody here knows by whom, and it is no point.
    there.checkin(EVENT, OTHERS[0]).ok(201);
    let item = phone.checkin(OTHERS[0]);
    let verdict = phone.deliver(&item);
    assert_eq!(verdict["is"], "refused", "{verdict}");
    assert!(verdict["message"]["nl"].is_string(), "{verdict}");
    let item = scan(&mut phone, Shown::Chip("04FFFFFFFFFFF1".parse().unwrap()));
    assert_eq!(phone.deliver(&item)["is"], "unknownPass");
    // Taken back by the phone: there, in the head count, and for the other phone.
    let undo = phone.command(What::Undo {
        command: by_chip.id,
    });
    let told = phone.deliver(&undo);
    assert_eq!(told["is"], "undone", "{told}");
    assert_eq!(phone.deliver(&undo), told, "a repetition");
    assert_eq!(points(&there, number.as_str()), before);
    let delta = other.api.delta(&shift, cursor, 0);
    assert_eq!((delta.gone.len(), delta.count.people), (1, 0));
    let twice = phone.command(What::Undo {
        command: by_chip.id,
    });
    assert_ne!(phone.deliver(&twice)["is"], "undone");
    // In again, and corrected by the admin with a reason; nobody corrects another door's.
    let item = scan(&mut phone, Shown::Number(number));
    assert_eq!(phone.deliver(&item)["is"], "saved");
    let log = admin.look(&format!("/shifts/{shift}/log")).ok(200);
    let row = log
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["state"] == "IN")
        .unwrap();
    assert_eq!(
        (&row["pass"], &row["by"]),
        (&json!(&number.as_str()[7..10]), &json!("Olena"))
    );
    let path = format!("/shifts/{shift}/corrections");
    let foreign = there.checkin(EVENT, BRAM).ok(201)["id"].clone();
    let ask = |id: &Value| json!({ "checkinId": id, "reason": "per ongeluk" });
    assert_eq!(admin.v1("POST", &path, &ask(&foreign)).status, 404);
    assert_eq!(checkins(&there, BRAM), 1);
    assert_eq!(admin.v1("POST", &path, &ask(&row["id"])).status, 204);
    assert_eq!(points(&there, number.as_str()), before);
    let report: ShiftReport =
        serde_json::from_value(admin.look(&format!("/shifts/{shift}")).ok(200)).unwrap();
    assert_eq!((report.count.people, report.held.len()), (0, 0));
    let audit = admin.look(&format!("/shifts/{shift}/audit")).ok(200);
    let line = audit
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["what"] == "corrected");
    assert_eq!(line.unwrap()["reason"], "per ongeluk");
}
