//! What waits on this phone, at its door and at doors that it left, as a rescue file; and such a file
//! of another phone, delivered.

use super::queue;
use crate::{
    device::file,
    offline::{
        StoreError, clock,
        outbox::{self, NotDelivered},
    },
    volunteer::rescue::Brought,
};
use domain::rescue::{NotRescue, Rescue};

/// What waits, as a file; none where nothing does.
async fn rescue() -> Result<Option<Rescue>, StoreError> {
    let mut batches = vec![];
    for queue in queue::all().await {
        let batch = queue.waiting().await?;
        if !batch.items.is_empty() {
            batches.push(batch);
        }
    }
    Ok((!batches.is_empty()).then(|| Rescue::of(batches)))
}

/// How many commands wait.
pub(in crate::volunteer) async fn waiting() -> u64 {
    let rescue = rescue().await.unwrap_or_default();
    rescue.map_or(0, |rescue| {
        u64::try_from(rescue.count()).unwrap_or_default()
    })
}

/// Hands what waits to the browser as a download; whether it did.
pub(in crate::volunteer) async fn save() -> bool {
    let Ok(Some(rescue)) = rescue().await else {
        return false;
    };
    let name = format!("pasmaat-{}.json", clock::now());
    file::save(&name, "application/json", &rescue.text()).is_ok()
}

/// Delivers the file that was chosen in the field with this id.
pub(in crate::volunteer) async fn bring(field: &str) -> Brought {
    let Some(text) = file::text_of(field).await else {
        return Brought::Nothing;
    };
    match outbox::deliver(&text).await {
        Ok(delivered) => Brought::Delivered {
            done: delivered.done,
            refused: delivered.refused,
            held: delivered.held,
        },
        Err(NotDelivered::File(NotRescue::Other)) => Brought::NotOne,
        Err(NotDelivered::File(NotRescue::Newer)) => Brought::Newer,
        Err(NotDelivered::Offline) => Brought::Offline,
        Err(NotDelivered::Later) => Brought::Later,
    }
}
