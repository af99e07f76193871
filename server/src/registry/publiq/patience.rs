//! How long we wait for the registry, and how long before we ask again. Pure: the dice are thrown
//! elsewhere.

use std::time::Duration;

/// How often anything is sent in all.
pub(super) const TRIES: u32 = 4;
/// The first pause; each next one is twice as long.
const PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);
/// What is thrown on top of a wait that we were told, so that not everybody comes back at once.
const SPREAD: Duration = Duration::from_millis(250);

/// How long we wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For one answer.
    pub answer: Duration,
    /// For everything that one call needs; below the limit that our own callers meet.
    pub call: Duration,
    /// At most before we ask again because the registry said to wait.
    pub told: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self::of(Duration::from_secs(8))
    }
}

impl Patience {
    /// With so long for one answer.
    pub const fn of(answer: Duration) -> Self {
        Self {
            answer,
            // A try, another one, and time to look up what became of them.
            call: Duration::from_secs(answer.as_secs() * 2 + 9),
            told: Duration::from_secs(5),
        }
    }

    /// How long to wait after so many tries; `told` is what the registry asked for, `dice` below
    /// 1000. `None` says to give up.
    pub(super) fn pause(&self, tries: u32, told: Option<Duration>, dice: u64) -> Option<Duration> {
        if tries >= TRIES {
            return None;
        }
        let dice = u32::try_from(dice.min(1000)).unwrap_or(1000);
        match told {
            Some(wait) if wait > self.told => None,
            Some(wait) => Some(wait + SPREAD * dice / 1000),
            None => {
                let most = (PAUSE * 2_u32.saturating_pow(tries)).min(LONGEST_PAUSE);
                Some(most / 2 + most / 2 * dice / 1000)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_are_spread_and_end() {
        let patience = Patience::default();
        let pause = |tries, dice| patience.pause(tries, None, dice);
        assert_eq!(pause(0, 0), Some(Duration::from_millis(100)));
        assert_eq!(pause(0, 999), Some(Duration::from_micros(199_900)));
        assert!(pause(1, 0) > pause(0, 0) && pause(2, 0) > pause(1, 0));
        assert_eq!(pause(TRIES, 0), None);
    }

    #[test]
    fn a_wait_that_we_are_told_is_kept_within_a_bound() {
        let patience = Patience::default();
        let told = |seconds| patience.pause(0, Some(Duration::from_secs(seconds)), 0);
        assert_eq!(told(3), Some(Duration::from_secs(3)));
        assert_eq!(told(6), None);
    }
}
