//! One browser capability a file. Nothing outside this folder and `offline` calls the browser.

pub mod document;
pub mod file;
pub mod intl;
pub mod keep;
pub mod texts;
pub mod wake;
