//! The phone trembles: felt where nothing is heard or seen.

use super::value::has;
use crate::ui::Outcome;
use js_sys::Array;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// Whether this phone trembles for a page.
pub fn supported() -> bool {
    has(&window().navigator(), "vibrate")
}

/// The pattern of an outcome: one short for done, two for kept, long ones for no.
pub fn outcome(outcome: Outcome) {
    if !supported() {
        return;
    }
    let pattern: &[u32] = match outcome {
        Outcome::Saved => &[60],
        Outcome::Waiting => &[40, 60, 40],
        Outcome::Already => &[120, 80, 120],
        Outcome::Refused => &[350],
        Outcome::Unreadable => &[30, 40, 30, 40, 30],
        Outcome::Member => &[60, 40, 60],
        Outcome::Stranger => &[200, 80, 60],
    };
    let pattern: Array = pattern
        .iter()
        .map(|&length| JsValue::from(length))
        .collect();
    // A page that nobody touched yet may not: it is the least of the four ways.
    let _ = window().navigator().vibrate_with_pattern(&pattern);
}
