//! What a phone at the door says by itself, before the server knows: the server's own rule, on what
//! the phone was told of this shift.

use super::{DoorEntry, DoorSnapshot};
use crate::{
    card::CardStatus,
    checkin::{self, Refusal, Shown as Known},
    event::Window,
    shift::{Mark, Phase},
    time::Timestamp,
    verdict::{Reason, Verdict},
};

/// What is assumed of a pass that the phone cannot look up; the server looks.
const ASSUMED: Known = Known {
    card: CardStatus::Active,
    group: false,
    active_membership: true,
};

/// A scan of this phone and its entry in the snapshot have moments of two clocks: this far apart
/// they are one, in milliseconds.
const SAME: i64 = 120_000;

/// A deadline further away than this is none for anybody at a door, in milliseconds.
const FAR: i64 = 7 * 86_400_000;

/// A scan, before anybody is asked.
#[derive(Debug, Clone, Copy)]
pub struct Scan<'a> {
    /// At which of the shift's activities, counted from 0.
    pub activity: usize,
    /// Whose pass.
    pub mark: Mark,
    /// When.
    pub at: Timestamp,
    /// Whether that moment is by the server's clock. A phone whose own clock nobody compared refuses
    /// nobody for the hour: the server judges.
    pub sure: bool,
    /// When this phone itself scanned that pass at that activity before.
    pub own: &'a [Timestamp],
    /// What other phones of this door handed over, without the server.
    pub handed: &'a [DoorEntry],
}

impl Scan<'_> {
    /// What another phone handed over of the same pass at the same activity.
    fn told_by_others(&self) -> impl Iterator<Item = &DoorEntry> {
        self.handed
            .iter()
            .filter(|entry| entry.activity == self.activity && entry.marks.contains(&self.mark))
    }
}

