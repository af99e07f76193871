//! The members as a workbook. Its texts are in `texts.json`.

use crate::list::plain;
use domain::{club::band::Band, language::Language, sync::club::MemberList};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::{collections::BTreeMap, sync::LazyLock};

static TEXTS: LazyLock<BTreeMap<String, BTreeMap<String, String>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("texts.json")).unwrap_or_default());

fn text(language: Language, key: &str) -> &'static str {
    let text = LazyLock::force(&TEXTS).get(key);
    text.and_then(|text| text.get(language.code()))
        .map_or("", String::as_str)
}

/// The workbook: no number, no birth date.
pub fn workbook(list: &MemberList, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let euro = Format::new().set_num_format("0.00");
    let sheet = book.add_worksheet();
    sheet.set_right_to_left(language.code() == "ar");
    sheet.write_string_with_format(0, 0, plain(&list.name), &bold)?;
    let titles = [
        "name",
        "firstName",
        "until",
        "age",
        "group",
        "fee",
        "phone",
        "photo",
    ];
    for (column, key) in (0..).zip(titles) {
        sheet.write_string_with_format(2, column, text(language, key), &bold)?;
    }
    for (at, member) in (3..).zip(&list.members) {
        let age = match member.band {
            Band::Under16 => "under16",
            Band::From16 => "from16",
            Band::Adult => "adult",
        };
        let photo = member.own.photo.map(|yes| if yes { "yes" } else { "no" });
        sheet.write_string(at, 0, plain(&member.name))?;
        sheet.write_string(at, 1, plain(&member.first_name))?;
        sheet.write_string(at, 2, member.until.format("%d/%m/%Y").to_string())?;
        sheet.write_string(at, 3, text(language, age))?;
        sheet.write_string(
            at,
            4,
            plain(member.own.group.as_deref().unwrap_or_default()),
        )?;
        if let Some(cents) = member.own.fee_cents {
            sheet.write_number_with_format(at, 5, f64::from(cents) / 100.0, &euro)?;
        }
        sheet.write_string(
            at,
            6,
            plain(member.own.parent_phone.as_deref().unwrap_or_default()),
        )?;
        sheet.write_string(at, 7, photo.map_or("", |key| text(language, key)))?;
    }
    sheet.set_freeze_panes(3, 0)?;
    sheet.set_repeat_rows(2, 2)?;
    sheet.autofit();
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_every_language() {
        assert!(TEXTS.len() >= 13);
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
}
