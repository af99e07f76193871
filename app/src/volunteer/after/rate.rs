//! What to charge, and its registration: amounts and nothing else, so that who stands beside the
//! phone learns nothing either. How a sale travels is in `after::sale`.

use super::{
    Just, close,
    sale::{self, Way, refused},
    told,
};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    ui::Button,
    volunteer::{
        ask::{self, Failed},
        door::Door,
    },
};
use domain::sync::counter::{Rates, Sale, Ticket};
use leptos::prelude::*;

/// How many tickets at one amount at most: for a person, and for a group.
const MOST: (u32, u32) = (20, 100);
/// Beyond so many, a stepper takes five at once too.
const MANY: u32 = 20;

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

#[derive(Clone)]
enum State {
    Asking,
    Failed(Failed),
    Known(Vec<Amount>),
    /// A sale is on its way.
    Sold,
}

/// What is in the dialog; for the pass of a person, or of a group.
pub(super) fn rate(door: Door, just: Just, of_group: bool) -> AnyView {
    let state = RwSignal::new(State::Asking);
    // Not made where a row is tapped: the choice, and what it owns, gives way to it.
    let way = RwSignal::new(Way::Sending);
    let just = StoredValue::new(just);
    let most = if of_group { MOST.1 } else { MOST.0 };
    let look = move || {
        state.set(State::Asking);
        ask::begin(async move {
            let Some((shift, asked)) = just.with_value(|just| just.asked(door)) else {
                return;
            };
            let found = ask::post::<Rates>(&shift, "/tariffs", &asked).await;
            state.try_set(match found {
                Ok(rates) => State::Known(amounts(rates, most)),
                Err(failed) => State::Failed(failed),
            });
        });
    };
    let lost = just.with_value(|just| {
        let (_, asked) = just.asked(door)?;
        sale::lost(door, &asked)
    });
    match lost {
        Some(id) => {
            way.set(Way::Lost(id));
            state.set(State::Sold);
        }
        None => look(),
    }
    let again = Callback::new(move |()| look());
    let whole = move || match state.get() {
        State::Asking => view! { <p role="status">{t(text::ASKING)}</p> }.into_any(),
        State::Failed(Failed::Network) => told(door, text::NEEDS_NETWORK, Some(again)),
        State::Failed(Failed::Refused(reason)) => {
            let (says, helps) = refused(reason);
            told(door, says, helps.then_some(again))
        }
        State::Sold => sale::shown(door, way, Some(again)),
        State::Known(all) => choice(door, just, state, way, all),
    };
    view! { {whole} }.into_any()
}

/// The amounts, cheapest first for each price; one ticket at the cheapest where there is one price.
fn amounts(rates: Rates, most: u32) -> Vec<Amount> {
    let single = rates.prices.len() == 1;
    let mut all = vec![];
    for price in rates.prices {
        let begin = all.len();
        let amount = |rate: Option<String>, charge: i64, left: u32| Amount {
            label: price.label.clone(),
            regular: price.regular,
            rate,
            charge,
            most: left.min(most),
            count: RwSignal::new(0),
        };
        let rates = price.rates.into_iter().filter(|rate| rate.left > 0);
        all.extend(rates.map(|rate| amount(Some(rate.id), rate.charge, rate.left)));
        all.push(amount(None, price.regular, most));
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
    way: RwSignal<Way>,
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
            // The usual price: there is nothing to register.
            way.set(Way::Done(beside));
            return state.set(State::Sold);
        }
        let sale = Sale {
            id: ask::new_id(),
            asked,
            tickets,
            again: false,
        };
        sale::begin(door, way, sale, beside);
        state.set(State::Sold);
    };
    view! {
        <ul class="door__amounts">{rows}</ul>
        <p class="door__total" aria-live="polite">{says}</p>
        <div class="door__acts">
            <Button disabled=none press=go>{t(text::RATE_GO)}</Button>
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
    let add = move |number: u32| count.update(|count| *count = (*count + number).min(most));
    let full = move || count.get() >= most;
    let five = (most > MANY).then(|| {
        view! {
            <button
                class="button button--quiet"
                type="button"
                disabled=full
                aria-label=move || i18n.get(&text::more_five(amount.get()))
                on:click=move |_| add(5)
            >
                "+5"
            </button>
        }
    });
    let least = move || count.get() == 0;
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
                    on:click=move |_| add(1)
                >
                    "+"
                </button>
                {five}
            </span>
        </li>
    }
    .into_any()
}
