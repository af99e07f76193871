//! What a helper does beyond the scan: the family, the rate, and a door of an evening that is past.

use crate::util::{
    api::{Api, EVENT},
    door::{Stage, now, on_every_stage, on_stage},
    helper::Helper,
};
use domain::{
    command::{Shown, What},
    device::PublicKey,
    sync::shift::{DoorSnapshot, ShiftReport},
};
use serde_json::{Value, json};

/// A pass with a rate of its own at the test event, for one ticket.
const WITH_RATE: &str = "0900000067513";

/// The pass of the n-th inhabitant of the demo's invented region: families of four, a parent first.
fn inhabitant(n: u32) -> String {
    let social = u32::from((n / 4).is_multiple_of(4));
    let start = format!("09999{n:06}{social}");
    let all = (0..10).map(|check| format!("{start}{check}"));
    let mut right = all.filter(|text| text.parse::<domain::number::UitpasNumber>().is_ok());
    right.next().unwrap()
}

fn asked(shown: &Value) -> Value {
    json!({ "eventId": EVENT, "shown": shown, "at": now() })
}

fn number(text: &str) -> Value {
    json!({ "by": "number", "value": text })
}

/// A counter's phone at a new door, and the admin who let it in.
fn counter(stage: &Stage) -> (Api, String, Helper) {
    let admin = stage.admin();
    let shift = admin.open_shift();
    let helper = Helper::join(stage, &admin.code(&shift, "COUNTER"), "Cem");
    (admin, shift, helper)
}

#[test]
fn the_rest_of_a_family_comes_in_by_first_name_each_once() {
    on_every_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let mut steward = Helper::join(stage, &admin.code(&shift, "STEWARD"), "Olena");
        let path = format!("/shifts/{shift}/family");
        let got = steward
            .api
            .v1("POST", &path, &asked(&number(&inhabitant(0))));
        let family = got.ok(200);
        let members = family.as_array().unwrap();
        assert_eq!(members.len(), 3, "{family}");
        for member in members {
            let names: Vec<&String> = member.as_object().unwrap().keys().collect();
            assert_eq!(names, ["firstName", "holder"], "a first name and no more");
            let shown = Shown::Holder(member["holder"].as_str().unwrap().to_owned());
            let checkin = |helper: &mut Helper, shown: Shown| {
                let (shift, event) = (shift.clone(), EVENT.to_owned());
                helper.command(What::Checkin {
                    shift,
                    event,
                    shown,
                })
            };
            let item = checkin(&mut steward, shown.clone());
            let verdict = steward.deliver(&item);
            assert_eq!(
                (&verdict["is"], &verdict["name"]),
                (&json!("saved"), &member["firstName"])
            );
            assert_eq!(steward.deliver(&item), verdict, "a repetition");
            let item = checkin(&mut steward, shown);
            assert_eq!(steward.deliver(&item)["is"], "already");
        }
        // A child's own list is empty, and a pass that nobody has is none.
        let child = asked(&number(&inhabitant(1)));
        assert_eq!(steward.api.v1("POST", &path, &child).ok(200), json!([]));
        let nobody = asked(&number("0900000095902"));
        assert!(steward.api.v1("POST", &path, &nobody).status == 200);
        let unknown = asked(&number(&inhabitant(900_000)));
        let got = steward.api.v1("POST", &path, &unknown);
        assert_eq!(got.body["reason"], "passRefused");
        // By the chip too, and by nobody from outside.
        let chip = json!({ "by": "chip", "value": format!("04{:012X}", 0xDE_0000_0000_u64) });
        let got = steward.api.v1("POST", &path, &asked(&chip));
        assert!(matches!(got.status, 200 | 400), "{}", got.answer.body);
        let outside = stage.browser();
        let got = outside.v1("POST", &path, &asked(&number(&inhabitant(0))));
        assert_eq!(got.status, 401);
    });
}

