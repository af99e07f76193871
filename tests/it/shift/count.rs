//! What phones know and what is counted agree with what happened, whichever program did it.

use crate::util::{
    api::{Api, EVENT},
    door::on_stage,
};
use domain::{
    checkin::{Shown, decide},
    number::UitpasNumber,
    shift::Mark,
    sync::shift::DoorSnapshot,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Passes of the test data set that may check in.
const PASSES: [&str; 6] = [
    "0900000095902",
    "0900000067513",
    "0900000031618",
    "0900000002312",
    "0900000058918",
    "0900000093204",
];

fn marks(snapshot: &DoorSnapshot) -> BTreeSet<(String, usize, Vec<Mark>, i64)> {
    let of = |entry: &domain::sync::shift::DoorEntry| {
        (
            entry.id.clone(),
            entry.activity,
            entry.marks.clone(),
            entry.at.millis(),
        )
    };
    snapshot.entries.iter().map(of).collect()
}

/// Numbers that the registry accepts, so that the walk below has people to move.
fn who_may(counter: &Api) -> Vec<&'static str> {
    PASSES
        .into_iter()
        .filter(|number| {
            let path = format!("/checkin-status?uitpasNumber={number}&eventId={EVENT}");
            let got = counter.get(&path);
            got.status == 200 && got.body["allowed"] == true
        })
        .collect()
}

#[test]
fn a_phone_that_asks_for_changes_knows_what_a_new_one_knows() {
    on_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let join = |name: &str| {
            let got = stage.join(&admin.code(&shift, "STEWARD"), name);
            stage.browser().signed_in(&got, 201)
        };
        let (first, second) = (join("Olena"), join("Boris"));
        let counter = Api::counter(&stage.server);
        let people = who_may(&counter);
        assert!(people.len() >= 2, "{people:?}");
        let mut known = [first.snapshot(&shift), second.snapshot(&shift)];
        let mut inside: BTreeMap<&str, String> = BTreeMap::new();
        let seed = 20_261_125u64;
        println!("seed {seed}");
        let mut state = seed;
        let mut random = |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        for step in 0..60 {
            let number = people[random(people.len())];
            if let Some(id) = inside.remove(number) {
                counter.delete(&format!("/checkins/{id}")).ok(204);
            } else {
                let made = counter.checkin(EVENT, number).ok(201);
                inside.insert(number, made["id"].as_str().unwrap().to_owned());
            }
            for (phone, known) in [&first, &second].into_iter().zip(&mut known) {
                if random(3) > 0 {
                    continue;
                }
                let delta = phone.delta(&shift, known.cursor, 0);
                assert!(known.apply(&delta), "the shift did not change");
                assert_eq!(marks(known), marks(&phone.snapshot(&shift)), "step {step}");
                assert_eq!(
                    delta.count.people,
                    u64::try_from(inside.len()).unwrap(),
                    "step {step}"
                );
                for number in &people {
                    let mark = known
                        .key
                        .of_number(&number.parse::<UitpasNumber>().unwrap());
                    let shown = Shown {
                        card: domain::card::CardStatus::Active,
                        group: false,
                        active_membership: true,
                    };
                    let may = decide(
                        &known.activities[0].rules,
                        shown,
                        &known.earlier(0, mark),
                        domain::time::Timestamp::from_millis(known.now),
                    );
                    assert_eq!(may.is_err(), inside.contains_key(number), "step {step}");
                }
            }
        }
    });
}

#[test]
fn a_correction_has_a_reason_and_every_program_sees_it() {
    on_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let counter = Api::counter(&stage.server);
        let number = who_may(&counter)[0];
        let points = || {
            counter.get(&format!("/passes?identifier={number}")).ok(200)["points"]
                .as_i64()
                .unwrap()
        };
        let before = points();
        let made = counter.checkin(EVENT, number).ok(201);
        let id = made["id"].as_str().unwrap();
        let log = admin.look(&format!("/shifts/{shift}/log")).ok(200);
        assert_eq!(
            (&log[0]["id"], &log[0]["state"]),
            (&json!(id), &json!("IN"))
        );
        assert_eq!(log[0]["pass"], number[7..10]);
        let path = format!("/shifts/{shift}/corrections");
        let correct =
            |reason: &str| admin.v1("POST", &path, &json!({ "checkinId": id, "reason": reason }));
        assert_eq!(correct(" - ").body["reason"], "reasonMissing");
        assert_eq!(points(), before + 1);
        correct("Verkeerde pas gescand").ok(204);
        assert_eq!(correct("Nog eens").status, 404);
        assert_eq!(points(), before);
        let audit = admin.look(&format!("/shifts/{shift}/audit")).ok(200);
        let line = &audit[0];
        assert_eq!(
            (&line["what"], &line["who"]),
            (&json!("corrected"), &json!("Bea Beheer"))
        );
        assert_eq!(
            (&line["subject"], &line["reason"]),
            (&json!(id), &json!("Verkeerde pas gescand"))
        );
        let log = admin.look(&format!("/shifts/{shift}/log")).ok(200);
        assert_eq!(log[0]["state"], "UNDONE");
        assert_eq!(
            admin.look(&format!("/shifts/{shift}")).ok(200)["count"]["people"],
            0
        );
    });
}
