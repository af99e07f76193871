//! Check-ins: may this pass check in at this activity now, and what does it give. A pure decision
//! with its reasons.

use crate::card::CardStatus;
use crate::event::{Calendar, Window};
use crate::period::PeriodLimit;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What an activity says about check-ins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rules {
    /// When it happens.
    pub calendar: Calendar,
    /// Points for one check-in. Source: SPEC `EventSettings.checkinPoints`.
    pub points: i64,
    /// How often a person may; none is as often as one likes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<PeriodLimit>,
}

/// What is known of the pass that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The state of the card.
    pub card: CardStatus,
    /// Whether it is a group's.
    pub group: bool,
    /// Whether its holder has a membership that is not blocked, with a card that works.
    pub active_membership: bool,
}

/// Why a check-in is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A group pass never earns points. Source: SPEC `Grouppass`.
    #[error("a group pass does not save points")]
    GroupPass,
    /// The card was never given out, is blocked or was deleted.
    #[error("the card is {0}")]
    Card(CardStatus),
    /// No region counts the person any more. Source: SPEC `passholder-no-active-cardsystems`.
    #[error("no active membership")]
    NoActiveMembership,
    /// The activity has not opened yet.
    #[error("not open yet")]
    NotYet {
        /// When it does.
        opens: Timestamp,
    },
    /// The activity is over.
    #[error("over")]
    Over,
    /// The person was there as often as counts.
    #[error("limit reached")]
    Limit {
        /// The limit.
        limit: PeriodLimit,
        /// When it counts afresh, if ever.
        renews: Option<Timestamp>,
    },
}

/// Decides, in the order of `POST /checkins`' error list: card, membership, window, limit.
///
/// `earlier` are the person's check-ins at this activity that were not cancelled. The answer is the
/// points that this one gives. An expired social tariff plays no part (GIT 98239127).
pub fn decide(
    rules: &Rules,
    shown: Shown,
    earlier: &[Timestamp],
    at: Timestamp,
) -> Result<i64, Refusal> {
    if shown.group {
        return Err(Refusal::GroupPass);
    }
    if shown.card != CardStatus::Active {
        return Err(Refusal::Card(shown.card));
    }
    if !shown.active_membership {
        return Err(Refusal::NoActiveMembership);
    }
    match rules.calendar.window(at) {
        Window::Open { .. } => {}
        Window::NotYet { opens } => return Err(Refusal::NotYet { opens }),
        Window::Over { .. } | Window::Never => return Err(Refusal::Over),
    }
    match rules.limit {
        Some(limit) if limit.remaining(earlier, at) == 0 => Err(Refusal::Limit {
            limit,
            renews: limit.renews(at),
        }),
        _ => Ok(rules.points),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Occurrence;
    use crate::period::PeriodType;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    const SHOWN: Shown = Shown {
        card: CardStatus::Active,
        group: false,
        active_membership: true,
    };

    fn always(limit: Option<PeriodLimit>) -> Rules {
        Rules {
            calendar: Calendar::Permanent {
                opening_hours: vec![],
            },
            points: 1,
            limit,
        }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn reasons_come_in_the_documented_order() {
        let now = at("2026-11-23T12:00:00+00:00");
        let over = Occurrence {
            begin: Timestamp::from_millis(0),
            end: Timestamp::from_millis(1),
        };
        let rules = Rules {
            calendar: Calendar::Single { occurrence: over },
            points: 1,
            limit: Some(PeriodLimit::new(0, PeriodType::Day)),
        };
        let mut shown = Shown {
            card: CardStatus::Blocked,
            group: true,
            active_membership: false,
        };
        assert_eq!(decide(&rules, shown, &[], now), Err(Refusal::GroupPass));
        shown.group = false;
        assert_eq!(
            decide(&rules, shown, &[], now),
            Err(Refusal::Card(CardStatus::Blocked))
        );
        shown.card = CardStatus::Active;
        assert_eq!(
            decide(&rules, shown, &[], now),
            Err(Refusal::NoActiveMembership)
        );
        shown.active_membership = true;
        assert_eq!(decide(&rules, shown, &[], now), Err(Refusal::Over));
        let open = always(rules.limit);
        assert!(matches!(
            decide(&open, shown, &[], now),
            Err(Refusal::Limit { .. })
        ));
        assert_eq!(decide(&always(None), shown, &[now; 9], now), Ok(1));
    }

    #[test]
    fn a_week_ends_on_sunday_night_in_brussels() {
        let rules = always(Some(PeriodLimit::new(1, PeriodType::Week)));
        let sunday = at("2026-11-22T22:59:59+00:00");
        let monday = at("2026-11-22T23:00:00+00:00");
        assert_eq!(decide(&rules, SHOWN, &[sunday], monday), Ok(1));
        let Err(Refusal::Limit { renews, .. }) = decide(&rules, SHOWN, &[monday], monday) else {
            panic!("allowed twice");
        };
        assert_eq!(renews, Some(at("2026-11-29T23:00:00+00:00")));
    }

    proptest! {
        /// However check-ins are spread, no calendar day holds more than its limit.
        #[test]
        fn no_day_gives_more_than_its_limit(steps in proptest::collection::vec(0i64..2_000, 1..60), volume in 1u32..4) {
            let rules = always(Some(PeriodLimit::new(volume, PeriodType::Day)));
            let mut now = at("2026-10-24T10:00:00+00:00");
            let mut given: Vec<Timestamp> = vec![];
            for minutes in steps {
                now = now + TimeDelta::minutes(minutes);
                if decide(&rules, SHOWN, &given, now).is_ok() {
                    given.push(now);
                }
            }
            let mut days: Vec<_> = given.iter().map(|moment| moment.date_in_brussels()).collect();
            while let Some(day) = days.pop() {
                let same = 1 + days.iter().filter(|other| **other == day).count();
                prop_assert!(same <= volume as usize);
            }
        }
    }
}
