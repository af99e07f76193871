//! What breaks around the registry: a full disk, a locked file, a lost database, a kill in the middle.
//! Each is said with 503 and `Retry-After`, ends by itself, and loses nothing that was acknowledged.

use crate::util::{
    api::{Api, EVENT, Got},
    postgres::Postgres,
    server::Server,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    path::Path,
    process::{Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// How long something may take to be well again.
const PATIENCE: Duration = Duration::from_mins(1);

fn reward(name: &str, size: usize) -> Value {
    json!({
        "title": name, "type": "POINTS", "points": 4, "categories": ["Doen"],
        "promotionalDescription": "x".repeat(size), "moreInfoURL": "https://example.org",
        "publicationPeriod": { "begin": "2020-01-01T00:00:00+00:00" },
        "organizers": [{ "id": crate::util::api::ORGANIZER }],
    })
}

/// Holds an answer for one that says to come back.
#[track_caller]
fn said_to_come_back(got: &Got) {
    assert_eq!(got.status, 503, "{}", got.answer.body);
    assert!(got.answer.is_problem(), "{}", got.answer.head);
    assert!(
        got.answer.header("retry-after").is_some(),
        "{}",
        got.answer.head
    );
}

/// Sends until it is taken.
fn until_taken(mut send: impl FnMut() -> Got) -> Value {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let got = send();
        if got.status < 300 {
            return got.body;
        }
        assert!(
            got.status == 503 && Instant::now() < deadline,
            "{}",
            got.answer.body
        );
    }
}

/// The ids of rewards that were acknowledged are all there.
fn all_there(counter: &Api, acknowledged: &BTreeSet<String>) {
    assert!(!acknowledged.is_empty());
    for id in acknowledged {
        counter.get(&format!("/rewards/{id}")).ok(200);
    }
    println!("{} acknowledged writes are there", acknowledged.len());
}

/// A small disk in memory; none where nobody may mount one.
struct Disk(tempfile::TempDir);

impl Disk {
    fn new(size: &str) -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "pasmaat-test"])
            .arg(dir.path())
            .stderr(Stdio::null())
            .status();
        mounted
            .is_ok_and(|status| status.success())
            .then_some(Self(dir))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg(self.0.path()).status());
    }
}

#[test]
fn a_full_disk_is_said_and_heals_when_there_is_room() {
    let Some(disk) = Disk::new("96m") else {
        println!("skipped: no small disk can be mounted here");
        return;
    };
    let room = disk.0.path().join("room");
    // As much as the journal holds when it is merged into the file.
    std::fs::write(&room, vec![1_u8; 32 * 1024 * 1024]).unwrap();
    let server = Server::start_in(disk.0.path(), &[]);
    let counter = Api::counter(&server);
    let mut acknowledged = BTreeSet::new();
    let full = (0..2000).find_map(|n| {
        let got = counter.post("/rewards", &reward(&format!("r{n}"), 100_000));
        if got.status == 200 {
            acknowledged.insert(got.body["id"].as_str().unwrap().to_owned());
            return None;
        }
        Some(got)
    });
    said_to_come_back(&full.expect("the disk was never full"));
    // What looks still works, and so do the pages.
    all_there(&counter, &acknowledged);
    assert_eq!(
        crate::util::http::get(server.port, "/nl/punten").status,
        200
    );
    // It starts on a disk that is full.
    drop(server);
    let server = Server::start_in(disk.0.path(), &[]);
    let counter = Api::counter(&server);
    all_there(&counter, &acknowledged);
    std::fs::remove_file(room).unwrap();
    let made = until_taken(|| counter.post("/rewards", &reward("after", 10)));
    acknowledged.insert(made["id"].as_str().unwrap().to_owned());
    drop(server);
    let server = Server::start_in(disk.0.path(), &[]);
    all_there(&Api::counter(&server), &acknowledged);
}

/// Another process holds the file's lock until its input ends.
fn lock(database: &Path) -> Option<std::process::Child> {
    let hold = "import sqlite3, sys\n\
        c = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)\n\
        c.execute('begin immediate')\nprint('held', flush=True)\nsys.stdin.read()\n";
    let mut child = Command::new("python3")
        .args(["-c", hold])
        .arg(database)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut line = String::new();
    let out = child.stdout.take().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line).unwrap();
    if line.trim() == "held" {
        return Some(child);
    }
    drop(child.wait());
    None
}

