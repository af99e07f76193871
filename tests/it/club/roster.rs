//! The roster of a large organizer on a phone at its door, beside the targets: `make bench` runs this.

use crate::util::{
    api::{Api, ORGANIZER},
    door::{Stage, now},
};
use domain::{
    club::band::Band,
    shift::{Mark, ShiftKey},
    sync::shift::{DoorSnapshot, Member, Roster, Standing},
};
use std::time::{Duration, Instant};

/// As many members as the target names.
const MEMBERS: usize = 100_000;
/// How many of them a busy day changes.
const CHANGED: usize = 200;
/// How many are looked up.
const LOOKED: usize = 1_000;

/// The marks of the n-th: the holder's, the pass's and its chip's.
fn marks(n: usize) -> Vec<Mark> {
    let key = ShiftKey::new([9; 32]);
    let mark = |what: &str| key.of_holder(&format!("{what} {n}"));
    vec![mark("holder"), mark("pass"), mark("chip")]
}

fn member(n: usize) -> Member {
    Member {
        holder: marks(n)[0],
        passes: marks(n)[1..].to_vec(),
        until: format!("2027-{:02}-28", 1 + n % 12).parse().unwrap(),
        band: Some([Band::Under16, Band::From16, Band::Adult][n % 3]),
        club: n % 4,
    }
}

/// A door's snapshot, from a server, with that many members put in.
fn filled(empty: &DoorSnapshot) -> DoorSnapshot {
    DoorSnapshot {
        roster: Roster::of((0..MEMBERS).map(member)),
        ..empty.clone()
    }
}

fn megabytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap()) / 1_000_000.0
}

#[test]
#[ignore = "a benchmark: `make bench`"]
fn bench_a_roster_of_100_000_members() {
    let stage = Stage::set(false);
    let admin: Api = stage.admin();
    let shift = admin.open_door("MEMBERS", None);
    let empty = admin.snapshot(&shift);
    assert_eq!(empty.shift.organizer_id, ORGANIZER);
    println!(
        "a roster of {MEMBERS} members at a door: a row of 12 bytes for each holder, pass and chip, no names at all"
    );

    let snapshot = filled(&empty);
    let wire = serde_json::to_vec(&snapshot).unwrap();
    println!(
        "as text on the wire and, encrypted, on the phone {:.1} MB, as bytes {:.1} MB   (target 2.2 MB for one key and a state each, and 4 MB of sealed names, which no phone gets)",
        megabytes(wire.len()),
        megabytes(wire.len() * 3 / 4),
    );

    let begun = Instant::now();
    let mut read: DoorSnapshot = serde_json::from_slice(&wire).unwrap();
    println!("import {:?}   (target 500 ms)", begun.elapsed());
    assert_eq!(read.roster.len(), MEMBERS);

    let today = now().date_in_brussels();
    let asked: Vec<Mark> = (0..LOOKED)
        .map(|n| {
            if n % 2 == 0 {
                marks(n * 99)[1]
            } else {
                Mark::of([7; 16])
            }
        })
        .collect();
    let mut slowest = Duration::ZERO;
    let begun = Instant::now();
    let mut known = 0;
    for mark in &asked {
        let one = Instant::now();
        known += usize::from(read.standing(*mark, today) != Standing::Stranger);
        slowest = slowest.max(one.elapsed());
    }
    assert_eq!(
        known,
        LOOKED / 2,
        "the one half are members, the other are not"
    );
    let each = begun.elapsed() / u32::try_from(LOOKED).unwrap();
    println!("look-up {each:?} each, {slowest:?} the slowest   (target 1 ms)");

    let mut delta = admin.delta(&shift, 0, 0);
    delta.roster = Roster::of((0..CHANGED).map(|n| member(n * 400)));
    let wire = serde_json::to_vec(&delta.roster).unwrap();
    println!(
        "a day's delta, {CHANGED} members {:.1} KB   (target 20 KB)",
        megabytes(wire.len()) * 1_000.0
    );
    let begun = Instant::now();
    read.apply(&delta);
    println!("taken in in {:?}", begun.elapsed());
    assert_eq!(read.roster.len(), MEMBERS, "renewed, not added");
}
