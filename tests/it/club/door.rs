//! The door of a club: helpers make members, renew and stop them while offline, two of them beside
//! each other; who may not, cannot; and an evening without names is counted.

use super::{
    Club,
    member::{PASS, members, next_year, uuid},
    on_both,
};
use crate::util::{
    api::{Api, EVENT, ORGANIZER},
    door::now,
    helper::Helper,
};
use domain::{
    club::{Said, band::Band},
    command::{Shown, Way, What},
    shift::Manner,
    sync::{
        club::{Meant, Wish},
        shift::Roster,
    },
};
use serde_json::{Value, json};

/// The browser of the administrator of the region where the test passes are.
pub(super) fn region(club: &Club) -> Api {
    let pass = Api::counter(&club.server).get(&format!("/passes?identifier={PASS}"));
    club.region(pass.ok(200)["cardSystem"]["id"].as_i64().unwrap())
}

/// A club whose members can be renewed all year.
pub(super) fn club_of_the_year(region: &Api, n: u32) -> String {
    let body = json!({
        "name": "Jeugdhuis", "rules": { "end": { "type": "custom", "suggested": [8, 31] }, "renewMonths": 12 },
        "rights": [{ "organizer": ORGANIZER, "permission": "WRITE" }],
    });
    region
        .v1("PUT", &format!("/club/{}", uuid(n)), &body)
        .ok(204);
    uuid(n)
}

/// What a phone asks about whoever shows this pass.
pub(super) fn wish(helper: &Helper, club: &str, pass: &str, what: Said, knew: i64) -> What {
    let shown = Shown::Number(pass.parse().unwrap());
    What::Member(Box::new(Wish {
        shift: helper.shift.clone(),
        association: club.to_owned(),
        who: Meant::Shown { shown },
        what,
        knew,
        own: None,
    }))
}

pub(super) fn given() -> Said {
    Said::Given {
        until: next_year().parse().unwrap(),
        despite: [].into(),
    }
}

pub(super) fn stopped() -> Said {
    Said::Stopped { ends: [].into() }
}

fn names(list: &Value) -> usize {
    list["members"].as_array().unwrap().len()
}

#[test]
fn a_member_is_made_at_the_door_once_and_two_who_disagree_are_both_told() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let youth = club_of_the_year(&region(club), 900);
        let shift = admin.open_door("MEMBERS", Some(100));
        let mut anna = club.helper(&admin, &shift, "COUNTER", "Anna");
        let mut bo = club.helper(&admin, &shift, "COUNTER", "Bo");
        let mut steward = club.helper(&admin, &shift, "STEWARD", "Sam");

        // A steward is told of no members, and makes none.
        let told = steward.api.snapshot(&shift);
        assert!(told.clubs.is_empty() && told.roster.is_empty());
        let no = steward.command(wish(&steward, &youth, PASS, given(), 0));
        assert_eq!(
            steward.deliver(&no),
            json!({ "is": "refused", "reason": "notAllowed" })
        );
        assert_eq!(names(&members(&admin, &youth, "")), 0);

        let before = bo.api.snapshot(&shift);
        assert_eq!(
            (before.shift.manner, before.shift.capacity),
            (Manner::Members, Some(100))
        );
        let place = before.clubs.iter().position(|one| one.id == youth).unwrap();
        assert!(before.clubs[place].may_register && before.clubs[place].suggested.is_some());
        let mark = before.key.of_number(&PASS.parse().unwrap());
        let of = |roster: &Roster| roster.find(mark).find(|one| one.club == place);
        assert_eq!(of(&before.roster), None);

        // Once, however often it is delivered and by whom; a courier learns no name.
        let first = anna.command(wish(&anna, &youth, PASS, given(), before.cursor));
        let verdict = anna.deliver(&first);
        assert_eq!(
            verdict["told"],
            json!({ "is": "member", "until": next_year() })
        );
        assert!(verdict["name"].is_string(), "{verdict}");
        assert_eq!(anna.deliver(&first), verdict);
        let courier = anna
            .deliver_by(&bo.api, std::slice::from_ref(&first))
            .ok(200);
        assert!(
            courier["receipts"][0]["verdict"].get("name").is_none(),
            "{courier}"
        );
        assert_eq!(names(&members(&admin, &youth, "")), 1);
        let log = admin.look(&format!("/shifts/{shift}/log")).ok(200);
        let line = &log[0];
        assert_eq!(
            (&line["state"], &line["by"]),
            (&json!("MEMBER"), &json!("Anna")),
            "{log}"
        );

        // The other phone learns until when, and how old, and no more.
        let delta = bo.api.delta(&shift, before.cursor, 0);
        let member = of(&delta.roster).unwrap();
        assert_eq!(
            (member.until.to_string(), member.band.is_some()),
            (next_year(), true)
        );
        let mut door = before.clone();
        door.apply(&delta);
        assert_eq!(of(&door.roster), Some(member));
        let wire = serde_json::to_string(&delta).unwrap();
        assert!(!wire.contains(PASS), "{wire}");

        // Both know this, and both go offline: one stops it, the other renews it.
        let knew = delta.cursor;
        let stop = anna.command(wish(&anna, &youth, PASS, stopped(), knew));
        let renewed = bo.command(wish(&bo, &youth, PASS, given(), knew));
        assert_eq!(anna.deliver(&stop)["told"], json!({ "is": "stopped" }));
        let conflict = json!({ "is": "conflict", "until": next_year() });
        assert_eq!(bo.deliver(&renewed)["told"], conflict);
        assert_eq!(bo.deliver(&renewed)["told"], conflict);
        // Said again it is what it was; that it is otherwise comes with what changed.
        assert_eq!(anna.deliver(&stop)["told"], json!({ "is": "stopped" }));
        let told = anna.api.delta(&shift, knew, 0);
        let beside: Vec<_> = told
            .beside
            .iter()
            .map(|one| (one.id, one.until.to_string()))
            .collect();
        assert_eq!(beside, [(stop.id, next_year())]);
        assert!(of(&told.roster).is_some());
        let list = members(&admin, &youth, "");
        assert_eq!(list["members"][0]["conflicts"].as_array().unwrap().len(), 1);

        // Who has heard of both says that it is over: then it is, for everybody.
        let over = anna.command(wish(&anna, &youth, PASS, stopped(), told.cursor));
        assert_eq!(anna.deliver(&over)["told"], json!({ "is": "stopped" }));
        let after = bo.api.delta(&shift, knew, 0);
        door.apply(&after);
        assert_eq!(of(&door.roster), None);
        assert!(after.beside.is_empty(), "settled by now");
        assert_eq!(names(&members(&admin, &youth, "")), 0);
    });
}