#[test]
fn a_locked_file_is_said_and_heals_when_it_is_let_go() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start_in(dir.path(), &[]);
    let counter = Api::counter(&server);
    counter.post("/rewards", &reward("before", 10)).ok(200);
    let Some(mut other) = lock(&dir.path().join("pasmaat.sqlite")) else {
        println!("skipped: no Python here to hold the lock with");
        return;
    };
    let got = counter.post("/rewards", &reward("during", 10));
    // Readers do not wait for a writer.
    counter.get("/rewards/5687").ok(200);
    drop(other.stdin.take());
    other.wait().unwrap();
    said_to_come_back(&got);
    until_taken(|| counter.post("/rewards", &reward("after", 10)));
    let titles = counter.get("/rewards?text=during&subset=ALL").ok(200);
    assert_eq!(titles["totalItems"], 0, "what was refused was done");
}

#[test]
fn a_lost_postgres_is_said_to_callers_and_comes_back() {
    let mut postgres = Postgres::start();
    let server = Server::start_with(&["--database-url", &postgres.url()]);
    let counter = Api::counter(&server);
    let made = counter.post("/rewards", &reward("before", 10)).ok(200);
    let mut acknowledged = BTreeSet::from([made["id"].as_str().unwrap().to_owned()]);
    postgres.kill();
    said_to_come_back(&counter.post("/rewards", &reward("during", 10)));
    said_to_come_back(&counter.get("/rewards/5687"));
    said_to_come_back(&counter.checkin(EVENT, "0900000095902"));
    postgres.restart();
    let made = until_taken(|| counter.post("/rewards", &reward("after", 10)));
    acknowledged.insert(made["id"].as_str().unwrap().to_owned());
    all_there(&counter, &acknowledged);
}

/// Writes with eight hands, each until something fails; what was acknowledged. `enough` is set when
/// there is a load in the middle of which something can break.
fn write_until_it_breaks(counter: &Api, enough: &AtomicBool) -> BTreeSet<String> {
    let acknowledged = Mutex::new(BTreeSet::new());
    std::thread::scope(|scope| {
        for hand in 0..8 {
            let acknowledged = &acknowledged;
            scope.spawn(move || {
                for n in 0.. {
                    let got = counter.try_post("/rewards", &reward(&format!("{hand}-{n}"), 10));
                    let Some(got) = got.filter(|got| got.status == 200) else {
                        return;
                    };
                    // Half an answer is none.
                    let Some(id) = got.body["id"].as_str() else {
                        return;
                    };
                    let mut all = acknowledged.lock().unwrap();
                    all.insert(id.to_owned());
                    enough.fetch_or(all.len() >= 200, Ordering::Relaxed);
                }
            });
        }
    });
    acknowledged.into_inner().unwrap()
}

/// Breaks something in the middle of a load; what was acknowledged until then.
fn broken_in_the_middle(counter: &Api, break_it: impl FnOnce()) -> BTreeSet<String> {
    let enough = AtomicBool::new(false);
    let deadline = Instant::now() + PATIENCE;
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| write_until_it_breaks(counter, &enough));
        while !enough.load(Ordering::Relaxed) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(1));
        }
        break_it();
        writing.join().unwrap()
    })
}

fn killed_in_the_middle(settings: &[&str]) {
    let dir = tempfile::tempdir().unwrap();
    let mut server = Server::start_in(dir.path(), settings);
    let counter = Api::counter(&server);
    let acknowledged = broken_in_the_middle(&counter, || {
        server.signal("KILL");
        server.child.wait().unwrap();
    });
    let server = Server::start_in(dir.path(), settings);
    let counter = Api::counter(&server);
    all_there(&counter, &acknowledged);
    // No half write: each reward that is there is whole.
    let page = counter
        .get("/rewards?subset=ALL&limit=500&sort=-creationDate")
        .ok(200);
    for one in page["member"].as_array().unwrap() {
        counter
            .get(&format!("/rewards/{}", one["id"].as_str().unwrap()))
            .ok(200);
    }
}

#[test]
fn kill_9_in_the_middle_of_load_loses_nothing_on_sqlite() {
    killed_in_the_middle(&[]);
}

#[test]
fn kill_9_in_the_middle_of_load_loses_nothing_on_postgres() {
    let postgres = Postgres::start();
    killed_in_the_middle(&["--database-url", &postgres.url()]);
}

#[test]
fn kill_9_of_postgres_in_the_middle_of_load_loses_nothing() {
    let mut postgres = Postgres::start();
    let server = Server::start_with(&["--database-url", &postgres.url()]);
    let counter = Api::counter(&server);
    let acknowledged = broken_in_the_middle(&counter, || postgres.kill());
    postgres.restart();
    until_taken(|| counter.post("/rewards", &reward("after", 10)));
    all_there(&counter, &acknowledged);
}
