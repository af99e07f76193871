//! Activities: when they happen, and when a person may check in there.
//!
//! Titles, places and prices are the server's; the calendar is a rule.

#[cfg(test)]
mod tests;
pub mod why;

use crate::period::{PeriodLimit, PeriodType};
use crate::time::Timestamp;
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

/// How long before its begin and after its end an activity takes check-ins.
///
/// Source: LEG `punten_sparen.md`: five hours either way; SPEC says "a certain period".
pub const MARGIN: TimeDelta = TimeDelta::hours(5);

/// How many days a search for the next opening looks ahead; a weekly rhythm shows within eight.
const LOOK_AHEAD: u64 = 370;

/// How many days [`Calendar::times`] looks ahead.
const MOST_DAYS: usize = 62;

/// When an activity happens. The kinds are those of UiTdatabank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Calendar {
    /// Once.
    Single {
        /// When.
        occurrence: Occurrence,
    },
    /// Several times.
    Multiple {
        /// When.
        occurrences: Vec<Occurrence>,
    },
    /// From a day to a day, with opening hours or at any time of the day.
    Periodic {
        /// The first day.
        begin: NaiveDate,
        /// The last day.
        end: NaiveDate,
        /// Opening hours; none is any time of the day.
        #[serde(default, rename = "openingHours")]
        opening_hours: Vec<OpeningHours>,
    },
    /// Always, with opening hours or at any time.
    Permanent {
        /// Opening hours; none is any time.
        #[serde(default, rename = "openingHours")]
        opening_hours: Vec<OpeningHours>,
    },
}

/// One time that an activity happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrence {
    /// When it begins.
    pub begin: Timestamp,
    /// When it ends.
    pub end: Timestamp,
}

/// Opening hours on some days of the week, in Brussels; closing at or before opening is past
/// midnight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpeningHours {
    /// The days.
    pub days: Vec<Weekday>,
    /// From.
    pub opens: NaiveTime,
    /// To.
    pub closes: NaiveTime,
}

/// Whether an activity takes check-ins at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// It does.
    Open {
        /// Since when.
        since: Timestamp,
        /// Until when, this moment not included.
        until: Timestamp,
    },
    /// It will.
    NotYet {
        /// From when.
        opens: Timestamp,
    },
    /// It did, for the last time.
    Over {
        /// Until when.
        since: Timestamp,
    },
    /// It never does: the calendar has no day.
    Never,
}

impl Calendar {
    /// Whether check-ins are taken at a moment, the margin included.
    pub fn window(&self, at: Timestamp) -> Window {
        let spans = self.spans_around(at);
        if let Some(span) = spans.iter().find(|span| span.begin <= at && at < span.end) {
            return Window::Open {
                since: span.begin,
                until: span.end,
            };
        }
        if let Some(next) = spans
            .iter()
            .filter(|span| at < span.begin)
            .map(|span| span.begin)
            .min()
        {
            return Window::NotYet { opens: next };
        }
        match spans.iter().map(|span| span.end).max() {
            Some(since) => Window::Over { since },
            None => Window::Never,
        }
    }

    /// How often a person may check in where the activity says nothing else.
    ///
    /// Source: LEG `punten_sparen.md`: single and multiple once a day, periodic and permanent once
    /// a week.
    pub const fn default_checkin_limit(&self) -> PeriodLimit {
        PeriodLimit::new(
            1,
            match self {
                Self::Single { .. } | Self::Multiple { .. } => PeriodType::Day,
                Self::Periodic { .. } | Self::Permanent { .. } => PeriodType::Week,
            },
        )
    }

    /// How many tickets a person may buy where the activity says nothing else.
    ///
    /// Source: LEG `event.md`: one ever, for permanent one a week.
    pub const fn default_ticket_limit(&self) -> PeriodLimit {
        PeriodLimit::new(
            1,
            match self {
                Self::Permanent { .. } => PeriodType::Week,
                _ => PeriodType::Absolute,
            },
        )
    }

    /// The first moment and the last; open ends are the ends of time.
    pub fn bounds(&self) -> Option<(Timestamp, Timestamp)> {
        match self {
            Self::Single { occurrence } => Some((occurrence.begin, occurrence.end)),
            Self::Multiple { occurrences } => Some((
                occurrences.iter().map(|one| one.begin).min()?,
                occurrences.iter().map(|one| one.end).max()?,
            )),
            Self::Periodic { begin, end, .. } => {
                Some((Timestamp::start_of_day(*begin), Timestamp::end_of_day(*end)))
            }
            Self::Permanent { .. } => Some((Timestamp::MIN, Timestamp::MAX)),
        }
    }

