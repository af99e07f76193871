//! Financial reports: asked for, made beside, fetched by a link. A spreadsheet an authority, in a zip.

use super::Embedded;
use crate::{
    db::{report as db, report::ReportRow, ticket_sale},
    registry::{Answer, Call, Refused},
};
use chrono::{Datelike as _, NaiveDate};
use domain::{
    money::Money,
    report::{Row, Sold, periods as all_periods, rows},
    tariff::Split,
    time::Timestamp,
    uitpas_api::{
        Date, DateTime, ProblemType,
        enums::ReportStatus,
        event::DownloadLink,
        report::{Report, ReportPeriod},
    },
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::io::{Cursor, Write as _};
use thiserror::Error;
use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions};

/// What a link to a report is signed for, and how long it holds in milliseconds.
const REPORT: &str = "financial-report";
const LINK_LIFETIME: i64 = 15 * 60 * 1000;
/// How long a period may be, in days: two years.
const LONGEST: i64 = 731;

/// Why a report could not be made.
#[derive(Debug, Error)]
enum ReportError {
    #[error("the spreadsheet could not be written")]
    Sheet(#[from] XlsxError),
    #[error("the zip could not be written")]
    Zip(#[from] ZipError),
    #[error("the zip could not be written")]
    Io(#[from] std::io::Error),
    #[error("the sales could not be read")]
    Sales,
}

fn date(day: NaiveDate) -> Answer<Date> {
    Date::new(day.year(), day.month(), day.day())
        .ok_or_else(|| Refused::unavailable("a day is out of range"))
}

fn wire(row: ReportRow) -> Answer<Report> {
    let day = |text: &str| {
        text.parse::<Date>()
            .map_err(|_| Refused::unavailable("a day does not parse"))
    };
    Ok(Report {
        status: row.status.parse().unwrap_or(ReportStatus::Failed),
        id: u64::try_from(row.id).unwrap_or_default(),
        message: row.message,
        period: Some(ReportPeriod {
            start_date: day(&row.start_date)?,
            end_date: day(&row.end_date)?,
        }),
        creation_date: DateTime::from_millis(row.created_at),
    })
}

/// `GET /organizers/{organizerId}/financial-reports/periods`
pub(in crate::registry) async fn periods(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<Vec<ReportPeriod>> {
    let mut c = registry.db.read().await?;
    registry
        .for_organizer(&mut c, call, &id, ProblemType::OrganizerNotFound.into())
        .await?;
    all_periods(call.now.date_in_brussels())
        .into_iter()
        .map(|(start, end)| {
            Ok(ReportPeriod {
                start_date: date(start)?,
                end_date: date(end)?,
            })
        })
        .collect()
}

/// `POST /organizers/{organizerId}/financial-reports`
pub(in crate::registry) async fn create(
    registry: &Embedded,
    call: &Call,
    id: String,
    period: ReportPeriod,
) -> Answer<Report> {
    let (start, end) = (period.start_date, period.end_date);
    if end.naive() < start.naive() {
        return Err(Refused::invalid("/endDate", "The end is before the start"));
    }
    if (end.naive() - start.naive()).num_days() > LONGEST {
        return Err(Refused::invalid(
            "/endDate",
            "The period is longer than two years",
        ));
    }
    let (own, call, organizer) = (registry.clone(), call.clone(), id.clone());
    let report = registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let unknown = ProblemType::OrganizerNotFound.into();
                own.for_organizer(tx.c(), &call, &organizer, unknown)
                    .await?;
                let (from, to) = (start.to_string(), end.to_string());
                let report = db::start(tx.c(), &organizer, &from, &to, call.now.millis()).await?;
                let row = db::one(tx.c(), &organizer, report).await?;
                row.ok_or_else(|| Refused::unavailable("the report is gone"))
            })
        })
        .await?;
    registry.make_beside(report.id, id, start.naive(), end.naive());
    wire(report)
}

