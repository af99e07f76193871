//! How often somebody guessed at the PIN of a tablet. It is kept before a guess is judged, so that a
//! tablet that is switched off and on again has forgotten none.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How often in a row somebody may guess wrong.
pub const TRIES: u32 = 5;
/// How long nobody may guess then, in milliseconds.
pub const PAUSE: i64 = 60_000;

/// The guesses in a row that were wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guesses {
    /// How many.
    pub wrong: u32,
    /// The last one, in milliseconds.
    at: i64,
}

impl Guesses {
    /// With one more.
    #[must_use]
    pub const fn and_one(self, now: Timestamp) -> Self {
        let wrong = if self.wrong >= TRIES { 0 } else { self.wrong };
        Self {
            wrong: wrong + 1,
            at: now.millis(),
        }
    }

    /// How long nobody may guess, in milliseconds; nothing where somebody may. A clock that was set
    /// back makes nobody wait longer than the pause.
    pub fn rest(self, now: Timestamp) -> Option<i64> {
        let left = self.at + PAUSE - now.millis();
        (self.wrong >= TRIES && left > 0).then_some(left.min(PAUSE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_wrong_guesses_rest_a_minute_and_then_count_anew() {
        let at = |millis: i64| Timestamp::from_millis(1_790_000_000_000 + millis);
        let mut guesses = Guesses::default();
        for n in 0..5 {
            assert_eq!(guesses.rest(at(n)), None);
            guesses = guesses.and_one(at(n));
        }
        assert_eq!(guesses.rest(at(4)), Some(PAUSE));
        assert_eq!(guesses.rest(at(60_003)), Some(1));
        assert_eq!(guesses.rest(at(-9_000_000)), Some(PAUSE), "set back");
        assert_eq!(guesses.rest(at(60_004)), None);
        assert_eq!(guesses.and_one(at(60_004)).wrong, 1);
    }
}
