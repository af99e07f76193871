//! What a verifier remembers for a few minutes: which showings it saw, so that none counts twice,
//! and which came late, so that a slow clock is told from a picture.

use super::{Checked, Identifier, MAX_AGE, MAX_AHEAD, Refusal, Trust, verify};
use crate::time::Timestamp;

/// How long a late showing is remembered, in milliseconds.
const LATE: i64 = 5 * 60_000;

/// The memory of one verifier.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    seen: Vec<(Identifier, u32)>,
    late: Vec<Late>,
}

#[derive(Debug, Clone, Copy)]
struct Late {
    identifier: Identifier,
    signed: u32,
    seen: i64,
}

impl Memory {
    /// Verifies a showing and remembers it.
    ///
    /// A showing that is more than a minute old is [`Refusal::Old`], as a picture is. When the same
    /// pass then shows one that was signed later, somebody is there who can sign: its clock is slow,
    /// [`Refusal::Clock`].
    pub fn check(&mut self, text: &str, trust: &Trust, now: Timestamp) -> Result<Checked, Refusal> {
        self.forget(now);
        match verify(text, trust, now) {
            Ok(checked) => {
                let showing = (checked.identifier, checked.at);
                if self.seen.contains(&showing) {
                    return Err(Refusal::Replayed);
                }
                self.seen.push(showing);
                Ok(checked)
            }
            Err(Refusal::Old) => Err(self.late(text, trust, now)),
            Err(refusal) => Err(refusal),
        }
    }

    fn late(&mut self, text: &str, trust: &Trust, now: Timestamp) -> Refusal {
        let Some((identifier, signed)) = verify::signed(text, trust) else {
            return Refusal::Old;
        };
        let before = self
            .late
            .iter_mut()
            .find(|late| late.identifier == identifier);
        let Some(before) = before else {
            self.late.push(Late {
                identifier,
                signed,
                seen: now.millis(),
            });
            return Refusal::Old;
        };
        let signed_after = i64::from(signed) - i64::from(before.signed);
        let seen_after = (now.millis() - before.seen) / 1_000;
        // Signed anew since, and no faster than time goes: two pictures shown one after the other
        // were not taken so.
        let alive =
            signed_after > 0 && (signed_after - seen_after).abs() <= 2 * i64::from(super::STEP);
        if alive { Refusal::Clock } else { Refusal::Old }
    }

    fn forget(&mut self, now: Timestamp) {
        let oldest = (now.millis() - MAX_AGE - MAX_AHEAD) / 1_000;
        self.seen.retain(|(_, at)| i64::from(*at) >= oldest);
        self.late.retain(|late| now.millis() - late.seen <= LATE);
    }
}
