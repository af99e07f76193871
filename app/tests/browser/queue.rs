//! Two hundred random schedules of the real queue through the browser's own `IndexedDB`: two tabs that
//! close and open, a disk that is full now and then, a clock that jumps, and a network that loses,
//! repeats and refuses, to a server that decides as ours does. Held against a plain list of what was
//! asked for: nothing is lost, nothing doubled.

mod around;

use crate::dice::Dice;
use app::offline::{
    Store,
    outbox::{Kept, Queue},
    store::STEPS,
};
use around::{Around, Server};
use domain::{
    command::{Batch, What},
    device::DeviceId,
    outbox::State,
    seal::OpeningKey,
};
use futures_util::future::join;
use std::cell::Cell;
use uuid::Uuid;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

const SCHEDULES: u64 = 200;
const HOUR: f64 = 3_600_000.0;

/// What was seen in all schedules, so that a play in which nothing happens is noticed.
#[derive(Default)]
struct Seen {
    asked: Cell<usize>,
    not_kept: Cell<usize>,
    answers_not_kept: Cell<usize>,
}

fn more(count: &Cell<usize>) {
    count.set(count.get() + 1);
}

struct Play<'a> {
    seed: u64,
    dice: Dice,
    device: DeviceId,
    opening: OpeningKey,
    around: &'a Around,
    seen: &'a Seen,
    /// The reference: what a person asked for and saw kept.
    asked: Vec<Uuid>,
}

impl Play<'_> {
    async fn tab(&self) -> Queue {
        let store = Store::open_as("pasmaat-schedules", STEPS, || {}).await;
        Queue {
            store: store.unwrap(),
            device: self.device,
            sealing: self.opening.sealing_key(),
            signer: "phone",
        }
    }

    fn guest(&mut self) -> What {
        What::Guest {
            shift: "shift".to_owned(),
            event: "event".to_owned(),
            count: 1 + u32::try_from(self.dice.below(9)).unwrap(),
        }
    }

    fn is_kept(&mut self, kept: Result<Kept, app::offline::StoreError>) {
        match kept {
            Ok(kept) => self.asked.push(kept.item.id),
            // The person is told; it must not turn up.
            Err(_) => more(&self.seen.not_kept),
        }
    }

    fn is_sent(&self, sent: &Result<Option<i64>, app::offline::StoreError>) {
        if sent.is_err() {
            more(&self.seen.answers_not_kept);
        }
    }

    async fn step(&mut self, tabs: &mut [Queue; 2]) {
        let which = usize::try_from(self.dice.below(2)).unwrap();
        if self.dice.once_in(8) {
            let writes = 1 + self.dice.below(4);
            self.around.fill_disk_after(writes);
        }
        match self.dice.below(9) {
            0..=2 => {
                let kept = tabs[which].ask(self.guest(), None).await;
                self.is_kept(kept);
            }
            3 => {
                let (mine, other) = (self.guest(), self.guest());
                let (one, two) = join(tabs[0].ask(mine, None), tabs[1].ask(other, None)).await;
                self.is_kept(one);
                self.is_kept(two);
            }
            4 => {
                let (one, two) = join(tabs[0].send(drop), tabs[1].send(drop)).await;
                self.is_sent(&one);
                self.is_sent(&two);
            }
            5 => {
                let what = self.guest();
                let (sent, kept) =
                    join(tabs[which].send(drop), tabs[1 - which].ask(what, None)).await;
                self.is_sent(&sent);
                self.is_kept(kept);
            }
            6 => {
                tabs[which] = self.tab().await;
                if self.dice.once_in(4) {
                    let last = self.asked.last().copied();
                    self.around.server(|server| server.poison = last);
                }
            }
            7 => {
                // A worker, or another phone, carries what waits and says nothing of it.
                let waits = |one: &Kept| one.item.state == State::Waiting;
                let kept = tabs[which].all().await.unwrap();
                let items = kept.into_iter().filter(waits).map(|one| one.sealed);
                let batch = Batch {
                    device: self.device,
                    items: items.collect(),
                };
                self.around.server(|server| drop(server.act(&batch)));
            }
            _ => {
                let hours = i32::try_from(self.dice.below(51)).unwrap() - 25;
                self.around.turn_clock(f64::from(hours) * HOUR);
                tabs[which].hurry();
            }
        }
        self.around.fill_disk_after(0);
    }

    /// Good weather, until nothing waits any more.
    async fn end(self, queue: Queue) {
        let seed = self.seed;
        self.around.server(|server| {
            server.calm = true;
            server.poison = None;
        });
        for _ in 0..60 {
            queue.hurry();
            match queue.send(drop).await.unwrap() {
                None => break,
                Some(millis) => {
                    let millis = u32::try_from(millis).unwrap();
                    self.around.turn_clock(f64::from(millis));
                }
            }
        }
        let kept = queue.all().await.unwrap();
        self.around.server(|server| {
            let listed: Vec<Uuid> = kept.iter().map(|one| one.item.id).collect();
            let numbers: Vec<u64> = kept.iter().map(|one| one.item.seq).collect();
            let last = u64::try_from(kept.len()).unwrap();
            assert_eq!(numbers, (1..=last).collect::<Vec<_>>(), "seed {seed}");
            let sorted = |mut ids: Vec<Uuid>| {
                ids.sort();
                ids
            };
            let asked = sorted(self.asked);
            assert_eq!(sorted(listed), asked, "seed {seed}: not what was asked for");
            let done = server.rows.keys().copied().collect();
            assert_eq!(sorted(done), asked, "seed {seed}: lost or doubled");
            assert_eq!(server.misfits, 0, "seed {seed}: the chain broke");
            for one in &kept {
                let told = serde_json::from_str(server.told(&one.item.id)).unwrap();
                assert_eq!(one.verdict, Some(told), "seed {seed}: told something else");
                assert!(matches!(one.item.state, State::Done | State::Refused));
            }
        });
    }
}

async fn play(seed: u64, around: &Around, seen: &Seen) {
    let mut play = Play {
        seed,
        dice: Dice(seed),
        device: DeviceId(Uuid::from_u128(u128::from(seed) << 64 | 1)),
        opening: OpeningKey::of_seed(&[9; 32]),
        around,
        seen,
        asked: vec![],
    };
    let mut tabs = [play.tab().await, play.tab().await];
    let key = tabs[0].store.signer("phone").await.unwrap();
    let key = key.public().parse().unwrap();
    around.begin(Server::new(play.device, key, play.opening.clone(), !seed));
    for _ in 0..6 + play.dice.below(8) {
        play.step(&mut tabs).await;
    }
    seen.asked.set(seen.asked.get() + play.asked.len());
    let queue = play.tab().await;
    play.end(queue).await;
}

#[wasm_bindgen_test]
async fn two_hundred_schedules_lose_and_double_nothing() {
    crate::with_background();
    let around = Around::take_over();
    let first = around.seed();
    console_log!("{SCHEDULES} schedules from seed {first}");
    let seen = Seen::default();
    for turn in 0..SCHEDULES {
        play(first + turn, &around, &seen).await;
    }
    let Seen {
        asked,
        not_kept,
        answers_not_kept,
    } = &seen;
    console_log!(
        "{SCHEDULES} schedules through IndexedDB in {} s: {} commands, {} not kept and said so, {} answers not kept; 0 lost, 0 doubled",
        around.seconds(),
        asked.get(),
        not_kept.get(),
        answers_not_kept.get()
    );
    assert!(asked.get() > 500 && not_kept.get() > 5 && answers_not_kept.get() > 5);
}
