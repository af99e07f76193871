//! The same pass, still in front of the camera, is one scan.

/// For how long after it was last seen a pass is the same showing, in milliseconds.
const SAME: f64 = 2_500.0;

/// What was read last, and when it was last seen.
#[derive(Clone, Debug, Default)]
pub struct Repeats {
    last: Option<(String, f64)>,
}

impl Repeats {
    /// Whether `text`, seen at a time in milliseconds, is a new showing. A pass that stays in front
    /// of the camera stays one showing for as long as it is seen.
    pub fn is_new(&mut self, text: &str, at: f64) -> bool {
        let same = matches!(&self.last, Some((last, seen)) if last == text && at - seen < SAME);
        self.last = Some((text.to_owned(), at));
        !same
    }

    /// Forgets what was read: the next code counts, whichever it is.
    pub fn forget(&mut self) {
        self.last = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_held_up_is_one_scan_and_shown_again_it_is_another() {
        let mut seen = Repeats::default();
        assert!(seen.is_new("a", 0.0));
        assert!(!seen.is_new("a", 100.0));
        assert!(!seen.is_new("a", 2_400.0));
        // It never left: the time counts from when it was last seen.
        assert!(!seen.is_new("a", 4_800.0));
        assert!(seen.is_new("a", 7_300.0));
    }

    #[test]
    fn another_pass_counts_at_once() {
        let mut seen = Repeats::default();
        assert!(seen.is_new("a", 0.0));
        assert!(seen.is_new("b", 50.0));
        assert!(seen.is_new("a", 100.0));
        seen.forget();
        assert!(seen.is_new("a", 120.0));
    }
}
