//! The code that a tablet's screen showed: whose screen that is, and at which activity it stands.

use crate::{
    db::{device, shift},
    registry::Answer,
    sync::shift::{key, who::TABLET},
};
use domain::{
    shift::{
        Phase,
        screen::{Refusal, ScreenCode},
    },
    time::Timestamp,
    verdict::Verdict,
};
use sqlx::AnyConnection;

/// What a code is.
#[derive(Debug)]
pub(super) enum Shown {
    /// Not of a screen.
    Not,
    /// Of a screen at this activity, which showed it at that moment.
    At(String),
    /// Of a screen, and of no use.
    No(Verdict),
}

/// Looks at a code that was scanned at a moment.
pub(super) async fn shown(c: &mut AnyConnection, code: &str, at: Timestamp) -> Answer<Shown> {
    let Some(code) = ScreenCode::read(code) else {
        return Ok(Shown::Not);
    };
    let unknown = || Ok(Shown::No(Verdict::UnknownCode));
    let tablet = device::one(c, &code.device.to_string()).await?;
    let tablet = tablet.filter(|row| row.kind == TABLET);
    let Some((tablet, id)) = tablet.and_then(|row| row.shift_id.clone().map(|id| (row, id))) else {
        return unknown();
    };
    let Some(row) = shift::one(c, &id).await? else {
        return unknown();
    };
    let Ok(key) = key(&row) else {
        return unknown();
    };
    let closed = |since| Ok(Shown::No(Verdict::Closed { since: Some(since) }));
    match code.verify(&key, at) {
        Err(Refusal::Forged) => return unknown(),
        Err(Refusal::Past { since }) => return closed(since),
        Ok(()) => {}
    }
    if let Some(gone) = tablet.revoked_at.filter(|gone| *gone <= at.millis()) {
        return closed(Timestamp::from_millis(gone));
    }
    let hours = row.hours();
    match hours.phase(at) {
        Phase::NotYet { opens } => return Ok(Shown::No(Verdict::NotYet { opens })),
        Phase::Running => {}
        Phase::Ending | Phase::Over => return closed(hours.end()),
    }
    let event = shift::events(c, &id)
        .await?
        .into_iter()
        .nth(code.activity.into());
    Ok(event.map_or(Shown::No(Verdict::UnknownCode), Shown::At))
}
