//! The door of a club in words and on screen: whether somebody is a member and until when, and the
//! buttons that go with that. The form is in `enrol`; what it does is in `live::member`.

mod enrol;
mod newcomer;

pub(super) use enrol::Enrol;
pub(super) use newcomer::{Newcomer, offer};

use super::{
    door::Door,
    lines::{AtClub, Line},
    say::{self, Said},
};
use crate::{
    i18n::{Key, Text, keys::volunteer as text, t},
    ui::{Button, Outcome, Variant},
};
use chrono::NaiveDate;
use domain::{
    club::{
        band::Band,
        own::{self, OwnData},
    },
    command::Shown,
    shift::Mark,
    sync::{club::Verdict as Told, shift::Standing},
    time::Timestamp,
    verdict::Verdict,
};
use leptos::prelude::*;

/// Who was scanned last at the door of a club. It is in memory only, and goes with the next scan.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Met {
    /// What was shown.
    pub shown: Shown,
    /// What stands for it.
    pub mark: Mark,
    /// What the door knew.
    pub standing: Standing,
}

/// Whom the form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// Whoever was scanned last.
    Met,
    /// Somebody without a pass.
    Newcomer,
}

/// What is asked about a membership.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "nobody shows the server anything")
)]
pub(super) enum Wanted {
    /// To be given or renewed, with what the club keeps itself.
    Give(NaiveDate, Option<OwnData>),
    /// To be stopped.
    Stop,
}

fn said(outcome: Outcome, word: impl Into<Text>, more: impl Into<Text>) -> Said {
    Said {
        outcome,
        word: word.into(),
        more: more.into(),
        also: None,
    }
}

fn day(date: NaiveDate) -> String {
    date.format("%-d/%-m/%Y").to_string()
}

/// How a band is called.
pub(super) const fn band(band: Band) -> Key {
    match band {
        Band::Under16 => text::BAND_UNDER16,
        Band::From16 => text::BAND_FROM16,
        Band::Adult => text::BAND_ADULT,
    }
}

/// What became of a membership.
pub(super) fn told(told: &Told, name: Option<&str>) -> Said {
    use Outcome::{Already, Member, Refused, Waiting};
    let no = |why: Key| said(Refused, text::MEMBER_REFUSED, why);
    match told {
        Told::Member { until } => said(Member, text::member_until(day(*until)), say::welcome(name)),
        Told::Conflict { until } => said(
            Already,
            text::MEMBER_CONFLICT,
            text::member_conflict_more(day(*until)),
        ),
        Told::Stopped => said(Waiting, text::MEMBER_STOPPED, text::NEXT),
        Told::Already { until } => said(
            Already,
            text::member_until(day(*until)),
            text::MEMBER_ALREADY,
        ),
        Told::TooOld => no(text::MEMBER_TOO_OLD),
        Told::NoEnd => no(text::MEMBER_NO_END),
        Told::Unknown | Told::Unreadable => no(text::MEMBER_UNKNOWN),
        Told::OtherRegion => no(text::MEMBER_OTHER_REGION),
        Told::Own {
            reason: own::Refusal::ParentMissing,
        } => no(text::MEMBER_OWN_PARENT),
        Told::Own { .. } => no(text::MEMBER_OWN_OTHER),
        Told::Other => said(Waiting, text::PERSON, text::PERSON_MORE),
    }
}

/// What is said of whoever is let in by nobody yet.
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "nobody shows the server anything")
)]
pub(super) fn stranger(standing: Standing) -> Said {
    match standing {
        Standing::Past { until, .. } => said(
            Outcome::Stranger,
            text::MEMBER_PAST,
            text::member_past_more(day(until)),
        ),
        _ => said(Outcome::Stranger, text::MEMBER_NO, text::MEMBER_NO_MORE),
    }
}

