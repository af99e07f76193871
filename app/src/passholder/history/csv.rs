//! The history as a file for a spreadsheet: semicolons and a byte order mark, as Excel wants them here.

use super::lines::Line;
use crate::i18n::{I18n, keys::passholder as text};

/// Saves the lines that were found.
pub(super) fn save(i18n: I18n, lines: &[Line]) {
    let head = [
        text::CSV_DATE,
        text::CSV_WHAT,
        text::CSV_WHERE,
        text::CSV_POINTS,
        text::CSV_BALANCE,
    ];
    let head = head.map(|key| i18n.get(&key.into()));
    let file = file(&head, lines);
    #[cfg(feature = "browser")]
    drop(crate::device::file::save(
        "uitpas.csv",
        "text/csv;charset=utf-8",
        &file,
    ));
    #[cfg(not(feature = "browser"))]
    drop(file);
}

fn file(head: &[String], lines: &[Line]) -> String {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        cells.join(";") + "\r\n"
    };
    let mut file = format!("\u{feff}{}", row(head));
    for line in lines {
        let at = line.at.in_brussels();
        file += &row(&[
            at.format("%Y-%m-%d %H:%M").to_string(),
            line.title.clone(),
            line.location.clone(),
            line.points.to_string(),
            line.balance.to_string(),
        ]);
    }
    file
}

/// A title that begins like a formula is no formula.
fn quoted(cell: &str) -> String {
    let is_number = cell.parse::<i64>().is_ok();
    let guard = !is_number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if guard { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Timestamp;

    #[test]
    fn a_title_cannot_become_a_formula_or_a_cell() {
        let line = Line {
            at: Timestamp::from_millis(1_790_000_000_000),
            title: "=SUM(\"A\";1)".to_owned(),
            location: "Gent".to_owned(),
            points: -3,
            balance: 4,
        };
        let file = file(&["a".to_owned()], &[line]);
        assert!(file.starts_with("\u{feff}\"a\"\r\n"), "{file}");
        assert!(
            file.ends_with("\"'=SUM(\"\"A\"\";1)\";\"Gent\";\"-3\";\"4\"\r\n"),
            "{file}"
        );
    }
}
