//! Points from a list: a paste, CSV or workbook is read whole or not at all, each line is judged and
//! shown, then sent as check-ins. Sending twice sends nothing twice: what became of a line is kept
//! with it, in the transaction that did it.

mod file;
mod judge;
pub mod preview;
mod send;
mod sheet;

pub use file::{read, read_with_days};
pub(crate) use sheet::plain;
pub use sheet::workbook;

use crate::{
    db::{event, list as db},
    registry::{Answer, embedded::Embedded},
};
use domain::{
    sync::list::{LineView, ListView, Outcome, Progress},
    time::Timestamp,
};
use sqlx::AnyConnection;

/// For whom a list is.
#[derive(Clone, Debug)]
pub struct Club {
    /// The organizers for which somebody acts.
    pub organizers: Vec<String>,
    /// When.
    pub now: Timestamp,
}

impl Club {
    /// Whether somebody acts for this organizer.
    pub fn acts_for(&self, organizer: &str) -> bool {
        self.organizers.iter().any(|own| own == organizer)
    }
}

/// The lists of clubs, on our own registry.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'r>(pub &'r Embedded);

impl Lists<'_> {
    /// A list of the club, as it stands.
    pub async fn view(&self, club: &Club, id: &str) -> Answer<Option<ListView>> {
        let mut c = self.0.db().read().await?;
        let Some(list) = own(&mut c, club, id).await? else {
            return Ok(None);
        };
        let rows = db::lines(&mut c, id).await?;
        let event = event::one(&mut c, &list.event_id).await?;
        let (event_title, points) = event.map_or_else(Default::default, |event| {
            (event.title, event.checkin_points)
        });
        Ok(Some(ListView {
            progress: progress(&mut c, id).await?,
            lines: rows.iter().map(line).collect::<Answer<_>>()?,
            id: list.id,
            title: list.title,
            event_id: list.event_id,
            event_title,
            points,
            made_at: Timestamp::from_millis(list.made_at),
            expires_at: Timestamp::from_millis(list.expires_at),
        }))
    }

    /// Forgets a list of the club; false when there was none.
    pub async fn forget(&self, club: &Club, id: &str) -> Answer<bool> {
        let (club, id) = (club.clone(), id.to_owned());
        let done = self.0.db().write(move |mut tx| {
            Box::pin(async move {
                match own(tx.c(), &club, &id).await? {
                    Some(list) => Ok(db::forget(tx.c(), &list.organizer_id, &id).await?),
                    None => Ok(false),
                }
            })
        });
        done.await
    }
}

impl Lists<'_> {
    /// Forgets all lists that are past their time.
    pub async fn forget_expired(&self, now: i64) -> Answer<()> {
        let done = self.0.db().write(move |mut tx| {
            Box::pin(async move { Ok(db::forget_expired(tx.c(), now).await?) })
        });
        done.await
    }
}

/// The list, if it is the club's; nobody learns of another's.
async fn own(c: &mut AnyConnection, club: &Club, id: &str) -> Answer<Option<db::ListRow>> {
    let list = db::one(c, id, club.now.millis()).await?;
    Ok(list.filter(|list| club.acts_for(&list.organizer_id)))
}

async fn progress(c: &mut AnyConnection, id: &str) -> Answer<Progress> {
    let (waiting, total) = db::count(c, id).await?;
    Ok(Progress {
        waiting: u32::try_from(waiting).unwrap_or_default(),
        total: u32::try_from(total).unwrap_or_default(),
    })
}

fn line(row: &db::LineRow) -> Answer<LineView> {
    Ok(LineView {
        line: u32::try_from(row.line).unwrap_or_default(),
        name: row.name.clone(),
        pass: row.pass.clone(),
        outcome: serde_json::from_str::<Outcome>(&row.outcome)?,
    })
}
