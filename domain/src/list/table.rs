//! Rows and cells of a text: CSV with any of the usual separators and quotes, or a plain paste.

use super::MAX_LINES;
use serde::{Deserialize, Serialize};

/// How many columns are looked at.
pub const MAX_COLUMNS: usize = 40;
/// How long a cell may be, in characters; no name and no number is longer.
pub const MAX_CELL: usize = 200;

/// A table of texts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Table {
    /// The rows that hold something.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The line in the file on which it begins, from 1.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Why a text is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// It holds nothing.
    #[error("the list is empty")]
    Empty,
    /// More lines than [`MAX_LINES`].
    #[error("a list has at most {MAX_LINES} lines")]
    TooManyLines,
    /// More columns than [`MAX_COLUMNS`], or a cell longer than [`MAX_CELL`].
    #[error("line {line} is too wide for a list of people")]
    TooWide {
        /// Which line.
        line: usize,
    },
    /// A quote is opened and never closed, so that nobody knows where a cell ends.
    #[error("a quote that opens on line {line} is never closed")]
    OpenQuote {
        /// Where it opens.
        line: usize,
    },
}

impl Table {
    /// Reads a text.
    pub fn read(text: &str) -> Result<Self, TableError> {
        let separator = separator(text);
        let mut table = Self::default();
        let mut reader = Reader {
            row: Row {
                line: 1,
                cells: vec![],
            },
            cell: String::new(),
            length: 0,
        };
        let mut quoted: Option<usize> = None;
        let mut line = 1;
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            line += usize::from(c == '\n');
            match (c, quoted) {
                ('"', Some(_)) if characters.peek() == Some(&'"') => {
                    characters.next();
                    reader.push('"')?;
                }
                ('"', Some(_)) => quoted = None,
                ('"', None) if reader.cell.trim().is_empty() => quoted = Some(line),
                ('\r', None) => {}
                ('\n', None) => table.end(&mut reader, line)?,
                (c, None) if Some(c) == separator => reader.end_cell()?,
                (c, _) => reader.push(c)?,
            }
        }
        if let Some(line) = quoted {
            return Err(TableError::OpenQuote { line });
        }
        table.end(&mut reader, line)?;
        if table.rows.is_empty() {
            Err(TableError::Empty)
        } else {
            Ok(table)
        }
    }

    /// Adds a row, unless it holds nothing.
    pub fn push(&mut self, row: Row) -> Result<(), TableError> {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        // One more for what stands above the columns.
        if self.rows.len() > MAX_LINES {
            return Err(TableError::TooManyLines);
        }
        self.rows.push(row);
        Ok(())
    }

    /// How many columns its widest row has.
    pub fn width(&self) -> usize {
        self.rows
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or(0)
    }

    fn end(&mut self, reader: &mut Reader, next: usize) -> Result<(), TableError> {
        reader.end_cell()?;
        let row = std::mem::replace(
            &mut reader.row,
            Row {
                line: next,
                cells: vec![],
            },
        );
        self.push(row)
    }
}

struct Reader {
    row: Row,
    cell: String,
    length: usize,
}

impl Reader {
    fn push(&mut self, c: char) -> Result<(), TableError> {
        self.length += 1;
        if self.length > MAX_CELL {
            return Err(self.too_wide());
        }
        self.cell.push(c);
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), TableError> {
        if self.row.cells.len() == MAX_COLUMNS {
            return Err(self.too_wide());
        }
        self.length = 0;
        let cell = std::mem::take(&mut self.cell);
        self.row.cells.push(cell.trim().to_owned());
        Ok(())
    }

    const fn too_wide(&self) -> TableError {
        TableError::TooWide {
            line: self.row.line,
        }
    }
}

/// What stands between cells: whichever of `;`, tab and `,` is on most of the first lines. A comma
/// alone may as well stand in a name, so the others go before it.
fn separator(text: &str) -> Option<char> {
    let mut counts = [(';', 0), ('\t', 0), (',', 0)];
    for line in text.lines().take(20) {
        let mut quoted = false;
        let mut seen = [false; 3];
        for c in line.chars() {
            quoted ^= c == '"';
            if !quoted && let Some(at) = counts.iter().position(|(one, _)| *one == c) {
                seen[at] = true;
            }
        }
        for ((_, count), seen) in counts.iter_mut().zip(seen) {
            *count += usize::from(seen);
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts
        .into_iter()
        .find(|(_, count)| *count == most && most > 0)
        .map(|(c, _)| c)
}
