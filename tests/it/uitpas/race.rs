//! Two at the same instant for the same limited thing: never both.

use crate::util::api::{Api, EVENT, Got, LIMITED_EVENT, ORGANIZER, on_all_in_good_weather};
use serde_json::json;
use std::{
    sync::Barrier,
    thread::{scope, spawn},
};

const CLIENTS: usize = 64;

/// The statuses of what 64 clients got who asked at once.
fn at_once(ask: impl Fn(usize) -> Got + Sync) -> Vec<u16> {
    let start = Barrier::new(CLIENTS);
    scope(|threads| {
        let (start, ask) = (&start, &ask);
        let all: Vec<_> = (0..CLIENTS)
            .map(|index| {
                threads.spawn(move || {
                    start.wait();
                    ask(index).status
                })
            })
            .collect();
        all.into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

#[test]
fn of_64_at_once_one_gets_it() {
    // Of two alike at the same instant a client cannot tell whose answer was lost.
    on_all_in_good_weather(|server| {
        let counter = Api::counter(server);
        let won = |statuses: &[u16], status: u16| {
            assert!(
                statuses.iter().all(|one| [status, 400].contains(one)),
                "{statuses:?}"
            );
            statuses.iter().filter(|one| **one == status).count()
        };
        let checkins = at_once(|_| counter.checkin(EVENT, "0900000095902"));
        assert_eq!(won(&checkins, 201), 1);

        let reward = json!({
            "title": "Laatste", "type": "POINTS", "points": 1, "categories": ["Doen"], "maxAvailableUnits": 1,
            "promotionalDescription": "Er is er nog een.", "moreInfoURL": "https://example.org",
            "publicationPeriod": { "begin": "2020-01-01T00:00:00+00:00" }, "organizers": [{ "id": ORGANIZER }],
        });
        let id = counter.post("/rewards", &reward).ok(200)["id"].clone();
        let numbers = ["0900000095902", "0900000067513"];
        let redeemed = at_once(|index| {
            counter.post(
                "/rewards/redeemed",
                &json!({ "rewardId": id, "uitpasNumber": numbers[index % 2] }),
            )
        });
        assert_eq!(won(&redeemed, 201), 1);

        let sale = json!([{
            "eventId": LIMITED_EVENT, "uitpasNumber": "0900000067513", "regularPrice": 10,
            "tariff": { "id": "SOCIALTARIFF" },
        }]);
        assert_eq!(
            won(&at_once(|_| counter.post("/ticket-sales", &sale)), 200),
            1
        );

        // A group that has one ticket left.
        let one = json!([{
            "eventId": EVENT, "uitpasNumber": "0900000045410", "regularPrice": 10, "tariff": { "id": "SOCIALTARIFF" },
        }]);
        let most = vec![one[0].clone(); 49];
        counter.post("/ticket-sales", &json!(most)).ok(200);
        assert_eq!(
            won(&at_once(|_| counter.post("/ticket-sales", &one)), 200),
            1
        );
    });
}

#[test]
fn what_was_answered_survives_a_kill() {
    let data = tempfile::tempdir().unwrap();
    let place = data.path().to_owned();
    let mut server = crate::util::server::Server::start_in(&place, &[]);
    let counter = Api::counter(&server);
    let points = counter.get("/passes?identifier=0900000095902").ok(200)["points"].clone();
    let made = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let (kept, api) = (made.clone(), counter.clone());
    let load = spawn(move || {
        for index in 0.. {
            let reward = json!({
                "title": format!("Voordeel {index}"), "type": "WELCOME", "promotionalDescription": "x",
                "publicationPeriod": { "begin": "2020-01-01T00:00:00+00:00" }, "organizers": [{ "id": ORGANIZER }],
            });
            // The connection breaks when the server is killed.
            let sent = std::panic::catch_unwind(|| api.post("/rewards", &reward));
            match sent {
                Ok(got) if got.status == 200 => kept.lock().unwrap().push(got.body["id"].clone()),
                _ => return,
            }
        }
    });
    while made.lock().unwrap().len() < 40 {
        std::thread::yield_now();
    }
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    load.join().unwrap();
    drop(server);
    let server = crate::util::server::Server::start_in(&place, &[]);
    let counter = Api::counter(&server);
    assert_eq!(
        counter.get("/passes?identifier=0900000095902").ok(200)["points"],
        points
    );
    for id in made.lock().unwrap().iter() {
        counter
            .get(&format!("/rewards/{}", id.as_str().unwrap()))
            .ok(200);
    }
}
