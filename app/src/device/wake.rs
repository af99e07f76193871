//! Keeps the screen on while a code is shown or passes are scanned.

use super::value::{call, call_async, get, has};
use leptos::{prelude::window, task::spawn_local};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::Event;

/// Holds the screen lit until it is dropped; nothing where the browser cannot or will not.
#[derive(Debug)]
pub struct Lit {
    inner: Rc<Inner>,
    seen: Closure<dyn FnMut(Event)>,
}

#[derive(Debug, Default)]
struct Inner {
    lock: RefCell<Option<JsValue>>,
    over: Cell<bool>,
}

/// Whether this browser can keep the screen on.
pub fn supported() -> bool {
    has(&window().navigator(), "wakeLock")
}

impl Lit {
    /// Asks for it, and again whenever the page comes back from the background.
    pub fn hold() -> Self {
        let inner = Rc::new(Inner::default());
        let again = inner.clone();
        let seen = Closure::new(move |_: Event| spawn_local(ask(again.clone())));
        if let Some(document) = window().document() {
            let listener = seen.as_ref().unchecked_ref();
            drop(document.add_event_listener_with_callback("visibilitychange", listener));
        }
        spawn_local(ask(inner.clone()));
        Self { inner, seen }
    }
}

impl Drop for Lit {
    fn drop(&mut self) {
        self.inner.over.set(true);
        if let Some(document) = window().document() {
            let listener = self.seen.as_ref().unchecked_ref();
            drop(document.remove_event_listener_with_callback("visibilitychange", listener));
        }
        release(&self.inner);
    }
}

/// The browser takes the lock away when the page is hidden, and refuses it with a low battery.
async fn ask(inner: Rc<Inner>) {
    if !supported()
        || window().document().is_none_or(|document| document.hidden())
        || inner.over.get()
    {
        return;
    }
    let wake_lock = get(&window().navigator(), "wakeLock");
    if let Ok(lock) = call_async(&wake_lock, "request", &[&"screen".into()]).await {
        release(&inner);
        inner.lock.replace(Some(lock));
        if inner.over.get() {
            release(&inner);
        }
    }
}

fn release(inner: &Inner) {
    if let Some(lock) = inner.lock.take() {
        drop(call(&lock, "release", &[]));
    }
}
