//! The snapshot of a phone that may see all of its person.

use super::{BRAM, GODELIEVE, LINA, SOFIE};
use crate::util::{
    api::{Api, EVENT, on_both},
    phone::Phone,
};
use serde_json::{Value, json};

#[test]
fn it_is_whole_and_cheap_to_ask_again() {
    on_both(|server| {
        let phone = Phone::full(server, BRAM.0);
        let got = phone.get("/phone");
        let mark = got.answer.header("etag").unwrap().to_owned();
        let seen = got.ok(200);
        let person = &seen["persons"][0];
        assert_eq!(person["private"]["history"][0]["points"], 5000);
        assert_eq!(person["private"]["historyTotal"], 1);
        assert_eq!(person["private"]["reducedRate"], json!([]));
        assert_eq!(
            person["private"]["memberships"][0]["name"],
            "[TEST] Alleen lezen"
        );
        assert_eq!(
            seen["regions"][0]["contacts"][0]["email"],
            "uitpas@example.org"
        );
        let same = phone.get_unless("/phone", &mark);
        assert_eq!((same.status, same.answer.body.as_str()), (304, ""));
        assert_eq!(same.answer.header("etag"), Some(mark.as_str()));

        let counter = Api::counter(server);
        counter.checkin(EVENT, BRAM.0).ok(201);
        let changed = phone.get_unless("/phone", &mark).ok(200);
        assert_eq!(changed["persons"][0]["points"], 5001);
        let line = &changed["persons"][0]["private"]["history"][0];
        assert_eq!(line["title"], "Permanente UiTPAS Test Festiviteit");
        assert!(
            line["at"].as_str().unwrap().starts_with("20"),
            "no year: {line}"
        );
    });
}

#[test]
fn a_redeemed_reward_is_there_with_what_gets_it() {
    on_both(|server| {
        let phone = Phone::full(server, BRAM.0);
        assert_eq!(
            phone.get("/rewards/5824/status").ok(200)["redeemable"],
            true
        );
        let body = json!({ "rewardId": "5824", "uitpasNumber": BRAM.0 });
        let had = Api::counter(server)
            .post("/rewards/redeemed", &body)
            .ok(201);
        let seen = phone.snapshot();
        let redeemed = &seen["persons"][0]["private"]["redeemed"][0];
        assert_eq!(redeemed["id"], had["id"]);
        assert_eq!(redeemed["reward"], "5824");
        assert_eq!(redeemed["points"], 4);
        assert_eq!(redeemed["info"]["text"], "Toon dit scherm aan de balie.");
        assert_eq!(seen["persons"][0]["points"], 4996);
        let status = phone.get("/rewards/5825/status").ok(200);
        assert_eq!(status["reason"], "REWARD_PERIOD");
        phone.get("/rewards/none/status").no(404, "notFound");
    });
}

#[test]
fn the_reduced_rate_is_one_s_own() {
    on_both(|server| {
        let seen = Phone::full(server, GODELIEVE.0).snapshot();
        let rate = &seen["persons"][0]["private"]["reducedRate"][0];
        assert_eq!(
            (&rate["region"], &rate["status"]),
            (&json!(1), &json!("ACTIVE"))
        );
        assert_eq!(rate["inGrace"], false);
    });
}

#[test]
fn mother_and_child_are_on_one_phone() {
    on_both(|server| {
        let seen = Phone::full(server, SOFIE).snapshot();
        let persons = seen["persons"].as_array().unwrap();
        assert_eq!(persons.len(), 2);
        let child = &persons[1];
        assert_eq!(child["uitpasNumber"], LINA);
        assert_eq!(
            (&child["adult"], &child["consent"]),
            (&json!(false), &json!("NOT_NEEDED"))
        );
        assert!(child["private"]["history"].is_array());
        let cards = persons[0]["private"]["memberships"].as_array().unwrap();
        let names: Vec<&Value> = cards.iter().map(|card| &card["name"]).collect();
        assert_eq!(names, ["[TEST] Jeugdhuis", "[TEST] Sportclub, een jaar"]);
        assert!(cards.iter().all(|card| card["renewFrom"].is_string()));
        // The child sees whose list it is on, and has nothing to agree to.
        let child = Phone::full(server, LINA).snapshot();
        assert_eq!(child["families"][0]["firstName"], "Sofie");
        assert_eq!(child["families"][0]["consent"], "NOT_NEEDED");
        assert_eq!(child["persons"].as_array().unwrap().len(), 1);
    });
}
