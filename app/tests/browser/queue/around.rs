//! What is around the queue: the page's `fetch`, clock and disk, taken over for as long as the play
//! lasts, and behind them a server that decides as ours does.

use crate::dice::Dice;
use domain::{
    chain::Link,
    command::{Batch, SealedCommand, What},
    device::{DeviceId, PublicKey},
    intake::{self, Admission, Known, Place, Reading},
    outbox::Head,
    seal::OpeningKey,
};
use js_sys::{Function, Promise, Reflect};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};
use uuid::Uuid;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::wasm_bindgen::{JsCast as _, JsValue, closure::Closure};

/// Gives the page our `fetch` and clock, and a disk that is full at the write that `full` says; what
/// comes back undoes all of it.
const TAKE_OVER: &str = r#"
    const [real, now, put] = [self.fetch, Date.now, IDBObjectStore.prototype.put];
    self.play = { clock: Date.now(), full: 0 };
    self.fetch = fetch;
    Date.now = () => self.play.clock;
    IDBObjectStore.prototype.put = function (...given) {
        if (self.play.full > 0 && --self.play.full === 0) throw new DOMException("full", "QuotaExceededError");
        return put.apply(this, given);
    };
    return () => {
        [self.fetch, Date.now, IDBObjectStore.prototype.put] = [real, now, put];
    };
"#;
const RESPONSE: &str = "return new Response(body, { status, headers: { 'content-type': kind } })";

/// One device's row of commands, and the weather.
pub(crate) struct Server {
    device: DeviceId,
    key: PublicKey,
    opening: OpeningKey,
    head: Head,
    opened: BTreeMap<Uuid, (String, Reading)>,
    pub(crate) rows: BTreeMap<Uuid, (u64, Link, String)>,
    /// Commands that did not fit the chain.
    pub(crate) misfits: u32,
    /// On this one the server breaks.
    pub(crate) poison: Option<Uuid>,
    /// Good weather.
    pub(crate) calm: bool,
    dice: Dice,
}

/// Status, content type, body; none is no answer at all.
type Said = Option<(u16, &'static str, String)>;

impl Server {
    pub(crate) fn new(device: DeviceId, key: PublicKey, opening: OpeningKey, seed: u64) -> Self {
        Self {
            device,
            key,
            opening,
            head: Head::default(),
            opened: BTreeMap::new(),
            rows: BTreeMap::new(),
            misfits: 0,
            poison: None,
            calm: false,
            dice: Dice(seed),
        }
    }

    /// The verdict that was stored.
    pub(crate) fn told(&self, id: &Uuid) -> &str {
        &self.rows[id].2
    }

    /// Each command is opened once: without optimisation that is most of the work.
    fn open(&mut self, item: &SealedCommand) -> Reading {
        if let Some((sealed, reading)) = self.opened.get(&item.id) {
            assert_eq!(*sealed, item.sealed, "sealed twice");
            return reading.clone();
        }
        let reading = intake::read(&self.opening, &self.device, &self.key, item).unwrap();
        let kept = (item.sealed.clone(), reading.clone());
        self.opened.insert(item.id, kept);
        reading
    }

    /// Does what a batch asks for, and says so.
    pub(crate) fn act(&mut self, batch: &Batch) -> Said {
        let mut told = vec![];
        for item in &batch.items {
            let reading = self.open(item);
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
        if !self.calm && self.dice.once_in(6) {
            told.pop();
        }
        let told = told.join(",");
        let body = format!(r#"{{"receipts":[{told}],"now":"2026-11-25T10:00:00+00:00"}}"#);
        Some((200, "application/json", body))
    }

    fn answer(&mut self, body: &str) -> Said {
        let batch: Batch = serde_json::from_str(body).unwrap();
        assert!(
            batch.items.is_sorted_by_key(|item| item.seq),
            "out of order"
        );
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

type There = Rc<RefCell<Option<Server>>>;

/// The page's surroundings, in our hands until this is dropped.
pub(crate) struct Around {
    there: There,
    give_back: Function,
    begun: f64,
}

impl Around {
    pub(crate) fn take_over() -> Self {
        let there = There::default();
        let server = Rc::clone(&there);
        let fetch = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |request: JsValue| {
            let server = Rc::clone(&server);
            future_to_promise(async move {
                let body = text_of(&request).await?;
                let said = server.borrow_mut().as_mut().unwrap().answer(&body);
                // As browsers say it; anything but an error of theirs ends in a panic of gloo-net.
                let lost = || js_sys::TypeError::new("Failed to fetch");
                let (status, kind, body) = said.ok_or_else(lost)?;
                let make = Function::new_with_args("body, status, kind", RESPONSE);
                make.call3(&JsValue::NULL, &body.into(), &status.into(), &kind.into())
            })
        });
        let take_over = Function::new_with_args("fetch", TAKE_OVER);
        let give_back = take_over.call1(&JsValue::NULL, &fetch.into_js_value());
        Self {
            there,
            give_back: give_back.unwrap().unchecked_into(),
            begun: monotonic(),
        }
    }

    pub(crate) fn begin(&self, server: Server) {
        self.there.replace(Some(server));
    }

    pub(crate) fn server<T>(&self, work: impl FnOnce(&mut Server) -> T) -> T {
        work(self.there.borrow_mut().as_mut().unwrap())
    }

    /// The disk is full at the n-th write from here; 0 is never.
    pub(crate) fn fill_disk_after(&self, writes: u64) {
        self.set("full", f64::from(u32::try_from(writes).unwrap()));
    }

    pub(crate) fn turn_clock(&self, millis: f64) {
        self.set("clock", js_sys::Date::now() + millis);
    }

    /// The seed of the first schedule.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a time is a seed"
    )]
    pub(crate) fn seed(&self) -> u64 {
        (js_sys::Date::now() as u64) << 16
    }

    pub(crate) fn seconds(&self) -> f64 {
        ((monotonic() - self.begun) / 100.0).round() / 10.0
    }

    fn set(&self, name: &str, value: f64) {
        let play = Reflect::get(&js_sys::global(), &"play".into()).unwrap();
        Reflect::set(&play, &name.into(), &value.into()).unwrap();
    }
}

impl Drop for Around {
    fn drop(&mut self) {
        self.give_back.call0(&JsValue::NULL).unwrap();
    }
}

async fn text_of(request: &JsValue) -> Result<String, JsValue> {
    let text: Function = Reflect::get(request, &"text".into())?.unchecked_into();
    let text = JsFuture::from(text.call0(request)?.unchecked_into::<Promise>()).await?;
    text.as_string().ok_or(JsValue::NULL)
}

fn monotonic() -> f64 {
    web_sys::window().unwrap().performance().unwrap().now()
}
