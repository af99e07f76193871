//! The phone's queue: asks, sends when there is a chance to, and shows what became of it.

use super::{SIGNER, store};
use crate::{
    offline::{
        StoreError,
        outbox::{Kept, Queue},
    },
    passholder::{asked::Asked, phone::Phone},
};
use domain::{command::What, time::Timestamp};
use leptos::prelude::*;
use std::{cell::Cell, time::Duration};

thread_local! {
    static TIMER: Cell<Option<TimeoutHandle>> = const { Cell::new(None) };
}

/// The queue of the device that is signed in.
fn queue(phone: Phone) -> Option<Queue> {
    let session = phone.session.get_untracked()?;
    Some(Queue {
        store: store()?,
        device: session.device.parse().ok()?,
        sealing: session.sealing_key.parse().ok()?,
        signer: SIGNER,
    })
}

/// Keeps what the person asks for, shows it as waiting, and tries to send it.
pub(in crate::passholder) async fn ask(
    phone: Phone,
    what: What,
    deadline: Option<Timestamp>,
) -> Result<uuid::Uuid, StoreError> {
    let queue = queue(phone).ok_or(StoreError::Unavailable)?;
    let id = queue.ask(what, deadline).await?.item.id;
    show(phone, &queue).await;
    leptos::task::spawn_local(send(phone));
    Ok(id)
}

/// Sends what waits, and comes back when it is time for the next try.
pub(in crate::passholder) async fn send(phone: Phone) {
    let Some(queue) = queue(phone) else { return };
    if let Some(timer) = TIMER.take() {
        timer.clear();
    }
    let waited = phone
        .asked
        .with_untracked(|asked| asked.iter().filter(|one| one.waits()).count());
    let next = queue.send(|_| ()).await;
    show(phone, &queue).await;
    let waits = phone
        .asked
        .with_untracked(|asked| asked.iter().filter(|one| one.waits()).count());
    if waits < waited {
        // What was done changed the balance.
        super::refresh_only(phone).await;
    }
    match next {
        Ok(Some(millis)) => {
            let wait = Duration::from_millis(u64::try_from(millis).unwrap_or(0).max(250));
            let again = move || leptos::task::spawn_local(send(phone));
            TIMER.set(set_timeout_with_handle(again, wait).ok());
        }
        Ok(None) => {}
        Err(error) => leptos::logging::warn!("{error}"),
    }
}

/// As [`send`], at once: the network may be back.
pub(in crate::passholder) async fn hurry(phone: Phone) {
    if let Some(queue) = queue(phone) {
        queue.hurry();
        if let Err(error) = queue.tidy(None).await {
            leptos::logging::warn!("{error}");
        }
        send(phone).await;
    }
}

/// Lets go of an answer that was read.
pub(in crate::passholder) async fn read(phone: Phone, seq: u64) {
    if let Some(queue) = queue(phone) {
        drop(queue.tidy(Some(seq)).await);
        show(phone, &queue).await;
    }
}

async fn show(phone: Phone, queue: &Queue) {
    match queue.all().await {
        Ok(kept) => phone.asked.set(kept.into_iter().map(asked).collect()),
        Err(error) => leptos::logging::warn!("{error}"),
    }
}

fn asked(kept: Kept) -> Asked {
    Asked {
        id: kept.item.id,
        seq: kept.item.seq,
        what: kept.what,
        at: Timestamp::from_millis(kept.at.wall),
        state: kept.item.state,
        verdict: kept.verdict,
        deadline: kept.deadline,
    }
}
