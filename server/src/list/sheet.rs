//! What became of a list, as a workbook to print or keep. Its texts are in `texts.json`.

use domain::{
    language::Language,
    sync::list::{ListView, Outcome},
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::{collections::BTreeMap, sync::LazyLock};

type Texts = BTreeMap<String, BTreeMap<String, String>>;

static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| serde_json::from_str(include_str!("texts.json")).unwrap_or_default());

fn text(language: Language, key: &str) -> &'static str {
    let texts: &'static Texts = &TEXTS;
    let found = texts.get(key).and_then(|text| text.get(language.code()));
    found.map_or("", String::as_str)
}

/// A text that no spreadsheet takes for a formula, also not once it was saved as CSV.
pub(crate) fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// What became of a line, as its reader says it.
fn said(language: Language, outcome: &Outcome) -> String {
    let (key, place) = match outcome {
        Outcome::Ready { .. } => ("ready", None),
        Outcome::Saved { .. } => ("saved", None),
        Outcome::AlreadySaved => ("alreadySaved", None),
        Outcome::Twice { line } => ("twice", Some(line.to_string())),
        Outcome::Blocked => ("blocked", None),
        Outcome::NotActive => ("notActive", None),
        Outcome::GroupPass => ("groupPass", None),
        Outcome::NotOpen { opens } => (
            "notOpen",
            Some(opens.in_brussels().format("%d/%m/%Y %H:%M").to_string()),
        ),
        Outcome::Over => ("over", None),
        Outcome::Unknown => ("unknown", None),
        Outcome::Which { .. } => ("which", None),
        Outcome::Mistyped { .. } => ("mistyped", None),
        Outcome::Length { digits } => ("length", Some(digits.to_string())),
        Outcome::Rounded => ("rounded", None),
        Outcome::NationalNumber => ("nationalNumber", None),
        Outcome::Unreadable | Outcome::Other => ("unreadable", None),
        Outcome::LeftOut => ("leftOut", None),
    };
    let said = text(language, key);
    place.map_or_else(|| said.to_owned(), |place| said.replace("{0}", &place))
}

/// The workbook of a list: never a number in full.
pub fn workbook(list: &ListView, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = list.made_at.in_brussels().date();
    book.set_properties(
        &DocProperties::new()
            .set_title(&list.title)
            .set_creation_datetime(&ExcelDateTime::parse_from_str(&made.to_string())?),
    );
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_right_to_left(language.code() == "ar");
    sheet.write_string_with_format(0, 0, plain(&list.event_title), &bold)?;
    sheet.write_string(1, 0, plain(&list.title))?;
    sheet.write_string(1, 1, made.format("%d/%m/%Y").to_string())?;
    for (column, key) in (0..).zip(["line", "name", "pass", "result", "points"]) {
        sheet.write_string_with_format(3, column, text(language, key), &bold)?;
    }
    for (at, line) in (4..).zip(&list.lines) {
        sheet.write_number(at, 0, line.line)?;
        sheet.write_string(at, 1, plain(&line.name))?;
        sheet.write_string(at, 2, &line.pass)?;
        sheet.write_string(at, 3, said(language, &line.outcome))?;
        if let Outcome::Saved { points } = line.outcome {
            sheet.write_number(at, 4, i32::try_from(points).unwrap_or_default())?;
        }
    }
    sheet.set_freeze_panes(4, 0)?;
    sheet.set_repeat_rows(3, 3)?;
    sheet.autofit();
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_every_language() {
        assert!(TEXTS.len() > 20);
        for (key, text) in &*TEXTS {
            for language in Language::ALL {
                assert!(
                    text.get(language.code())
                        .is_some_and(|text| !text.is_empty()),
                    "{key}"
                );
            }
        }
    }

    #[test]
    fn no_name_becomes_a_formula() {
        for bad in ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert!(plain(bad).starts_with('\''), "{bad:?}");
        }
        assert_eq!(plain("Zoë"), "Zoë");
    }
}
