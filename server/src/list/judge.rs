//! One line of a list judged: whose pass it is or whom the name means, and what a check-in would
//! give.

use super::Club;
use crate::{
    db::{event::EventRow, list as db},
    registry::{Answer, Refused, embedded::Embedded},
};
use domain::{
    list::{
        Line,
        cell::Cell,
        name::{self, Known, Match},
    },
    number::UitpasNumber,
    sync::list::{Candidate, Outcome},
    time::Timestamp,
};
use sqlx::AnyConnection;
use std::collections::HashMap;

/// Writes down what became of a line.
pub(super) fn decided(row: &mut db::LineRow, outcome: &Outcome) -> Result<(), Refused> {
    row.ready = i64::from(matches!(outcome, Outcome::Ready { .. }));
    row.outcome = serde_json::to_string(outcome)?;
    Ok(())
}

/// Knows the club and the activity, and who was on which line.
pub(super) struct Judge<'r> {
    registry: &'r Embedded,
    event: EventRow,
    at: Timestamp,
    rows: Vec<db::KnownRow>,
    names: Vec<Known>,
    numbers: HashMap<UitpasNumber, usize>,
    /// Who was on which line.
    pub(super) seen: HashMap<String, i64>,
}

impl<'r> Judge<'r> {
    pub(super) async fn new(
        registry: &'r Embedded,
        c: &mut AnyConnection,
        club: &Club,
        event: EventRow,
    ) -> Answer<Self> {
        let rows = db::known(c, &event.organizer_id).await?;
        let mut names: Vec<Known> = Vec::new();
        for row in &rows {
            // Somebody with two cards is still one person.
            if names.last().is_none_or(|last| last.id != row.id) {
                names.push(Known::new(row.id.as_str(), &row.first_name, &row.name));
            }
        }
        let number =
            |(index, row): (usize, &db::KnownRow)| Some((row.uitpas_number.parse().ok()?, index));
        let numbers = rows.iter().enumerate().filter_map(number).collect();
        Ok(Self {
            registry,
            event,
            at: club.now,
            rows,
            names,
            numbers,
            seen: HashMap::new(),
        })
    }

    pub(super) async fn line(&mut self, c: &mut AnyConnection, line: Line) -> Answer<db::LineRow> {
        let at = i64::try_from(line.line).unwrap_or(i64::MAX);
        let outcome = match &line.cell {
            Cell::Number(number) => return self.number(c, number, line.name, at).await,
            Cell::Mistyped(text) => Outcome::Mistyped {
                likely: self.likely(text),
            },
            cell => match name::find(&line.name, &self.names) {
                Match::One(id) => return self.person(c, &id, at).await,
                Match::Ask(ids) => Outcome::Which {
                    people: self.candidates(&ids),
                },
                Match::Nobody => nobody(cell, &line.name),
            },
        };
        let mut row = empty(at, line.name);
        decided(&mut row, &outcome)?;
        Ok(row)
    }

    /// A member, by the newest of their cards.
    pub(super) async fn person(
        &mut self,
        c: &mut AnyConnection,
        id: &str,
        at: i64,
    ) -> Answer<db::LineRow> {
        let known = self.rows.iter().find(|row| row.id == id);
        let number = known.and_then(|row| row.uitpas_number.parse().ok());
        if let Some(number) = number {
            return self.number(c, &number, String::new(), at).await;
        }
        let mut row = empty(at, String::new());
        decided(&mut row, &Outcome::Unknown)?;
        Ok(row)
    }

    async fn number(
        &mut self,
        c: &mut AnyConnection,
        number: &UitpasNumber,
        written: String,
        at: i64,
    ) -> Answer<db::LineRow> {
        let looked = self.registry.look(c, number, &self.event, self.at).await?;
        let mut row = empty(at, written);
        row.pass = number.masked();
        let Some(looked) = looked else {
            decided(&mut row, &Outcome::Unknown)?;
            return Ok(row);
        };
        let mut outcome = Outcome::of(looked.decision);
        if let Some((id, first, last)) = looked.person {
            // The last name of somebody who is no member is not the club's to read.
            let member = self.rows.iter().any(|known| known.id == id);
            row.name = if member {
                format!("{first} {last}")
            } else {
                first
            };
            match self.seen.get(&id) {
                Some(line) if *line != at => {
                    outcome = Outcome::Twice {
                        line: u32::try_from(*line).unwrap_or_default(),
                    };
                }
                _ => {
                    self.seen.insert(id.clone(), at);
                    row.passholder_id = Some(id);
                }
            }
        }
        if matches!(outcome, Outcome::Ready { .. }) {
            row.uitpas_number = Some(number.as_str().to_owned());
        }
        decided(&mut row, &outcome)?;
        Ok(row)
    }

    /// The one member whose number is one slip away.
    fn likely(&self, text: &str) -> Option<Candidate> {
        let number = UitpasNumber::likely_correction(text, |one| self.numbers.contains_key(one))?;
        let known = self.rows.get(*self.numbers.get(&number)?)?;
        Some(candidate(known))
    }

    fn candidates(&self, ids: &[String]) -> Vec<Candidate> {
        let known = |id: &String| self.rows.iter().find(|row| row.id == *id);
        ids.iter().filter_map(known).map(candidate).collect()
    }
}

/// Why neither number nor name leads to anybody.
fn nobody(cell: &Cell, name: &str) -> Outcome {
    match cell {
        Cell::Length(digits) => Outcome::Length {
            digits: u32::try_from(*digits).unwrap_or(u32::MAX),
        },
        Cell::Rounded => Outcome::Rounded,
        Cell::NationalNumber => Outcome::NationalNumber,
        _ if name.is_empty() => Outcome::Unreadable,
        _ => Outcome::Unknown,
    }
}

fn candidate(row: &db::KnownRow) -> Candidate {
    let number: Option<UitpasNumber> = row.uitpas_number.parse().ok();
    Candidate {
        id: row.id.clone(),
        name: format!("{} {}", row.first_name, row.name),
        pass: number.map(|number| number.masked()).unwrap_or_default(),
    }
}

const fn empty(line: i64, name: String) -> db::LineRow {
    db::LineRow {
        line,
        name,
        pass: String::new(),
        uitpas_number: None,
        passholder_id: None,
        outcome: String::new(),
        ready: 0,
        checkin_id: None,
    }
}
