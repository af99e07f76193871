//! What was said at once and sent to nobody: refused, or in already. It is kept as the rest is, until
//! this phone leaves the door, so that the list of today has it after a restart.

use super::{Helper, helper, store};
use crate::{
    offline::{Store, StoreError},
    volunteer::lines::Line,
};
use domain::{command::Shown, time::Timestamp, verdict::Verdict};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Serialize, Deserialize)]
struct Told {
    id: Uuid,
    at: Timestamp,
    pass: String,
    verdict: Verdict,
    /// To scan the same pass anew from the list, where that can help.
    #[serde(default)]
    shown: Option<(usize, Shown)>,
}

fn name(helper: &Helper) -> String {
    format!("told {}", helper.device)
}

/// Ids sort by time, so that their first half numbers the rows.
const fn place(id: Uuid) -> u64 {
    id.as_u64_pair().0
}

/// Keeps a line; one that cannot be kept is there until the page closes.
pub(super) async fn keep(line: Line) {
    let (Some(store), Some(helper)) = (store(), helper()) else {
        return;
    };
    let helps = line.again().is_some();
    let told = Told {
        id: line.id,
        at: line.at,
        pass: line.pass,
        shown: line.shown.filter(|_| helps),
        verdict: line.verdict,
    };
    let rows = [(place(told.id), Some(told))];
    if let Err(error) = store.change_queue(&name(&helper), &rows).await {
        leptos::logging::warn!("{error}");
    }
}

/// What was told at this door.
pub(super) async fn all() -> Vec<Line> {
    let (Some(store), Some(helper)) = (store(), helper()) else {
        return vec![];
    };
    match rows(&store, &helper).await {
        Ok(rows) => rows
            .into_iter()
            .map(|(_, told)| Line {
                shown: told.shown,
                ..Line::told(told.id, told.at, told.pass, told.verdict)
            })
            .collect(),
        Err(error) => {
            leptos::logging::warn!("{error}");
            vec![]
        }
    }
}

/// Forgets all of it.
pub(super) async fn forget(store: &Store, helper: &Helper) -> Result<(), StoreError> {
    let rows = rows(store, helper).await?;
    let gone: Vec<(u64, Option<Told>)> = rows.into_iter().map(|(row, _)| (row, None)).collect();
    store.change_queue(&name(helper), &gone).await
}

async fn rows(store: &Store, helper: &Helper) -> Result<Vec<(u64, Told)>, StoreError> {
    store.queue(&name(helper), 0, u64::MAX).await
}
