//! Shifts at a door: what a helper may do there, and whether the shift runs. The code that lets a
//! helper in is a [`crate::pairing`] code, what a phone must know while offline stands in
//! [`crate::sync::shift`].

pub mod guess;
pub mod handover;
pub mod manner;
pub mod mark;
pub mod screen;

pub use manner::Manner;
pub use mark::{Mark, ShiftKey};

use crate::time::Timestamp;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// How long before its begin a shift already takes helpers and scans: time to set up the door.
pub const EARLY: TimeDelta = TimeDelta::hours(5);
/// How long after its end a phone may still deliver, undo and read the log.
pub const LATE: TimeDelta = TimeDelta::hours(12);
/// How long a shift may be at most; a camp's door is opened anew each day.
pub const LONGEST: TimeDelta = TimeDelta::hours(36);
/// How long a code to join works.
pub const CODE_LIFE: TimeDelta = TimeDelta::minutes(15);

/// What somebody is at a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Role {
    /// A tablet that stands there by itself: people check themselves in, and nothing else.
    Tablet,
    /// Checks people in and sees first names at most.
    Steward,
    /// Also registers rates and hands out rewards.
    Counter,
    /// Opens shifts, corrects, exports.
    Admin,
}

/// What is done at a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Check a pass in.
    CheckIn,
    /// Know who is in, as marks.
    SeeEntries,
    /// Take back a scan of this very phone.
    UndoOwn,
    /// Count somebody without a pass.
    CountGuest,
    /// Check in the rest of a family.
    AddFamily,
    /// Look a pass holder up by name.
    SearchByName,
    /// See who is a member of the club.
    SeeMembers,
    /// Make somebody a member of the club, renew or stop that.
    KeepMembers,
    /// See what somebody pays, and register it.
    RegisterRate,
    /// Hand out a reward.
    GiveReward,
    /// Use tickets of a group pass.
    UseGroupPass,
    /// Take back what another phone did, with a reason.
    Correct,
    /// Open, change and end a shift; let helpers in and out.
    ManageShift,
    /// Take a list of the shift home.
    Export,
}

impl Role {
    /// All roles, from least to most.
    pub const ALL: [Self; 4] = [Self::Tablet, Self::Steward, Self::Counter, Self::Admin];

    /// Whether this role may do it. Each role may all that the one before it may.
    pub const fn may(self, act: Act) -> bool {
        let least = match act {
            Act::CheckIn => Self::Tablet,
            Act::UndoOwn | Act::CountGuest | Act::AddFamily | Act::SeeEntries => Self::Steward,
            Act::SearchByName
            | Act::SeeMembers
            | Act::KeepMembers
            | Act::RegisterRate
            | Act::GiveReward
            | Act::UseGroupPass => Self::Counter,
            Act::Correct | Act::ManageShift | Act::Export => Self::Admin,
        };
        self as u8 >= least as u8
    }

    /// The word on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tablet => "TABLET",
            Self::Steward => "STEWARD",
            Self::Counter => "COUNTER",
            Self::Admin => "ADMIN",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|role| role.as_str() == text);
        known.ok_or(UnknownRole)
    }
}

/// A word that is no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("TABLET, STEWARD, COUNTER or ADMIN")]
pub struct UnknownRole;

/// When a shift is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hours {
    /// When it begins.
    pub begins_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// When somebody ended it before its time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
}

/// Where a moment lies in a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Too early.
    NotYet {
        /// From when it counts.
        opens: Timestamp,
    },
    /// It runs.
    Running,
    /// Nobody joins any more and nothing new is scanned, but phones may still deliver.
    Ending,
    /// It is past: phones wipe what they know of it.
    Over,
}

/// Why hours cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// The end is not after the begin.
    #[error("a shift ends after it begins")]
    Backwards,
    /// It is longer than [`LONGEST`].
    #[error("a shift lasts 36 hours at most")]
    TooLong,
    /// It is over already.
    #[error("a shift ends in the future")]
    Past,
}

