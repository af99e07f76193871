//! `pasmaat seed`: a database as large as a region's, to measure with. It begins with the demo data
//! and goes on where an earlier run stopped.

use crate::{
    db::{Db, bulk, bulk::Size},
    demo,
};
use anyhow::Context as _;
use domain::time::Timestamp;
use std::time::{Duration, Instant};

/// About how many rows a transaction makes.
const ROWS: i64 = 200_000;

/// How much was made in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Pass holders.
    pub passholders: i64,
    /// Check-ins.
    pub checkins: i64,
}

/// Makes so many, or as many as fit in `most`; `say` hears how far it is.
pub async fn fill(
    db: &Db,
    now: i64,
    passholders: i64,
    checkins: i64,
    most: Option<Duration>,
    mut say: impl FnMut(&str),
) -> anyhow::Result<Made> {
    anyhow::ensure!(
        (1..=90_000_000).contains(&passholders) && (0..=9_000 * passholders).contains(&checkins),
        "--passholders is 1 to 90,000,000 and --checkins at most 9,000 for each of them"
    );
    demo::fill(db, now).await.context("the demo data")?;
    let today = Timestamp::start_of_day(Timestamp::from_millis(now).date_in_brussels()).millis();
    let size = Size {
        passholders,
        checkins,
        today,
    };
    let mut at = bulk::made(&mut *db.read().await?).await?;
    let step = (ROWS / (3 + 2 * checkins / passholders)).max(1);
    let start = Instant::now();
    while at < passholders && most.is_none_or(|most| start.elapsed() < most) {
        let to = (at + step).min(passholders);
        bulk::make(db, size, at, to)
            .await
            .context("a batch of rows")?;
        at = to;
        let (done, seconds) = (size.checkins_before(at), start.elapsed().as_secs());
        say(&format!(
            "{at} of {passholders} pass holders, {done} of {checkins} check-ins, {seconds} s"
        ));
    }
    bulk::settle(db).await.context("tidying up")?;
    let at = at.min(passholders);
    Ok(Made {
        passholders: at,
        checkins: size.checkins_before(at),
    })
}
