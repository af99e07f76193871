//! What is done by itself, without anybody asking: data that is past its time is erased.

use crate::{
    clock::Clock,
    club::Clubs,
    db::{Db, device, there},
    list::Lists,
    registry::{Answer, embedded::Embedded},
};
use domain::time::Timestamp;
use std::{sync::Arc, time::Duration};

/// How often it is looked whether there is something to do.
const EVERY: Duration = Duration::from_hours(1);

/// How long what a door did in a registry elsewhere is known here, in milliseconds: as long as its shift
/// is listed.
const KNOWN_HERE: i64 = 60 * 24 * 60 * 60 * 1000;

/// Starts it; it ends with the program.
pub fn start(db: Db, embedded: Option<Arc<Embedded>>, clock: Clock) {
    tokio::spawn(async move {
        let mut hour = tokio::time::interval(EVERY);
        loop {
            hour.tick().await;
            let now = clock.now();
            let mut done = tidy_phones(&db, now).await;
            if let (Ok(()), Some(own)) = (&done, &embedded) {
                done = tidy(own, now).await;
            }
            if let Err(error) = done {
                tracing::warn!(%error, "what is past its time could not be erased; again in an hour");
            }
        }
    });
}

/// Erases what is past its time wherever the registry is: whose phones those were that nobody used for
/// over a year, and what doors did elsewhere.
pub async fn tidy_phones(db: &Db, now: i64) -> Answer<()> {
    db.write(move |mut tx| {
        Box::pin(async move {
            device::forget_expired(tx.c(), now).await?;
            Ok(there::forget(tx.c(), now - KNOWN_HERE).await?)
        })
    })
    .await
}

/// Erases what is past its time in our own registry: lists of people, and what clubs keep about members
/// who left.
pub async fn tidy(registry: &Embedded, now: i64) -> Answer<()> {
    Lists(registry).forget_expired(now).await?;
    let clubs = Clubs(registry);
    clubs.erase_expired(Timestamp::from_millis(now)).await
}
