//! Reads QR and CODE128 in a camera's frame, for browsers that cannot do it themselves.
//!
//! It is a wasm of its own and not a chunk of the app's: a frame may take longer than a person
//! waits, then its worker is ended and a new one must stand there at once, without the whole app
//! in it. Not here: the camera, the worker and its deadline (`app/src/device`), and what a text
//! means (`domain`).

#[cfg(target_arch = "wasm32")]
mod face;
mod frame;
mod reader;

pub use frame::Frame;
pub use reader::{Found, Symbol, read};

/// The long edges at which a frame is looked at, one after another, in pixels: a code on a screen
/// reads at the first where it blurs into dots at the second, a small one only at the second.
pub const EDGES: [usize; 2] = [640, 1280];
