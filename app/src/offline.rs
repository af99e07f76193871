//! What this phone keeps and sends: an encrypted store, keys that cannot leave it, the queue of what
//! a person asked for without network, and the refresh of what is shown.
//!
//! Decisions are in `domain` (`outbox`, `verdict`, `seal`); this folder performs them in a browser.

pub mod clock;
mod courier;
pub mod error;
pub mod http;
pub mod keys;
pub mod lock;
pub mod outbox;
mod patience;
pub mod random;
pub mod store;

pub use error::StoreError;
pub use store::Store;
