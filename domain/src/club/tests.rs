use super::season::{Renewal, expires_soon, renew};
use super::*;
use crate::association::{EndDateRule, Refusal, Rules};
use chrono::Days;
use proptest::prelude::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn zoe() -> Who {
    Who::Passholder("zoe".to_owned())
}

fn fact(n: u128, what: Said) -> Fact {
    Fact {
        id: id(n),
        who: zoe(),
        at: Timestamp::from_millis(i64::try_from(n).unwrap()),
        what,
    }
}

#[test]
fn a_stop_beside_a_renewal_stays_a_question_and_takes_nothing_away() {
    let mut server = Members::default();
    server.hear(fact(1, server.of(&zoe()).give(day(2026, 8, 31))));
    // Two phones that know the same, both offline.
    let (mut door, mut desk) = (server.clone(), server.clone());
    door.hear(fact(2, door.of(&zoe()).stop()));
    desk.hear(fact(3, desk.of(&zoe()).give(day(2027, 8, 31))));
    assert_eq!(door.of(&zoe()).until(), None);
    server.merge(&door);
    assert_eq!(server.of(&zoe()).until(), None);
    server.merge(&desk);
    assert_eq!(server.of(&zoe()).until(), Some(day(2027, 8, 31)));
    assert_eq!(
        server.of(&zoe()).conflicts(),
        [Conflict {
            given: id(3),
            stopped: id(2)
        }]
    );
    // Whoever says it again, knowing both, settles it: either way.
    let mut stopped = server.clone();
    stopped.hear(fact(4, stopped.of(&zoe()).stop()));
    assert_eq!(
        (stopped.of(&zoe()).until(), stopped.of(&zoe()).conflicts()),
        (None, vec![])
    );
    let mut kept = server.of(&zoe());
    let stop = Said::Stopped {
        ends: [id(3)].into(),
    };
    kept.hear(fact(5, kept.give(day(2027, 8, 31))));
    kept.hear(fact(6, stop));
    assert_eq!(kept.until(), Some(day(2027, 8, 31)));
    // The door hears of it later and agrees.
    door.merge(&server);
    assert_eq!(door, server);
}

#[test]
fn taking_it_up_again_after_a_stop_is_no_conflict() {
    let mut members = Members::default();
    members.hear(fact(1, members.of(&zoe()).give(day(2026, 8, 31))));
    members.hear(fact(2, members.of(&zoe()).stop()));
    members.hear(fact(3, members.of(&zoe()).give(day(2026, 12, 31))));
    assert_eq!(members.of(&zoe()).until(), Some(day(2026, 12, 31)));
    assert!(members.of(&zoe()).conflicts().is_empty());
    assert_eq!(members.on(day(2026, 12, 31)).count(), 1);
    assert_eq!(members.on(day(2027, 1, 1)).count(), 0);
}

