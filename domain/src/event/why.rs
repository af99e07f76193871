//! "Why do I not see my activity?": the reasons that keep an activity from the door, the ones that
//! can be mended first.
//!
//! Sources: helpdesk article 360021543500 (wrong organizer, filter or price), SPEC `EventSettings`.

use super::{Calendar, Window};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What is known of the activity that somebody misses.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts<'a> {
    /// When it happens; none when nobody knows the activity.
    pub calendar: Option<&'a Calendar>,
    /// Whether it is of an organizer for whom the admin acts.
    pub own: bool,
    /// Whether one of its regions counts for it.
    pub region: bool,
    /// Points for one check-in.
    pub points: i64,
    /// Whether it has a price.
    pub priced: bool,
    /// Whether it is for members only.
    pub members_only: bool,
    /// Whether it is one of the shift's activities, where a shift was asked about.
    pub in_shift: Option<bool>,
}

/// One reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum Reason {
    /// It was never imported or made here.
    Unknown,
    /// It is another organizer's: have it put under yours in UiTdatabank.
    OtherOrganizer,
    /// No region counts for it: switch one on.
    NoRegion,
    /// The shift was opened without it.
    NotInShift,
    /// It has no day, or its days are past.
    Over,
    /// It will open.
    NotYet {
        /// When.
        opens: Timestamp,
    },
    /// It gives no points: the door works without.
    NoPoints,
    /// It has no price, so that there is no rate to register.
    NoPrice,
    /// It is for members only: UiTdatabank does not show it to others.
    MembersOnly,
}

impl Reason {
    /// Whether it keeps people from checking in; the others only explain.
    pub const fn stops(self) -> bool {
        !matches!(self, Self::NoPoints | Self::NoPrice | Self::MembersOnly)
    }
}

/// All reasons, in the order in which somebody should look at them.
pub fn why(facts: &Facts<'_>, at: Timestamp) -> Vec<Reason> {
    let Some(calendar) = facts.calendar else {
        return vec![Reason::Unknown];
    };
    // What is another's is nobody else's business.
    if !facts.own {
        return vec![Reason::OtherOrganizer];
    }
    let window = match calendar.window(at) {
        Window::Open { .. } => None,
        Window::NotYet { opens } => Some(Reason::NotYet { opens }),
        Window::Over { .. } | Window::Never => Some(Reason::Over),
    };
    let asked = [
        (!facts.region).then_some(Reason::NoRegion),
        (facts.in_shift == Some(false)).then_some(Reason::NotInShift),
        window,
        (facts.points == 0).then_some(Reason::NoPoints),
        (!facts.priced).then_some(Reason::NoPrice),
        facts.members_only.then_some(Reason::MembersOnly),
    ];
    asked.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Occurrence;
    use chrono::TimeDelta;

    #[test]
    fn each_reason_has_its_fact_and_no_other() {
        let now = Timestamp::from_millis(1_790_000_000_000);
        let open = Calendar::Permanent {
            opening_hours: vec![],
        };
        let once = |begin, end| Calendar::Single {
            occurrence: Occurrence {
                begin: now + TimeDelta::hours(begin),
                end: now + TimeDelta::hours(end),
            },
        };
        let good = Facts {
            calendar: Some(&open),
            own: true,
            region: true,
            points: 1,
            priced: true,
            members_only: false,
            in_shift: Some(true),
        };
        assert_eq!(why(&good, now), []);
        let (late, early) = (once(-9, -8), once(8, 9));
        let opens = now + TimeDelta::hours(3);
        let with = |change: &dyn Fn(&mut Facts<'_>), reason: Reason| {
            let mut facts = good.clone();
            change(&mut facts);
            assert_eq!(why(&facts, now), [reason]);
        };
        with(&|facts| facts.calendar = None, Reason::Unknown);
        with(
            &|facts| (facts.own, facts.points) = (false, 0),
            Reason::OtherOrganizer,
        );
        with(&|facts| facts.region = false, Reason::NoRegion);
        with(&|facts| facts.in_shift = Some(false), Reason::NotInShift);
        with(&|facts| facts.points = 0, Reason::NoPoints);
        with(&|facts| facts.priced = false, Reason::NoPrice);
        with(&|facts| facts.members_only = true, Reason::MembersOnly);
        for (calendar, reason) in [(&late, Reason::Over), (&early, Reason::NotYet { opens })] {
            let facts = Facts {
                calendar: Some(calendar),
                in_shift: None,
                ..good.clone()
            };
            assert_eq!(why(&facts, now), [reason]);
        }
        assert!(Reason::Over.stops() && !Reason::NoPrice.stops());
    }
}
