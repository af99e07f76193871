//! How a verdict is said: what kind it is, the word, and what else there is to know. Never anything
//! about a social tariff, and no more of a name than the first.

use super::member;
use crate::{
    i18n::{Text, keys::volunteer as text},
    ui::Outcome,
};
use domain::{
    credential::Refusal,
    time::Timestamp,
    verdict::{Mistake, Reason, Verdict},
};

/// What is on the screen.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// Sign, edge, colour, sound and trembling.
    pub outcome: Outcome,
    /// The word.
    pub word: Text,
    /// The rest.
    pub more: Text,
    /// Something that stands before the rest, such as how old somebody is.
    pub also: Option<Text>,
}

fn said(outcome: Outcome, word: impl Into<Text>, more: impl Into<Text>) -> Said {
    Said {
        outcome,
        word: word.into(),
        more: more.into(),
        also: None,
    }
}

/// The verdict, in words of this moment.
pub(super) fn say(verdict: &Verdict, now: Timestamp) -> Said {
    use Outcome::{Already, Refused, Saved, Unreadable, Waiting};
    let time = |at: Timestamp| clock(at, now);
    match verdict {
        Verdict::Saved { points, name, .. } => {
            said(Saved, text::saved(count(*points)), welcome(name.as_deref()))
        }
        Verdict::Counted { count } => said(Saved, text::counted(u64::from(*count)), text::WELCOME),
        Verdict::Left { count } => said(Saved, text::went_out(u64::from(*count)), text::NEXT),
        Verdict::Membership { told, name } => member::told(told, name.as_deref()),
        Verdict::Redeemed { title, name, .. } => said(
            Saved,
            text::rewards_give_what(title.clone()),
            welcome(name.as_deref()),
        ),
        Verdict::Undone { .. } => said(Waiting, text::UNDONE, text::NEXT),
        Verdict::Waiting { deadline, .. } => said(
            Waiting,
            text::WAITING,
            deadline.map_or(text::WAITING_MORE.into(), |until| {
                text::waiting_until(time(until))
            }),
        ),
        Verdict::Pending => said(Waiting, text::WAITING, text::WAITING_MORE),
        Verdict::Already { at, by, .. } => {
            let more = match (at, by) {
                (Some(at), Some(by)) => text::already_by(by.clone(), time(*at)),
                (Some(at), None) => text::already_at(time(*at)),
                (None, _) => text::ALREADY_MORE.into(),
            };
            said(Already, text::ALREADY, more)
        }
        Verdict::NotYet { opens } => said(Refused, text::NOT_YET, text::not_yet_more(time(*opens))),
        Verdict::Closed { since } => said(
            Refused,
            text::CLOSED,
            since.map_or(text::CLOSED_MORE.into(), |since| {
                text::closed_since(time(since))
            }),
        ),
        Verdict::Blocked => said(Refused, text::BLOCKED, text::BLOCKED_MORE),
        Verdict::UnknownPass => said(Refused, text::UNKNOWN_PASS, text::UNKNOWN_PASS_MORE),
        Verdict::Inactive => said(Refused, text::INACTIVE, text::INACTIVE_MORE),
        Verdict::GroupPass => said(Refused, text::GROUP_PASS, text::GROUP_PASS_MORE),
        Verdict::UnknownCode => said(Unreadable, text::NOT_A_PASS, text::NOT_A_PASS_MORE),
        Verdict::Typing { mistake } => mistyped(*mistake),
        Verdict::Credential { reason } => signed(*reason),
        Verdict::Refused { reason, .. } => said(
            Refused,
            text::REFUSED,
            if *reason == Reason::Shift {
                text::REFUSED_SHIFT
            } else {
                text::REFUSED_MORE
            },
        ),
        _ => said(Waiting, text::PERSON, text::PERSON_MORE),
    }
}

/// What is said of a pass that the phone felt and could not read.
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "nobody shows the server anything")
)]
pub(super) fn unreadable() -> Said {
    said(Outcome::Unreadable, text::UNREADABLE, text::UNREADABLE_MORE)
}

/// What is said where the phone could not keep a scan: it must not seem to be kept.
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "nobody shows the server anything")
)]
pub(super) fn not_kept() -> Said {
    said(Outcome::Refused, text::NOT_KEPT, text::NOT_KEPT_MORE)
}

/// What is said of the rest of a family: kept here, or saved by the server.
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "nobody shows the server anything")
)]
pub(super) fn family(count: u64, saved: bool) -> Said {
    if saved {
        said(Outcome::Saved, text::family_saved(count), text::WELCOME)
    } else {
        said(
            Outcome::Waiting,
            text::family_kept(count),
            text::WAITING_SOON,
        )
    }
}

