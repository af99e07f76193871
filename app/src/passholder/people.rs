//! Chooses among the people whose cards are on this phone.

use super::phone::use_phone;
use crate::i18n::{keys::passholder as text, t};
use leptos::prelude::*;

/// A row of names; nothing where there is only one.
#[component]
pub(super) fn Chips(
    /// The id that is chosen; none is the owner.
    whose: RwSignal<Option<String>>,
) -> impl IntoView {
    let phone = use_phone();
    let persons = Memo::new(move |_| {
        let persons = phone.persons();
        persons
            .into_iter()
            .map(|person| (person.id, person.first_name))
            .collect::<Vec<_>>()
    });
    let chip = move |(index, (id, name)): (usize, (String, String))| {
        let own = id.clone();
        let pressed = move || {
            let chosen = whose.with(|whose| match whose {
                Some(chosen) => *chosen == own,
                None => index == 0,
            });
            chosen.to_string()
        };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=move |_| whose.set(Some(id.clone()))>
                {name}
            </button>
        }
    };
    move || {
        let persons = persons.get();
        (persons.len() > 1).then(|| {
            view! {
                <div class="chips" role="group" aria-label=t(text::WHOSE)>
                    {persons.into_iter().enumerate().map(chip).collect_view()}
                </div>
            }
        })
    }
}