impl DoorSnapshot {
    /// [`Verdict::Waiting`] where the scan is to be kept and sent; anything else is said at once,
    /// and nothing is sent.
    pub fn decide(&self, scan: &Scan<'_>) -> Verdict {
        let Some(rules) = self.activities.get(scan.activity).map(|one| &one.rules) else {
            return Verdict::Closed { since: None };
        };
        let waiting = Verdict::Waiting {
            deadline: match rules.calendar.window(scan.at) {
                Window::Open { until, .. } if scan.sure => {
                    Some(until).filter(|until| until.millis() - scan.at.millis() < FAR)
                }
                _ => None,
            },
            name: None,
        };
        if scan.sure {
            match self.shift.hours.phase(scan.at) {
                Phase::Running => {}
                Phase::NotYet { opens } => return Verdict::NotYet { opens },
                Phase::Ending | Phase::Over => return Verdict::refused(Reason::Shift),
            }
        }
        let mut earlier = self.earlier(scan.activity, scan.mark);
        let told = earlier.clone();
        let near = |own: &Timestamp| {
            let apart = |at: &Timestamp| (at.millis() - own.millis()).abs() <= SAME;
            !told.iter().any(apart)
        };
        earlier.extend(scan.own.iter().copied().filter(near));
        earlier.extend(scan.told_by_others().map(|entry| entry.at).filter(near));
        earlier.sort();
        let told = self.latest(scan.activity, scan.mark);
        let by = |last: Option<&Timestamp>| {
            let known = told.into_iter().chain(scan.told_by_others());
            let mut known = known.filter(|entry| Some(&entry.at) == last);
            known.next().and_then(|entry| entry.by.clone())
        };
        match checkin::decide(rules, ASSUMED, &earlier, scan.at) {
            Err(Refusal::Limit { renews, .. }) => Verdict::Already {
                at: earlier.last().copied(),
                by: by(earlier.last()),
                renews,
                name: None,
            },
            Err(refusal) if scan.sure => {
                Verdict::of_checkin(refusal, rules.calendar.window(scan.at))
            }
            _ => waiting,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        checkin::Rules,
        event::{Calendar, Occurrence},
        period::{PeriodLimit, PeriodType},
        shift::{Hours, Manner, Role, ShiftKey},
        sync::shift::{Activity, Shift},
    };

    const HOUR: i64 = 3_600_000;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000 + hours * HOUR)
    }

    /// A shift from 0 to 4 at an activity from 1 to 3, twice a day.
    pub(in crate::sync::shift) fn snapshot() -> DoorSnapshot {
        let occurrence = Occurrence {
            begin: at(1),
            end: at(3),
        };
        let activity = Activity {
            id: "e".into(),
            titles: [("nl".to_owned(), "Film".to_owned())].into(),
            rules: Rules {
                calendar: Calendar::Single { occurrence },
                points: 1,
                limit: Some(PeriodLimit::new(2, PeriodType::Day)),
            },
            priced: false,
            members_only: false,
        };
        DoorSnapshot {
            shift: Shift {
                id: "s".into(),
                organizer_id: "o".into(),
                organizer_name: "De Zaal".into(),
                name: "Zaal".into(),
                hours: Hours {
                    begins_at: at(0),
                    ends_at: at(4),
                    closed_at: None,
                },
                role: Role::Steward,
                manner: Manner::Points,
                capacity: None,
                event_ids: vec!["e".into()],
                titles: vec![activity.titles.clone()],
            },
            version: 1,
            role: Role::Steward,
            activities: vec![activity],
            key: ShiftKey::new([1; 32]),
            entries: vec![],
            clubs: vec![],
            roster: crate::sync::shift::Roster::default(),
            shows_code: false,
            badge: None,
            trust: crate::credential::Trust::default(),
            sealing_key: String::new(),
            cursor: 0,
            now: 0,
        }
    }

    fn said(snapshot: &DoorSnapshot, at: Timestamp, sure: bool, own: &[Timestamp]) -> Verdict {
        let mark = snapshot.key.of_holder("anna");
        snapshot.decide(&Scan {
            activity: 0,
            mark,
            at,
            sure,
            own,
            handed: &[],
        })
    }

    #[test]
    fn a_scan_is_kept_until_the_hour_at_which_it_counts() {
        let mut snapshot = snapshot();
        let deadline = Some(at(3) + crate::event::MARGIN);
        let waiting = |deadline| Verdict::Waiting {
            deadline,
            name: None,
        };
        assert_eq!(said(&snapshot, at(2), true, &[]), waiting(deadline));
        assert_eq!(said(&snapshot, at(2), false, &[]), waiting(None));
        // An activity that never ends has no deadline.
        snapshot.activities[0].rules.calendar = Calendar::Permanent {
            opening_hours: vec![],
        };
        assert_eq!(said(&snapshot, at(2), true, &[]), waiting(None));
    }

    #[test]
    fn a_clock_that_nobody_compared_refuses_nobody() {
        let mut snapshot = snapshot();
        assert_eq!(
            said(&snapshot, at(30), true, &[]),
            Verdict::refused(Reason::Shift)
        );
        assert!(matches!(
            said(&snapshot, at(-9), true, &[]),
            Verdict::NotYet { .. }
        ));
        // The shift runs on, the activity does not.
        snapshot.shift.hours.ends_at = at(30);
        assert!(matches!(
            said(&snapshot, at(20), true, &[]),
            Verdict::Closed { since: Some(_) }
        ));
        for hour in [-9, 20, 300] {
            assert!(matches!(
                said(&snapshot, at(hour), false, &[]),
                Verdict::Waiting { .. }
            ));
        }
    }

    #[test]
    fn who_is_in_is_said_with_hour_and_helper_and_counted_once() {
        let mut snapshot = snapshot();
        let (first, second) = (at(1), Timestamp::from_millis(at(2).millis() - 400));
        for (id, when) in [("1", first), ("2", second)] {
            snapshot.entries.push(DoorEntry {
                id: id.into(),
                activity: 0,
                marks: vec![snapshot.key.of_holder("anna")],
                at: when,
                by: Some("Sam".into()),
            });
        }
        let Verdict::Already { at: last, by, .. } = said(&snapshot, at(2), true, &[]) else {
            panic!("let in three times");
        };
        assert_eq!((last, by.as_deref()), (Some(second), Some("Sam")));

        // Its own scan, which the server has told of meanwhile, is not a second one.
        snapshot.entries.pop();
        assert!(matches!(
            said(
                &snapshot,
                at(2),
                true,
                &[Timestamp::from_millis(first.millis() + 900)]
            ),
            Verdict::Waiting { .. }
        ));
        // One that the server does not know yet is; the helper is this one.
        assert!(matches!(
            said(&snapshot, at(2), true, &[second]),
            Verdict::Already { by: None, .. }
        ));
    }

    #[test]
    fn what_another_phone_handed_over_counts_without_the_server() {
        let mut snapshot = snapshot();
        snapshot.activities[0].rules.limit = Some(PeriodLimit::new(1, PeriodType::Day));
        let mark = snapshot.key.of_holder("anna");
        let handed = |activity, at| DoorEntry {
            id: String::new(),
            activity,
            marks: vec![mark],
            at,
            by: Some("Olena".into()),
        };
        let said = |snapshot: &DoorSnapshot, handed: &[DoorEntry]| {
            snapshot.decide(&Scan {
                activity: 0,
                mark,
                at: at(2),
                sure: true,
                own: &[],
                handed,
            })
        };
        let Verdict::Already { at: last, by, .. } = said(&snapshot, &[handed(0, at(1))]) else {
            panic!("let in twice");
        };
        assert_eq!((last, by.as_deref()), (Some(at(1)), Some("Olena")));
        // At another activity it says nothing.
        let elsewhere = said(&snapshot, &[handed(1, at(1))]);
        assert!(matches!(elsewhere, Verdict::Waiting { .. }));
        // The server told of the same scan since: it is one.
        snapshot.activities[0].rules.limit = Some(PeriodLimit::new(2, PeriodType::Day));
        snapshot
            .entries
            .push(handed(0, Timestamp::from_millis(at(1).millis() + 700)));
        let once = said(&snapshot, &[handed(0, at(1))]);
        assert!(matches!(once, Verdict::Waiting { .. }));
    }
}
