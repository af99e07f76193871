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

/// A door before a line that fails as it is told to, with one phone.
struct Scene {
    stage: Stage,
    fault: Arc<Once>,
    line: Line,
    /// An official counter, at the registry itself.
    there: Api,
    admin: Api,
    shift: String,
    phone: Helper,
}

impl Scene {
    fn set() -> Self {
        let remote = Server::start();
        let fault = Arc::new(Once::default());
        let line = Line::to(remote.port, fault.clone());
        let port = line.port;
        let stage = Stage::before(remote, port, None, &["--publiq-timeout", "1"]);
        let there = Api::counter(&stage.there().server);
        let admin = stage.admin();
        let shift = admin.open_shift();
        let phone = Helper::join(&stage, &admin.code(&shift, "STEWARD"), "Olena");
        Self {
            stage,
            fault,
            line,
            there,
            admin,
            shift,
            phone,
        }
    }

    /// The same at an activity without a limit: nothing but our own care keeps a second check-in away.
    fn without_limit() -> Self {
        let scene = Self::set();
        let free = json!({ "id": EVENT, "checkinPoints": 1 });
        let path = format!("/events/{EVENT}/settings");
        scene.there.put(&path, &free).ok(204);
        scene
    }

    /// What happens to the next check-in that is sent, or to everything from now on.
    fn fails(&self, fault: Fault, stays: bool) {
        *self.fault.0.lock().unwrap() = Some((fault, stays));
    }

    fn works(&self) {
        *self.fault.0.lock().unwrap() = None;
    }
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
    let mut scene = Scene::set();
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
        scene.fails(broken, false);
        let item = scene.phone.checkin(BRAM);
        let verdict = until_told(&scene.phone, &item);
        scene.line.settle();
        assert_eq!(verdict["is"], "saved", "{broken:?}: {verdict}");
        assert_eq!(
            scene.phone.deliver(&item),
            verdict,
            "{broken:?}: a repetition"
        );
        assert_eq!(checkins(&scene.there, BRAM), 1, "{broken:?}");
        let count = scene.admin.delta(&scene.shift, 0, 0).count;
        assert_eq!((count.people, count.held), (1, 0), "{broken:?}");
        let undo = scene.phone.command(What::Undo { command: item.id });
        assert_eq!(
            until_told(&scene.phone, &undo)["is"],
            "undone",
            "{broken:?}"
        );
        assert_eq!(checkins(&scene.there, BRAM), 0, "{broken:?}");
    }
}

#[test]
fn while_uitpas_is_away_nothing_is_lost_and_what_is_taken_back_never_happens() {
    let mut scene = Scene::set();
    let all = [BRAM, OTHERS[0], OTHERS[1]];
    // Turned away, so that nothing was done; and without a word, so that it may have been.
    for (away, is_known) in [(Fault::Limited(30), true), (Fault::Away, false)] {
        let before = all.map(|number| checkins(&scene.there, number));
        scene.fails(away, true);
        let scans = all.map(|number| scene.phone.checkin(number));
        let got = scene.phone.deliver_by(&scene.phone.api, &scans).ok(200);
        for receipt in got["receipts"].as_array().unwrap() {
            assert_eq!(receipt["verdict"]["is"], "pending", "{got}");
        }
        // What waits here is not shown as if somebody had to say yes.
        let report = scene
            .admin
            .look(&format!("/shifts/{}", scene.shift))
            .ok(200);
        assert_eq!(report["held"], json!([]));
        let undo = scene.phone.command(What::Undo {
            command: scans[1].id,
        });
        if is_known {
            assert_eq!(until_told(&scene.phone, &undo)["is"], "undone");
        } else {
            assert_eq!(scene.phone.deliver(&undo)["is"], "pending");
        }
        scene.works();
        assert_eq!(until_told(&scene.phone, &scans[0])["is"], "saved");
        assert_eq!(until_told(&scene.phone, &scans[2])["is"], "saved");
        assert_eq!(until_told(&scene.phone, &undo)["is"], "undone");
        assert_ne!(until_told(&scene.phone, &scans[1])["is"], "refused");
        scene.line.settle();
        let made = all.map(|number| checkins(&scene.there, number));
        assert_eq!(made, [before[0] + 1, before[1], before[2] + 1], "{away:?}");
        for scan in [&scans[0], &scans[2]] {
            let undo = scene.phone.command(What::Undo { command: scan.id });
            assert_eq!(until_told(&scene.phone, &undo)["is"], "undone");
        }
    }
}

#[test]
fn a_server_that_is_killed_while_it_asks_looks_up_what_became_of_it() {
    let mut scene = Scene::without_limit();
    for (acted, number) in [(Fault::Late(900), BRAM), (Fault::Unheard, OTHERS[0])] {
        let before = checkins(&scene.there, number);
        scene.fails(acted, acted == Fault::Unheard);
        let item = scene.phone.checkin(number);
        let batch = json!({ "device": scene.phone.device, "items": [item] });
        let (api, body) = (scene.phone.api.clone(), batch.to_string());
        let asks = std::thread::spawn(move || {
            drop(api.try_v1("/commands", "application/json", body.as_bytes()));
        });
        // It asks by now: the line saw it, or the registry did it.
        let begun = Instant::now();
        while acted != Fault::Unheard && checkins(&scene.there, number) == before {
            assert!(begun.elapsed() < Duration::from_secs(20));
        }
        scene.stage.kill();
        asks.join().unwrap();
        scene.line.settle();
        scene.works();
        scene.phone.api = scene.phone.api.moved(&scene.stage.server);
        let verdict = until_told(&scene.phone, &item);
        assert_eq!(verdict["is"], "saved", "{acted:?}: {verdict}");
        assert_eq!(checkins(&scene.there, number), before + 1, "{acted:?}");
        assert_eq!(scene.phone.deliver(&item), verdict);
    }
}

#[test]
fn the_same_scan_from_two_tabs_at_once_is_asked_for_once() {
    let mut scene = Scene::without_limit();
    let item = scene.phone.checkin(BRAM);
    scene.fails(Fault::Held(700), false);
    let told = std::thread::scope(|scope| {
        let all = [(); 4].map(|()| scope.spawn(|| scene.phone.deliver(&item)));
        all.map(|one| one.join().unwrap())
    });
    assert!(
        told.iter()
            .all(|one| one["is"] == "saved" || one["is"] == "pending"),
        "{told:?}"
    );
    assert_eq!(until_told(&scene.phone, &item)["is"], "saved");
    scene.line.settle();
    assert_eq!(checkins(&scene.there, BRAM), 1);
}
