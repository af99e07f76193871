use super::*;
use proptest::prelude::*;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn friday_night() -> Calendar {
    Calendar::Permanent {
        opening_hours: vec![OpeningHours {
            days: vec![Weekday::Fri],
            opens: NaiveTime::from_hms_opt(20, 0, 0).unwrap(),
            closes: NaiveTime::from_hms_opt(1, 0, 0).unwrap(),
        }],
    }
}

#[test]
fn an_activity_takes_check_ins_five_hours_either_way() {
    let single = Calendar::Single {
        occurrence: Occurrence {
            begin: at("2026-11-27T19:00:00+00:00"),
            end: at("2026-11-27T22:00:00+00:00"),
        },
    };
    let opens = at("2026-11-27T14:00:00+00:00");
    let closes = at("2026-11-28T03:00:00+00:00");
    assert_eq!(
        single.window(at("2026-11-27T13:59:59+00:00")),
        Window::NotYet { opens }
    );
    assert_eq!(
        single.window(opens),
        Window::Open {
            since: opens,
            until: closes
        }
    );
    assert_eq!(single.window(closes), Window::Over { since: closes });
}

#[test]
fn a_night_past_twelve_belongs_to_the_evening() {
    let window = friday_night().window(at("2026-11-28T00:30:00+00:00"));
    let expected = Window::Open {
        since: at("2026-11-27T14:00:00+00:00"),
        until: at("2026-11-28T05:00:00+00:00"),
    };
    assert_eq!(window, expected);
    let opens = at("2026-11-27T14:00:00+00:00");
    assert_eq!(
        friday_night().window(at("2026-11-23T12:00:00+00:00")),
        Window::NotYet { opens }
    );
}

#[test]
fn opening_hours_follow_the_clock_on_the_wall_through_a_change() {
    // Summer time ends on Sunday 25 October 2026 at 03:00.
    let sunday = Calendar::Permanent {
        opening_hours: vec![OpeningHours {
            days: vec![Weekday::Sat],
            opens: NaiveTime::from_hms_opt(22, 0, 0).unwrap(),
            closes: NaiveTime::from_hms_opt(4, 0, 0).unwrap(),
        }],
    };
    let Window::Open { since, until } = sunday.window(at("2026-10-24T21:00:00+00:00")) else {
        panic!("closed");
    };
    assert_eq!(since, at("2026-10-24T15:00:00+00:00"));
    assert_eq!(until, at("2026-10-25T08:00:00+00:00"));
}

#[test]
fn without_hours_the_whole_day_counts() {
    let week = Calendar::Periodic {
        begin: NaiveDate::from_ymd_opt(2026, 7, 6).unwrap(),
        end: NaiveDate::from_ymd_opt(2026, 7, 10).unwrap(),
        opening_hours: vec![],
    };
    assert!(matches!(
        week.window(at("2026-07-05T22:00:00+00:00")),
        Window::Open { .. }
    ));
    assert!(matches!(
        week.window(at("2026-07-10T21:59:59+00:00")),
        Window::Open { .. }
    ));
    assert!(matches!(
        week.window(at("2026-07-10T22:00:00+00:00")),
        Window::Over { .. }
    ));
    assert!(matches!(
        week.window(at("2026-07-05T21:59:59+00:00")),
        Window::NotYet { .. }
    ));
    let always = Calendar::Permanent {
        opening_hours: vec![],
    };
    assert!(matches!(
        always.window(Timestamp::from_millis(0)),
        Window::Open { .. }
    ));
}

#[test]
fn a_periodic_calendar_far_away_tells_its_first_and_last_opening() {
    let course = Calendar::Periodic {
        begin: NaiveDate::from_ymd_opt(2026, 9, 1).unwrap(),
        end: NaiveDate::from_ymd_opt(2026, 9, 30).unwrap(),
        opening_hours: vec![OpeningHours {
            days: vec![Weekday::Wed],
            opens: NaiveTime::from_hms_opt(14, 0, 0).unwrap(),
            closes: NaiveTime::from_hms_opt(16, 0, 0).unwrap(),
        }],
    };
    let opens = at("2026-09-02T07:00:00+00:00");
    assert_eq!(
        course.window(at("2025-01-01T00:00:00+00:00")),
        Window::NotYet { opens }
    );
    let since = at("2026-09-30T19:00:00+00:00");
    assert_eq!(
        course.window(at("2027-06-01T00:00:00+00:00")),
        Window::Over { since }
    );
}

#[test]
fn a_calendar_without_days_never_opens() {
    let none = Calendar::Multiple {
        occurrences: vec![],
    };
    assert_eq!(none.window(Timestamp::from_millis(0)), Window::Never);
    assert!(none.is_over(Timestamp::from_millis(0)));
}

proptest! {
    /// What is told about opening and closing is what a look at those moments shows.
    #[test]
    fn the_ends_of_a_window_are_its_ends(minute in 0i64..1_000_000) {
        let moment = Timestamp::from_millis(1_790_000_000_000 + minute * 60_000);
        let night = friday_night();
        match night.window(moment) {
            Window::Open { since, until } => {
                prop_assert!(since <= moment && moment < until);
                let before = since - TimeDelta::milliseconds(1);
                let opens_then = matches!(night.window(before), Window::NotYet { opens } if opens == since);
                let closed_then = matches!(night.window(until), Window::NotYet { .. });
                prop_assert!(opens_then && closed_then);
            }
            Window::NotYet { opens } => {
                let is_open = matches!(night.window(opens), Window::Open { since, .. } if since == opens);
                prop_assert!(opens > moment && is_open);
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }
}

#[test]
fn times_are_those_between_two_moments_without_the_margin() {
    let at = |text: &str| Timestamp::parse(text).unwrap();
    let (from, until) = (at("2026-11-25T12:00:00Z"), at("2026-12-09T12:00:00Z"));
    let hours = |days: &[Weekday], opens: u32, closes: u32| OpeningHours {
        days: days.to_vec(),
        opens: NaiveTime::from_hms_opt(opens, 0, 0).unwrap(),
        closes: NaiveTime::from_hms_opt(closes, 0, 0).unwrap(),
    };
    // Open past midnight: what began on Tuesday evening still goes on where it is asked from.
    let bar = Calendar::Permanent {
        opening_hours: vec![hours(&[Weekday::Tue, Weekday::Fri], 20, 14)],
    };
    let begins: Vec<_> = bar.times(from, until).iter().map(|one| one.begin).collect();
    assert_eq!(
        begins,
        [
            "2026-11-24T19:00:00Z",
            "2026-11-27T19:00:00Z",
            "2026-12-01T19:00:00Z",
            "2026-12-04T19:00:00Z",
            "2026-12-08T19:00:00Z",
        ]
        .map(at)
    );
    let always = Calendar::Permanent {
        opening_hours: vec![],
    };
    assert!(always.times(from, until).is_empty());
    let once = |begin, end| Calendar::Single {
        occurrence: Occurrence {
            begin: at(begin),
            end: at(end),
        },
    };
    let over = once("2026-11-25T10:00:00Z", "2026-11-25T12:00:00Z");
    assert!(over.times(from, until).is_empty());
    let running = once("2026-11-25T10:00:00Z", "2026-11-25T12:00:01Z");
    assert_eq!(running.times(from, until).len(), 1);
    let later = once("2026-12-09T12:00:00Z", "2026-12-09T13:00:00Z");
    assert!(later.times(from, until).is_empty());
}
