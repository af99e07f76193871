//! Answers of the real registry that were lost in every way: exactly one effect there, or a person
//! is told that it is not known.

use crate::util::{
    api::{Api, EVENT, Got, ORGANIZER},
    faults::{Fault, Line, Passing, Weather},
    server::Server,
};
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

const NUMBER: &str = "0900000067513";

/// The server acted, and the client does not hear so.
const ACTED: [Fault; 5] = [
    Fault::Dropped,
    Fault::Broken,
    Fault::Gateway,
    // Longer than the client waits.
    Fault::Late(1_600),
    Fault::Held(1_600),
];
/// The server never heard, and the client cannot know.
const UNHEARD: [Fault; 3] = [Fault::Unheard, Fault::Away, Fault::Portal];
/// No doubt at all.
const PLAIN: [Fault; 2] = [Fault::Echoed, Fault::Limited(1)];

/// One fault for the next request that changes something.
#[derive(Default)]
struct Once(Mutex<Option<Fault>>);

impl Weather for Once {
    fn before(&self, request: &Passing) -> Option<Fault> {
        (request.method == "POST")
            .then(|| self.0.lock().unwrap().take())
            .flatten()
    }
}

/// Two Pasmaats and the line between them.
struct Pair {
    remote: Server,
    line: Line,
    fault: Arc<Once>,
    front: Server,
}

impl Pair {
    fn start() -> Self {
        let remote = Server::start();
        let fault = Arc::new(Once::default());
        let line = Line::to(remote.port, fault.clone());
        let front = Server::start_before(&remote, line.port, &["--publiq-timeout", "1"]);
        Self {
            remote,
            line,
            fault,
            front,
        }
    }

    /// What happens when `act` meets `fault`, once everything has arrived.
    fn meet(&self, fault: Fault, act: impl Fn(&Api) -> Got) -> Got {
        *self.fault.0.lock().unwrap() = Some(fault);
        let got = act(&Api::counter(&self.front));
        self.line.settle();
        assert_eq!(*self.fault.0.lock().unwrap(), None, "{fault:?} was not met");
        got
    }
}

#[track_caller]
fn in_doubt(got: &Got, fault: Fault) {
    assert!(
        got.status == 502 && got.answer.is_problem() && got.answer.body.contains("Look it up"),
        "{fault:?}: {} {}",
        got.status,
        got.answer.body
    );
}

#[test]
fn a_checkin_happens_once_whatever_becomes_of_its_answer() {
    let pair = Pair::start();
    let there = Api::counter(&pair.remote);
    let pass = there.get(&format!("/passes?identifier={NUMBER}")).ok(200);
    let path = format!(
        "/checkins?passholderId={}&organizerId={ORGANIZER}",
        pass["passholderId"].as_str().unwrap()
    );
    for fault in ACTED.into_iter().chain(UNHEARD).chain(PLAIN) {
        let done = pair.meet(fault, |api| api.checkin(EVENT, NUMBER));
        assert_eq!(done.status, 201, "{fault:?}: {}", done.answer.body);
        let all = there.get(&path).ok(200);
        assert_eq!(all["totalItems"], 1, "{fault:?}");
        assert_eq!(all["member"][0]["id"], done.body["id"], "{fault:?}");
        assert!(done.body["passholder"]["id"].is_string(), "{fault:?}");
        let id = done.body["id"].as_str().unwrap();
        there.delete(&format!("/checkins/{id}")).ok(204);
    }
    // A refusal that is lost stays a refusal.
    there.checkin(EVENT, NUMBER).ok(201);
    let refused = pair.meet(Fault::Unheard, |api| api.checkin(EVENT, "0900000045410"));
    refused.refused(400, "uitpas/invalid-card");
}

