//! Whether trying again can help a line of the log, and how.

use super::Line;
use domain::{
    outbox::State,
    verdict::{Reason, Verdict},
};

/// How to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::volunteer) enum Again {
    /// The command of this number is sent again, as it was made.
    Send(u64),
    /// The same pass is scanned anew, at this moment: what stood in the way may be gone.
    Scan,
}

impl Line {
    /// How trying again can help; not at all where the same answer would come.
    pub fn again(&self) -> Option<Again> {
        if self.undo.is_some() {
            return None;
        }
        match self.state {
            State::NeedsPerson if self.is_set_aside() => self.seq.map(Again::Send),
            State::Refused => {
                let scanned = self.shown.is_some() && self.club.is_none() && !self.reward;
                (scanned && may_change(&self.verdict)).then_some(Again::Scan)
            }
            _ => None,
        }
    }

    /// Whether no server took it, so that nobody has judged it yet.
    pub fn is_set_aside(&self) -> bool {
        let unjudged = matches!(self.verdict, Verdict::Waiting { .. } | Verdict::Pending);
        self.state == State::NeedsPerson && (unjudged || self.is_counted())
    }

    /// Whether it counted people before any answer.
    const fn is_counted(&self) -> bool {
        matches!(self.verdict, Verdict::Counted { .. } | Verdict::Left { .. })
    }
}

/// Whether a refusal may be another one a moment later: an hour passes, an organizer changes
/// something, a card comes back to life.
const fn may_change(verdict: &Verdict) -> bool {
    matches!(
        verdict,
        Verdict::NotYet { .. }
            | Verdict::Closed { .. }
            | Verdict::Blocked
            | Verdict::UnknownPass
            | Verdict::Inactive
            | Verdict::Refused {
                reason: Reason::Shift | Reason::UnknownActivity | Reason::Other,
                ..
            }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{command::Shown, time::Timestamp};
    use uuid::Uuid;

    fn line(state: State, verdict: Verdict) -> Line {
        let at = Timestamp::from_millis(0);
        let number = "0900000095902".parse().ok().map(Shown::Number);
        Line {
            state,
            seq: Some(7),
            shown: number.map(|number| (0, number)),
            ..Line::told(Uuid::nil(), at, String::new(), verdict)
        }
    }

    #[test]
    fn trying_again_is_offered_where_it_can_help_and_nowhere_else() {
        let waiting = Verdict::Waiting {
            deadline: None,
            name: None,
        };
        let opens = Timestamp::from_millis(1);
        let already = Verdict::Already {
            at: None,
            by: None,
            renews: None,
            name: None,
        };
        let all = [
            (State::NeedsPerson, waiting.clone(), Some(Again::Send(7))),
            (
                State::NeedsPerson,
                Verdict::Counted { count: 1 },
                Some(Again::Send(7)),
            ),
            (State::Waiting, waiting, None),
            // The server keeps its word: the same command has the same verdict.
            (State::NeedsPerson, Verdict::NeedsPerson, None),
            (State::Refused, Verdict::NotYet { opens }, Some(Again::Scan)),
            (State::Refused, Verdict::Blocked, Some(Again::Scan)),
            (State::Refused, Verdict::GroupPass, None),
            (State::Refused, Verdict::refused(Reason::NotAllowed), None),
            (State::Done, already, None),
        ];
        for (state, verdict, expected) in all {
            let said = format!("{state:?} {verdict:?}");
            assert_eq!(line(state, verdict).again(), expected, "{said}");
        }
        // What was shown is not known any more.
        let mut line = line(State::Refused, Verdict::Blocked);
        line.shown = None;
        assert_eq!(line.again(), None);
    }
}
