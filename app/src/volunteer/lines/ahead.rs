//! What a line changes of who is inside that the server's head count does not hold yet. A count tells
//! up to which of this phone's commands it goes: neither an answer that came meanwhile nor a network
//! that went makes anybody count twice or not at all.

use super::{Line, is_unanswered};

impl Line {
    /// How many people more, or fewer, than in a head count that goes up to this phone's command
    /// `counted`.
    pub fn ahead(&self, counted: u64) -> i64 {
        let later = |seq: Option<u64>| seq.is_some_and(|seq| seq > counted);
        let lacks = self.waits_for_answer() || self.is_set_aside() || later(self.seq);
        let taken_back = later(self.undo_seq) || self.undo.is_some_and(is_unanswered);
        match (lacks, self.undone()) {
            (true, false) => self.people(),
            (false, true) if taken_back => -self.people(),
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{outbox::State, time::Timestamp, verdict::Verdict};
    use uuid::Uuid;

    fn line(seq: u64, state: State, verdict: Verdict) -> Line {
        let at = Timestamp::from_millis(0);
        Line {
            seq: Some(seq),
            state,
            ..Line::told(Uuid::from_u128(u128::from(seq)), at, String::new(), verdict)
        }
    }

    #[test]
    fn between_the_answer_and_the_next_count_nobody_is_left_out() {
        let two = Verdict::Counted { count: 2 };
        let waits = line(4, State::Waiting, two.clone());
        let done = line(4, State::Done, two);
        assert_eq!(waits.ahead(3), 2);
        assert_eq!(done.ahead(3), 2, "answered, and not in the count");
        assert_eq!(done.ahead(4), 0, "in the count");
        let left = line(4, State::Done, Verdict::Left { count: 2 });
        assert_eq!((left.ahead(3), left.ahead(4)), (-2, 0));
        let refused = line(4, State::Refused, Verdict::Blocked);
        assert_eq!(refused.ahead(3), 0);
    }

    #[test]
    fn what_is_taken_back_goes_once_whether_the_count_had_it_or_not() {
        let mut one = line(4, State::Done, Verdict::Counted { count: 1 });
        one.undo_seq = Some(5);
        for state in [State::Waiting, State::Done] {
            one.undo = Some(state);
            assert_eq!([3, 4].map(|counted| one.ahead(counted)), [0, -1]);
        }
        assert_eq!(one.ahead(5), 0);
        one.undo = Some(State::Refused);
        assert_eq!(
            [3, 4, 5].map(|counted| one.ahead(counted)),
            [1, 0, 0],
            "it stands"
        );
        // An admin took it back: the count was told with that.
        one.undo = Some(State::Done);
        one.undo_seq = None;
        assert_eq!(one.ahead(4), 0);
    }
}
