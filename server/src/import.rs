//! Activities of UiTdatabank, kept here: from a file (`pasmaat import events FILE`), or as its Search
//! API finds them. What is right goes in as one transaction; what is wrong gets a line each.

use crate::{
    db::{
        Db, Tx,
        event::{self, EventDoc, EventPrice},
        organizer,
    },
    uitdatabank::{self, Activity},
};
use anyhow::Context as _;
use serde_json::Value;
use std::{fs, path::Path};

/// What became of a file.
#[derive(Debug, Default)]
pub struct Imported {
    /// How many activities are in.
    pub kept: usize,
    /// Why the others are not, a line each.
    pub refused: Vec<String>,
}

/// Imports the activities of a file.
pub async fn events(db: &Db, file: &Path) -> anyhow::Result<Imported> {
    let shown = file.display();
    let text = fs::read_to_string(file).with_context(|| format!("{shown} cannot be read"))?;
    let json: Value =
        serde_json::from_str(&text).with_context(|| format!("{shown} is not JSON"))?;
    let mut imported = Imported::default();
    let mut activities = Vec::new();
    for item in uitdatabank::items(json) {
        let label = uitdatabank::label(&item).to_owned();
        match uitdatabank::read(item) {
            Ok(activity) => activities.push(activity),
            Err(refused) => imported.refused.push(format!("{label}: {refused}")),
        }
    }
    let (kept, unknown) = db
        .write(move |mut tx| Box::pin(async move { keep(&mut tx, activities).await }))
        .await?;
    imported.kept = kept;
    imported.refused.extend(unknown);
    Ok(imported)
}

/// Keeps activities whose organizers are known here: how many, and a line for each other.
pub async fn keep(
    tx: &mut Tx<'_>,
    activities: Vec<Activity>,
) -> Result<(usize, Vec<String>), anyhow::Error> {
    let (mut kept, mut refused) = (0, vec![]);
    for mut activity in activities {
        if organizer::one(tx.c(), &activity.organizer).await?.is_none() {
            refused.push(format!(
                "{}: its organizer {} is not in this registry",
                activity.id, activity.organizer
            ));
            continue;
        }
        let title = activity.titles.remove("nl").unwrap_or_default();
        let doc = EventDoc {
            calendar: activity.calendar,
            titles: activity.titles,
            place: activity.place,
            prices: activity
                .prices
                .into_iter()
                .map(|(name, cents)| EventPrice { name, cents })
                .collect(),
            audience: activity.audience,
        };
        let new = event::NewEvent {
            id: &activity.id,
            organizer_id: &activity.organizer,
            location_id: activity.location.as_deref(),
            title: &title,
            doc: &doc,
        };
        event::keep(tx.c(), &new).await?;
        kept += 1;
    }
    Ok((kept, refused))
}
