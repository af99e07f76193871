//! Passes held to the back of the phone: Web NFC, in Chrome on Android.
//!
//! The chip's number is the tag's serial number, which the browser gives with or without a message
//! on the tag. A tag that it cannot read at all only says so.

use super::value::{call_async, get, has, name_of, object};
use crate::scan::Trouble;
use leptos::{prelude::window, task::spawn_local};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{AbortController, Event, EventTarget};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = EventTarget)]
    type NDEFReader;

    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<NDEFReader, JsValue>;
}

/// What came of a pass held to the phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touch {
    /// Its chip number, as the browser writes it: `04:a2:…`.
    Chip(String),
    /// A pass without a number that the browser tells, or one that moved away too soon.
    Unreadable,
    /// NFC cannot be used: refused, switched off, or not there.
    Trouble(Trouble),
}

/// Listens for passes; dropped, it does not.
pub struct Nfc {
    stop: AbortController,
    _heard: [Closure<dyn FnMut(Event)>; 2],
}

/// Whether this browser knows NFC.
pub fn supported() -> bool {
    has(&window(), "NDEFReader")
}

impl Nfc {
    /// Starts to listen: after a tap of the person, for the browser asks the first time. `None`
    /// where there is no NFC.
    pub fn listen(tell: impl Fn(Touch) + Clone + 'static) -> Option<Self> {
        if !supported() {
            return None;
        }
        let reader = NDEFReader::new().ok()?;
        let stop = AbortController::new().ok()?;
        let read = tell.clone();
        let reading = Closure::new(move |event: Event| {
            let serial = get(&event, "serialNumber").as_string();
            let serial = serial.filter(|serial| !serial.is_empty());
            read(serial.map_or(Touch::Unreadable, Touch::Chip));
        });
        let failed = tell.clone();
        let error = Closure::new(move |_: Event| failed(Touch::Unreadable));
        for (name, heard) in [("reading", &reading), ("readingerror", &error)] {
            let heard: &Closure<dyn FnMut(Event)> = heard;
            drop(reader.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref()));
        }
        let options = object(&[("signal", &stop.signal())]);
        spawn_local(async move {
            if let Err(error) = call_async(&reader, "scan", &[&options]).await {
                tell(Touch::Trouble(Trouble::named(&name_of(&error))));
            }
        });
        Some(Self {
            stop,
            _heard: [reading, error],
        })
    }
}

impl Drop for Nfc {
    fn drop(&mut self) {
        self.stop.abort();
    }
}
