//! One browser capability a file. Nothing outside this folder and `offline` calls the browser.

pub mod api;
pub mod camera;
pub mod data;
pub mod decode;
pub mod document;
pub mod file;
pub mod intl;
pub mod keep;
pub mod nfc;
pub mod passkey;
pub mod scan;
pub mod sound;
pub mod speech;
pub mod texts;
pub mod upload;
mod value;
pub mod vibrate;
pub mod wait;
pub mod wake;
pub mod wedge;
