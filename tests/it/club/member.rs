//! Members of a club: with and without a pass, said by devices that were offline, replayed and in
//! any order; and nothing in any answer that a club may not know.

use super::{Club, on_both};
use crate::util::api::{Api, ORGANIZER};
use serde_json::{Value, json};

/// An association with a free end, suggested on 31 August.
pub(super) const FREE: &str = "[TEST] Jeugdhuis";
const YEAR: &str = "[TEST] Sportclub, een jaar";
pub(super) const READ_ONLY: &str = "[TEST] Alleen lezen";
pub(super) const PASS: &str = "0900000067513";

pub(super) fn association(club: &Club, name: &str) -> String {
    let path = format!("/associations?organizerId={ORGANIZER}&permission=READ&limit=50");
    let found = Api::counter(&club.server).get(&path).ok(200);
    let all = found["member"].as_array().unwrap();
    let one = all.iter().find(|one| one["name"] == name).unwrap();
    one["id"].as_str().unwrap().to_owned()
}

pub(super) fn uuid(n: u32) -> String {
    format!("0192c3d0-0000-7000-8000-{n:012}")
}

pub(super) fn item(n: u32, who: &Value, what: &Value) -> Value {
    json!({ "id": uuid(n), "at": "2026-11-25T10:00:00+00:00", "who": who, "what": what })
}

pub(super) fn given(until: &str) -> Value {
    json!({ "said": "given", "until": until, "despite": [] })
}

pub(super) fn say(admin: &Api, association: &str, items: &[Value]) -> Vec<Value> {
    let path = format!("/api/v1/club/{association}/facts");
    let body = json!({ "items": items }).to_string();
    let told = admin.send("POST", &path, "application/json", &body).ok(200);
    told["verdicts"].as_array().unwrap().clone()
}

pub(super) fn members(admin: &Api, association: &str, name: &str) -> Value {
    let path = format!("/api/v1/club/{association}/members?name={name}");
    admin.send("GET", &path, "", "").ok(200)
}

pub(super) fn guest(n: u32, first: &str, born: &str) -> Value {
    json!({ "kind": "newGuest", "id": uuid(n), "firstName": first, "name": "De Smet", "born": born })
}

/// A day far enough ahead, whenever this runs.
pub(super) fn next_year() -> String {
    let now = server::clock::Clock::system().now();
    let year = 1970 + now / 31_556_952_000 + 1;
    format!("{year}-08-31")
}

#[test]
fn members_are_added_with_and_without_a_pass_once_however_often_it_is_said() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let free = association(club, FREE);
        let until = next_year();
        let pass = json!({ "kind": "pass", "number": PASS });
        let mut child = item(2, &guest(100, "Zoë", "2018-02-28"), &given(&until));
        child["own"] = json!({ "photo": true, "parentPhone": "0470 12 34 56" });
        let mut agreed = item(3, &guest(100, "Zoë", "2018-02-28"), &given(&until));
        agreed["own"] = json!({ "photo": true, "parentPhone": "0470 12 34 56", "feeCents": 1500,
            "group": "=1+2", "parentAgreedOn": "2026-11-01" });
        let all = [
            item(1, &pass, &given(&until)),
            child,
            agreed,
            item(
                4,
                &json!({ "kind": "pass", "number": "0900099999998" }),
                &given(&until),
            ),
            item(5, &guest(101, " ", "2018-02-28"), &given(&until)),
            item(6, &guest(102, "Bo", "1990-01-01"), &given("2020-08-31")),
        ];
        let told = say(&admin, &free, &all);
        let member = json!({ "is": "member", "until": until });
        let expected = [
            member.clone(),
            json!({ "is": "own", "reason": "parentMissing" }),
            member,
            json!({ "is": "unknown" }),
            json!({ "is": "unreadable" }),
            json!({ "is": "noEnd" }),
        ];
        assert_eq!(told, expected);
        let before = members(&admin, &free, "");
        // Said again, and in another order: the same verdicts and the same members.
        let mut again = all.to_vec();
        again.reverse();
        let mut told_again = say(&admin, &free, &again);
        told_again.reverse();
        assert_eq!(told_again, told);
        assert_eq!(members(&admin, &free, ""), before);
        let found = members(&admin, &free, "zoe");
        let zoe = &found["members"][0];
        assert_eq!(found["members"].as_array().unwrap().len(), 1, "{found}");
        assert_eq!(
            (&zoe["band"], &zoe["own"]["feeCents"]),
            (&json!("under16"), &json!(1500))
        );

        // What the club says, the registry knows; what a counter does, the club sees.
        let counter = Api::counter(&club.server);
        let holder = counter.get(&format!("/passes?identifier={PASS}")).ok(200);
        let holder = holder["passholderId"].as_str().unwrap().to_owned();
        let path = format!("/passholders/{holder}/association-memberships");
        let query = format!("?organizerId={ORGANIZER}");
        let own = counter.get(&format!("{path}{query}")).ok(200);
        let own = own
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["association"]["id"] == *free);
        assert_eq!(own.unwrap()["endDate"], *until);
        counter.delete(&format!("{path}/{free}{query}"));
        let left = members(&admin, &free, "");
        let count = |list: &Value| list["members"].as_array().unwrap().len();
        assert_eq!(count(&left), count(&before) - 1);

        // Erased, nothing of a member without a pass stays.
        let path = format!("/api/v1/club/{free}/own/guest/{}", uuid(100));
        admin.send("DELETE", &path, "", "").ok(204);
        assert_eq!(count(&members(&admin, &free, "zoe")), 0);
    });
}

