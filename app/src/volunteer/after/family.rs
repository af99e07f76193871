//! The rest of the family: first names of those on the list of whose pass was scanned, each checked
//! in as by a scan of the own pass.

use super::{Just, close, told};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    ui::Button,
    volunteer::{
        ask::{self, Failed},
        door::Door,
    },
};
use domain::{sync::shift::DoorReason, sync::shift::Relative};
use leptos::prelude::*;

/// Somebody who can come in too.
#[derive(Clone)]
struct One {
    relative: Relative,
    /// Whether this phone knows that the person is in.
    inside: bool,
    chosen: RwSignal<bool>,
}

#[derive(Clone)]
enum State {
    Asking,
    Failed(Failed),
    Known(Vec<One>),
}

/// What is in the dialog.
pub(super) fn family(door: Door, just: Just) -> AnyView {
    let state = RwSignal::new(State::Asking);
    let just = StoredValue::new(just);
    let look = move || {
        state.set(State::Asking);
        ask::begin(async move {
            let Some((shift, asked)) = just.with_value(|just| just.asked(door)) else {
                return;
            };
            let found = ask::post::<Vec<Relative>>(&shift, "/family", &asked).await;
            let found = found.map(|found| found.into_iter().map(|one| seen(door, just, one)));
            state.set(match found {
                Ok(found) => State::Known(found.collect()),
                Err(failed) => State::Failed(failed),
            });
        });
    };
    look();
    let again = Callback::new(move |()| look());
    let whole = move || match state.get() {
        State::Asking => view! { <p role="status">{t(text::ASKING)}</p> }.into_any(),
        State::Failed(Failed::Network) => told(door, text::NEEDS_NETWORK, Some(again)),
        State::Failed(Failed::Refused(DoorReason::PassRefused)) => {
            told(door, text::FAMILY_NONE, None)
        }
        State::Failed(Failed::Refused(_)) => told(door, text::ASK_REFUSED, Some(again)),
        State::Known(all) if all.is_empty() => told(door, text::FAMILY_NONE, None),
        State::Known(all) => choice(door, just, all),
    };
    view! { {whole} }.into_any()
}

fn seen(door: Door, just: StoredValue<Just>, relative: Relative) -> One {
    let inside = just.with_value(|just| is_inside(door, just, &relative.holder));
    One {
        relative,
        inside,
        chosen: RwSignal::new(!inside),
    }
}

fn choice(door: Door, just: StoredValue<Just>, all: Vec<One>) -> AnyView {
    let i18n = use_i18n();
    let rows = all.iter().map(|one| {
        let (chosen, inside) = (one.chosen, one.inside);
        let name = one.relative.first_name.clone();
        view! {
            <li>
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || chosen.get()
                        disabled=inside
                        on:change:target=move |event| chosen.set(event.target().checked())
                    />
                    <span dir="auto">{name}</span>
                    {inside.then(|| view! { <span class="door__inside">{t(text::ALREADY)}</span> })}
                </label>
            </li>
        }
    });
    let rows = rows.collect_view();
    let all = StoredValue::new(all);
    let chosen = move || {
        all.with_value(|all| {
            let chosen = all.iter().filter(|one| one.chosen.get());
            chosen
                .map(|one| one.relative.holder.clone())
                .collect::<Vec<_>>()
        })
    };
    let says = move || i18n.get(&text::family_go(chosen().len() as u64));
    let none = Signal::derive(move || chosen().is_empty());
    let go = move |_| {
        let holders = untrack(chosen);
        door.task.set(None);
        if let Some(just) = just.try_get_value() {
            add(door, &just, holders);
        }
    };
    view! {
        <ul class="door__family">{rows}</ul>
        <div class="door__acts">
            <Button disabled=none press=go>{says}</Button>
            {close(door)}
        </div>
    }
    .into_any()
}

fn add(door: Door, just: &Just, holders: Vec<String>) {
    #[cfg(feature = "browser")]
    crate::volunteer::live::add_family(door, just, holders);
    #[cfg(not(feature = "browser"))]
    drop((door, just, holders));
}

fn is_inside(door: Door, just: &Just, holder: &str) -> bool {
    #[cfg(feature = "browser")]
    let inside = crate::volunteer::live::is_inside(door, just, holder);
    #[cfg(not(feature = "browser"))]
    let inside = {
        let _ = (door, just, holder);
        false
    };
    inside
}
