//! The session's log: what this phone did, and what became of it.

mod again;
mod ahead;

pub(super) use again::Again;

use chrono::NaiveDate;
use domain::{
    club::band::Band, command::Shown, outbox::State, shift::Mark, sync::shift::Standing,
    time::Timestamp, verdict::Verdict,
};
use uuid::Uuid;

/// One scan, or some guests.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Tells it from the others.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// What was shown, told apart from its neighbours but not told.
    pub pass: String,
    /// Whose pass, where the shift's key says so, and at which of its activities.
    pub mark: Option<(usize, Mark)>,
    /// What became of it.
    pub verdict: Verdict,
    /// Where it stands in the queue.
    pub state: State,
    /// Where its taking back stands, if somebody asked for that.
    pub undo: Option<State>,
    /// The number of its taking back in the queue; none where it was an admin's.
    pub undo_seq: Option<u64>,
    /// What it is at the door of a club.
    pub club: Option<AtClub>,
    /// What was shown, and at which of the shift's activities: to do something more for that person.
    pub shown: Option<(usize, Shown)>,
    /// Its number in the queue; none where it was never queued.
    pub seq: Option<u64>,
    /// Whether it hands out a reward, and lets nobody in.
    pub reward: bool,
}

/// What a line is at the door of a club.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "nobody shows the server anything")
)]
pub(super) enum AtClub {
    /// A scan of somebody of whom the door knew this.
    Scan(Standing),
    /// A membership that was given or renewed.
    Given {
        /// Of which club.
        club: usize,
        /// Whose.
        mark: Option<Mark>,
        /// Until when.
        until: NaiveDate,
    },
    /// A membership that was stopped.
    Stopped {
        /// Of which club.
        club: usize,
        /// Whose.
        mark: Option<Mark>,
    },
    /// Somebody of this age, without a name.
    Head(Band),
}

impl Line {
    /// A line of something that was not queued: the verdict says where it stands.
    pub fn told(id: Uuid, at: Timestamp, pass: String, verdict: Verdict) -> Self {
        Self {
            id,
            at,
            pass,
            mark: None,
            state: verdict.state(),
            verdict,
            undo: None,
            undo_seq: None,
            club: None,
            shown: None,
            seq: None,
            reward: false,
        }
    }

    /// Whether somebody is in because of it.
    pub fn counts(&self) -> bool {
        self.count() > 0
    }

    /// Whether it was taken back; where the server refuses that, it stands.
    pub fn undone(&self) -> bool {
        self.undo.is_some_and(|state| state != State::Refused)
    }

    /// How many commands of it are still to be sent.
    fn waits(&self) -> u64 {
        u64::from(self.waits_for_answer()) + u64::from(self.undo.is_some_and(is_unanswered))
    }

    /// Whether it is about a membership, and not about who is in.
    const fn is_membership(&self) -> bool {
        matches!(
            self.club,
            Some(AtClub::Given { .. } | AtClub::Stopped { .. })
        )
    }

    /// Whether it is still to be sent.
    pub const fn waits_for_answer(&self) -> bool {
        is_unanswered(self.state)
    }

    /// Whether it can be taken back here.
    pub fn can_undo(&self) -> bool {
        let left = matches!(self.verdict, Verdict::Left { .. });
        let handed = self.reward && self.state != State::Refused;
        self.counts() || ((left || handed) && !self.undone())
    }

    /// How many people it is by now: fewer than none where they go, none once it was taken back.
    pub fn count(&self) -> i64 {
        if self.undone() { 0 } else { self.people() }
    }

    /// How many people it was, taken back or not.
    fn people(&self) -> i64 {
        match self.verdict {
            Verdict::Counted { count } => i64::from(count),
            Verdict::Left { count } => -i64::from(count),
            Verdict::Saved { .. } | Verdict::Waiting { .. } | Verdict::Pending => {
                i64::from(!self.reward && !self.is_membership())
            }
            _ => 0,
        }
    }
}

/// Whether the server has not said anything yet.
const fn is_unanswered(state: State) -> bool {
    matches!(state, State::Waiting | State::Sending)
}

/// The head count of this phone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// People who are in.
    pub people: u64,
    /// Commands that are still to be sent.
    pub waiting: u64,
    /// Scans that were refused.
    pub refused: u64,
}

/// Counts.
pub(super) fn tally(lines: &[Line]) -> Tally {
    let mut tally = Tally::default();
    let mut people = 0;
    for line in lines {
        people += line.count();
        tally.waiting += line.waits();
        if line.verdict.state() == State::Refused && line.undo.is_none() {
            tally.refused += 1;
        }
    }
    // More may go than this phone let in.
    tally.people = u64::try_from(people).unwrap_or_default();
    tally
}

/// When a pass was scanned at an activity on this phone, for the limits.
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "nobody shows the server anything")
)]
pub(super) fn scans(lines: &[Line], activity: usize, mark: Mark) -> Vec<Timestamp> {
    let same = |line: &&Line| line.counts() && line.mark == Some((activity, mark));
    lines.iter().filter(same).map(|line| line.at).collect()
}

/// Lines in which `wanted` stands, in what was shown or in a first name; all for nothing.
pub(super) fn found<'a>(lines: &'a [Line], wanted: &'a str) -> impl Iterator<Item = &'a Line> {
    let wanted = wanted.trim().to_lowercase();
    lines.iter().filter(move |line| {
        let name = match &line.verdict {
            Verdict::Saved { name, .. }
            | Verdict::Membership { name, .. }
            | Verdict::Waiting { name, .. }
            | Verdict::Already { name, .. } => name.as_deref(),
            _ => None,
        };
        let has = |text: &str| text.to_lowercase().contains(&wanted);
        wanted.is_empty() || has(&line.pass) || name.is_some_and(has)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(n: u128, verdict: Verdict) -> Line {
        Line::told(
            Uuid::from_u128(n),
            Timestamp::from_millis(i64::try_from(n).unwrap_or_default()),
            "•••• ••• 095 •••".into(),
            verdict,
        )
    }

    fn saved(name: &str) -> Verdict {
        Verdict::Saved {
            points: 1,
            total: None,
            name: Some(name.into()),
            activity: None,
        }
    }

    const WAITING: Verdict = Verdict::Waiting {
        deadline: None,
        name: None,
    };

    #[test]
    fn everybody_is_counted_once_and_nobody_who_was_taken_back() {
        let mut lines = vec![
            line(1, saved("Noor")),
            line(2, WAITING),
            line(3, Verdict::Blocked),
            line(4, Verdict::Counted { count: 3 }),
            line(5, Verdict::NeedsPerson),
            line(6, WAITING),
        ];
        // Asked for offline: two commands wait, nobody is in.
        lines[5].undo = Some(State::Waiting);
        let expected = Tally {
            people: 5,
            waiting: 3,
            refused: 1,
        };
        assert_eq!(tally(&lines), expected);
        // The server would not take it back: it stands.
        lines[5].undo = Some(State::Refused);
        assert_eq!(tally(&lines).people, 6);
    }

    #[test]
    fn a_line_is_found_by_digits_and_by_name() {
        let lines = [line(1, saved("Noor")), line(2, WAITING)];
        assert_eq!(found(&lines, "").count(), 2);
        assert_eq!(found(&lines, " NOOR ").count(), 1);
        assert_eq!(found(&lines, "095").count(), 2);
        assert_eq!(found(&lines, "x").count(), 0);
    }
}