/// A line of the log in words; at the door of a club with the membership over it.
pub(super) fn line(line: &Line, now: Timestamp) -> Said {
    if line.is_set_aside() {
        return said(Outcome::Waiting, text::SET_ASIDE, text::SET_ASIDE_MORE);
    }
    let open = matches!(line.verdict, Verdict::Waiting { .. } | Verdict::Pending);
    if open && line.reward {
        return said(
            Outcome::Waiting,
            text::REWARD_ASKED,
            text::REWARD_ASKED_MORE,
        );
    }
    let base = say::say(&line.verdict, now);
    match &line.club {
        Some(AtClub::Scan(standing)) => over(base, *standing),
        Some(AtClub::Given { .. }) if open => said(
            Outcome::Waiting,
            text::MEMBER_ASKED,
            text::MEMBER_ASKED_MORE,
        ),
        Some(AtClub::Stopped { .. }) if open => said(
            Outcome::Waiting,
            text::MEMBER_STOP_ASKED,
            text::MEMBER_ASKED_MORE,
        ),
        _ => base,
    }
}

/// The membership over what a check-in said: that somebody is in is good either way.
fn over(base: Said, standing: Standing) -> Said {
    let Standing::Member {
        until, band: old, ..
    } = standing
    else {
        return base;
    };
    let until = text::member_until(day(until));
    let old = old.map(|old| band(old).into());
    match base.outcome {
        Outcome::Saved | Outcome::Waiting => Said {
            outcome: Outcome::Member,
            word: until,
            more: base.more,
            also: old,
        },
        Outcome::Already => Said {
            also: Some(until),
            ..base
        },
        _ => base,
    }
}

/// What can be done about the membership of whoever was scanned last.
pub(super) fn acts(door: Door, outcome: Outcome) -> Option<AnyView> {
    let met = door.met.get_untracked()?;
    let quiet = |says: Key, act: fn(Door)| {
        let act = move |event: leptos::ev::MouseEvent| {
            // The tap is not also one that puts the verdict away.
            event.stop_propagation();
            act(door);
        };
        view! { <Button variant=Variant::Quiet press=act>{t(says)}</Button> }.into_any()
    };
    let registers = door.clubs().iter().any(|club| club.may_register);
    let open = |door: Door| door.enrols.set(Some(About::Met));
    match outcome {
        Outcome::Stranger => {
            let says = match met.standing {
                Standing::Past { .. } => text::MEMBER_RENEW,
                _ => text::MEMBER_MAKE,
            };
            let make = registers.then(|| quiet(says, open));
            Some(view! { {make} {quiet(text::MEMBER_LET_IN, let_in)} }.into_any())
        }
        Outcome::Refused | Outcome::Unreadable => None,
        _ => {
            let member = matches!(met.standing, Standing::Member { .. });
            (member && registers).then(|| quiet(text::MEMBER_MANAGE, open))
        }
    }
}

#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "on the server nobody is let in")
)]
fn let_in(door: Door) {
    #[cfg(feature = "browser")]
    super::live::let_in(door);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_said_in_a_colour_of_its_own_and_a_refusal_stays_one() {
        let now = Timestamp::parse("2026-11-25T20:00:00+01:00").unwrap();
        let until = NaiveDate::from_ymd_opt(2027, 8, 31).unwrap();
        let member = Standing::Member {
            club: 0,
            until,
            band: Some(Band::From16),
        };
        let scanned = |verdict: Verdict, standing| {
            let id = uuid::Uuid::from_u128(1);
            let mut told = Line::told(id, now, String::new(), verdict);
            told.club = Some(AtClub::Scan(standing));
            line(&told, now)
        };
        let waiting = Verdict::Waiting {
            deadline: None,
            name: None,
        };
        let shown = scanned(waiting.clone(), member);
        assert_eq!(shown.outcome, Outcome::Member);
        assert!(shown.also.is_some(), "the age, as a band");
        assert_eq!(
            scanned(waiting, Standing::Stranger).outcome,
            Outcome::Waiting
        );
        assert_eq!(scanned(Verdict::Blocked, member).outcome, Outcome::Refused);
        let already = Verdict::Already {
            at: None,
            by: None,
            renews: None,
            name: None,
        };
        assert_eq!(scanned(already, member).outcome, Outcome::Already);
    }
}
