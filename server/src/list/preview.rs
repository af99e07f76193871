//! Each line of a list judged before anything is sent, and the questions about it answered.

use super::{
    Club, Lists,
    judge::{Judge, decided},
    own,
};
use crate::{
    db::{event, list as db},
    registry::Answer,
};
use chrono::TimeDelta;
use domain::{
    list::{Columns, lines},
    sync::list::{FileError, Outcome},
    time::Timestamp,
    uitpas_api::ProblemType,
};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// How long a list is kept when nothing else is said.
const KEPT: TimeDelta = TimeDelta::days(30);

/// What became of the wish for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// It is there, now or since before.
    List,
    /// The file is not taken.
    Refused(FileError),
    /// There is another list with this id.
    Other,
}

/// What somebody wants to make a list of.
#[derive(Debug, Clone)]
pub struct Wish<'a> {
    /// The id, made by whoever asks, so that asking twice makes one list.
    pub id: &'a str,
    /// For which activity.
    pub event: &'a str,
    /// What the club calls it.
    pub title: &'a str,
    /// The paste or the file.
    pub content: &'a [u8],
    /// When to forget it; a school class' right after the trip.
    pub forget_at: Option<Timestamp>,
}

impl Lists<'_> {
    /// Reads a list, judges each of its lines and keeps it, whole or not at all.
    pub async fn make(&self, club: &Club, wish: &Wish<'_>) -> Answer<Made> {
        let content_hash = hash(wish);
        let mut c = self.0.db().read().await?;
        if let Some(list) = db::one(&mut c, wish.id, club.now.millis()).await? {
            let same = club.acts_for(&list.organizer_id) && list.content_hash == content_hash;
            return Ok(if same { Made::List } else { Made::Other });
        }
        let event = event::one(&mut c, wish.event).await?;
        let event = event
            .filter(|event| club.acts_for(&event.organizer_id))
            .ok_or(ProblemType::EventNotFound)?;
        let table = match super::read(wish.content) {
            Ok(table) => table,
            Err(error) => return Ok(Made::Refused(error)),
        };
        let people = lines(&table, &Columns::guess(&table));
        if people.is_empty() {
            return Ok(Made::Refused(FileError::Empty));
        }
        let organizer_id = event.organizer_id.clone();
        let mut judge = Judge::new(self.0, &mut c, club, event).await?;
        let mut rows = Vec::with_capacity(people.len());
        for line in people {
            rows.push(judge.line(&mut c, line).await?);
        }
        drop(c);
        let latest = club.now + KEPT;
        let forget = wish.forget_at.map_or(latest, |at| at.min(latest));
        let list = db::ListRow {
            id: wish.id.to_owned(),
            organizer_id,
            event_id: wish.event.to_owned(),
            title: wish
                .title
                .chars()
                .filter(|c| !c.is_control())
                .take(80)
                .collect(),
            content_hash,
            made_at: club.now.millis(),
            expires_at: forget.millis(),
        };
        let now = club.now.millis();
        let kept: Answer<()> = self
            .0
            .db()
            .write(move |mut tx| {
                Box::pin(async move {
                    db::forget_expired(tx.c(), now).await?;
                    // Two who ask for the same at once make one.
                    tx.lock("point_list", &list.id).await?;
                    if db::one(tx.c(), &list.id, now).await?.is_none() {
                        db::add(tx.c(), &list, &rows).await?;
                    }
                    Ok(())
                })
            })
            .await;
        kept?;
        Ok(Made::List)
    }

    /// Says who is meant by a line: one of those put forward, or nobody. False when the line asks
    /// nothing or that person was not put forward.
    pub async fn answer(
        &self,
        club: &Club,
        id: &str,
        line: u32,
        person: Option<String>,
    ) -> Answer<bool> {
        let (registry, club, id) = (self.0.clone(), club.clone(), id.to_owned());
        let work = self.0.db().write(move |mut tx| {
            Box::pin(async move {
                tx.lock("point_list", &id).await?;
                let Some(list) = own(tx.c(), &club, &id).await? else {
                    return Ok(false);
                };
                let Some(mut row) = db::line(tx.c(), &id, i64::from(line)).await? else {
                    return Ok(false);
                };
                let outcome: Outcome = serde_json::from_str(&row.outcome)?;
                let put = match &outcome {
                    Outcome::Which { people } => people.clone(),
                    Outcome::Mistyped { likely } => likely.iter().cloned().collect(),
                    Outcome::Ready { .. } if person.is_none() => vec![],
                    _ => return Ok(false),
                };
                let Some(person) = person else {
                    row.uitpas_number = None;
                    decided(&mut row, &Outcome::LeftOut)?;
                    db::settle(tx.c(), &id, &row).await?;
                    return Ok(true);
                };
                if !put.iter().any(|one| one.id == person) {
                    return Ok(false);
                }
                let event = event::one(tx.c(), &list.event_id).await?;
                let event = event.ok_or(ProblemType::EventNotFound)?;
                let others = db::lines(tx.c(), &id).await?;
                let mut judge = Judge::new(&registry, tx.c(), &club, event).await?;
                for other in &others {
                    if let Some(holder) = &other.passholder_id {
                        judge.seen.entry(holder.clone()).or_insert(other.line);
                    }
                }
                let mut said = judge.person(tx.c(), &person, row.line).await?;
                said.line = row.line;
                db::settle(tx.c(), &id, &said).await?;
                Ok(true)
            })
        });
        work.await
    }
}

/// What tells the same wish from another.
fn hash(wish: &Wish<'_>) -> String {
    let digest = Sha256::new().chain_update(wish.event).chain_update([0]);
    let digest = digest.chain_update(wish.content).finalize();
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
