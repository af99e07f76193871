//! How long to wait after a failure.

/// The longest pause, in milliseconds; also the longest that a server may ask for.
pub const LONGEST_PAUSE: i64 = 15 * 60 * 1_000;

/// The pause after so many failures in a row, in milliseconds: one second, doubled each time up to
/// five minutes, and of that a random part between half and all.
pub fn pause(failures: u32, jitter: u16) -> i64 {
    let whole = (1_000_i64 << failures.saturating_sub(1).min(20)).min(300_000);
    whole / 2 + whole / 2 * i64::from(jitter) / i64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        assert_eq!((pause(1, 0), pause(1, u16::MAX)), (500, 1_000));
        assert_eq!((pause(3, 0), pause(3, u16::MAX)), (2_000, 4_000));
        assert_eq!(pause(u32::MAX, u16::MAX), 300_000);
    }
}
