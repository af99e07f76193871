//! Figures beside the targets: `make bench` runs these.

use super::dice::Dice;
use crate::util::{api::Api, door::Stage, helper::Helper};
use domain::command::{Batch, SealedCommand};
use serde_json::Value;
use std::{thread, time::Instant};

/// As many as a phone may have kept through a long day.
const QUEUE: usize = 5_000;
/// As many of them as the queue puts into one batch: 200,000 characters.
const BATCH: usize = 250;
const PHONES: usize = 8;

/// A number of the demo region's 2,000 passes.
fn number(dice: &mut Dice) -> String {
    let n = dice.below(2_000);
    let kind = u8::from((n / 4).is_multiple_of(4));
    let start = format!("09999{n:06}{kind}");
    let sum: u32 = start
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit - b'0') * if place.is_multiple_of(2) { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    format!("{start}{}", (10 - sum % 10) % 10)
}

fn deliver(api: &Api, phone: &Helper, items: &[SealedCommand]) {
    let batch = Batch {
        device: phone.device,
        items: items.to_vec(),
    };
    let body = serde_json::to_value(batch).unwrap();
    let got = api.v1("POST", "/commands", &body).ok(200);
    let told = got["receipts"].as_array().unwrap();
    let word = |told: &Value| told["verdict"]["is"].as_str().map(str::to_owned);
    let done = |word: &str| ["saved", "already", "blocked"].contains(&word);
    assert!(
        told.iter()
            .all(|told| word(told).is_some_and(|word| done(&word))),
        "{told:?}"
    );
}

#[test]
#[ignore = "a benchmark: `make bench`"]
fn bench_ingest_and_drain() {
    println!("POST /api/v1/commands, durable, a verdict an item");
    for postgres in [false, true] {
        let stage = Stage::set(postgres);
        let admin = stage.admin();
        let shift = admin.open_shift();
        let mut dice = Dice::new(5);
        let mut phones = vec![];
        for _ in 0..=PHONES {
            let code = admin.code(&shift, "STEWARD");
            let mut phone = Helper::join(&stage, &code, "Olena");
            let scans = (0..QUEUE / PHONES).map(|_| phone.checkin(&number(&mut dice)));
            let scans: Vec<_> = scans.collect();
            phones.push((phone, scans));
        }
        let api = Api::anonymous(&stage.server);
        let (mut one, mut waiting) = phones.pop().unwrap();
        let more = waiting.len()..QUEUE;
        waiting.extend(more.map(|_| one.checkin(&number(&mut dice))));
        let begun = Instant::now();
        for batch in waiting.chunks(BATCH) {
            deliver(&api, &one, batch);
        }
        let seconds = begun.elapsed().as_secs_f64();
        println!("drain of {QUEUE} by one phone {seconds:.2} s   (target 3 s)");
        let begun = Instant::now();
        thread::scope(|scope| {
            for (phone, scans) in &phones {
                let api = api.clone();
                scope.spawn(move || {
                    for batch in scans.chunks(BATCH) {
                        deliver(&api, phone, batch);
                    }
                });
            }
        });
        let count = u32::try_from(QUEUE / PHONES * PHONES).unwrap();
        let each = f64::from(count) / begun.elapsed().as_secs_f64();
        let target = if postgres { 5_000 } else { 3_000 };
        println!("ingest, {PHONES} phones {each:.0}/s   (target {target}/s)");
    }
}

#[test]
#[ignore = "a benchmark: `make bench`"]
fn bench_a_million_schedules() {
    super::play("in memory", 1_000_000, 2, |seed| {
        super::in_memory(seed, None)
    });
}