#[test]
fn a_sale_whose_answer_got_lost_is_registered_once() {
    on_stage(|stage| {
        let (admin, shift, helper) = counter(stage);
        let pass = WITH_RATE;
        let rates = helper
            .api
            .v1(
                "POST",
                &format!("/shifts/{shift}/tariffs"),
                &asked(&number(pass)),
            )
            .ok(200);
        let price = &rates["prices"][0];
        let rate = &price["rates"][0];
        let charge = rate["charge"].as_i64().unwrap();
        assert!(charge < price["regular"].as_i64().unwrap(), "{rates}");
        let sale = |id: u128, number: u32| {
            let mut sale = asked(&self::number(pass));
            sale["id"] = json!(uuid::Uuid::from_u128(id));
            sale["tickets"] = json!([{ "label": price["label"], "regular": price["regular"],
                "rate": rate["id"], "number": number }]);
            sale
        };
        let path = format!("/shifts/{shift}/ticket-sales");
        let first = helper.api.v1("POST", &path, &sale(7, 1)).ok(201);
        assert_eq!(first["charge"], rate["charge"]);
        // The answer got lost; the phone asks again, at the same time from two tabs.
        let mut again = sale(7, 1);
        again["again"] = json!(true);
        let got = std::thread::scope(|scope| {
            let ask = || helper.api.v1("POST", &path, &again).ok(201);
            let all = [(); 4].map(|()| scope.spawn(ask));
            all.map(|one| one.join().unwrap())
        });
        assert!(got.iter().all(|one| *one == first), "{got:?}");
        let sold = || {
            let sales = Api::counter(&stage.server).get(&format!("/ticket-sales?eventId={EVENT}"));
            let sales = sales.ok(200);
            let all = sales["member"].as_array().unwrap().clone();
            all.into_iter()
                .filter(|sale| sale["uitpasNumber"] == pass)
                .collect::<Vec<_>>()
        };
        assert_eq!(sold().len(), 1);
        // Even after it was cancelled at the official counter it is not sold again.
        let id = first["ids"][0].as_str().unwrap();
        let cancelled = Api::counter(&stage.server).delete(&format!("/ticket-sales/{id}"));
        assert!(cancelled.status < 300, "{}", cancelled.answer.body);
        assert_eq!(helper.api.v1("POST", &path, &again).ok(201), first);
        assert_eq!(sold().len(), 0);
        // Another phone's sale of the same name is another sale.
        let other = Helper::join(stage, &admin.code(&shift, "COUNTER"), "Ana");
        other.api.v1("POST", &path, &sale(7, 1)).ok(201);
        assert_eq!(sold().len(), 1);
    });
}

#[test]
fn the_days_report_lists_who_is_in_without_a_registered_rate() {
    on_every_stage(|stage| {
        let (admin, shift, mut helper) = counter(stage);
        let passes = [WITH_RATE.to_owned(), inhabitant(20), inhabitant(24)];
        for pass in &passes {
            let item = helper.checkin(pass);
            assert_eq!(helper.deliver(&item)["is"], "saved");
        }
        let report = || -> ShiftReport {
            let body = admin.look(&format!("/shifts/{shift}")).ok(200);
            serde_json::from_value(body).unwrap()
        };
        let missing = report().unregistered;
        let masked: Vec<&str> = missing.iter().map(|line| &*line.pass).collect();
        assert_eq!(masked, passes.each_ref().map(|pass| &pass[7..10]));
        assert!(missing.iter().all(|line| line.by.as_deref() == Some("Cem")));
        let ask = asked(&number(&passes[0]));
        let rates = helper
            .api
            .v1("POST", &format!("/shifts/{shift}/tariffs"), &ask);
        let price = &rates.ok(200)["prices"][0];
        let mut sale = asked(&number(&passes[0]));
        sale["id"] = json!(uuid::Uuid::from_u128(1));
        sale["tickets"] = json!([{ "label": price["label"], "regular": price["regular"],
            "rate": price["rates"][0]["id"], "number": 1 }]);
        let path = format!("/shifts/{shift}/ticket-sales");
        helper.api.v1("POST", &path, &sale).ok(201);
        assert_eq!(report().unregistered.len(), 2);
        // To take home: these and no others, in a file that does not tell who has a rate.
        let file = |query: &str| admin.look(&format!("/shifts/{shift}/log.{query}"));
        let csv = file("csv?language=nl&only=unregistered").answer;
        assert_eq!(csv.body.lines().count(), 3, "{}", csv.body);
        assert!(!csv.body.contains(&passes[0][7..10]), "{}", csv.body);
        for pass in &passes[1..] {
            assert!(csv.body.contains(&pass[7..10]) && !csv.body.contains(pass));
        }
        let name = csv.header("content-disposition").unwrap();
        assert!(name.contains("pasmaat-unregistered.csv"), "{name}");
        assert_eq!(file("csv?language=nl").answer.body.lines().count(), 4);
        assert_eq!(file("xlsx?only=unregistered").status, 200);
    });
}