impl Hours {
    /// Hours that can be, seen from now.
    pub fn new(
        begins_at: Timestamp,
        ends_at: Timestamp,
        now: Timestamp,
    ) -> Result<Self, HoursError> {
        if ends_at <= begins_at {
            return Err(HoursError::Backwards);
        }
        if begins_at + LONGEST < ends_at {
            return Err(HoursError::TooLong);
        }
        if ends_at <= now {
            return Err(HoursError::Past);
        }
        Ok(Self {
            begins_at,
            ends_at,
            closed_at: None,
        })
    }

    /// The moment after which nothing new is scanned.
    pub fn end(&self) -> Timestamp {
        self.closed_at
            .map_or(self.ends_at, |closed| closed.min(self.ends_at))
    }

    /// Where a moment lies. What was scanned in time counts, however late it comes in: the phase is
    /// asked for the moment of the scan.
    pub fn phase(&self, at: Timestamp) -> Phase {
        let opens = self.begins_at - EARLY;
        if at < opens {
            Phase::NotYet { opens }
        } else if at < self.end() {
            Phase::Running
        } else if at < self.forgets() {
            Phase::Ending
        } else {
            Phase::Over
        }
    }

    /// When phones forget the shift.
    pub fn forgets(&self) -> Timestamp {
        self.end() + LATE
    }

    /// Whether a check-in at this moment belongs to the evening's head count.
    pub fn counts(&self, at: Timestamp) -> bool {
        self.begins_at - EARLY <= at && at < self.forgets()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000 + hour * 3_600_000)
    }

    #[test]
    fn each_role_may_what_the_one_before_may() {
        use Act::*;
        let steward = [UndoOwn, CountGuest, AddFamily, SeeEntries];
        let counter = [
            SearchByName,
            SeeMembers,
            KeepMembers,
            RegisterRate,
            GiveReward,
            UseGroupPass,
        ];
        let admin = [Correct, ManageShift, Export];
        for (least, acts) in [
            (Role::Tablet, &[CheckIn][..]),
            (Role::Steward, &steward[..]),
            (Role::Counter, &counter[..]),
            (Role::Admin, &admin[..]),
        ] {
            for act in acts {
                for role in Role::ALL {
                    assert_eq!(role.may(*act), role >= least, "{role:?} {act:?}");
                }
            }
        }
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
        }
        assert_eq!("steward".parse::<Role>(), Err(UnknownRole));
    }

    #[test]
    fn hours_that_cannot_be_are_refused() {
        let now = at(0);
        assert_eq!(Hours::new(at(2), at(2), now), Err(HoursError::Backwards));
        assert_eq!(Hours::new(at(1), at(38), now), Err(HoursError::TooLong));
        assert_eq!(Hours::new(at(-5), at(0), now), Err(HoursError::Past));
        assert!(Hours::new(at(-5), at(1), now).is_ok());
    }

    #[test]
    fn a_shift_runs_from_setting_up_to_its_end() {
        let mut hours = Hours::new(at(10), at(14), at(0)).unwrap();
        assert_eq!(hours.phase(at(4)), Phase::NotYet { opens: at(5) });
        assert_eq!(hours.phase(at(5)), Phase::Running);
        assert_eq!(hours.phase(at(14)), Phase::Ending);
        assert_eq!(hours.phase(at(26)), Phase::Over);
        hours.closed_at = Some(at(12));
        assert_eq!(hours.phase(at(12)), Phase::Ending);
        assert_eq!(hours.phase(at(24)), Phase::Over);
    }

    proptest! {
        /// Phases come in their order, and what is scanned while it runs is counted.
        #[test]
        fn phases_follow_each_other(begin in 0i64..100, length in 1i64..36, closed in proptest::option::of(0i64..140), steps in proptest::collection::vec(0i64..20, 1..30)) {
            let hours = Hours { begins_at: at(begin), ends_at: at(begin + length), closed_at: closed.map(at) };
            let rank = |phase| match phase { Phase::NotYet { .. } => 0, Phase::Running => 1, Phase::Ending => 2, Phase::Over => 3 };
            let (mut moment, mut before) = (at(-20), 0);
            for step in steps {
                moment = moment + TimeDelta::hours(step);
                let phase = hours.phase(moment);
                prop_assert!(rank(phase) >= before);
                before = rank(phase);
                if phase == Phase::Running {
                    prop_assert!(hours.counts(moment));
                }
            }
        }
    }
}