    /// Whether it goes on at any time within its bounds.
    pub const fn has_no_hours(&self) -> bool {
        match self {
            Self::Periodic { opening_hours, .. } | Self::Permanent { opening_hours } => {
                opening_hours.is_empty()
            }
            Self::Single { .. } | Self::Multiple { .. } => false,
        }
    }

    /// When it happens between two moments, by time, without the margin. Empty where no hours are
    /// known: any time within its bounds.
    pub fn times(&self, from: Timestamp, until: Timestamp) -> Vec<Occurrence> {
        let hours = |hours: &[OpeningHours], first: NaiveDate, last: NaiveDate| {
            let first = first.max(from.date_in_brussels() - chrono::Days::new(1));
            let days = first.iter_days().take_while(|day| *day <= last);
            // One stretch a day at most is more than a person reads in one look.
            let days = days.take(MOST_DAYS);
            days.flat_map(|day| openings(hours, day).collect::<Vec<_>>())
                .collect()
        };
        let mut all: Vec<Occurrence> = match self {
            Self::Single { occurrence } => vec![*occurrence],
            Self::Multiple { occurrences } => occurrences.clone(),
            Self::Periodic {
                begin,
                end,
                opening_hours,
            } => hours(opening_hours, *begin, *end),
            Self::Permanent { opening_hours } => {
                let today = from.date_in_brussels();
                hours(opening_hours, today - chrono::Days::new(1), NaiveDate::MAX)
            }
        };
        all.retain(|one| one.begin < until && from < one.end);
        all.sort_by_key(|one| one.begin);
        all
    }

    /// Whether it is over for good. Settings do not change any more then.
    pub fn is_over(&self, at: Timestamp) -> bool {
        self.bounds().is_none_or(|(_, end)| end < at)
    }

    /// The stretches of time near a moment, margin included, in no order, those that touch joined.
    fn spans_around(&self, at: Timestamp) -> Vec<Occurrence> {
        let widened = |one: &Occurrence| Occurrence {
            begin: one.begin - MARGIN,
            end: one.end + MARGIN,
        };
        let mut spans: Vec<Occurrence> = match self {
            Self::Single { occurrence } => vec![widened(occurrence)],
            Self::Multiple { occurrences } => occurrences.iter().map(widened).collect(),
            Self::Periodic {
                begin,
                end,
                opening_hours,
            } if opening_hours.is_empty() => {
                // No hours are known: any time on the days, LEG `punten_sparen.md`.
                let end = Timestamp::start_of_day(*end + chrono::Days::new(1));
                vec![Occurrence {
                    begin: Timestamp::start_of_day(*begin),
                    end,
                }]
            }
            Self::Periodic {
                begin,
                end,
                opening_hours,
            } => opened(opening_hours, at, Some((*begin, *end)))
                .iter()
                .map(widened)
                .collect(),
            Self::Permanent { opening_hours } if opening_hours.is_empty() => {
                vec![Occurrence {
                    begin: Timestamp::MIN,
                    end: Timestamp::MAX,
                }]
            }
            Self::Permanent { opening_hours } => opened(opening_hours, at, None)
                .iter()
                .map(widened)
                .collect(),
        };
        spans.sort_by_key(|span| span.begin);
        spans.dedup_by(|next, before| {
            let touches = next.begin <= before.end;
            if touches {
                before.end = before.end.max(next.end);
            }
            touches
        });
        spans
    }
}

/// The openings of one day.
fn openings(hours: &[OpeningHours], day: NaiveDate) -> impl Iterator<Item = Occurrence> {
    let on = hours
        .iter()
        .filter(move |one| one.days.contains(&day.weekday()));
    on.map(move |one| {
        let closing_day = if one.closes <= one.opens {
            day + chrono::Days::new(1)
        } else {
            day
        };
        Occurrence {
            begin: Timestamp::from_brussels(day.and_time(one.opens)),
            end: Timestamp::from_brussels(closing_day.and_time(one.closes)),
        }
    })
}

/// The openings from the last before a moment to the first after it.
fn opened(
    hours: &[OpeningHours],
    at: Timestamp,
    days: Option<(NaiveDate, NaiveDate)>,
) -> Vec<Occurrence> {
    let today = at.date_in_brussels();
    // Before its first day a calendar is looked at from there, after its last one from its end.
    let around = days.map_or(today, |(begin, end)| today.max(begin).min(end.max(begin)));
    let mut found = Vec::new();
    let first = around - chrono::Days::new(8);
    for day in first
        .iter_days()
        .take(usize::try_from(LOOK_AHEAD).unwrap_or(usize::MAX))
    {
        if days.is_some_and(|(begin, end)| day < begin || day > end) {
            continue;
        }
        found.extend(openings(hours, day));
        if day > around + chrono::Days::new(8) && !found.is_empty() {
            break;
        }
    }
    found
}
