//! Which column of a club's spreadsheet holds what: guessed by the words above it and by what is in it,
//! changed by whoever looks.

use super::value;
use crate::list::{
    cell::{self, Cell},
    name,
    table::{Row, Table},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Column {
    /// First names.
    First,
    /// Last names.
    Last,
    /// Whole names.
    Whole,
    /// Birth dates.
    Born,
    /// Numbers of passes.
    Pass,
    /// What was paid.
    Fee,
    /// The group or team.
    Group,
    /// The phone of a parent.
    Phone,
    /// On which day a parent agreed.
    Agreed,
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::First,
        Self::Last,
        Self::Whole,
        Self::Born,
        Self::Pass,
        Self::Fee,
        Self::Group,
        Self::Phone,
        Self::Agreed,
    ];

    /// The word for it, in forms and addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Last => "last",
            Self::Whole => "whole",
            Self::Born => "born",
            Self::Pass => "pass",
            Self::Fee => "fee",
            Self::Group => "group",
            Self::Phone => "phone",
            Self::Agreed => "agreed",
        }
    }

    /// By its word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Words above columns, in the languages of our screens, folded and without spaces. The first that fits
/// wins, so `phone of a parent` stands before `name of a parent`.
const WORDS: [(Column, &[&str]); 9] = [
    (
        Column::Agreed,
        &[
            "akkoord",
            "toestemming",
            "accord",
            "consent",
            "agreed",
            "einverst",
            "zustimm",
            "згода",
            "согласие",
            "موافقة",
            "onay",
        ],
    ),
    (
        Column::Phone,
        &[
            "telefoon",
            "gsm",
            "phone",
            "telephone",
            "mobiel",
            "handy",
            "telefon",
            "телефон",
            "هاتف",
        ],
    ),
    (
        Column::First,
        &[
            "voornaam",
            "firstname",
            "givenname",
            "prenom",
            "vorname",
            "roepnaam",
            "ім'я",
            "имя",
            "الاسمالاول",
        ],
    ),
    (
        Column::Last,
        &[
            "achternaam",
            "familienaam",
            "lastname",
            "surname",
            "familyname",
            "nomdefamille",
            "nachname",
            "familienname",
            "прізвище",
            "фамилия",
            "soyad",
            "اسمالعائلة",
        ],
    ),
    (
        Column::Born,
        &[
            "geboren",
            "geboortedatum",
            "born",
            "birth",
            "naissance",
            "neele",
            "geburt",
            "народжен",
            "рожден",
            "ميلاد",
            "dogum",
        ],
    ),
    (
        Column::Pass,
        &[
            "uitpas",
            "pasnummer",
            "kaartnummer",
            "pass",
            "card",
            "carte",
            "karte",
        ],
    ),
    (
        Column::Fee,
        &[
            "lidgeld",
            "bijdrage",
            "betaald",
            "bedrag",
            "fee",
            "paid",
            "cotisation",
            "paye",
            "montant",
            "beitrag",
            "bezahlt",
            "внесок",
            "взнос",
            "اشتراك",
            "aidat",
        ],
    ),
    (
        Column::Group,
        &[
            "groep",
            "tak",
            "ploeg",
            "team",
            "group",
            "groupe",
            "equipe",
            "gruppe",
            "mannschaft",
            "група",
            "группа",
            "مجموعة",
            "grup",
        ],
    ),
    (
        Column::Whole,
        &[
            "naam", "name", "nom", "member", "membre", "mitglied", "اسم", "ad",
        ],
    ),
];

/// Among how many rows the words above the columns are looked for.
const HEAD: usize = 5;

/// Which columns hold what. What a column holds is said once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mapping {
    /// The place of each, from 0.
    pub columns: BTreeMap<Column, usize>,
    /// How many rows stand above the people.
    pub skip: usize,
}