/// Meets every fault with an effect that is sent once: `count` counts it there.
fn sent_once(pair: &Pair, weight: i64, act: impl Fn(&Api) -> Got, count: impl Fn() -> i64) {
    let before = count();
    for (index, fault) in ACTED.into_iter().chain(PLAIN).enumerate() {
        let got = pair.meet(fault, &act);
        assert!(
            [200, 201].contains(&got.status),
            "{fault:?}: {} {}",
            got.status,
            got.answer.body
        );
        let made = i64::try_from(index + 1).unwrap() * weight;
        assert_eq!(count(), before + made, "{fault:?}");
    }
    // Just now the same was done for this person: no row of that is taken for what was not done.
    let after = count();
    for fault in UNHEARD {
        in_doubt(&pair.meet(fault, &act), fault);
        assert_eq!(count(), after, "{fault:?}");
    }
    // Another counter does the same at the same moment: which row is whose cannot be told.
    let other = Api::counter(&pair.remote);
    assert!(act(&other).status < 300);
    in_doubt(&pair.meet(Fault::Dropped, &act), Fault::Dropped);
    assert_eq!(count(), after + 2 * weight);
}

#[test]
fn a_redemption_happens_once_or_is_in_doubt() {
    let pair = Pair::start();
    let there = Api::counter(&pair.remote);
    let reward = json!({
        "title": "Ballon", "type": "POINTS", "points": 1, "categories": ["Doen"],
        "promotionalDescription": "Een ballon.", "moreInfoURL": "https://example.org",
        "publicationPeriod": { "begin": "2020-01-01T00:00:00+00:00" }, "organizers": [{ "id": ORGANIZER }],
    });
    let id = there.post("/rewards", &reward).ok(200)["id"].clone();
    let count = || {
        let path = format!("/rewards/redeemed?uitpasNumber={NUMBER}");
        there.get(&path).ok(200)["totalItems"].as_i64().unwrap()
    };
    let redeem = |api: &Api| {
        api.post(
            "/rewards/redeemed",
            &json!({ "rewardId": id, "uitpasNumber": NUMBER }),
        )
    };
    sent_once(&pair, 1, redeem, count);
}

#[test]
fn ticket_sales_happen_once_or_are_in_doubt() {
    let pair = Pair::start();
    let there = Api::counter(&pair.remote);
    // A group may buy fifty.
    let sale = |price: i64| json!({ "eventId": EVENT, "uitpasNumber": "0900000045410", "regularPrice": price, "tariff": { "id": "SOCIALTARIFF" } });
    let sales = json!([sale(10), sale(12)]);
    let path = format!("/ticket-sales?eventId={EVENT}");
    let count = || there.get(&path).ok(200)["totalItems"].as_i64().unwrap();
    sent_once(&pair, 2, |api| api.post("/ticket-sales", &sales), count);
    let prices = there.get(&path).ok(200)["member"].clone();
    let of = |price: i64| {
        let all = prices.as_array().unwrap().iter();
        all.filter(|one: &&Value| one["regularPrice"] == price)
            .count()
    };
    assert_eq!(of(10), of(12));
}

#[test]
fn a_wait_is_kept_when_short_and_handed_on_when_long() {
    let pair = Pair::start();
    let begun = Instant::now();
    let checkin = |api: &Api| api.checkin(EVENT, NUMBER);
    assert_eq!(pair.meet(Fault::Limited(2), checkin).status, 201);
    assert!(begun.elapsed() >= Duration::from_secs(2));
    let late = pair.meet(Fault::Limited(60), checkin);
    assert_eq!(
        (late.status, late.answer.header("retry-after")),
        (503, Some("60"))
    );
}

#[test]
fn without_a_proof_nothing_is_asked_in_our_name() {
    let pair = Pair::start();
    let nobody = Api::anonymous(&pair.front);
    for path in ["/permissions", "/passes?identifier=0900000095902"] {
        nobody.get(path).refused(401, "auth/unauthorized");
    }
    let realm = nobody.send(
        "GET",
        "/uitpas/../realms/uitid/protocol/openid-connect/certs",
        "",
        "",
    );
    assert_ne!(realm.status, 200);
    assert_eq!(
        crate::util::http::get(
            pair.front.port,
            "/realms/uitid/protocol/openid-connect/certs"
        )
        .status,
        404
    );
}
