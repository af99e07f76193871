//! A door whose registry is elsewhere: what is only so there. What is so at every door, the stories
//! beside this one tell of both.

use crate::util::{
    api::{Api, EVENT, ORGANIZER, OTHER_EVENT},
    door::{Stage, now},
    faults::{Fault, Line, Passing, Weather},
    helper::Helper,
    server::Server,
};
use domain::{
    command::{SealedCommand, Shown, What},
    number::UitpasNumber,
    sync::shift::{DoorReason, ShiftReport},
};
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

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

/// One fault for the next check-in that is sent, or for all.
#[derive(Default)]
struct Once(Mutex<Option<(Fault, bool)>>);

impl Weather for Once {
    fn before(&self, request: &Passing) -> Option<Fault> {
        let mut next = self.0.lock().unwrap();
        let (fault, stays) = (*next)?;
        let is_checkin = request.method == "POST" && request.path.ends_with("/checkins");
        if !stays && !is_checkin {
            return None;
        }
        if !stays {
            *next = None;
        }
        Some(fault)
    }
}

/// A door before a line that fails as it is told to.
fn on_a_bad_line() -> (Stage, Arc<Once>, Line) {
    let remote = Server::start();
    let fault = Arc::new(Once::default());
    let line = Line::to(remote.port, fault.clone());
    let port = line.port;
    let stage = Stage::before(remote, port, None, &["--publiq-timeout", "1"]);
    (stage, fault, line)
}

/// Delivers until there is an answer.
fn until_told(phone: &Helper, item: &SealedCommand) -> Value {
    let begun = Instant::now();
    loop {
        let verdict = phone.deliver(item);
        if verdict["is"] != "pending" {
            return verdict;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "still {verdict}");
        std::thread::yield_now();
    }
}

#[test]
fn a_scan_counts_once_whatever_becomes_of_the_answer() {
    let (stage, fault, line) = on_a_bad_line();
    let there = Api::counter(&stage.there().server);
    let admin = stage.admin();
    admin.look("/events").ok(200);
    let shift = admin.open_shift();
    let mut phone = Helper::join(&stage, &admin.code(&shift, "STEWARD"), "Olena");
    for broken in [
        Fault::Unheard,
        Fault::Dropped,
        Fault::Broken,
        Fault::Gateway,
        Fault::Away,
        Fault::Portal,
        Fault::Echoed,
        Fault::Twice,
        Fault::Limited(1),
        Fault::Late(1_600),
        Fault::Held(1_600),
    ] {
        *fault.0.lock().unwrap() = Some((broken, false));
        let item = phone.checkin(BRAM);
        let verdict = until_told(&phone, &item);
        line.settle();
        assert_eq!(verdict["is"], "saved", "{broken:?}: {verdict}");
        assert_eq!(phone.deliver(&item), verdict, "{broken:?}: a repetition");
        assert_eq!(checkins(&there, BRAM), 1, "{broken:?}");
        let count = admin.delta(&shift, 0, 0).count;
        assert_eq!((count.people, count.held), (1, 0), "{broken:?}");
        let undo = phone.command(What::Undo { command: item.id });
        assert_eq!(until_told(&phone, &undo)["is"], "undone", "{broken:?}");
        assert_eq!(checkins(&there, BRAM), 0, "{broken:?}");
    }
}

