//! What was done in whose name: lines are added and never changed.

use crate::random;
use sqlx::{AnyConnection, FromRow, Result, query, query_as};

/// A line.
#[derive(Clone, Debug, FromRow)]
pub struct AuditRow {
    /// When, in milliseconds.
    pub at: i64,
    /// Whose it is about.
    pub organizer_id: Option<String>,
    /// At which shift.
    pub shift_id: Option<String>,
    /// Who.
    pub who: String,
    /// What was done, in a word for programs.
    pub what: String,
    /// To what.
    pub subject: String,
    /// Why.
    pub reason: Option<String>,
}

/// Adds a line.
pub async fn add(c: &mut AnyConnection, row: &AuditRow) -> Result<()> {
    query(
        "insert into audit (id, at, organizer_id, shift_id, who, what, subject, reason) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(random::id())
    .bind(row.at)
    .bind(&row.organizer_id)
    .bind(&row.shift_id)
    .bind(&row.who)
    .bind(&row.what)
    .bind(&row.subject)
    .bind(&row.reason)
    .execute(c)
    .await?;
    Ok(())
}

/// The lines of a shift, newest first.
pub async fn of_shift(c: &mut AnyConnection, shift: &str) -> Result<Vec<AuditRow>> {
    query_as(
        "select at, organizer_id, shift_id, who, what, subject, reason from audit \
         where shift_id = $1 order by at desc, id limit 1000",
    )
    .bind(shift)
    .fetch_all(c)
    .await
}
