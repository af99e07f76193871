//! A club's year in figures: visits by week, who is new, this season beside the last. No names.

use crate::club::band::Band;
use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many weeks are shown.
pub const WEEKS: u64 = 53;
/// The month in which a season begins.
const SEASON: u32 = 9;

/// Somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit<'a> {
    /// Who, by whatever tells people apart.
    pub who: &'a str,
    /// On which day.
    pub on: NaiveDate,
    /// The day on which they were first there.
    pub first: NaiveDate,
}

/// A week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Week {
    /// Its Monday.
    pub monday: NaiveDate,
    /// How often somebody was there with a pass.
    pub visits: u32,
    /// How many different people.
    pub people: u32,
    /// How many of them for the first time.
    pub new: u32,
    /// How many were counted without a pass.
    pub without_pass: u32,
}

/// A season, from 1 September up to its last day or the same day of it as today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Season {
    /// Its first day.
    pub from: NaiveDate,
    /// The last day that was counted.
    pub to: NaiveDate,
    /// How often somebody was there with a pass.
    pub visits: u32,
    /// How many different people.
    pub people: u32,
}

/// The figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// Week by week, oldest first; weeks with nobody among them.
    pub weeks: Vec<Week>,
    /// Members by age, youngest first.
    pub members: [u32; 3],
    /// This season up to today.
    pub season: Season,
    /// The last one, up to the same day: what this one may be compared with.
    pub last_season: Season,
}

impl Figures {
    /// The figures of a club on a day. `guests` are days and how many were counted without a pass.
    pub fn of(
        visits: &[Visit<'_>],
        guests: &[(NaiveDate, u32)],
        members: impl IntoIterator<Item = Band>,
        today: NaiveDate,
    ) -> Self {
        let this = monday(today);
        let mut weeks: BTreeMap<NaiveDate, (Week, BTreeSet<&str>)> = (0..WEEKS)
            .map(|back| this - Days::new(7 * back))
            .map(|monday| {
                let week = Week {
                    monday,
                    visits: 0,
                    people: 0,
                    new: 0,
                    without_pass: 0,
                };
                (monday, (week, BTreeSet::new()))
            })
            .collect();
        for visit in visits.iter().filter(|visit| visit.on <= today) {
            let monday = monday(visit.on);
            let Some((week, people)) = weeks.get_mut(&monday) else {
                continue;
            };
            week.visits += 1;
            if people.insert(visit.who) {
                week.people += 1;
                week.new += u32::from(visit.first >= monday);
            }
        }
        for (on, number) in guests.iter().filter(|(on, _)| *on <= today) {
            if let Some((week, _)) = weeks.get_mut(&monday(*on)) {
                week.without_pass = week.without_pass.saturating_add(*number);
            }
        }
        let mut bands = [0; 3];
        for band in members {
            bands[band as usize] += 1;
        }
        let from = season(today);
        let (last_from, last_to) = (year_before(from), year_before(today));
        Self {
            weeks: weeks.into_values().map(|(week, _)| week).collect(),
            members: bands,
            season: total(visits, from, today),
            last_season: total(visits, last_from, last_to),
        }
    }
}

/// From which day visits matter for the figures of a day.
pub fn since(today: NaiveDate) -> NaiveDate {
    let weeks = monday(today) - Days::new(7 * (WEEKS - 1));
    weeks.min(year_before(season(today)))
}

fn total(visits: &[Visit<'_>], from: NaiveDate, to: NaiveDate) -> Season {
    let mut people = BTreeSet::new();
    let mut season = Season {
        from,
        to,
        visits: 0,
        people: 0,
    };
    for visit in visits
        .iter()
        .filter(|visit| (from..=to).contains(&visit.on))
    {
        season.visits += 1;
        season.people += u32::from(people.insert(visit.who));
    }
    season
}

fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

fn season(day: NaiveDate) -> NaiveDate {
    let year = day.year() - i32::from(day.month() < SEASON);
    NaiveDate::from_ymd_opt(year, SEASON, 1).unwrap_or(day)
}

/// 29 February was 28 February.
fn year_before(day: NaiveDate) -> NaiveDate {
    crate::time::subtract_months(day, 12)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_week_knows_who_is_new_and_a_season_its_last() {
        // A Wednesday in a leap year.
        let today = day(2028, 3, 1);
        let visit = |who, on, first| Visit { who, on, first };
        let visits = [
            visit("a", day(2026, 10, 1), day(2026, 10, 1)),
            visit("a", day(2028, 2, 29), day(2026, 10, 1)),
            visit("b", day(2028, 2, 28), day(2028, 2, 28)),
            visit("b", day(2028, 3, 1), day(2028, 2, 28)),
            visit("c", day(2027, 3, 2), day(2027, 3, 2)),
            visit("d", day(2028, 3, 2), day(2028, 3, 2)),
        ];
        let guests = [
            (day(2028, 2, 27), 5),
            (day(2028, 2, 28), 7),
            (day(2020, 1, 1), 9),
        ];
        let bands = [Band::Under16, Band::Adult, Band::Under16];
        let figures = Figures::of(&visits, &guests, bands, today);
        let [.., before, this] = figures.weeks.as_slice() else {
            panic!("no weeks")
        };
        let expected = Week {
            monday: day(2028, 2, 28),
            visits: 3,
            people: 2,
            new: 1,
            without_pass: 7,
        };
        assert_eq!(*this, expected);
        assert_eq!((before.visits, before.without_pass), (0, 5));
        assert_eq!(figures.weeks.len(), 53);
        assert_eq!(figures.members, [2, 0, 1]);
        let season = |from, to, visits, people| Season {
            from,
            to,
            visits,
            people,
        };
        assert_eq!(figures.season, season(day(2027, 9, 1), today, 3, 2));
        // 2 March was after the same day of last season.
        assert_eq!(
            figures.last_season,
            season(day(2026, 9, 1), day(2027, 3, 1), 1, 1)
        );
        let leap = Figures::of(&visits, &[], [], day(2028, 2, 29));
        assert_eq!(leap.last_season.to, day(2027, 2, 28));
    }

    proptest! {
        /// Every visit of the weeks that are shown is in one of them, and nobody is new twice.
        #[test]
        fn nothing_is_counted_twice(days in proptest::collection::vec((0u64..360, 0usize..5), 0..60)) {
            let today = day(2026, 11, 25);
            let names = ["a", "b", "c", "d", "e"];
            let on = |back: u64| today - Days::new(back);
            let first = |who: usize| days.iter().filter(|(_, other)| *other == who).map(|(back, _)| on(*back)).min();
            let visits: Vec<_> = days.iter().map(|(back, who)| Visit { who: names[*who], on: on(*back), first: first(*who).unwrap() }).collect();
            let figures = Figures::of(&visits, &[], [], today);
            let sum = |of: fn(&Week) -> u32| figures.weeks.iter().map(of).sum::<u32>();
            prop_assert_eq!(sum(|week| week.visits) as usize, days.len());
            let people: BTreeSet<_> = days.iter().map(|(_, who)| who).collect();
            prop_assert_eq!(sum(|week| week.new) as usize, people.len());
            prop_assert!(figures.weeks.iter().all(|week| week.new <= week.people && week.people <= week.visits));
            prop_assert!(since(today) <= on(359));
        }
    }
}
