//! The one place of the server where randomness is made; everything else is told.

use domain::{command, time::Timestamp};

/// A name that nothing else has, as 32 hexadecimal digits.
#[expect(clippy::disallowed_methods, reason = "this is where ids are made")]
pub fn id() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

/// A secret that nobody guesses: 244 random bits, as 64 hexadecimal digits.
pub fn key() -> String {
    id() + &id()
}

/// An id as UiTPAS writes them: a UUID with hyphens.
#[expect(clippy::disallowed_methods, reason = "this is where ids are made")]
pub fn uuid() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// An id of that kind for a row among millions: what was made together stands together in the index,
/// so that a write touches few pages of it. Its time can be read from it.
#[expect(clippy::disallowed_methods, reason = "this is where ids are made")]
pub fn uuid_at(at: Timestamp) -> String {
    // The other six say when.
    let [_, _, _, _, _, _, random @ ..] = *uuid::Uuid::new_v4().as_bytes();
    command::id(at.millis(), &random).to_string()
}

/// 124 random bits as a number, for codes that people type.
#[expect(clippy::disallowed_methods, reason = "this is where ids are made")]
pub fn bits() -> u128 {
    // The lower 62 bits of such an id are all random.
    let low = || uuid::Uuid::new_v4().as_u128() & ((1 << 62) - 1);
    low() << 62 | low()
}

/// A number below `most`, each as likely as the next; 0 when `most` is.
#[expect(clippy::disallowed_methods, reason = "as above")]
pub fn below(most: u64) -> u64 {
    let (_, bits) = uuid::Uuid::new_v4().as_u64_pair();
    // The two highest bits say which kind of UUID it is.
    (bits & (u64::MAX >> 2)).checked_rem(most).unwrap_or(0)
}
