//! A scanner at USB or Bluetooth: it types what it reads and presses Enter, wherever the focus is.

use super::wait::since_opened;
use crate::scan::Keystrokes;
use leptos::prelude::window;
use std::cell::RefCell;
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::KeyboardEvent;

/// Listens to such a scanner; dropped, it does not.
pub struct Wedge {
    heard: Closure<dyn FnMut(KeyboardEvent)>,
}

/// Any browser with keys.
pub fn supported() -> bool {
    window().document().is_some()
}

impl Wedge {
    /// Calls `read` with every text that a scanner types. The page does not see the key that ends it.
    pub fn listen(read: impl Fn(String) + 'static) -> Self {
        let keys = RefCell::new(Keystrokes::default());
        let heard = Closure::new(move |event: KeyboardEvent| {
            let text = keys.borrow_mut().press(&event.key(), since_opened());
            if let Some(text) = text {
                event.prevent_default();
                event.stop_propagation();
                read(text);
            }
        });
        let listener = heard.as_ref().unchecked_ref();
        // In the capturing phase: before any field of the page.
        drop(window().add_event_listener_with_callback_and_bool("keydown", listener, true));
        Self { heard }
    }
}

impl Drop for Wedge {
    fn drop(&mut self) {
        let listener = self.heard.as_ref().unchecked_ref();
        drop(window().remove_event_listener_with_callback_and_bool("keydown", listener, true));
    }
}
