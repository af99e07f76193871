//! Financial reports and their files.

use sqlx::{AnyConnection, FromRow, Result, query, query_as, query_scalar};

/// A report.
#[derive(Clone, Debug, FromRow)]
pub struct ReportRow {
    /// Its id.
    pub id: i64,
    /// The first day.
    pub start_date: String,
    /// The last day.
    pub end_date: String,
    /// `STARTED`, `AVAILABLE` or `FAILED`.
    pub status: String,
    /// Why it failed.
    pub message: Option<String>,
    /// When it was asked, in milliseconds.
    pub created_at: i64,
}

/// Notes that a report was asked; answers its id.
pub async fn start(
    c: &mut AnyConnection,
    organizer: &str,
    from: &str,
    to: &str,
    now: i64,
) -> Result<i64> {
    query_scalar(
        "insert into financial_report (organizer_id, start_date, end_date, status, created_at) \
         values ($1, $2, $3, 'STARTED', $4) returning id",
    )
    .bind(organizer)
    .bind(from)
    .bind(to)
    .bind(now)
    .fetch_one(c)
    .await
}

/// Keeps the file, or why there is none.
pub async fn finish(
    c: &mut AnyConnection,
    id: i64,
    file: std::result::Result<Vec<u8>, &str>,
) -> Result<()> {
    let (status, message, file) = match file {
        Ok(file) => ("AVAILABLE", None, Some(file)),
        Err(message) => ("FAILED", Some(message), None),
    };
    query("update financial_report set status = $2, message = $3, file = $4 where id = $1")
        .bind(id)
        .bind(status)
        .bind(message)
        .bind(file)
        .execute(c)
        .await?;
    Ok(())
}

/// The reports of an organizer, newest first.
pub async fn all(c: &mut AnyConnection, organizer: &str) -> Result<Vec<ReportRow>> {
    query_as(
        "select id, start_date, end_date, status, message, created_at from financial_report \
         where organizer_id = $1 order by id desc",
    )
    .bind(organizer)
    .fetch_all(c)
    .await
}

/// A report of an organizer.
pub async fn one(c: &mut AnyConnection, organizer: &str, id: i64) -> Result<Option<ReportRow>> {
    query_as(
        "select id, start_date, end_date, status, message, created_at from financial_report \
         where organizer_id = $1 and id = $2",
    )
    .bind(organizer)
    .bind(id)
    .fetch_optional(c)
    .await
}

/// The file of a report, once it is there.
pub async fn file(c: &mut AnyConnection, organizer: &str, id: i64) -> Result<Option<Vec<u8>>> {
    let found: Option<Option<Vec<u8>>> =
        query_scalar("select file from financial_report where organizer_id = $1 and id = $2")
            .bind(organizer)
            .bind(id)
            .fetch_optional(c)
            .await?;
    Ok(found.flatten())
}

/// Reports that were under way when the server stopped: they are done again.
pub async fn unfinished(c: &mut AnyConnection) -> Result<Vec<(i64, String, String, String)>> {
    query_as("select id, organizer_id, start_date, end_date from financial_report where status = 'STARTED'")
        .fetch_all(c)
        .await
}
