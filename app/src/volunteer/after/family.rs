//! The rest of the family: first names of those on the list of whose pass was scanned, each checked
//! in as by a scan of the own pass.

use super::{Just, close, look_up, told};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    ui::Button,
    volunteer::door::Door,
};
use domain::sync::shift::Relative;
use leptos::prelude::*;

/// Somebody who can come in too.
#[derive(Clone)]
struct One {
    relative: Relative,
    /// Whether this phone knows that the person is in.
    inside: bool,
    chosen: RwSignal<bool>,
}

/// What is in the dialog.
pub(super) fn family(door: Door, just: Just) -> AnyView {
    let just = StoredValue::new(just);
    let show = move |found: Vec<Relative>| {
        if found.is_empty() {
            return told(door, text::FAMILY_NONE, None);
        }
        let all = found.into_iter().map(|one| seen(door, just, one));
        choice(door, just, all.collect())
    };
    look_up(door, just, "/family", text::FAMILY_NONE, show)
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
