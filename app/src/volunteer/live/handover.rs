//! Hands the scans of this phone to another one at the same door, and takes in what another one
//! shows: without any network. What was taken in says who is in; it is never sent.

use super::{HANDED, SIGNER, best, keep, kept, store};
use crate::volunteer::door::Door;
use domain::{
    credential::Thumbprint,
    shift::handover::{Refusal, Seen, message, open, show as show_frames, to_sign},
    sync::shift::DoorEntry,
    time::Timestamp,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What another phone handed over.
#[derive(Clone, Serialize, Deserialize)]
struct Over {
    device: Thumbprint,
    at: Timestamp,
    entries: Vec<DoorEntry>,
}

/// The texts to show in turn, and how many scans are in them; nothing where this phone has no badge
/// yet, or nobody was scanned.
pub(in crate::volunteer) async fn frames(door: Door) -> Option<(Vec<String>, usize)> {
    let known = door.known.get_untracked()?;
    let badge = known.badge.clone()?;
    let scans: Vec<Seen> = door.done().with_untracked(|lines| {
        let seen = lines
            .iter()
            .filter(|line| line.counts())
            .filter_map(|line| {
                let (activity, mark) = line.mark?;
                Some(Seen {
                    activity: u8::try_from(activity).ok()?,
                    mark,
                    at: line.at,
                })
            });
        seen.collect()
    });
    if scans.is_empty() {
        return None;
    }
    let whole = to_sign(&known.key, &badge, best(), &scans);
    let signer = store()?.signer(SIGNER).await.ok()?;
    let signature = signer.sign(&message(&whole)).await.ok()?;
    let texts = show_frames(whole, &signature.try_into().ok()?);
    Some((texts, scans.len().min(domain::shift::handover::MOST)))
}

/// Takes in what was read: from whom, and how many scans.
pub(in crate::volunteer) async fn take_in(
    door: Door,
    whole: Vec<u8>,
) -> Result<(String, usize), Refusal> {
    let known = door.known.get_untracked().ok_or(Refusal::OtherShift)?;
    let store = store().ok_or(Refusal::OtherShift)?;
    let signer = store.signer(SIGNER).await.map_err(|_| Refusal::Damaged)?;
    let own = signer.public().parse().map_err(|_| Refusal::Damaged)?;
    let handed = open(
        &whole,
        &known.key,
        &known.shift.id,
        &known.trust,
        &own,
        best(),
    )?;
    let mut all: Vec<Over> = kept(&store, HANDED).await.unwrap_or_default();
    let newer = |one: &Over| one.device == handed.device && one.at > handed.at;
    if !all.iter().any(newer) {
        all.retain(|one| one.device != handed.device);
        all.push(Over {
            device: handed.device,
            at: handed.at,
            entries: handed.entries().collect(),
        });
        keep(HANDED, &all).await;
        tell(door, all);
    }
    Ok((handed.name, handed.scans.len()))
}

/// Tells the door what was handed over before this page was opened.
pub(super) async fn show(door: Door) {
    let Some(store) = store() else { return };
    tell(door, kept(&store, HANDED).await.unwrap_or_default());
}

fn tell(door: Door, all: Vec<Over>) {
    let entries = all.into_iter().flat_map(|one| one.entries);
    door.handed.set(entries.collect());
}
