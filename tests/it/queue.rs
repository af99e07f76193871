//! Nothing is lost and nothing doubled: random schedules of phones at one door, played against a
//! plain reference. `QUEUE_SEED` brings one schedule back, `QUEUE_SCHEDULES` asks for more; a million
//! are played by `make bench`.

mod bench;
mod bug;
pub(crate) mod dice;
mod faults;
mod memory;
mod phone;
mod real;
mod spec;
mod world;

use crate::util::postgres::Postgres;
use bug::Bug;
use dice::Dice;
use domain::{
    device::{DeviceId, PublicKey},
    seal::{OpeningKey, SealingKey},
    shift::EARLY,
};
use ed25519_dalek::SigningKey;
use memory::Memory;
use phone::Phone;
use real::Place;
use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Instant,
};
use world::{Hall, World};

/// Passes of the public test data set.
const PASSES: [&str; 3] = ["0900000095902", "0900000067513", "0900000031618"];
const HOUR: i64 = 3_600_000;
/// A noon, and the night in which summer time ends.
const DAYS: [i64; 2] = [1_795_608_000_000, 1_792_888_200_000];
/// How many in a thousand in-memory schedules sign and seal for real.
const SEALED: usize = 10;

fn number(name: &str) -> Option<u64> {
    std::env::var_os(name)?.to_str()?.parse().ok()
}

/// The first seed of this run.
fn seed() -> u64 {
    number("QUEUE_SEED").unwrap_or_else(|| u64::from(std::process::id()) << 32)
}

/// How many schedules: one where a seed was given, else so many.
fn schedules(usual: u64) -> u64 {
    let more = number("QUEUE_SCHEDULES");
    match number("QUEUE_SEED") {
        Some(_) => more.unwrap_or(1),
        None => more.unwrap_or(usual).max(usual),
    }
}

fn hall(dice: &mut Dice, steps: usize) -> Hall {
    let begins = DAYS[dice.below(DAYS.len())];
    let name = world::device(dice).to_string();
    Hall {
        shift: format!("shift-{name}"),
        event: format!("event-{name}"),
        hours: (
            begins - EARLY.num_milliseconds(),
            begins + 2 * HOUR + HOUR / 2,
        ),
        passes: PASSES.map(str::to_owned).to_vec(),
        steps: 10 + dice.below(steps),
    }
}

/// The phones of a hall: one to three.
fn phones(dice: &mut Dice, sealing: Option<SealingKey>, bug: Option<Bug>) -> Vec<Phone> {
    // Keys are costly to make, and the same one proves as much.
    static KEY: std::sync::LazyLock<SigningKey> =
        std::sync::LazyLock::new(|| SigningKey::from_bytes(&[7; 32]));
    let mut made = vec![];
    for _ in 0..=dice.below(3) {
        let mut phone = Phone::new(world::device(dice), KEY.clone(), sealing, bug);
        phone.heard = !dice.once_in(4);
        made.push(phone);
    }
    made
}

fn keys(phones: &[Phone]) -> Vec<(DeviceId, PublicKey)> {
    phones
        .iter()
        .map(|phone| (phone.device, PublicKey::Ed25519(phone.key.verifying_key())))
        .collect()
}

/// One schedule in memory.
fn in_memory(seed: u64, bug: Option<Bug>) -> Result<(), String> {
    let mut dice = Dice::new(seed);
    let hall = hall(&mut dice, 40);
    let opening = (dice.below(1_000) < SEALED).then(|| OpeningKey::of_seed(&[9; 32]));
    let sealing = opening.as_ref().map(OpeningKey::sealing_key);
    let phones = phones(&mut dice, sealing, bug);
    let mut door = Memory::new(&keys(&phones), opening, hall.hours, bug);
    World::play(&hall, &mut door, phones, dice)
}

/// One schedule against the server's code.
fn in_place(place: &Place, seed: u64) -> Result<(), String> {
    let mut dice = Dice::new(seed);
    let hall = hall(&mut dice, 20);
    let phones = phones(&mut dice, Some(place.sealing()), None);
    let mut door = place.door(&hall, &keys(&phones));
    World::play(&hall, &mut door, phones, dice)
}

/// Plays so many on all cores; panics with the seed of the first that fails.
fn play(name: &str, count: u64, threads: u64, one: impl Fn(u64) -> Result<(), String> + Sync) {
    let (first, next) = (seed(), AtomicU64::new(0));
    println!("{name}: {count} schedules from seed {first}");
    let begun = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    if turn >= count {
                        return;
                    }
                    let seed = first.wrapping_add(turn);
                    if let Err(wrong) = one(seed) {
                        next.store(count, Ordering::Relaxed);
                        panic!("{name}: QUEUE_SEED={seed}: {wrong}");
                    }
                }
            });
        }
    });
    let seconds = begun.elapsed().as_secs_f64();
    println!("{name}: {count} schedules, 0 lost, 0 doubled, {seconds:.1} s");
}

#[test]
fn the_model_in_memory_loses_and_doubles_nothing() {
    play("in memory", schedules(94_500), 2, |seed| {
        in_memory(seed, None)
    });
}

#[test]
fn every_planted_bug_is_caught() {
    for bug in Bug::ALL {
        let first = seed();
        let caught = (0..20_000)
            .map(|turn| first.wrapping_add(turn))
            .find_map(|seed| Some((seed, in_memory(seed, Some(bug)).err()?)));
        let (seed, wrong) = caught.unwrap_or_else(|| panic!("{bug:?} was not caught"));
        println!(
            "{bug:?}: caught after {} schedules: {wrong}",
            seed - first + 1
        );
    }
}

#[test]
fn the_server_on_sqlite_loses_and_doubles_nothing() {
    let runtime = runtime();
    // What is proved here is the logic of transactions; crashes of the machine are elsewhere.
    let data = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    let data = data.unwrap();
    let place = Place::open(runtime.handle(), None, data.path(), DAYS[0]);
    play("on SQLite", schedules(5_000), 8, |seed| {
        in_place(&place, seed)
    });
}

#[test]
fn the_server_on_postgresql_loses_and_doubles_nothing() {
    let runtime = runtime();
    let postgres = Postgres::start();
    let data = tempfile::tempdir().unwrap();
    let url = postgres.url();
    let place = Place::open(runtime.handle(), Some(&url), data.path(), DAYS[0]);
    play("on PostgreSQL", schedules(500), 8, |seed| {
        in_place(&place, seed)
    });
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}