#[test]
fn a_stop_on_one_phone_and_a_renewal_on_another_are_both_told() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let free = association(club, FREE);
        let until = next_year();
        let who = json!({ "kind": "member", "who": { "kind": "guest", "id": uuid(100) } });
        say(
            &admin,
            &free,
            &[item(1, &guest(100, "Zoë", "2000-02-29"), &given(&until))],
        );
        // Both knew the same; both were offline. The stop comes in first.
        let stop = item(2, &who, &json!({ "said": "stopped", "ends": [uuid(1)] }));
        assert_eq!(
            say(&admin, &free, std::slice::from_ref(&stop))[0],
            json!({ "is": "stopped" })
        );
        assert!(
            members(&admin, &free, "zoe")["members"]
                .as_array()
                .unwrap()
                .is_empty()
        );
        let renewed = item(3, &who, &given(&until));
        let told = say(&admin, &free, &[renewed.clone(), stop.clone(), renewed]);
        let conflict = json!({ "is": "conflict", "until": until });
        assert_eq!(
            told,
            [conflict.clone(), json!({ "is": "stopped" }), conflict]
        );
        let zoe = members(&admin, &free, "zoe")["members"][0].clone();
        assert_eq!(
            zoe["conflicts"],
            json!([{ "given": uuid(3), "stopped": uuid(2) }])
        );
        // Somebody who sees both says that it is over.
        let over = item(4, &who, &json!({ "said": "stopped", "ends": zoe["given"] }));
        assert_eq!(say(&admin, &free, &[over])[0], json!({ "is": "stopped" }));
    });
}

#[test]
fn the_rule_decides_until_when_and_a_right_to_read_gives_none_to_write() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let year = association(club, YEAR);
        let pass = json!({ "kind": "pass", "number": PASS });
        // The device thought otherwise: its rule was an old one.
        let told = say(
            &admin,
            &year,
            &[
                item(1, &pass, &given("2031-01-01")),
                item(2, &pass, &given("2031-01-01")),
            ],
        );
        assert_eq!(told[0]["is"], "member");
        assert_ne!(told[0]["until"], "2031-01-01");
        assert_eq!(
            told[1],
            json!({ "is": "already", "until": told[0]["until"] })
        );

        let read_only = association(club, READ_ONLY);
        let list = members(&admin, &read_only, "");
        assert_eq!(list["mayRegister"], false);
        let path = format!("/api/v1/club/{read_only}/facts");
        let body = json!({ "items": [item(9, &pass, &given(&next_year()))] }).to_string();
        assert_eq!(
            admin.send("POST", &path, "application/json", &body).status,
            404
        );
        let other = club.browser("ADMIN", "another-organizer");
        let helper = club.browser("HELPER", ORGANIZER);
        for (who, status) in [
            (other, 404),
            (helper, 401),
            (Api::anonymous(&club.server), 401),
        ] {
            for path in ["members", "members.xlsx"] {
                let path = format!("/api/v1/club/{year}/{path}");
                assert_eq!(who.send("GET", &path, "", "").status, status);
            }
        }
    });
}