fn mistyped(mistake: Mistake) -> Said {
    let (word, more) = match mistake {
        Mistake::TooShort => (text::TOO_SHORT, text::DIGITS_MORE),
        Mistake::TooLong => (text::TOO_LONG, text::DIGITS_MORE),
        Mistake::Letters => (text::LETTERS, text::DIGITS_MORE),
        Mistake::CheckDigit => (text::CHECK_DIGIT, text::CHECK_DIGIT_MORE),
        Mistake::NotAPass => (text::NOT_A_PASS, text::NOT_A_PASS_MORE),
    };
    said(Outcome::Unreadable, word, more)
}

/// The word for a typing mistake, beside the field.
pub(super) fn typing(mistake: Mistake) -> Text {
    mistyped(mistake).word
}

fn signed(reason: Refusal) -> Said {
    use Outcome::{Already, Refused, Unreadable};
    match reason {
        Refusal::NotOne | Refusal::Damaged => {
            said(Unreadable, text::NOT_A_PASS, text::NOT_A_PASS_MORE)
        }
        Refusal::Old => said(Refused, text::SIGNED_OLD, text::SIGNED_OLD_MORE),
        // Nobody is to blame for a clock, nor for a phone that knows too little.
        Refusal::Clock => said(Unreadable, text::SIGNED_CLOCK, text::USE_BARCODE),
        Refusal::Replayed => said(Already, text::SIGNED_TWICE, text::SIGNED_TWICE_MORE),
        Refusal::Blocked => said(Refused, text::BLOCKED, text::BLOCKED_MORE),
        _ => said(Refused, text::SIGNED_NO, text::USE_BARCODE),
    }
}

pub(super) fn welcome(name: Option<&str>) -> Text {
    name.map_or(text::WELCOME.into(), text::welcome_name)
}

fn count(points: i64) -> u64 {
    u64::try_from(points).unwrap_or_default()
}

/// The time of day in Brussels, with the day where it is another one than `now`'s.
pub(super) fn clock(at: Timestamp, now: Timestamp) -> String {
    let wall = at.in_brussels();
    let form = if wall.date() == now.date_in_brussels() {
        "%H:%M"
    } else {
        "%-d/%-m %H:%M"
    };
    wall.format(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Audience, Catalog, Table};
    use domain::language::Language;
    use std::sync::Arc;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap_or(Timestamp::from_millis(0))
    }

    fn dutch(verdict: &Verdict) -> [String; 2] {
        let catalog = Catalog::new(Language::Nl, Arc::default());
        let table = Table::built_in(Language::Nl, Audience::Volunteer);
        let catalog = catalog.with(Audience::Volunteer, Table::parse(table));
        let said = say(verdict, at("2026-11-25T20:00:00+01:00"));
        [catalog.get(&said.word), catalog.get(&said.more)]
    }

    #[test]
    fn the_time_is_brussels_and_another_day_is_named() {
        let now = at("2026-11-25T20:00:00+01:00");
        assert_eq!(clock(at("2026-11-25T18:14:00+00:00"), now), "19:14");
        assert_eq!(clock(at("2026-11-26T19:00:00+00:00"), now), "26/11 20:00");
    }

    #[test]
    fn a_verdict_says_what_a_volunteer_needs_and_no_more() {
        let saved = Verdict::Saved {
            points: 2,
            total: Some(5000),
            name: Some("Noor".into()),
            activity: Some("Filmavond".into()),
        };
        assert_eq!(dutch(&saved), ["2 punten bewaard", "Welkom, Noor"]);
        let already = Verdict::Already {
            at: Some(at("2026-11-25T18:14:00+00:00")),
            by: Some("Sam".into()),
            renews: None,
            name: Some("Noor".into()),
        };
        assert_eq!(dutch(&already), ["Al ingecheckt", "Om 19:14, door Sam"]);
        let waiting = Verdict::Waiting {
            deadline: Some(at("2026-11-25T23:00:00+01:00")),
            name: None,
        };
        assert_eq!(
            dutch(&waiting),
            [
                "Bewaard op deze telefoon",
                "Niet nagekeken in de lijst. Te versturen vóór 23:00."
            ]
        );
    }

    #[test]
    fn a_wrong_clock_is_nobodys_fault() {
        let verdict = Verdict::Credential {
            reason: Refusal::Clock,
        };
        let said = say(&verdict, at("2026-11-25T20:00:00+01:00"));
        assert_eq!(said.outcome, Outcome::Unreadable);
        assert_eq!(dutch(&verdict)[1], "Scan de streepjescode.");
    }
}
