//! One browser capability a file. Nothing outside this folder and `offline` calls the browser.

pub mod document;
pub mod texts;
