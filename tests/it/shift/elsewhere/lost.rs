//! Scans whose answers were lost on the way to a registry elsewhere, and servers that were killed while
//! they asked.

use super::{BRAM, OTHERS, checkins};
use crate::util::{
    api::{Api, EVENT},
    door::Stage,
    faults::{Fault, Line, Passing, Weather},
    helper::Helper,
    server::Server,
};
use domain::command::{SealedCommand, What};
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

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
        assert!(begun.elapsed() < Duration::from_mins(1), "still {verdict}");
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
