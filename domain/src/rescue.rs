//! The rescue file: what waits on a phone that gets no connection, for any other phone to deliver.
//! Each command in it is signed and sealed already, so that only the server reads it and delivering it
//! twice does nothing. How it is delivered is not here.

use crate::{
    command::{Batch, MOST_IN_BATCH, SealedCommand},
    outbox::MOST_CHARACTERS,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The form that is written, and the only one that is read.
const VERSION: u32 = 1;

/// What waits, by device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rescue {
    pasmaat_rescue: u32,
    batches: Vec<Batch>,
}

/// Why a file is no rescue file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotRescue {
    /// Something else, or only a part of one.
    #[error("this is no rescue file")]
    Other,
    /// Written by a newer version of the app.
    #[error("a newer version wrote this rescue file")]
    Newer,
}

impl Rescue {
    /// A file of what waits.
    pub fn of(batches: Vec<Batch>) -> Self {
        Self {
            pasmaat_rescue: VERSION,
            batches,
        }
    }

    /// Reads a file.
    pub fn parse(text: &str) -> Result<Self, NotRescue> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Outside {
            pasmaat_rescue: u32,
        }
        let outside: Outside = serde_json::from_str(text).map_err(|_| NotRescue::Other)?;
        if outside.pasmaat_rescue > VERSION {
            return Err(NotRescue::Newer);
        }
        serde_json::from_str(text).map_err(|_| NotRescue::Other)
    }

    /// As a file.
    pub fn text(&self) -> String {
        // Made of texts and numbers, which always become JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// How many commands wait in it.
    pub fn count(&self) -> usize {
        self.batches.iter().map(|batch| batch.items.len()).sum()
    }

    /// Batches that the server takes, in order.
    pub fn batches(&self) -> Vec<Batch> {
        let parts = self.batches.iter().flat_map(|batch| {
            let part = |items: Vec<SealedCommand>| Batch {
                device: batch.device,
                items,
            };
            split(&batch.items).into_iter().map(part)
        });
        parts.collect()
    }
}

fn split(items: &[SealedCommand]) -> Vec<Vec<SealedCommand>> {
    let most = usize::try_from(MOST_CHARACTERS).unwrap_or(usize::MAX);
    let mut parts: Vec<Vec<SealedCommand>> = vec![];
    let mut characters = 0;
    for item in items {
        characters += item.sealed.len();
        match parts.last_mut() {
            Some(part) if part.len() < MOST_IN_BATCH && characters <= most => {
                part.push(item.clone());
            }
            _ => {
                characters = item.sealed.len();
                parts.push(vec![item.clone()]);
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::DeviceId;
    use uuid::Uuid;

    fn batch(count: u64, long: usize) -> Batch {
        let items = (1..=count).map(|seq| SealedCommand {
            id: Uuid::from_u128(u128::from(seq)),
            seq,
            sealed: "x".repeat(long),
        });
        Batch {
            device: DeviceId(Uuid::from_u128(7)),
            items: items.collect(),
        }
    }

    #[test]
    fn a_file_reads_back_whole() {
        let rescue = Rescue::of(vec![batch(3, 10), batch(1, 10)]);
        assert_eq!(rescue.count(), 4);
        assert_eq!(Rescue::parse(&rescue.text()), Ok(rescue.clone()));
        let text = rescue.text();
        assert_eq!(
            Rescue::parse(&text[..text.len() - 9]),
            Err(NotRescue::Other)
        );
        for other in [
            "",
            "[]",
            "{}",
            r#"{"batches":[]}"#,
            r#"{"pasmaatRescue":1}"#,
        ] {
            assert_eq!(Rescue::parse(other), Err(NotRescue::Other), "{other}");
        }
        let newer = r#"{"pasmaatRescue":2,"parts":[]}"#;
        assert_eq!(Rescue::parse(newer), Err(NotRescue::Newer));
    }

    #[test]
    fn what_is_long_goes_in_parts_and_in_order() {
        let rescue = Rescue::of(vec![batch(1_200, 10), batch(450, 1_000)]);
        let parts = rescue.batches();
        let sizes: Vec<usize> = parts.iter().map(|part| part.items.len()).collect();
        assert_eq!(sizes, [500, 500, 200, 200, 200, 50]);
        let seqs = parts.iter().take(3).flat_map(|part| &part.items);
        assert!(seqs.map(|item| item.seq).eq(1..=1_200));
    }
}
