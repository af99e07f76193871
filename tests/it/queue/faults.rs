//! The faults that stand between a scan and its point, each against the real program: what was seen
//! is printed as a table. What only a browser can show is in `end2end/tests`.

use crate::util::{
    api::{Api, OTHER_EVENT},
    door::Stage,
    faults::{Fault, Line, Passing, Weather},
    helper::Helper,
};
use domain::{
    command::{Batch, SealedCommand},
    outbox::Answer,
};
use ed25519_dalek::SigningKey;
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

const BRAM: &str = "0900000095902";
const HOUR: i64 = 3_600_000;

/// One fault after the other, then good weather.
struct Storm(AtomicUsize, &'static [Fault]);

impl Weather for Storm {
    fn before(&self, _: &Passing) -> Option<Fault> {
        self.1.get(self.0.fetch_add(1, Ordering::SeqCst)).copied()
    }
}

/// A phone at a door, and the person who looks whether what it scanned arrived.
struct Scene {
    stage: Stage,
    admin: Api,
    shift: String,
    phone: Helper,
    guests: u64,
}

impl Scene {
    fn set(postgres: bool) -> Self {
        let stage = Stage::set(postgres);
        let admin = stage.admin();
        let shift = admin.open_shift();
        let phone = Helper::join(&stage, &admin.code(&shift, "STEWARD"), "Olena");
        Self {
            stage,
            admin,
            shift,
            phone,
            guests: 0,
        }
    }

    /// So many scans that must each count once.
    fn scans(&mut self, count: u32) -> Vec<SealedCommand> {
        self.guests += u64::from(count);
        (0..count).map(|_| self.phone.guests(1)).collect()
    }

    fn counted(&self) -> u64 {
        let admin = self.admin.over(self.stage.server.port);
        let shift = admin.look(&format!("/shifts/{}", self.shift)).ok(200);
        shift["count"]["guests"].as_u64().unwrap()
    }

    fn api(&self) -> Api {
        Api::anonymous(&self.stage.server)
    }

    fn batch(&self, items: &[SealedCommand]) -> Value {
        let batch = Batch {
            device: self.phone.device,
            items: items.to_vec(),
        };
        serde_json::to_value(batch).unwrap()
    }

    /// Delivers until verdicts come, as the queue reads answers: how often it took.
    fn until_told(&self, api: &Api, items: &[SealedCommand]) -> (usize, Vec<Value>) {
        for turn in 1..20 {
            let body = self.batch(items).to_string();
            let bytes = body.as_bytes();
            let kind = "application/json";
            let Some(got) = api.try_v1("/commands", kind, bytes) else {
                continue;
            };
            let kind = got.answer.header("content-type").unwrap_or_default();
            let answer = Answer::read(got.status, kind, None, got.answer.body.as_bytes());
            if matches!(answer, Answer::Receipts(_)) {
                let told = got.body["receipts"].as_array().unwrap();
                return (turn, told.clone());
            }
        }
        panic!("no verdict in twenty tries")
    }

    /// Delivers what was scanned again and looks: all there, once, and told the same.
    fn once_each(&self, items: &[SealedCommand]) -> String {
        let (_, first) = self.until_told(&self.api(), items);
        let (_, again) = self.until_told(&self.api(), items);
        assert_eq!(first, again, "a replay was told something else");
        assert!(first.iter().all(|told| told["verdict"]["is"] == "counted"));
        let counted = self.counted();
        assert_eq!(counted, self.guests, "lost or doubled");
        format!("{} told, {counted} counted, 0 lost, 0 doubled", items.len())
    }
}

fn row(fault: &str, step: &str, seen: &str) {
    println!("| {fault:<34} | {step:<34} | {seen}");
}

fn killed(scene: &mut Scene) {
    let scans = scene.scans(20);
    let body = scene.batch(&scans);
    let half = body.to_string().len() / 2;
    scene.api().leave("/commands", &body, half);
    scene.stage.kill();
    assert_eq!(scene.counted(), 0, "half a batch is none");
    row(
        "server killed",
        "half a request had come",
        &scene.once_each(&scans),
    );

    for turn in 0..3 {
        let scans = scene.scans(50);
        scene
            .api()
            .leave("/commands", &scene.batch(&scans), usize::MAX);
        scene.stage.kill();
        let step = format!("in mid-request, {}", turn + 1);
        row("server killed", &step, &scene.once_each(&scans));
    }

    let scans = scene.scans(20);
    let weather = Storm(AtomicUsize::new(0), &[Fault::Dropped]);
    let line = Line::to(scene.stage.server.port, Arc::new(weather));
    let got = scene.api().over(line.port).try_v1(
        "/commands",
        "application/json",
        scene.batch(&scans).to_string().as_bytes(),
    );
    assert!(got.is_none(), "its answer was lost");
    line.settle();
    assert_eq!(scene.counted(), scene.guests, "it was done");
    scene.stage.kill();
    let step = "after its commit, before its answer";
    row("server killed", step, &scene.once_each(&scans));
}

fn network(scene: &mut Scene) {
    let kinds: [(&str, &str, &'static [Fault]); 8] = [
        ("request lost", "before the server", &[Fault::Unheard]),
        ("answer lost", "after the commit", &[Fault::Dropped]),
        ("answer cut off", "in mid-acknowledgement", &[Fault::Broken]),
        ("batch duplicated", "on the way", &[Fault::Twice]),
        ("captive portal", "HTML for an answer", &[Fault::Portal]),
        ("429 storm", "five in a row", &[Fault::Limited(0); 5]),
        ("503 storm", "five in a row", &[Fault::Away; 5]),
        (
            "502 storm",
            "five in a row, each done",
            &[Fault::Gateway; 5],
        ),
    ];
    for (fault, step, weather) in kinds {
        let scans = scene.scans(10);
        let storm = Arc::new(Storm(AtomicUsize::new(0), weather));
        let line = Line::to(scene.stage.server.port, storm);
        let (turns, _) = scene.until_told(&scene.api().over(line.port), &scans);
        line.settle();
        let seen = scene.once_each(&scans);
        row(fault, step, &format!("told at try {turns}; {seen}"));
    }
    let many = scene.scans(501);
    let got = scene.api().v1("POST", "/commands", &scene.batch(&many));
    assert_eq!(got.status, 413, "{}", got.answer.body);
    for half in many.chunks(250) {
        scene.until_told(&scene.api(), half);
    }
    let seen = scene.once_each(&many[..250]);
    row("413", "501 in a batch, then halves", &seen);
}

fn order(scene: &mut Scene) {
    let mut scans = scene.scans(10);
    scans.reverse();
    row("batch reordered", "last first", &scene.once_each(&scans));
    let (early, late) = (scene.scans(10), scene.scans(10));
    scene.until_told(&scene.api(), &late);
    scene.until_told(&scene.api(), &early);
    let all = [early, late].concat();
    row("batch delayed", "after a later one", &scene.once_each(&all));
    let scans = scene.scans(50);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| scene.until_told(&scene.api(), &scans));
        }
    });
    row("batch duplicated", "four at once", &scene.once_each(&scans));
}