#[test]
fn while_uitpas_is_away_nothing_is_lost_and_what_is_taken_back_never_happens() {
    let (stage, fault, line) = on_a_bad_line();
    let there = Api::counter(&stage.there().server);
    let admin = stage.admin();
    admin.look("/events").ok(200);
    let shift = admin.open_shift();
    let mut phone = Helper::join(&stage, &admin.code(&shift, "STEWARD"), "Olena");
    let all = [BRAM, OTHERS[0], OTHERS[1]];
    // Turned away, so that nothing was done; and without a word, so that it may have been.
    for (away, is_known) in [(Fault::Limited(30), true), (Fault::Away, false)] {
        let before = all.map(|number| checkins(&there, number));
        *fault.0.lock().unwrap() = Some((away, true));
        let scans = all.map(|number| phone.checkin(number));
        let got = phone.deliver_by(&phone.api, &scans).ok(200);
        for receipt in got["receipts"].as_array().unwrap() {
            assert_eq!(receipt["verdict"]["is"], "pending", "{got}");
        }
        // What waits here is not shown as if somebody had to say yes.
        let report = admin.look(&format!("/shifts/{shift}")).ok(200);
        assert_eq!(report["held"], json!([]));
        let undo = phone.command(What::Undo {
            command: scans[1].id,
        });
        if is_known {
            assert_eq!(until_told(&phone, &undo)["is"], "undone");
        } else {
            assert_eq!(phone.deliver(&undo)["is"], "pending");
        }
        *fault.0.lock().unwrap() = None;
        assert_eq!(until_told(&phone, &scans[0])["is"], "saved");
        assert_eq!(until_told(&phone, &scans[2])["is"], "saved");
        assert_eq!(until_told(&phone, &undo)["is"], "undone");
        assert_ne!(until_told(&phone, &scans[1])["is"], "refused");
        line.settle();
        let made = all.map(|number| checkins(&there, number));
        assert_eq!(made, [before[0] + 1, before[1], before[2] + 1], "{away:?}");
        for scan in [&scans[0], &scans[2]] {
            let undo = phone.command(What::Undo { command: scan.id });
            assert_eq!(until_told(&phone, &undo)["is"], "undone");
        }
    }
}

#[test]
fn a_server_that_is_killed_while_it_asks_looks_up_what_became_of_it() {
    let (mut stage, fault, line) = on_a_bad_line();
    let there = Api::counter(&stage.there().server);
    let admin = stage.admin();
    admin.look("/events").ok(200);
    let shift = admin.open_shift();
    // Without a limit nothing but our own care keeps a second one away.
    let free = json!({ "id": EVENT, "checkinPoints": 1 });
    there
        .put(&format!("/events/{EVENT}/settings"), &free)
        .ok(204);
    let mut phone = Helper::join(&stage, &admin.code(&shift, "STEWARD"), "Olena");
    for (acted, number) in [(Fault::Late(900), BRAM), (Fault::Unheard, OTHERS[0])] {
        let before = checkins(&there, number);
        *fault.0.lock().unwrap() = Some((acted, acted == Fault::Unheard));
        let item = phone.checkin(number);
        let batch = json!({ "device": phone.device, "items": [item] });
        let (api, body) = (phone.api.clone(), batch.to_string());
        let asks = std::thread::spawn(move || {
            drop(api.try_v1("/commands", "application/json", body.as_bytes()));
        });
        // It asks by now: the line saw it, or the registry did it.
        let begun = Instant::now();
        while acted != Fault::Unheard && checkins(&there, number) == before {
            assert!(begun.elapsed() < Duration::from_secs(20));
        }
        stage.kill();
        asks.join().unwrap();
        line.settle();
        *fault.0.lock().unwrap() = None;
        phone.api = phone.api.moved(&stage.server);
        let verdict = until_told(&phone, &item);
        assert_eq!(verdict["is"], "saved", "{acted:?}: {verdict}");
        assert_eq!(checkins(&there, number), before + 1, "{acted:?}");
        assert_eq!(phone.deliver(&item), verdict);
    }
}

#[test]
fn the_same_scan_from_two_tabs_at_once_is_asked_for_once() {
    let (stage, fault, line) = on_a_bad_line();
    let there = Api::counter(&stage.there().server);
    let admin = stage.admin();
    let shift = admin.open_shift();
    let free = json!({ "id": EVENT, "checkinPoints": 1 });
    there
        .put(&format!("/events/{EVENT}/settings"), &free)
        .ok(204);
    let mut phone = Helper::join(&stage, &admin.code(&shift, "STEWARD"), "Olena");
    let item = phone.checkin(BRAM);
    *fault.0.lock().unwrap() = Some((Fault::Held(700), false));
    let told = std::thread::scope(|scope| {
        let all = [(); 4].map(|()| scope.spawn(|| phone.deliver(&item)));
        all.map(|one| one.join().unwrap())
    });
    assert!(
        told.iter()
            .all(|one| one["is"] == "saved" || one["is"] == "pending"),
        "{told:?}"
    );
    assert_eq!(until_told(&phone, &item)["is"], "saved");
    line.settle();
    assert_eq!(checkins(&there, BRAM), 1);
}
