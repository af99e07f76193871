//! What to charge, and its registration: amounts and nothing else, so that who stands beside the
//! phone learns nothing either. A sale whose answer got lost is never sent as a new one.

use super::{Just, close, told};
use crate::{
    i18n::{Key, keys::volunteer as text, t, use_i18n},
    ui::Button,
    volunteer::{
        ask::{self, Failed},
        door::Door,
    },
};
use domain::sync::{
    counter::{Rates, Sale, Sold, Ticket},
    shift::DoorReason,
};
use leptos::prelude::*;

/// How many tickets at one amount at most.
const MOST: u32 = 20;

/// So much for a ticket, and how many of them.
#[derive(Clone)]
struct Amount {
    label: String,
    regular: i64,
    /// None where nothing is to be registered.
    rate: Option<String>,
    charge: i64,
    most: u32,
    count: RwSignal<u32>,
}

/// A sale that was sent, and what is charged besides without being registered.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::volunteer) struct Sent {
    sale: Sale,
    beside: i64,
}

#[derive(Clone)]
enum State {
    Asking,
    Failed(Failed),
    Known(Vec<Amount>),
    Sending,
    /// No answer came: it may be registered, or not.
    Lost,
    /// What to charge for all of it.
    Done(i64),
}

/// What is in the dialog.
pub(super) fn rate(door: Door, just: Just) -> AnyView {
    let state = RwSignal::new(State::Asking);
    let just = StoredValue::new(just);
    let look = move || {
        state.set(State::Asking);
        ask::begin(async move {
            let Some((shift, asked)) = just.with_value(|just| just.asked(door)) else {
                return;
            };
            let found = ask::post::<Rates>(&shift, "/tariffs", &asked).await;
            state.set(match found {
                Ok(rates) => State::Known(amounts(rates)),
                Err(failed) => State::Failed(failed),
            });
        });
    };
    let open = just.with_value(|just| {
        let (_, asked) = just.asked(door)?;
        let unsure = door.unsure.get_untracked()?;
        let same =
            |sent: &Sale| sent.asked.event_id == asked.event_id && sent.asked.shown == asked.shown;
        same(&unsure.sale).then_some(())
    });
    match open {
        Some(()) => state.set(State::Lost),
        None => look(),
    }
    let again = Callback::new(move |()| look());
    let once_more = Callback::new(move |()| send(door, state));
    let whole = move || match state.get() {
        State::Asking | State::Sending => {
            view! { <p role="status">{t(text::ASKING)}</p> }.into_any()
        }
        State::Failed(Failed::Network) => told(door, text::NEEDS_NETWORK, Some(again)),
        State::Failed(Failed::Refused(reason)) => {
            let (says, helps) = refused(reason);
            told(door, says, helps.then_some(again))
        }
        State::Lost => told(door, text::RATE_LOST, Some(once_more)),
        State::Known(all) => choice(door, just, state, all),
        State::Done(charge) => done(door, charge),
    };
    view! { {whole} }.into_any()
}

/// What is said, and whether asking again may help.
const fn refused(reason: DoorReason) -> (Key, bool) {
    match reason {
        DoorReason::PassRefused => (text::RATE_PASS, false),
        DoorReason::RateGone => (text::RATE_GONE, true),
        DoorReason::Unsure => (text::RATE_UNSURE, false),
        _ => (text::ASK_REFUSED, true),
    }
}

/// The amounts, cheapest first for each price; one ticket at the cheapest where there is one price.
fn amounts(rates: Rates) -> Vec<Amount> {
    let single = rates.prices.len() == 1;
    let mut all = vec![];
    for price in rates.prices {
        let begin = all.len();
        let amount = |rate: Option<String>, charge: i64, left: u32| Amount {
            label: price.label.clone(),
            regular: price.regular,
            rate,
            charge,
            most: left.min(MOST),
            count: RwSignal::new(0),
        };
        let rates = price.rates.into_iter().filter(|rate| rate.left > 0);
        all.extend(rates.map(|rate| amount(Some(rate.id), rate.charge, rate.left)));
        all.push(amount(None, price.regular, MOST));
        if let Some(first) = all.get(begin).filter(|_| single) {
            first.count.set(1);
        }
    }
    all
}