#[test]
fn a_season_of_500_is_renewed_by_each_of_the_three_rules() {
    let leap = day(2028, 2, 29);
    let rule = |end, renew_months| Rules { end, renew_months };
    let free = rule(
        EndDateRule::Custom {
            suggested: Some((2, 29)),
        },
        Some(2),
    );
    let birth = rule(EndDateRule::DateOfBirth { age: 18 }, None);
    let months = rule(EndDateRule::RegistrationDate { months: 12 }, Some(1));
    let mut members = Members::default();
    let all: Vec<Renewal> = (0..500_u128)
        .map(|n| {
            let who = Who::Guest(id(n));
            // All of them end on 29 February or in the year after it.
            let until = leap + Days::new(u64::try_from(n % 5).unwrap() * 100);
            let what = Said::Given {
                until,
                despite: BTreeSet::new(),
            };
            members.hear(Fact {
                id: id(1_000 + n),
                who: who.clone(),
                at: Timestamp::from_millis(0),
                what,
            });
            let born = if n % 2 == 0 {
                day(2012, 2, 29)
            } else {
                day(2004, 2, 29)
            };
            Renewal { who, born }
        })
        .collect();
    let today = leap;
    let count = |rules: &Rules, asked, wanted: Result<NaiveDate, Refusal>| {
        let done = renew(rules, &members, &all, asked, today);
        assert_eq!(done.len(), 500);
        done.into_iter()
            .filter(|(_, until)| *until == wanted)
            .count()
    };
    let asked = day(2029, 2, 28);
    assert_eq!(count(&free, Some(asked), Ok(asked)), 100);
    assert_eq!(count(&free, Some(asked), Err(Refusal::TooEarly)), 400);
    assert_eq!(count(&free, None, Err(Refusal::EndDateMissing)), 100);
    assert_eq!(count(&months, None, Ok(day(2029, 2, 28))), 100);
    assert_eq!(count(&months, None, Err(Refusal::TooEarly)), 400);
    // By birth date nothing is renewed: it ended for good, or runs until then.
    assert_eq!(count(&birth, None, Err(Refusal::TooEarly)), 500);
    let none = Members::default();
    let fresh = renew(&birth, &none, &all, None, today);
    assert_eq!(
        fresh
            .iter()
            .filter(|(_, until)| *until == Ok(day(2030, 2, 27)))
            .count(),
        250
    );
    assert_eq!(
        fresh
            .iter()
            .filter(|(_, until)| *until == Err(Refusal::TooOld))
            .count(),
        250
    );
    assert_eq!(free.suggestion(None, today), Some(day(2029, 2, 28)));
    assert_eq!(expires_soon(&members, today, 99).len(), 100);
    assert_eq!(expires_soon(&members, today, 100).len(), 200);
    assert!(expires_soon(&members, today, 400).is_sorted_by_key(|(_, until)| *until));
}

/// What phones do: (which phone, whom, what, whether it meets the server after).
type Step = (usize, u128, Option<u64>, bool);

/// Three phones that now and then meet the server, and all that they said.
fn play(steps: &[Step]) -> (Members, Vec<Fact>) {
    let (mut server, mut said) = (Members::default(), vec![]);
    let mut phones: [Members; 3] = Default::default();
    for (n, (phone, who, what, meets)) in (1..).zip(steps) {
        let (who, phone) = (Who::Guest(id(*who)), &mut phones[*phone]);
        let known = phone.of(&who);
        let what = match what {
            Some(days) => known.give(day(2026, 1, 1) + Days::new(*days)),
            None => known.stop(),
        };
        let fact = Fact {
            id: id(n),
            who,
            at: Timestamp::from_millis(0),
            what,
        };
        phone.hear(fact.clone());
        said.push(fact);
        if *meets {
            server.merge(phone);
            phone.merge(&server);
        }
    }
    for phone in &phones {
        server.merge(phone);
    }
    (server, said)
}

proptest! {
    /// The same facts, in any order and any number of times, give the same members.
    #[test]
    fn order_and_number_do_not_matter(
        steps in proptest::collection::vec((0usize..3, 0u128..4, proptest::option::of(0u64..900), any::<bool>()), 1..40),
        shuffle in any::<u64>(),
    ) {
        let (server, mut said) = play(&steps);
        said.extend(said.clone());
        // A shuffle that the seed decides.
        let mut seed = shuffle | 1;
        for place in (1..said.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            said.swap(place, usize::try_from(seed >> 33).unwrap() % (place + 1));
        }
        let mut again = Members::default();
        for fact in said {
            again.hear(fact);
        }
        prop_assert_eq!(again, server);
    }

    /// Nobody loses a membership by a stop whose phone did not know of it, and nothing else runs.
    #[test]
    fn only_what_was_known_is_stopped(
        steps in proptest::collection::vec((0usize..3, 0u128..2, proptest::option::of(0u64..900), any::<bool>()), 1..30),
    ) {
        let (server, said) = play(&steps);
        for who in [0, 1].map(|n| Who::Guest(id(n))) {
            let own: Vec<_> = said.iter().filter(|fact| fact.who == who).collect();
            let ended = |given: &Uuid| own.iter().any(|fact| matches!(&fact.what, Said::Stopped { ends } if ends.contains(given)));
            let runs = own.iter().filter_map(|fact| match fact.what {
                Said::Given { until, .. } if !ended(&fact.id) => Some(until),
                _ => None,
            });
            prop_assert_eq!(server.of(&who).until(), runs.max());
        }
    }
}