#[test]
fn who_was_shut_out_asks_for_members_and_an_admin_says_yes() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let youth = club_of_the_year(&region(club), 900);
        let shift = admin.open_door("MEMBERS", None);
        let mut anna = club.helper(&admin, &shift, "COUNTER", "Anna");
        let asked = anna.command(wish(&anna, &youth, PASS, given(), now().millis()));
        let phone = format!("/shifts/{shift}/phones/{}", anna.device);
        admin.v1("DELETE", &phone, &Value::Null).ok(204);
        let anybody = club.browser("HELPER", ORGANIZER);
        let told = anna
            .deliver_by(&anybody, std::slice::from_ref(&asked))
            .ok(200);
        assert_eq!(told["receipts"][0]["verdict"], json!({ "is": "held" }));
        let report = admin.look(&format!("/shifts/{shift}")).ok(200);
        assert_eq!(report["held"][0]["what"], "member", "{report}");
        assert_eq!(names(&members(&admin, &youth, "")), 0);
        let path = format!("{phone}/held/{}", asked.id);
        admin.v1("POST", &path, &json!({ "accept": true })).ok(204);
        assert_eq!(names(&members(&admin, &youth, "")), 1);
        let report = admin.look(&format!("/shifts/{shift}")).ok(200);
        assert_eq!(report["held"], json!([]));
    });
}

#[test]
fn an_evening_without_names_is_counted_in_and_out_by_age() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let shift = admin.open_door("OPEN", Some(5));
        let mut one = club.helper(&admin, &shift, "STEWARD", "Anna");
        let mut two = club.helper(&admin, &shift, "STEWARD", "Bo");
        let head = |phone: &mut Helper, way, band, count| {
            let (shift, event) = (phone.shift.clone(), EVENT.to_owned());
            phone.command(What::Head {
                shift,
                event,
                way,
                band,
                count,
            })
        };
        let came = [
            head(&mut one, Way::In, Band::Under16, 3),
            head(&mut one, Way::In, Band::Adult, 1),
            head(&mut one, Way::Out, Band::Under16, 1),
            head(&mut one, Way::In, Band::Adult, 9),
        ];
        let told = one.deliver_by(&one.api, &came).ok(200);
        let is: Vec<_> = (0..4)
            .map(|n| told["receipts"][n]["verdict"]["is"].clone())
            .collect();
        assert_eq!(is, ["counted", "counted", "left", "counted"]);
        // Nine was a slip; what comes twice is counted once.
        let slip = one.command(What::Undo {
            command: came[3].id,
        });
        assert_eq!(one.deliver(&slip)["is"], "undone");
        one.deliver_by(&one.api, &came).ok(200);
        let came = head(&mut two, Way::In, Band::From16, 2);
        two.deliver(&came);
        // Who was let in before the count began may leave.
        let went = head(&mut two, Way::Out, Band::Adult, 2);
        two.deliver(&went);

        let count = two.api.delta(&shift, 0, 0).count;
        assert_eq!((count.people, count.guests), (0, 6));
        assert_eq!((count.heads.came, count.heads.left), ([3, 2, 1], [1, 0, 2]));
        assert_eq!(count.inside(), 3);
        let room = domain::club::band::Fullness::Room { left: 2 };
        assert_eq!(count.fullness(5), room);
        let log = admin.look(&format!("/shifts/{shift}/log")).ok(200);
        let states: Vec<_> = log
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["state"].as_str().unwrap())
            .collect();
        let of = |state| states.iter().filter(|one| **one == state).count();
        assert_eq!((of("GUEST"), of("LEFT"), of("UNDONE")), (3, 2, 1), "{log}");
        let csv = admin.look(&format!("/shifts/{shift}/log.csv?language=nl"));
        assert_eq!(csv.status, 200, "{}", csv.answer.body);
        assert!(csv.answer.body.contains("Ging weg"), "{}", csv.answer.body);
    });
}