/// `GET /organizers/{organizerId}/financial-reports`
pub(in crate::registry) async fn all(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<Vec<Report>> {
    let mut c = registry.db.read().await?;
    registry
        .for_organizer(&mut c, call, &id, ProblemType::OrganizerNotFound.into())
        .await?;
    db::all(&mut c, &id).await?.into_iter().map(wire).collect()
}

/// `GET /organizers/{organizerId}/financial-reports/{reportId}`
pub(in crate::registry) async fn one(
    registry: &Embedded,
    call: &Call,
    id: String,
    report_id: String,
) -> Answer<Report> {
    let mut c = registry.db.read().await?;
    registry
        .for_organizer(&mut c, call, &id, ProblemType::OrganizerNotFound.into())
        .await?;
    let report = report_id.parse().map_err(|_| ProblemType::ReportNotFound)?;
    wire(
        db::one(&mut c, &id, report)
            .await?
            .ok_or(ProblemType::ReportNotFound)?,
    )
}

/// `GET /organizers/{organizerId}/financial-reports/{reportId}/download-link`
pub(in crate::registry) async fn link(
    registry: &Embedded,
    call: &Call,
    id: String,
    report_id: String,
) -> Answer<DownloadLink> {
    let report = one(registry, call, id.clone(), report_id.clone()).await?;
    if report.status != ReportStatus::Available {
        return Err(ProblemType::ReportInvalidStatus.into());
    }
    let claim = (id, i64::try_from(report.id).unwrap_or_default());
    let token = registry
        .signer
        .sign(REPORT, &claim, call.now.millis() + LINK_LIFETIME);
    Ok(DownloadLink {
        download_link: format!("{}/uitpas/downloads/report/{token}.zip", call.base),
    })
}

impl Embedded {
    /// `GET /organizers/{organizerId}/financial-reports/{reportId}.zip`
    pub async fn report_file(&self, call: &Call, id: &str, report_id: &str) -> Answer<Vec<u8>> {
        let report = one(self, call, id.to_owned(), report_id.to_owned()).await?;
        let mut c = self.db.read().await?;
        let file = db::file(&mut c, id, i64::try_from(report.id).unwrap_or_default()).await?;
        Ok(file.ok_or(ProblemType::ReportInvalidStatus)?)
    }

    /// The report behind a link.
    pub async fn linked_report(&self, token: &str) -> Answer<Option<Vec<u8>>> {
        let Some((organizer, id)) =
            self.signer
                .read::<(String, i64)>(REPORT, token, self.clock.now())
        else {
            return Ok(None);
        };
        let mut c = self.db.read().await?;
        Ok(db::file(&mut c, &organizer, id).await?)
    }

    /// Makes the reports that were under way when the server stopped.
    pub async fn resume_reports(&self) -> Answer<()> {
        let mut c = self.db.read().await?;
        for (id, organizer, start, end) in db::unfinished(&mut c).await? {
            if let (Ok(start), Ok(end)) = (start.parse(), end.parse()) {
                self.make_beside(id, organizer, start, end);
            }
        }
        Ok(())
    }

    fn make_beside(&self, id: i64, organizer: String, start: NaiveDate, end: NaiveDate) {
        let own = self.clone();
        tokio::spawn(async move {
            let file = own.make(&organizer, start, end).await;
            if let Err(error) = &file {
                tracing::error!(%error, "a report could not be made");
            }
            let kept = own.db.write(move |mut tx| {
                Box::pin(async move {
                    let file = file.as_deref().map(<[u8]>::to_vec);
                    db::finish(
                        tx.c(),
                        id,
                        file.map_err(|_| "The report could not be made. Ask for it again."),
                    )
                    .await
                })
            });
            // It stays STARTED and is made again when the server starts.
            if kept.await.is_err() {
                tracing::error!("a report could not be kept");
            }
        });
    }

    async fn make(
        &self,
        organizer: &str,
        start: NaiveDate,
        end: NaiveDate,
    ) -> Result<Vec<u8>, ReportError> {
        let from = Timestamp::start_of_day(start).millis();
        let to = Timestamp::start_of_day(end.succ_opt().unwrap_or(end)).millis();
        let mut c = self.db.read().await.map_err(|_| ReportError::Sales)?;
        let sales = ticket_sale::of_organizer(&mut c, organizer, from, to).await;
        let sales = sales.map_err(|_| ReportError::Sales)?;
        drop(c);
        let sold: Vec<Sold> = sales
            .into_iter()
            .map(|(row, authority)| sold(row, authority))
            .collect();
        tokio::task::spawn_blocking(move || zip_of(&sold, start, end))
            .await
            .map_err(|_| ReportError::Sales)?
    }
}

fn sold(row: ticket_sale::TicketSaleRow, authority: String) -> Sold {
    Sold {
        date: Timestamp::from_millis(row.at).date_in_brussels(),
        authority,
        event: row.event_title,
        label: row.regular_price_label.unwrap_or_default(),
        tariff: row.tariff_name,
        split: Split {
            passholder: Money::from_cents(row.pays_passholder),
            organizer: Money::from_cents(row.pays_organizer),
            city: Money::from_cents(row.pays_city),
            flanders: Money::from_cents(row.pays_flanders),
        },
    }
}

fn zip_of(sold: &[Sold], start: NaiveDate, end: NaiveDate) -> Result<Vec<u8>, ReportError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut tables = rows(sold);
    if tables.is_empty() {
        // A period without sales is told by an empty sheet, not by an empty zip.
        tables.insert("geen-verkoop".to_owned(), vec![]);
    }
    for (authority, table) in &tables {
        let name: String = authority
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || c == '-' {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        zip.start_file(
            format!("{name}_{start}_{end}.xlsx"),
            SimpleFileOptions::default(),
        )?;
        zip.write_all(&sheet(authority, table, start, end)?)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn sheet(
    authority: &str,
    table: &[Row],
    start: NaiveDate,
    end: NaiveDate,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same sales make the same bytes.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(authority)
            .set_creation_datetime(&made),
    );
    let bold = Format::new().set_bold();
    let euro = Format::new().set_num_format("0.00");
    let sheet = book.add_worksheet();
    sheet.write_string_with_format(0, 0, authority, &bold)?;
    sheet.write_string(1, 0, format!("{start} - {end}"))?;
    let titles = [
        "Activiteit",
        "Prijscategorie",
        "Tarief",
        "Basisprijs",
        "Aantal",
        "Betaald door pashouders",
        "Deel organisator",
        "Terug te betalen",
    ];
    for (column, title) in (0..).zip(titles) {
        sheet.write_string_with_format(3, column, title, &bold)?;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a sheet shows cents of sums far below 2^53"
    )]
    let amount = |money: Money| money.cents() as f64 / 100.0;
    for (at, row) in (4..).zip(table) {
        for (column, text) in (0..).zip([&row.event, &row.label, &row.tariff]) {
            sheet.write_string(at, column, text)?;
        }
        sheet.write_number_with_format(at, 3, amount(row.price), &euro)?;
        sheet.write_number(at, 4, row.tickets)?;
        for (column, money) in (5..).zip([row.passholders, row.organizer, row.authority]) {
            sheet.write_number_with_format(at, column, amount(money), &euro)?;
        }
    }
    sheet.autofit();
    book.save_to_buffer()
}
