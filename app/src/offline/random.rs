//! Randomness of the browser: where ids and nonces come from.

use super::clock;
use uuid::Uuid;

/// `N` random bytes.
///
/// # Panics
///
/// Never in a browser that runs wasm: each of them has `crypto.getRandomValues`.
#[expect(
    clippy::expect_used,
    reason = "a browser without randomness can keep nothing safe"
)]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the browser has randomness");
    bytes
}

/// A new id that sorts by the time it was made (UUID version 7).
pub fn id() -> Uuid {
    let millis = u64::try_from(clock::now()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes()).into_uuid()
}
