//! Time passing in this page.

use js_sys::Promise;
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Waits; a page in the background waits longer.
pub async fn wait(milliseconds: i32) {
    let over = Promise::new(&mut |resolve, _| {
        let timer =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        if timer.is_err() {
            drop(resolve.call0(&wasm_bindgen::JsValue::NULL));
        }
    });
    drop(JsFuture::from(over).await);
}

/// Milliseconds since the page opened: never set back, whatever the clock does.
pub fn since_opened() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// The phone's own clock, in milliseconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds of the next hundred thousand years fit"
)]
pub fn now_millis() -> i64 {
    js_sys::Date::now() as i64
}
