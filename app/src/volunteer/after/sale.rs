//! A sale on its way: kept on the disk before it is sent and until it is answered, so that one whose
//! answer got lost is never sent as a new one, also when the page or the phone ended meanwhile.

use super::{close, told};
use crate::{
    i18n::{Key, keys::volunteer as text, t, use_i18n},
    ui::Button,
    volunteer::{
        ask::{self, Failed},
        door::Door,
    },
};
use domain::sync::{
    counter::{Asked, Sale, Sold},
    shift::DoorReason,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A sale that was sent, and what is charged besides without being registered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::volunteer) struct Sent {
    sale: Sale,
    beside: i64,
}

impl Sent {
    /// As it is after the page was opened anew: it may have arrived.
    #[cfg_attr(
        not(feature = "browser"),
        expect(dead_code, reason = "the server sells nothing to itself")
    )]
    pub(in crate::volunteer) const fn before(mut self) -> Self {
        self.sale.again = true;
        self
    }
}

/// How far a sale is.
#[derive(Clone)]
pub(super) enum Way {
    Sending,
    /// No answer came: it may be registered, or not.
    Lost(Uuid),
    /// The server says no.
    Refused(DoorReason),
    /// What to charge for all of it.
    Done(i64),
}

/// The sale for whom this was asked, where it got no answer.
pub(super) fn lost(door: Door, asked: &Asked) -> Option<Uuid> {
    let same = |sent: &&Sent| {
        let about = &sent.sale.asked;
        about.event_id == asked.event_id && about.shown == asked.shown
    };
    door.unsure
        .with_untracked(|all| all.iter().find(same).map(|sent| sent.sale.id))
}

/// Begins a sale.
pub(super) fn begin(door: Door, way: RwSignal<Way>, sale: Sale, beside: i64) {
    let id = sale.id;
    door.unsure.update(|all| all.push(Sent { sale, beside }));
    send(door, way, id);
}

/// Sends it; the second time under the same name, so that it counts once.
fn send(door: Door, way: RwSignal<Way>, id: Uuid) {
    let found = door
        .unsure
        .with_untracked(|all| all.iter().find(|one| one.sale.id == id).cloned());
    let (Some(Sent { sale, beside }), Some(known)) = (found, door.known.get_untracked()) else {
        return;
    };
    way.set(Way::Sending);
    ask::begin(async move {
        keep(door).await;
        let sold = ask::post::<Sold>(&known.shift.id, "/ticket-sales", &sale).await;
        let now = match sold {
            Err(Failed::Network) => {
                door.unsure.update(|all| {
                    for one in all.iter_mut().filter(|one| one.sale.id == id) {
                        one.sale.again = true;
                    }
                });
                Way::Lost(id)
            }
            Ok(sold) => {
                answered(door, id);
                Way::Done(sold.charge.saturating_add(beside))
            }
            Err(Failed::Refused(reason)) => {
                answered(door, id);
                Way::Refused(reason)
            }
        };
        keep(door).await;
        // Whoever put the dialog away meanwhile finds it among those that got no answer.
        way.try_set(now);
    });
}

fn answered(door: Door, id: Uuid) {
    door.unsure
        .update(|all| all.retain(|one| one.sale.id != id));
}

#[cfg_attr(
    not(feature = "browser"),
    expect(clippy::unused_async, reason = "the server keeps nothing")
)]
async fn keep(door: Door) {
    #[cfg(feature = "browser")]
    crate::volunteer::live::keep_unsure(door).await;
    #[cfg(not(feature = "browser"))]
    let _ = door;
}

/// In the dialog: the oldest sale that got no answer.
pub(super) fn unanswered(door: Door) -> AnyView {
    let oldest = door
        .unsure
        .with_untracked(|all| all.first().map(|sent| sent.sale.id));
    let Some(id) = oldest else {
        return close(door);
    };
    let way = RwSignal::new(Way::Lost(id));
    let whole = move || shown(door, way, None);
    view! { {whole} }.into_any()
}

/// How far it is, in words; `look` looks at the amounts anew, where that may help.
pub(super) fn shown(door: Door, way: RwSignal<Way>, look: Option<Callback<()>>) -> AnyView {
    match way.get() {
        Way::Sending => view! { <p role="status">{t(text::ASKING)}</p> }.into_any(),
        Way::Lost(id) => {
            let again = Callback::new(move |()| send(door, way, id));
            told(door, text::RATE_LOST, Some(again))
        }
        Way::Refused(reason) => {
            let (says, helps) = refused(reason);
            told(door, says, look.filter(|_| helps))
        }
        Way::Done(charge) => done(door, charge),
    }
}

/// What is said, and whether asking again may help.
pub(super) const fn refused(reason: DoorReason) -> (Key, bool) {
    match reason {
        DoorReason::PassRefused => (text::RATE_PASS, false),
        DoorReason::RateGone => (text::RATE_GONE, true),
        DoorReason::Unsure => (text::RATE_UNSURE, false),
        _ => (text::ASK_REFUSED, true),
    }
}

fn done(door: Door, charge: i64) -> AnyView {
    let i18n = use_i18n();
    let says = move || {
        let amount = ask::euros(i18n.language(), charge);
        i18n.get(&text::rate_done(amount))
    };
    view! {
        <p class="door__charge" role="status">{says}</p>
        <div class="door__acts">
            <Button press=move |_| door.task.set(None)>{t(text::READY)}</Button>
        </div>
    }
    .into_any()
}