fn total(all: &[Amount]) -> i64 {
    let each = all
        .iter()
        .map(|one| one.charge.saturating_mul(one.count.get().into()));
    each.fold(0, i64::saturating_add)
}

fn choice(
    door: Door,
    just: StoredValue<Just>,
    state: RwSignal<State>,
    all: Vec<Amount>,
) -> AnyView {
    let i18n = use_i18n();
    let rows = all.iter().map(row).collect_view();
    let all = StoredValue::new(all);
    let sum = move || all.with_value(|all| total(all));
    let says = move || {
        let amount = ask::euros(i18n.language(), sum());
        i18n.get(&text::rate_total(amount))
    };
    let none =
        Signal::derive(move || all.with_value(|all| all.iter().all(|one| one.count.get() == 0)));
    let go = move |_| {
        let all = all.get_value();
        let Some((_, asked)) = just.with_value(|just| just.asked(door)) else {
            return;
        };
        let (registered, beside): (Vec<Amount>, Vec<Amount>) = all
            .into_iter()
            .filter(|one| one.count.get_untracked() > 0)
            .partition(|one| one.rate.is_some());
        let beside = untrack(|| total(&beside));
        let tickets = registered.into_iter().filter_map(|one| {
            Some(Ticket {
                number: one.count.get_untracked(),
                label: one.label,
                regular: one.regular,
                rate: one.rate?,
            })
        });
        let tickets: Vec<Ticket> = tickets.collect();
        if tickets.is_empty() {
            return state.set(State::Done(beside));
        }
        let sale = Sale {
            id: ask::new_id(),
            asked,
            tickets,
            again: false,
        };
        door.unsure.set(Some(Sent { sale, beside }));
        send(door, state);
    };
    view! {
        <ul class="door__amounts">{rows}</ul>
        <p class="door__total" aria-live="polite">{says}</p>
        <div class="door__acts">
            <Button disabled=none on:click=go>{t(text::RATE_GO)}</Button>
            {close(door)}
        </div>
    }
    .into_any()
}

/// An amount with its stepper.
fn row(one: &Amount) -> AnyView {
    let i18n = use_i18n();
    let (count, most, charge) = (one.count, one.most, one.charge);
    let label = one.label.clone();
    let amount = Signal::derive(move || ask::euros(i18n.language(), charge));
    let fewer = move |_| count.update(|count| *count = count.saturating_sub(1));
    let more = move |_| count.update(|count| *count = (*count + 1).min(most));
    let least = move || count.get() == 0;
    let full = move || count.get() >= most;
    view! {
        <li class="door__amount">
            <span class="door__price"><span dir="auto">{label}</span> <strong>{amount}</strong></span>
            <span class="door__stepper">
                <button
                    class="button button--quiet"
                    type="button"
                    disabled=least
                    aria-label=move || i18n.get(&text::fewer(amount.get()))
                    on:click=fewer
                >
                    "−"
                </button>
                <output aria-live="polite">{count}</output>
                <button
                    class="button button--quiet"
                    type="button"
                    disabled=full
                    aria-label=move || i18n.get(&text::more(amount.get()))
                    on:click=more
                >
                    "+"
                </button>
            </span>
        </li>
    }
    .into_any()
}

/// Sends the sale that is under way; the second time under the same name, so that it counts once.
fn send(door: Door, state: RwSignal<State>) {
    let (Some(Sent { sale, beside }), Some(known)) =
        (door.unsure.get_untracked(), door.known.get_untracked())
    else {
        return;
    };
    state.set(State::Sending);
    ask::begin(async move {
        let sold = ask::post::<Sold>(&known.shift.id, "/ticket-sales", &sale).await;
        match sold {
            Ok(sold) => {
                door.unsure.set(None);
                state.set(State::Done(sold.charge.saturating_add(beside)));
            }
            Err(failed @ Failed::Refused(_)) => {
                door.unsure.set(None);
                state.set(State::Failed(failed));
            }
            Err(Failed::Network) => {
                let sale = Sale {
                    again: true,
                    ..sale
                };
                door.unsure.set(Some(Sent { sale, beside }));
                state.set(State::Lost);
            }
        }
    });
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
            <Button on:click=move |_| door.task.set(None)>{t(text::READY)}</Button>
        </div>
    }
    .into_any()
}