fn strangers(scene: &mut Scene) {
    let told = |scene: &Scene, item: &SealedCommand| {
        let (_, told) = scene.until_told(&scene.api(), std::slice::from_ref(item));
        told[0]["verdict"].clone()
    };
    let own = scene.phone.key.clone();
    scene.phone.key = SigningKey::from_bytes(&[42; 32]);
    let forged = scene.phone.checkin(BRAM);
    scene.phone.key = own;
    let verdict = told(scene, &forged);
    assert_eq!(verdict, json!({ "is": "refused", "reason": "signature" }));
    row("forged device", "another key signs", "refused, not stored");

    let code = scene.admin.over(scene.stage.server.port);
    let code = code.code(&scene.shift, "STEWARD");
    let other = Helper::join(&scene.stage, &code, "Boris");
    let mine = scene.scans(1);
    let stolen = other.deliver_by(&scene.api(), &mine).ok(200);
    let verdict = &stolen["receipts"][0]["verdict"];
    assert_eq!(verdict["reason"], "unreadable");
    let seen = scene.once_each(&mine);
    row(
        "batch of another device",
        "replayed as one's own",
        &format!("refused; {seen}"),
    );

    let foreign = scene.phone.checkin_at(OTHER_EVENT, BRAM);
    let verdict = told(scene, &foreign);
    assert_eq!(verdict, json!({ "is": "refused", "reason": "notAllowed" }));
    row(
        "another organizer's activity",
        "a check-in there",
        "refused, listed with its reason",
    );
}

fn clocks(scene: &mut Scene) {
    for (hours, is) in [(25, "counted"), (-25, "refused")] {
        scene.phone.skew = Some(hours * HOUR);
        let scan = scene.phone.guests(1);
        scene.phone.skew = None;
        let (_, told) = scene.until_told(&scene.api(), &[scan]);
        assert_eq!(told[0]["verdict"]["is"], is, "{told:?}");
        scene.guests += u64::from(is == "counted");
        let step = format!("{hours:+} h, the server never heard");
        let reason = &told[0]["verdict"]["reason"];
        row(
            "clock",
            &step,
            &format!("{is} {}", reason.as_str().unwrap_or("")),
        );
    }
    assert_eq!(scene.counted(), scene.guests);
}

#[test]
fn no_fault_loses_or_doubles_a_scan() {
    for postgres in [false, true] {
        let mut scene = Scene::set(postgres);
        row("fault", "step", "seen");
        killed(&mut scene);
        network(&mut scene);
        order(&mut scene);
        strangers(&mut scene);
        clocks(&mut scene);
    }
}
