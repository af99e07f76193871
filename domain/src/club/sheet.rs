//! Members out of a club's own spreadsheet: what each column seems to hold, and what each row says then.
//! Reading files is not here, and nothing is asked of anybody: a club looks first.

mod mapping;
mod value;

pub use mapping::{Column, Mapping};

use super::own::{OwnData, Refusal};
use crate::{
    list::{
        cell::{self, Cell},
        table::{Row, Table},
    },
    number::UitpasNumber,
    passholder::{CONSENT_AGE, age},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a row is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Problem {
    /// Neither a pass nor a whole name.
    Name,
    /// Without a pass, a birth date is needed.
    Born,
    /// The birth date cannot be read, or has yet to come.
    BornUnreadable,
    /// What stands for a pass is none.
    Pass,
    /// A national number stands where a pass is meant: it is kept nowhere.
    NationalNumber,
    /// What was paid is no amount.
    Fee,
    /// No telephone number.
    Phone,
    /// The day on which a parent agreed cannot be read, or has yet to come.
    Agreed,
    /// Under 16 a parent agrees first.
    Parent,
    /// A text is too long.
    TooLong,
    /// The same person stands on an earlier line.
    Twice {
        /// Which.
        line: usize,
    },
}

/// Who a row is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Person {
    /// Whoever has this pass.
    Pass(UitpasNumber),
    /// Somebody without one.
    Guest {
        /// First name.
        first: String,
        /// Last name.
        last: String,
        /// Birth date.
        born: NaiveDate,
    },
}

/// A row that can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// Who.
    pub person: Person,
    /// What the club keeps itself.
    pub own: Option<OwnData>,
}

/// A row, as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// The line in the file, from 1.
    pub line: usize,
    /// How it calls the person; a pass without a name by a few of its digits.
    pub name: String,
    /// What can be taken of it, or why it is not.
    pub is: Result<Ready, Problem>,
}

/// Every row that says something, as it is understood.
pub fn understand(table: &Table, mapping: &Mapping, today: NaiveDate) -> Vec<Understood> {
    let mut seen: BTreeMap<Person, usize> = BTreeMap::new();
    let body = table.rows.iter().skip(mapping.skip);
    body.map(|row| {
        let cells = Cells { row, mapping };
        let mut is = cells.ready(today);
        if let Ok(ready) = &is {
            match seen.get(&ready.person) {
                Some(line) => is = Err(Problem::Twice { line: *line }),
                None => {
                    seen.insert(ready.person.clone(), row.line);
                }
            }
        }
        Understood {
            line: row.line,
            name: cells.called(&is),
            is,
        }
    })
    .collect()
}

struct Cells<'t> {
    row: &'t Row,
    mapping: &'t Mapping,
}

impl Cells<'_> {
    fn at(&self, column: Column) -> &str {
        let place = self.mapping.columns.get(&column);
        let text = place.and_then(|place| self.row.cells.get(*place));
        text.map_or("", |text| text.trim())
    }

    fn names(&self) -> (String, String) {
        let (first, last) = (self.at(Column::First), self.at(Column::Last));
        if !first.is_empty() || !last.is_empty() {
            return (first.to_owned(), last.to_owned());
        }
        value::parts_of_name(self.at(Column::Whole))
    }

    fn called(&self, is: &Result<Ready, Problem>) -> String {
        let (first, last) = self.names();
        let name = format!("{first} {last}").trim().to_owned();
        match is {
            Ok(Ready {
                person: Person::Pass(number),
                ..
            }) if name.is_empty() => number.masked(),
            _ => name,
        }
    }

    fn ready(&self, today: NaiveDate) -> Result<Ready, Problem> {
        let born = match self.at(Column::Born) {
            "" => None,
            text => {
                let day = value::date(text).filter(|day| *day <= today);
                Some(day.ok_or(Problem::BornUnreadable)?)
            }
        };
        let person = match cell::read(self.at(Column::Pass)) {
            Cell::Number(number) => Person::Pass(number),
            Cell::Empty => self.guest(born)?,
            Cell::NationalNumber => return Err(Problem::NationalNumber),
            _ => return Err(Problem::Pass),
        };
        let own = self.own(born, today)?;
        Ok(Ready {
            person,
            own: (!own.is_empty()).then_some(own),
        })
    }

    fn guest(&self, born: Option<NaiveDate>) -> Result<Person, Problem> {
        let (first, last) = self.names();
        if first.is_empty() || last.is_empty() {
            return Err(Problem::Name);
        }
        let born = born.ok_or(Problem::Born)?;
        Ok(Person::Guest { first, last, born })
    }

    fn own(&self, born: Option<NaiveDate>, today: NaiveDate) -> Result<OwnData, Problem> {
        let some = |column| Some(self.at(column).to_owned()).filter(|text| !text.is_empty());
        let fee_cents = match self.at(Column::Fee) {
            "" => None,
            text => Some(value::cents(text).ok_or(Problem::Fee)?),
        };
        let parent_agreed_on = match self.at(Column::Agreed) {
            "" => None,
            text => Some(value::date(text).ok_or(Problem::Agreed)?),
        };
        let own = OwnData {
            fee_cents,
            group: some(Column::Group),
            parent_phone: some(Column::Phone),
            photo: None,
            parent_agreed_on,
        };
        // Whose birth date is not here, only the server can judge.
        let grown = born.is_none_or(|born| age(born, today) >= CONSENT_AGE);
        let judged = born.unwrap_or(NaiveDate::MIN);
        own.checked(judged, today).map_err(|refusal| match refusal {
            Refusal::ParentMissing if !grown => Problem::Parent,
            Refusal::ParentMissing | Refusal::AgreedLater => Problem::Agreed,
            Refusal::TooLong => Problem::TooLong,
            Refusal::NoPhone => Problem::Phone,
        })
    }
}

#[cfg(test)]
mod tests;
