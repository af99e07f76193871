//! One browser capability a file. Nothing outside this folder and `offline` calls the browser.

pub mod api;
pub mod document;
pub mod passkey;
pub mod texts;
