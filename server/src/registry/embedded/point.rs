//! The history of points.

use super::Embedded;
use crate::{
    db::point,
    registry::{Answer, Call, Refused},
};
use domain::uitpas_api::{
    DateTime, Page,
    enums::SortOrder,
    page::DEFAULT_LIMIT,
    transaction::{Transaction, TransactionQuery},
};

/// `GET /passholders/{passholderId}/transactions`
pub(in crate::registry) async fn transactions(
    registry: &Embedded,
    call: &Call,
    id: String,
    query: TransactionQuery,
) -> Answer<Page<Transaction>> {
    let id = call.allow_passholder(id)?;
    let mut c = registry.db.read().await?;
    if crate::db::passholder::one(&mut c, &id).await?.is_none() {
        return Err(Refused::not_found("There is no such pass holder."));
    }
    let newest_first = query.sort_creation_date != Some(SortOrder::Ascending);
    let (start, limit) = (
        query.start.unwrap_or(0),
        query.limit.unwrap_or(DEFAULT_LIMIT),
    );
    let (total, lines) = point::history(&mut c, &id, newest_first, start, limit).await?;
    Ok(Page {
        total_items: u64::try_from(total).unwrap_or(0),
        member: lines
            .into_iter()
            .map(|line| Transaction {
                title: line.title,
                location: line.location,
                creation_date: DateTime::from_millis(line.at),
                points: line.points,
            })
            .collect(),
    })
}