#[test]
fn no_answer_about_a_club_tells_a_number_a_birth_date_or_a_reduced_rate() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        // Everybody of the test data set with a pass joins.
        for name in [FREE, YEAR, READ_ONLY] {
            let id = association(club, name);
            for (n, number) in (1..).zip(["0900000095902", PASS, "0900000031618", "0900000002312"])
            {
                let pass = json!({ "kind": "pass", "number": number });
                let body = json!({ "items": [item(n, &pass, &given(&next_year()))] }).to_string();
                let path = format!("/api/v1/club/{id}/facts");
                admin.send("POST", &path, "application/json", &body);
            }
            let list = admin.send("GET", &format!("/api/v1/club/{id}/members"), "", "");
            let text = list.answer.body.clone();
            assert!(!list.ok(200)["members"].as_array().unwrap().is_empty());
            // No 11 or 13 digits in a row, which numbers of passes and people are.
            let bare: String = text.chars().filter(|c| *c != ' ').collect();
            let longest = bare
                .split(|c: char| !c.is_ascii_digit())
                .map(str::len)
                .max();
            for word in ["ocialTariff", "insz", "uitpasNumber", "dateOfBirth", "born"] {
                assert!(!text.contains(word), "{word} in {text}");
            }
            // Ids are UUIDs, whose last part may be twelve digits; nothing else is as long.
            assert!(longest < Some(13), "{text}");
            let sheet = admin.send(
                "GET",
                &format!("/api/v1/club/{id}/members.xlsx?language=ar"),
                "",
                "",
            );
            assert_eq!(sheet.status, 200);
        }
    });
}

#[test]
fn a_region_makes_associations_with_each_rule() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let counter = Api::counter(&club.server);
        let pass = counter.get(&format!("/passes?identifier={PASS}")).ok(200);
        let region = club.region(pass["cardSystem"]["id"].as_i64().unwrap());
        let put = |who: &Api, n: u32, name: &str, end: &Value, renew: Value| {
            let body = json!({
                "name": name,
                "rules": { "end": end, "renewMonths": renew },
                "rights": [{ "organizer": ORGANIZER, "permission": "WRITE" }],
            });
            let path = format!("/api/v1/club/{}", uuid(n));
            who.send("PUT", &path, "application/json", &body.to_string())
                .status
        };
        let free = json!({ "type": "custom", "suggested": [2, 29] });
        let months = json!({ "type": "registrationDate", "months": 12 });
        let birth = json!({ "type": "dateOfBirth", "age": 18 });
        assert_eq!(
            put(&admin, 900, "Rakkers", &free, json!(2)),
            404,
            "a club makes none"
        );
        assert_eq!(put(&region, 900, " ", &free, json!(2)), 400);
        assert_eq!(put(&region, 900, "Rakkers", &birth, json!(2)), 400);
        assert_eq!(put(&region, 900, "Rakkers", &free, json!(2)), 204);
        assert_eq!(put(&region, 901, "Sport", &months, json!(12)), 204);
        assert_eq!(put(&region, 902, "Jong", &birth, Value::Null), 204);
        assert_eq!(put(&club.region(-1), 900, "Anders", &free, json!(2)), 404);
        let all = admin.send("GET", "/api/v1/club", "", "").ok(200);
        let names: Vec<_> = all
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        for name in ["Rakkers", "Sport", "Jong", READ_ONLY] {
            assert!(names.contains(&name), "{names:?}");
        }

        // Who is too old for one is told so.
        let until = next_year();
        let young = item(1, &guest(1, "Oud", "2000-02-29"), &given(&until));
        assert_eq!(
            say(&admin, &uuid(902), &[young])[0],
            json!({ "is": "tooOld" })
        );
    });
}
