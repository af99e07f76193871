//! What is done by itself, without anybody asking: data that is past its time is erased.

use crate::{
    clock::Clock, club::Clubs, db::device, list::Lists, registry::Answer,
    registry::embedded::Embedded,
};
use domain::time::Timestamp;
use std::{sync::Arc, time::Duration};

/// How often it is looked whether there is something to do.
const EVERY: Duration = Duration::from_hours(1);

/// Starts it; it ends with the program.
pub fn start(registry: Arc<Embedded>, clock: Clock) {
    tokio::spawn(async move {
        let mut hour = tokio::time::interval(EVERY);
        loop {
            hour.tick().await;
            if let Err(error) = tidy(&registry, clock.now()).await {
                tracing::warn!(%error, "what is past its time could not be erased; again in an hour");
            }
        }
    });
}

/// Erases what is past its time: lists of people, whose phones those were that nobody used for over a
/// year, and what clubs keep about members who left.
pub async fn tidy(registry: &Embedded, now: i64) -> Answer<()> {
    let forgotten: Answer<u64> = registry
        .db()
        .write(move |mut tx| {
            Box::pin(async move { Ok(device::forget_expired(tx.c(), now).await?) })
        })
        .await;
    forgotten?;
    Lists(registry).forget_expired(now).await?;
    let clubs = Clubs(registry);
    clubs.erase_expired(Timestamp::from_millis(now)).await
}
