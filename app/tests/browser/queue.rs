//! Two hundred random schedules of the real queue in the browser's own `IndexedDB`, over a network
//! that loses, repeats and refuses, to a server that decides as ours does. Nothing is lost, nothing
//! doubled.

use app::offline::{Store, outbox::Queue};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    chain::Link,
    command::{Batch, What},
    device::{DeviceId, PublicKey},
    intake::{self, Admission, Known, Place},
    outbox::{Head, State},
    seal::OpeningKey,
};
use js_sys::{Function, Promise, Reflect};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};
use uuid::Uuid;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};
use web_sys::wasm_bindgen::{JsCast as _, JsValue, closure::Closure};

const SCHEDULES: u64 = 200;

/// `SplitMix64`.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut dice = self.0;
        dice = (dice ^ (dice >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        dice = (dice ^ (dice >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (dice ^ (dice >> 31)) % most.max(1)
    }
}

/// The other side of the network: one device's row of commands, and the weather.
struct Server {
    device: DeviceId,
    key: PublicKey,
    opening: OpeningKey,
    head: Head,
    rows: BTreeMap<Uuid, (u64, Link, String)>,
    misfits: u32,
    poison: Option<Uuid>,
    calm: bool,
    dice: Dice,
}

/// Status, content type, body; none is no answer at all.
type Said = Option<(u16, &'static str, String)>;

impl Server {
    fn act(&mut self, batch: &Batch) -> Said {
        let mut told = vec![];
        for item in &batch.items {
            let reading = intake::read(&self.opening, &self.device, &self.key, item).unwrap();
            let command = &reading.command;
            let by_number = |seq: u64| self.rows.values().find(|row| row.0 == seq);
            let known = Known {
                head: self.head,
                stored: self.rows.get(&command.id).map(|row| row.1),
                before: by_number(command.seq - 1).map(|row| row.1),
                taken: by_number(command.seq).is_some(),
                ..Known::default()
            };
            let verdict = match (known.admit(&reading), &command.what) {
                (Admission::Replay, _) => self.rows[&command.id].2.clone(),
                (Admission::Judge(place), What::Guest { count, .. }) => {
                    self.misfits += u32::from(matches!(place, Place::Broken | Place::Forked));
                    self.head = known.head_after(&reading);
                    let verdict = if count % 5 == 0 {
                        r#"{"is":"unknownPass"}"#.to_owned()
                    } else {
                        format!(r#"{{"is":"counted","count":{count}}}"#)
                    };
                    let row = (command.seq, reading.link, verdict.clone());
                    self.rows.insert(command.id, row);
                    verdict
                }
                (other, what) => panic!("{other:?} for {what:?}"),
            };
            told.push(format!(r#"{{"id":"{}","verdict":{verdict}}}"#, item.id));
        }
        if !self.calm && self.dice.below(6) == 0 {
            told.pop();
        }
        let body = format!(
            r#"{{"receipts":[{}],"now":"2026-11-25T10:00:00+00:00"}}"#,
            told.join(",")
        );
        Some((200, "application/json", body))
    }

    fn answer(&mut self, body: &str) -> Said {
        let batch: Batch = serde_json::from_str(body).unwrap();
        assert!(batch.items.is_sorted_by_key(|item| item.seq));
        let html = |status| Some((status, "text/html", "<html>sign in</html>".to_owned()));
        if batch.items.iter().any(|item| Some(item.id) == self.poison) {
            return html(500);
        }
        if self.calm {
            return self.act(&batch);
        }
        match self.dice.below(12) {
            0 => None,
            1 => {
                self.act(&batch);
                None
            }
            2 => {
                self.act(&batch);
                html(502)
            }
            3 => {
                self.act(&batch);
                self.act(&batch)
            }
            4 if batch.items.len() > 1 => html(413),
            5 => html(429),
            6 => html(503),
            7 => html(200),
            8 => {
                let some = usize::try_from(self.dice.below(batch.items.len() as u64)).unwrap();
                let part = Batch {
                    device: batch.device,
                    items: batch.items[..some].to_vec(),
                };
                self.act(&part);
                html(500)
            }
            _ => self.act(&batch),
        }
    }
}

thread_local! {
    static SERVER: RefCell<Option<Server>> = const { RefCell::new(None) };
}

async fn text_of(request: JsValue) -> Result<String, JsValue> {
    let text: Function = Reflect::get(&request, &"text".into())?.unchecked_into();
    let text = JsFuture::from(text.call0(&request)?.unchecked_into::<Promise>()).await?;
    text.as_string().ok_or(JsValue::NULL)
}

/// Puts the server behind `fetch`, and the hands of the clock into ours.
fn take_over(clock: &Rc<Cell<f64>>) {
    let window = web_sys::window().unwrap();
    let fetch = Closure::<dyn FnMut(JsValue) -> Promise>::new(|request: JsValue| {
        future_to_promise(async move {
            let body = text_of(request).await?;
            let said = SERVER.with_borrow_mut(|server| server.as_mut().unwrap().answer(&body));
            let (status, kind, body) = said.ok_or_else(|| JsValue::from("no network"))?;
            let make = Function::new_with_args(
                "body, status, kind",
                "return new Response(body, { status, headers: { 'content-type': kind } })",
            );
            make.call3(&JsValue::NULL, &body.into(), &status.into(), &kind.into())
        })
    });
    Reflect::set(&window, &"fetch".into(), &fetch.into_js_value()).unwrap();
    let hands = clock.clone();
    let now = Closure::<dyn FnMut() -> f64>::new(move || hands.get());
    let date = Reflect::get(&window, &"Date".into()).unwrap();
    Reflect::set(&date, &"now".into(), &now.into_js_value()).unwrap();
}

fn guest(dice: &mut Dice) -> What {
    What::Guest {
        shift: "shift".to_owned(),
        event: "event".to_owned(),
        count: 1 + u32::try_from(dice.below(9)).unwrap(),
    }
}

async fn play(seed: u64, clock: &Cell<f64>) {
    let mut dice = Dice(seed);
    let open = async || {
        let store = Store::open_as("pasmaat-schedules", app::offline::store::STEPS, || {});
        store.await.unwrap()
    };
    let opening = OpeningKey::of_seed(&[9; 32]);
    let store = open().await;
    let key = store.signer("phone").await.unwrap();
    let device = DeviceId(Uuid::from_u128(u128::from(seed) << 64 | 1));
    let queue = |store: Store| Queue {
        store,
        device,
        sealing: opening.sealing_key(),
        signer: "phone",
    };
    let server = Server {
        device,
        key: key.public().parse().unwrap(),
        opening: opening.clone(),
        head: Head::default(),
        rows: BTreeMap::new(),
        misfits: 0,
        poison: None,
        calm: false,
        dice: Dice(!seed),
    };
    SERVER.replace(Some(server));
    let mut tabs = [queue(store), queue(open().await)];
    let mut asked = vec![];
    for _ in 0..6 + dice.below(10) {
        let which = usize::try_from(dice.below(2)).unwrap();
        match dice.below(8) {
            0..=2 => asked.push(tabs[which].ask(guest(&mut dice), None).await.unwrap()),
            3 => {
                let (mine, other) = (guest(&mut dice), guest(&mut dice));
                let both =
                    futures_util::future::join(tabs[0].ask(mine, None), tabs[1].ask(other, None));
                let (one, two) = both.await;
                asked.extend([one.unwrap(), two.unwrap()]);
            }
            4 => {
                let both = futures_util::future::join(tabs[0].send(|_| ()), tabs[1].send(|_| ()));
                let (one, two) = both.await;
                one.unwrap();
                two.unwrap();
            }
            5 => {
                let what = guest(&mut dice);
                let both = futures_util::future::join(
                    tabs[which].send(|_| ()),
                    tabs[which].ask(what, None),
                );
                let (sent, one) = both.await;
                sent.unwrap();
                asked.push(one.unwrap());
            }
            6 => {
                // The tab is closed and opened again.
                tabs[which] = queue(open().await);
                if dice.below(4) == 0 {
                    let last = asked.last().copied();
                    SERVER.with_borrow_mut(|server| server.as_mut().unwrap().poison = last);
                }
            }
            _ => {
                let hours = i32::try_from(dice.below(51)).unwrap() - 25;
                clock.set(clock.get() + f64::from(hours) * 3_600_000.0);
                tabs[which].hurry();
            }
        }
    }
    SERVER.with_borrow_mut(|server| {
        let server = server.as_mut().unwrap();
        server.calm = true;
        server.poison = None;
    });
    let queue = queue(open().await);
    for _ in 0..50 {
        queue.hurry();
        match queue.send(|_| ()).await.unwrap() {
            None => break,
            Some(millis) => clock.set(clock.get() + f64::from(u32::try_from(millis).unwrap())),
        }
    }
    let kept = queue.all().await.unwrap();
    let server = SERVER.take().unwrap();
    let mut listed: Vec<Uuid> = kept.iter().map(|one| one.item.id).collect();
    assert!(kept.is_sorted_by_key(|one| one.item.seq));
    assert_eq!(
        kept.len(),
        server.rows.len(),
        "seed {seed}: lost or doubled"
    );
    let numbers: Vec<u64> = kept.iter().map(|one| one.item.seq).collect();
    let last = u64::try_from(kept.len()).unwrap();
    assert_eq!(numbers, (1..=last).collect::<Vec<_>>(), "seed {seed}");
    assert_eq!(server.misfits, 0, "seed {seed}: the chain broke");
    listed.sort();
    asked.sort();
    assert_eq!(listed, asked, "seed {seed}: not what was asked for");
    for one in kept {
        let (seq, _, verdict) = &server.rows[&one.item.id];
        assert_eq!(*seq, one.item.seq);
        let told = serde_json::from_str(verdict).unwrap();
        assert_eq!(one.verdict, Some(told), "seed {seed}: told something else");
        assert!(matches!(one.item.state, State::Done | State::Refused));
        let sealed = BASE64_URL_SAFE_NO_PAD.decode(&one.sealed.sealed).unwrap();
        assert!(!sealed.is_empty());
    }
}

#[wasm_bindgen_test]
async fn two_hundred_schedules_lose_and_double_nothing() {
    let begun = js_sys::Date::now();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a time is a seed"
    )]
    let first = (begun as u64) << 16;
    console_log!("{SCHEDULES} schedules from seed {first}");
    let clock = Rc::new(Cell::new(begun));
    take_over(&clock);
    for turn in 0..SCHEDULES {
        play(first + turn, &clock).await;
    }
    console_log!("{SCHEDULES} schedules through IndexedDB: 0 lost, 0 doubled");
}
