//! Whether the person wants to save data, as the browser was told.

use super::value::get;
use leptos::prelude::window;

/// Whether the browser was asked to load as little as possible; no where it cannot say.
pub fn is_scarce() -> bool {
    let connection = get(&window().navigator(), "connection");
    get(&connection, "saveData").is_truthy()
}
