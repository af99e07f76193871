//! How it stands: who is in, what waits, what was refused; what all phones know together, and how old
//! that is.

use super::{
    door::{Door, Together, use_door},
    listen, say,
};
use crate::i18n::{keys::volunteer as text, use_i18n};
use leptos::prelude::*;

/// The figures of this phone, and of all.
#[component]
pub(super) fn Standing() -> impl IntoView {
    let door = use_door();
    let i18n = use_i18n();
    let counted = move || {
        let tally = door.tally();
        let mut said = vec![i18n.get(&text::people(tally.people))];
        if tally.waiting > 0 {
            said.push(i18n.get(&text::waiting_count(tally.waiting)));
        }
        if tally.refused > 0 {
            said.push(i18n.get(&text::refused_count(tally.refused)));
        }
        said.join(" · ")
    };
    view! {
        <p class="door__tally" role="status">{counted}</p>
        {move || (!door.practises.get()).then(|| shared(door))}
    }
}

/// What the server told, and when.
fn shared(door: Door) -> AnyView {
    let i18n = use_i18n();
    let together = move || {
        door.together.get().map(|Together { count, .. }| {
            let mut said = vec![i18n.get(&text::together(count.people))];
            if count.guests > 0 {
                said.push(i18n.get(&text::guests(count.guests)));
            }
            view! { <p class="door__together">{said.join(" · ")}</p> }
        })
    };
    let age = move || {
        door.as_of.get().map(|as_of| {
            let reached = door.reached.get();
            let time = say::clock(as_of, listen::now());
            let said = if reached {
                text::age(time)
            } else {
                text::offline(time)
            };
            let away = !reached;
            view! { <p class="door__age" class:door__age--away=away>{i18n.get(&said)}</p> }
        })
    };
    view! { {together} {age} }.into_any()
}