impl Mapping {
    /// What the columns seem to hold: by the words above them, and else by what is in them.
    pub fn guess(table: &Table, today: NaiveDate) -> Self {
        let mut best = Self::default();
        for (at, row) in table.rows.iter().take(HEAD).enumerate() {
            let mut found = Self {
                skip: at + 1,
                ..Self::default()
            };
            for (place, text) in row.cells.iter().enumerate() {
                if let Some(column) = by_word(text) {
                    found.columns.entry(column).or_insert(place);
                }
            }
            if found.columns.len() > best.columns.len() {
                best = found;
            }
        }
        // One word alone may as well be a title that stands above them, or somebody's name.
        if best.columns.len() < 2 && table.width() > 1 {
            best = Self::default();
        }
        // Beside a first name, a name is the last one.
        if best.has(Column::First)
            && !best.has(Column::Last)
            && let Some(place) = best.columns.remove(&Column::Whole)
        {
            best.columns.insert(Column::Last, place);
        }
        best.by_content(table, today);
        best
    }

    /// Fills in what is not said yet, where most of a column holds it.
    fn by_content(&mut self, table: &Table, today: NaiveDate) {
        let body: Vec<&Row> = table.rows.iter().skip(self.skip).collect();
        for place in 0..table.width() {
            if self.columns.values().any(|taken| *taken == place) {
                continue;
            }
            let cells = || {
                let cells = body.iter().filter_map(|row| row.cells.get(place));
                cells.filter(|text| !text.trim().is_empty())
            };
            let all = cells().count();
            let most = |holds: &dyn Fn(&str) -> bool| {
                all > 0 && 2 * cells().filter(|text| holds(text)).count() > all
            };
            let column = if most(&|text| matches!(cell::read(text), Cell::Number(_))) {
                Column::Pass
            } else if most(&|text| value::written_date(text).is_some_and(|day| day < today)) {
                Column::Born
            } else if most(&name::looks_like_one) {
                match (self.has(Column::Whole), self.has(Column::First)) {
                    (false, false) => Column::First,
                    (false, true) if !self.has(Column::Last) => Column::Last,
                    _ => continue,
                }
            } else {
                continue;
            };
            self.columns.entry(column).or_insert(place);
        }
        // One column of names alone holds whole ones.
        if self.has(Column::First)
            && !self.has(Column::Last)
            && self.skip == 0
            && let Some(place) = self.columns.remove(&Column::First)
        {
            self.columns.insert(Column::Whole, place);
        }
    }

    fn has(&self, column: Column) -> bool {
        self.columns.contains_key(&column)
    }

    /// What a column holds.
    pub fn of(&self, place: usize) -> Option<Column> {
        let found = self.columns.iter().find(|(_, at)| **at == place);
        found.map(|(column, _)| *column)
    }

    /// Says what a column holds; another that was said to hold the same holds nothing then.
    pub fn set(&mut self, place: usize, column: Option<Column>) {
        self.columns.retain(|_, at| *at != place);
        if let Some(column) = column {
            self.columns.insert(column, place);
        }
    }

    /// Whether it is enough to know who is meant.
    pub fn is_enough(&self) -> bool {
        let named = self.has(Column::Whole) || (self.has(Column::First) && self.has(Column::Last));
        self.has(Column::Pass) || (named && self.has(Column::Born))
    }
}

fn by_word(text: &str) -> Option<Column> {
    let folded = name::fold(text).replace([' ', '-', '_', '.', '(', ')'], "");
    // A cell that says something about somebody is no word above a column.
    if folded.is_empty()
        || folded.chars().count() > 24
        || folded.chars().any(|c| c.is_ascii_digit())
    {
        return None;
    }
    let fits = |words: &&[&str]| {
        words
            .iter()
            .any(|word| folded == *word || (word.chars().count() > 2 && folded.contains(word)))
    };
    WORDS
        .iter()
        .find(|(_, words)| fits(words))
        .map(|(column, _)| *column)
}
