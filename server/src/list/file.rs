//! A file as a table: texts by `domain::list`, Excel workbooks by calamine, cell by cell and within
//! bounds. How much a workbook unpacks to is counted before anything of it is opened.

use calamine::{Data, DataRef, Reader as _, Xlsx};
use domain::{
    list::{
        MAX_LINES,
        table::{MAX_CELL, MAX_COLUMNS, Row, Table, TableError},
        text,
    },
    sync::list::FileError,
};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
};
use zip::ZipArchive;

/// What a workbook may unpack to, in bytes; 5,000 people take a tenth of it.
const MAX_UNPACKED: u64 = 32 * 1024 * 1024;
/// How many files a workbook may hold.
const MAX_PARTS: usize = 500;

/// Reads a file, whatever it says that it is. Days in a workbook are left out: no number of a pass is one.
pub fn read(bytes: &[u8]) -> Result<Table, FileError> {
    read_with(bytes, false)
}

/// As [`read`], with days as a spreadsheet counts them.
pub fn read_with_days(bytes: &[u8]) -> Result<Table, FileError> {
    read_with(bytes, true)
}

fn read_with(bytes: &[u8], days: bool) -> Result<Table, FileError> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => workbook(bytes, days),
        // The container of old workbooks, and of those with a password.
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(FileError::OldOrLocked),
        _ => {
            let text = text::decode(bytes).map_err(|_| FileError::NoList)?;
            Table::read(&text).map_err(told)
        }
    }
}

fn told(error: TableError) -> FileError {
    let number = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
    match error {
        TableError::Empty => FileError::Empty,
        TableError::TooManyLines => FileError::TooManyLines,
        TableError::TooWide { line } => FileError::TooWide { line: number(line) },
        TableError::OpenQuote { line } => FileError::OpenQuote { line: number(line) },
    }
}

/// The first sheet that holds something. Where cells are merged, the first of them has the text;
/// of a formula, what it came to.
fn workbook(bytes: &[u8], days: bool) -> Result<Table, FileError> {
    weigh(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| FileError::Broken)?;
    for name in book.sheet_names() {
        let table = sheet(&mut book, &name, days)?;
        if !table.rows.is_empty() {
            return Ok(table);
        }
    }
    Err(FileError::Empty)
}

/// Unpacks every part into nothing, and stops as soon as it is too much: what a part says about its
/// size is only what somebody wrote there.
fn weigh(bytes: &[u8]) -> Result<(), FileError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileError::Broken)?;
    if archive.len() > MAX_PARTS {
        return Err(FileError::TooLarge);
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| FileError::Broken)?;
        let mut part = part.take(left + 1);
        let size = std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| FileError::Broken)?;
        left = left.checked_sub(size).ok_or(FileError::TooLarge)?;
    }
    Ok(())
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, days: bool) -> Result<Table, FileError> {
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|_| FileError::Broken)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(cell) = cells.next_cell().map_err(|_| FileError::Broken)? {
        let (row, column) = cell.get_position();
        let text = shown(cell.get_value(), days);
        if text.is_empty() {
            continue;
        }
        let line = row.saturating_add(1);
        let at = usize::try_from(column).unwrap_or(usize::MAX);
        if at >= MAX_COLUMNS || text.chars().count() > MAX_CELL {
            return Err(FileError::TooWide { line });
        }
        let cells = rows.entry(row).or_default();
        if cells.len() <= at {
            cells.resize(at + 1, String::new());
        }
        if let Some(place) = cells.get_mut(at) {
            *place = text;
        }
        if rows.len() > MAX_LINES + 1 {
            return Err(FileError::TooManyLines);
        }
    }
    let mut table = Table::default();
    for (row, cells) in rows {
        let line = usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1);
        table.push(Row { line, cells }).map_err(told)?;
    }
    Ok(table)
}

/// A cell as a text; what is neither words nor a number is no part of a list of people.
fn shown(value: &DataRef<'_>, days: bool) -> String {
    match Data::from(value.clone()) {
        Data::String(text) => text.trim().to_owned(),
        Data::Int(number) => number.to_string(),
        // A number of 13 digits is exact in a float; without its zero in front it is mended later.
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Data::Float(number) => number.to_string(),
        Data::DateTime(at) if days && at.is_datetime() => format!("{:.0}", at.as_f64().floor()),
        Data::DateTimeIso(text) if days => text,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests;
