//! Who has no pass at hand, looked up by name or national number: the names that fit, one tap each.
//! They are in memory only, and go with the tap.

use super::{
    ask::{self, Failed},
    door::Door,
    listen,
};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    ui::{Button, Variant},
};
use domain::{
    command::Shown,
    sync::shift::{Found, Search, Somebody},
};
use leptos::prelude::*;

/// What is known of who is looked for.
#[derive(Clone)]
enum State {
    Nothing,
    Asking,
    Failed(Failed),
    Known(Found),
}

/// A look-up.
#[derive(Clone, Copy)]
pub(super) struct LookUp {
    door: Door,
    typed: RwSignal<String>,
    state: RwSignal<State>,
}

impl LookUp {
    /// For what stands in a field, which is emptied once somebody is chosen.
    pub(super) fn new(door: Door, typed: RwSignal<String>) -> Self {
        Self {
            door,
            typed,
            state: RwSignal::new(State::Nothing),
        }
    }

    /// Forgets who was found.
    pub(super) fn forget(self) {
        self.state.set(State::Nothing);
    }

    /// Asks the server.
    pub(super) fn ask(self, search: Search) {
        let shift = |door: Door| {
            let known = door.known.get_untracked();
            known.map(|known| known.shift.id.clone())
        };
        let Some(shift) = shift(self.door) else {
            return;
        };
        self.state.set(State::Asking);
        ask::begin(async move {
            let found = ask::post(&shift, "/search", &search).await;
            let found = match found {
                Ok(found) => State::Known(found),
                Err(failed) => State::Failed(failed),
            };
            // Who was forgotten meanwhile stays so.
            let asks = |state: &State| matches!(state, State::Asking);
            if self.state.try_with_untracked(asks) == Some(true) {
                self.state.set(found);
            }
        });
    }

    /// What came of it.
    pub(super) fn view(self) -> AnyView {
        let shown = move || {
            let says = |key| view! { <p role="status">{t(key)}</p> }.into_any();
            match self.state.get() {
                State::Nothing => ().into_any(),
                State::Asking => says(text::ASKING),
                State::Failed(Failed::Network) => says(text::NEEDS_NETWORK),
                State::Failed(Failed::Refused(_)) => says(text::ASK_REFUSED),
                State::Known(found) if found.people.is_empty() => says(text::SEARCH_NONE),
                State::Known(found) => self.people(found),
            }
        };
        shown.into_any()
    }

    fn people(self, found: Found) -> AnyView {
        let rows = found.people.into_iter().map(|one| self.row(one));
        let more = found.more.then(|| view! { <p>{t(text::SEARCH_MORE)}</p> });
        view! {
            <p role="status">{t(text::SEARCH_WHO)}</p>
            <ul class="door__amounts">{rows.collect_view()}</ul>
            {more}
        }
        .into_any()
    }

    fn row(self, one: Somebody) -> AnyView {
        let i18n = use_i18n();
        let name = format!("{} {}", one.first_name, one.name);
        let age = one.age.map(u64::from);
        let says = move || match age {
            Some(age) => format!("{name} · {}", i18n.get(&text::search_age(age))),
            None => name.clone(),
        };
        let holder = one.holder;
        let take = move |_| {
            self.forget();
            self.typed.set(String::new());
            let shown = Shown::Holder(holder.clone());
            self.door.take(Ok(shown), listen::now());
        };
        view! { <li><Button variant=Variant::Quiet press=take><span dir="auto">{says}</span></Button></li> }
            .into_any()
    }
}
