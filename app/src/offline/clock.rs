//! What time this phone thinks it is, and what time the server last said it was.

use std::cell::Cell;

thread_local! {
    /// The server's clock less this page's monotonic one, in milliseconds, once it has answered.
    static AHEAD: Cell<Option<f64>> = const { Cell::new(None) };
}

/// The phone's clock, in milliseconds since 1970.
pub fn now() -> i64 {
    whole(js_sys::Date::now())
}

/// The best idea of the server's clock, in milliseconds since 1970; `None` before its first answer.
pub fn of_server() -> Option<i64> {
    AHEAD.get().map(|ahead| whole(ahead + since_start()))
}

/// Takes the `Date` of an answer. Seconds are all it tells, so half of one is added.
pub fn learn(date: &str) {
    let millis = js_sys::Date::parse(date);
    if millis.is_finite() {
        AHEAD.set(Some(millis + 500.0 - since_start()));
    }
}

/// Milliseconds since the page was opened, by a clock that nobody sets.
pub fn since_start() -> f64 {
    leptos::prelude::window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds of the next hundred thousand years fit"
)]
fn whole(millis: f64) -> i64 {
    millis as i64
}
