//! What `--demo` puts into an empty database: the public test data set of UiTPAS API 4.0, exactly,
//! and beside it an invented region that looks like a real one. The same seed and day make the same
//! data.

mod region;
mod test_set;

use crate::db::{Db, Tx, seed};
use domain::time::Timestamp;

pub use test_set::ORGANIZER;

/// Fills an empty database; leaves any other alone.
pub async fn fill(db: &Db, now: i64) -> sqlx::Result<()> {
    let mut c = db.read().await?;
    if !seed::is_empty(&mut c, "card_system").await? {
        return Ok(());
    }
    drop(c);
    let now = Timestamp::from_millis(now);
    db.write(move |mut tx| {
        Box::pin(async move {
            // Of two servers on one PostgreSQL, one fills.
            tx.lock("demo", "fill").await?;
            if !seed::is_empty(tx.c(), "card_system").await? {
                return Ok(());
            }
            both(&mut tx, now).await
        })
    })
    .await
}

/// The numbers of the test passes, each with the id of its holder.
pub fn test_passes() -> impl Iterator<Item = (&'static str, String)> {
    test_set::passes()
}

async fn both(tx: &mut Tx<'_>, now: Timestamp) -> sqlx::Result<()> {
    test_set::fill(tx.c(), now).await?;
    region::fill(tx.c(), now).await
}
