//! Points from a list: what people keep in a spreadsheet or paste from a message, read as passes and
//! names. Looking passes up, checking in and the format of Excel are not here.

pub mod cell;
pub mod name;
pub mod table;
pub mod text;

use cell::Cell;
use table::Table;

/// How many lines a list may have.
pub const MAX_LINES: usize = 5_000;

/// One person of a list, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line in the file, from 1.
    pub line: usize,
    /// What stands where the number should be.
    pub cell: Cell,
    /// The name, as written; empty when there is none.
    pub name: String,
}

/// Which columns hold what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    /// The numbers.
    pub number: Option<usize>,
    /// The parts of the name, in the order in which they stand.
    pub name: Vec<usize>,
    /// How many rows stand above the people.
    pub skip: usize,
}

/// Among how many rows the words above the columns are looked for.
const HEAD: usize = 5;

/// Words above a column with a part of a name, in the languages of our screens, folded.
const NAME_WORDS: [&str; 22] = [
    "naam",
    "voornaam",
    "achternaam",
    "familienaam",
    "name",
    "firstname",
    "lastname",
    "surname",
    "givenname",
    "nom",
    "prenom",
    "vorname",
    "nachname",
    "familienname",
    "имя",
    "фамилия",
    "ім'я",
    "прізвище",
    "الاسم",
    "اسم",
    "ad",
    "soyad",
];

impl Columns {
    /// What the columns of a table seem to hold: numbers where most numbers are, names under a word
    /// for a name, or else in the columns with letters.
    pub fn guess(table: &Table) -> Self {
        let width = table.width();
        let is_number = |text: &str| {
            !matches!(
                cell::read(text),
                Cell::Other | Cell::Empty | Cell::NationalNumber
            )
        };
        let count = |column: usize, holds: &dyn Fn(&str) -> bool| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
            cells.filter(|text| holds(text)).count()
        };
        let number = (0..width)
            .map(|column| (count(column, &is_number), column))
            .filter(|(found, _)| *found > 0)
            // The first of equals.
            .max_by_key(|(found, column)| (*found, width - column))
            .map(|(_, column)| column);
        // A title may stand above the words.
        for (index, row) in table.rows.iter().take(HEAD).enumerate() {
            let is_word = |column: &usize| {
                let word = row.cells.get(*column).map(|word| name::fold(word));
                let word = word.map(|word| word.replace([' ', '-', '_'], ""));
                word.is_some_and(|word| NAME_WORDS.contains(&word.as_str()))
            };
            let name: Vec<usize> = (0..width).filter(is_word).collect();
            if !name.is_empty() {
                return Self {
                    number,
                    name,
                    skip: index + 1,
                };
            }
        }
        let top = number.and_then(|column| table.rows.first()?.cells.get(column));
        let headed = top.is_some_and(|text| cell::read(text) == Cell::Other);
        let skip = usize::from(headed && table.rows.len() > 1);
        let is_name = |text: &str| name::looks_like_one(text);
        let half = table.rows.len().div_ceil(2);
        let name = (0..width)
            .filter(|column| Some(*column) != number && count(*column, &is_name) >= half.max(1))
            .take(2)
            .collect();
        Self { number, name, skip }
    }
}

/// The people of a table; lines without number and name are passed over.
pub fn lines(table: &Table, columns: &Columns) -> Vec<Line> {
    let body = table.rows.iter().skip(columns.skip);
    body.filter_map(|row| {
        let at = |column: usize| row.cells.get(column).map_or("", |text| text.trim());
        let parts: Vec<&str> = columns.name.iter().map(|column| at(*column)).collect();
        let name = parts
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>();
        let name = name.join(" ");
        let cell = cell::read(columns.number.map_or("", at));
        (cell != Cell::Empty || !name.is_empty()).then_some(Line {
            line: row.line,
            cell,
            name,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests;
