//! The log of a shift as a file to take home, or only who is in without a registered rate. It names nobody and holds no number in full; a text
//! that a spreadsheet would take for a formula is told apart from one.

use super::{
    log::{lines_of, unregistered},
    open::line,
    refuse::No,
    snapshot::{activities, view},
    who::Admin,
};
use crate::{db::audit, sync::SyncFace};
use app::i18n::{Catalog, Key, keys::club as said};
use axum::{
    body::Body,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse as _, Response},
};
use domain::{
    language::Language,
    sync::shift::{DoorReason, LogLine, LogState, Shift},
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use serde::Deserialize;

/// How many columns.
const COLUMNS: usize = 7;

/// In which language, and what of it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct In {
    #[serde(default)]
    language: Language,
    #[serde(default)]
    only: Only,
}

/// What of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Only {
    /// All of it.
    #[default]
    All,
    /// Who is in at an activity that costs something without a registered rate: to lay beside the
    /// till, in a file of its own, so that no list shows side by side who has a rate and who has none.
    Unregistered,
}

/// A text in a cell: what begins like a formula gets an apostrophe, which a spreadsheet shows as
/// text and never computes.
fn harmless(text: &str) -> String {
    if text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
    {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A text in a line of CSV.
fn quoted(text: &str) -> String {
    let text = harmless(text);
    if text.contains(['"', ';', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

fn titles() -> [Key; COLUMNS] {
    [
        said::ADMIN_COLUMN_DAY,
        said::ADMIN_COLUMN_TIME,
        said::ADMIN_COLUMN_STATE,
        said::ADMIN_COLUMN_ACTIVITY,
        said::ADMIN_COLUMN_PASS,
        said::ADMIN_COLUMN_HELPER,
        said::ADMIN_COLUMN_REASON,
    ]
}

fn cells(catalog: &Catalog, shift: &Shift, line: &LogLine) -> [String; COLUMNS] {
    let state = match line.state {
        LogState::In => said::ADMIN_STATE_IN,
        LogState::Undone => said::ADMIN_STATE_UNDONE,
        LogState::Refused => said::ADMIN_STATE_REFUSED,
        LogState::Held => said::ADMIN_STATE_HELD,
        LogState::Guest => said::ADMIN_STATE_GUEST,
        LogState::Left => said::ADMIN_STATE_LEFT,
        LogState::Member => said::ADMIN_STATE_MEMBER,
    };
    let mut state = catalog.get(&state.into());
    if let Some(number) = line.number.filter(|number| *number != 1) {
        state = format!("{state} × {number}");
    }
    let titles = line.activity.and_then(|place| shift.titles.get(place));
    let title = titles.and_then(|titles| {
        let own = titles.get(catalog.language().code());
        own.or_else(|| titles.get("nl")).cloned()
    });
    let wall = line.at.in_brussels();
    let pass = match line.pass.as_str() {
        "" => String::new(),
        digits => format!("•••• ••• {digits} •••"),
    };
    [
        wall.format("%Y-%m-%d").to_string(),
        wall.format("%H:%M:%S").to_string(),
        state,
        title.unwrap_or_default(),
        pass,
        line.by.clone().unwrap_or_default(),
        line.reason.clone().unwrap_or_default(),
    ]
}

/// The shift and its lines, oldest first, and a line in the audit trail that somebody took them.
async fn taken(
    sync: &SyncFace,
    admin: &Admin,
    id: &str,
    only: Only,
) -> Result<(Shift, Vec<LogLine>), No> {
    let row = admin.shift(sync, id).await?;
    let mut c = sync.db.read().await?;
    let all: Vec<_> = activities(&mut c, &row)
        .await?
        .into_iter()
        .map(|(_, one)| one)
        .collect();
    let lines = match only {
        Only::All => {
            let mut lines = lines_of(&mut c, &row, &all).await?;
            lines.reverse();
            lines
        }
        Only::Unregistered => unregistered(&mut c, &row, &all).await?,
    };
    let shift = view(&mut c, &row, &all).await?;
    drop(c);
    let told = line(admin, Some(&row), "exported", &row.id);
    sync.db
        .write(move |mut tx| Box::pin(async move { audit::add(tx.c(), &told).await }))
        .await?;
    Ok((shift, lines))
}

fn catalog(language: Language) -> Catalog {
    Catalog::built_in(language, std::sync::Arc::default())
}

/// `GET /api/v1/shifts/{id}/log.csv?language=…`: UTF-8 with a mark, semicolons, as Excel reads it.
pub(super) async fn csv(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path(id): Path<String>,
    Query(wanted): Query<In>,
) -> Result<Response, No> {
    let (shift, lines) = taken(&sync, &admin, &id, wanted.only).await?;
    let catalog = catalog(wanted.language);
    let mut text = "\u{feff}".to_owned();
    let head = titles().map(|key| quoted(&catalog.get(&key.into())));
    text.push_str(&head.join(";"));
    for one in &lines {
        text.push_str("\r\n");
        text.push_str(
            &cells(&catalog, &shift, one)
                .map(|cell| quoted(&cell))
                .join(";"),
        );
    }
    text.push_str("\r\n");
    let kind = "text/csv; charset=utf-8";
    Ok(file(text.into_bytes(), kind, wanted.only, "csv"))
}

/// `GET /api/v1/shifts/{id}/log.xlsx?language=…`
pub(super) async fn xlsx(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path(id): Path<String>,
    Query(wanted): Query<In>,
) -> Result<Response, No> {
    let (shift, lines) = taken(&sync, &admin, &id, wanted.only).await?;
    let made = tokio::task::spawn_blocking(move || {
        book(&catalog(wanted.language), &shift, &lines, wanted.only)
    });
    match made.await {
        Ok(Ok(bytes)) => Ok(file(
            bytes,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            wanted.only,
            "xlsx",
        )),
        _ => Err(DoorReason::Unavailable.into()),
    }
}

fn book(
    catalog: &Catalog,
    shift: &Shift,
    lines: &[LogLine],
    only: Only,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same shift makes the same bytes.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    if catalog.language().direction() == "rtl" {
        sheet.set_right_to_left(true);
    }
    sheet.write_string_with_format(0, 0, harmless(&shift.name), &bold)?;
    sheet.write_string(1, 0, harmless(&shift.organizer_name))?;
    if only == Only::Unregistered {
        let what = catalog.get(&said::ADMIN_UNREGISTERED_WHAT.into());
        sheet.write_string(2, 0, what)?;
    }
    for (column, key) in (0..).zip(titles()) {
        sheet.write_string_with_format(3, column, catalog.get(&key.into()), &bold)?;
    }
    for (row, one) in (4..).zip(lines) {
        for (column, cell) in (0..).zip(cells(catalog, shift, one)) {
            sheet.write_string(row, column, harmless(&cell))?;
        }
    }
    sheet.autofit();
    book.save_to_buffer()
}

fn file(bytes: Vec<u8>, kind: &'static str, only: Only, ending: &str) -> Response {
    let name = match only {
        Only::All => "log",
        Only::Unregistered => "unregistered",
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"pasmaat-{name}.{ending}\""),
        ),
    ];
    (headers, Body::from(bytes)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            " =cmd|' /C calc'!A0",
        ] {
            assert!(harmless(text).starts_with('\''), "{text}");
        }
        assert_eq!(harmless("Olena"), "Olena");
        assert_eq!(quoted("a;b\"c"), "\"a;b\"\"c\"");
    }
}