#[test]
fn a_reward_is_handed_out_once_and_taken_back() {
    on_every_stage(|stage| {
        let (admin, shift, mut helper) = counter(stage);
        let pass = "0900000095902";
        let list = |helper: &Helper| {
            let path = format!("/shifts/{shift}/rewards");
            helper.api.v1("POST", &path, &asked(&number(pass))).ok(200)
        };
        let before = list(&helper);
        let points = before["points"].as_i64().unwrap();
        let all = before["rewards"].as_array().unwrap();
        let one = all.iter().find(|one| one["points"] == 4).unwrap();
        let what = |helper: &Helper| What::HandOut {
            shift: helper.shift.clone(),
            shown: Shown::Number(pass.parse().unwrap()),
            reward: one["id"].as_str().unwrap().to_owned(),
        };
        let item = helper.command(what(&helper));
        let verdict = helper.deliver(&item);
        assert_eq!(
            (&verdict["is"], &verdict["title"], &verdict["total"]),
            (&json!("redeemed"), &one["title"], &json!(points - 4))
        );
        assert_eq!(helper.deliver(&item), verdict, "a repetition");
        assert_eq!(list(&helper)["points"], points - 4);
        let undo = helper.command(What::Undo { command: item.id });
        assert_eq!(helper.deliver(&undo)["is"], "undone");
        assert_eq!(list(&helper)["points"], points);
        // A steward neither sees nor gives any.
        let other = admin.open_shift();
        let mut steward = Helper::join(stage, &admin.code(&other, "STEWARD"), "Olena");
        let item = steward.command(what(&steward));
        let verdict = steward.deliver(&item);
        assert_eq!(verdict["reason"], "notAllowed", "{verdict}");
    });
}

#[test]
fn a_groups_pass_buys_tickets_and_saves_no_point() {
    on_every_stage(|stage| {
        let (_, shift, mut helper) = counter(stage);
        let pass = "0900000045410";
        let item = helper.checkin(pass);
        assert_eq!(helper.deliver(&item)["is"], "groupPass");
        let path = format!("/shifts/{shift}/tariffs");
        let rates = helper.api.v1("POST", &path, &asked(&number(pass)));
        let rates = rates.ok(200);
        let price = &rates["prices"][0];
        let rate = &price["rates"][0];
        let left = rate["left"].as_i64().unwrap();
        assert!(left >= 3, "{rates}");
        let mut sale = asked(&number(pass));
        sale["id"] = json!(uuid::Uuid::from_u128(1));
        sale["tickets"] = json!([{ "label": price["label"], "regular": price["regular"],
            "rate": rate["id"], "number": 3 }]);
        let path = format!("/shifts/{shift}/ticket-sales");
        let sold = helper.api.v1("POST", &path, &sale).ok(201);
        assert_eq!(sold["charge"], rate["charge"].as_i64().unwrap() * 3);
        assert_eq!(sold["ids"].as_array().unwrap().len(), 3);
    });
}

#[test]
fn a_cookie_of_a_past_door_does_not_hide_an_admins_other_doors() {
    on_stage(|stage| {
        let secret = stage.invite(&["--organizer", crate::util::api::ORGANIZER]);
        let admin = stage.accept(&secret, "Bea Beheer", &mut stage.authenticator(7));
        let (past, today) = (admin.open_shift(), admin.open_shift());
        let got = stage.join(&admin.code(&past, "STEWARD"), "Bea");
        let door = got.answer.header("set-cookie").unwrap().to_owned();
        let door = door.split(';').next().unwrap();
        let both = admin.with("Cookie", door);
        both.snapshot(&today);
        assert_eq!(both.snapshot(&past).role, domain::shift::Role::Steward);
        // Who is nobody but a helper of the other door learns nothing of this one.
        let helper = stage.browser().with("Cookie", door);
        let got = helper.look(&format!("/shifts/{today}/snapshot"));
        assert_eq!((got.status, &got.body["reason"]), (404, &json!("notFound")));
    });
}

#[test]
fn each_phone_gets_a_badge_that_the_others_believe_without_asking() {
    on_stage(|stage| {
        let admin = stage.admin();
        let (shift, other) = (admin.open_shift(), admin.open_shift());
        let got = stage.join(&admin.code(&shift, "STEWARD"), "Olena");
        let joined: DoorSnapshot = serde_json::from_value(got.body["snapshot"].clone()).unwrap();
        let badge = joined.badge.unwrap();
        let bearer = badge.check(&shift, &joined.trust, now()).unwrap();
        let key: PublicKey = crate::util::helper::public_key().parse().unwrap();
        assert_eq!((bearer.key, bearer.name.as_str()), (key, "Olena"));
        assert!(badge.check(&other, &joined.trust, now()).is_err());
        assert_eq!(admin.snapshot(&shift).badge, None, "an admin looks on");
        // Shut out, it is believed by no phone that asked since.
        let device = got.body["device"].as_str().unwrap();
        let path = format!("/shifts/{shift}/phones/{device}");
        assert_eq!(admin.v1("DELETE", &path, &Value::Null).status, 204);
        let trust = admin.snapshot(&shift).trust;
        assert!(badge.check(&shift, &trust, now()).is_err());
    });
}
