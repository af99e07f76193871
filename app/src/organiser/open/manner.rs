//! What a new door is for, and how many its hall takes.

use crate::{
    i18n::{keys::club as text, t, use_i18n},
    organiser::panel::{line, select},
};
use domain::shift::Manner;
use leptos::prelude::*;

/// What is chosen.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    manner: RwSignal<String>,
    capacity: RwSignal<String>,
}

impl Chosen {
    pub(super) fn new() -> Self {
        Self {
            manner: RwSignal::new(Manner::Points.as_str().to_owned()),
            capacity: RwSignal::new(String::new()),
        }
    }

    /// What the door is for (reactive).
    pub(super) fn manner(self) -> Manner {
        self.manner.with(|word| Manner::named(word))
    }

    /// How many the hall takes.
    pub(super) fn capacity(self) -> Option<u32> {
        self.capacity
            .with_untracked(|text| text.trim().parse().ok())
    }
}

/// The part of the form.
pub(super) fn fields(chosen: Chosen) -> AnyView {
    let i18n = use_i18n();
    let kinds = move || {
        Manner::ALL
            .map(|manner| {
                let says = match manner {
                    Manner::Points => text::MANNER_POINTS,
                    Manner::Members => text::MANNER_MEMBERS,
                    Manner::Open => text::MANNER_OPEN,
                };
                (manner.as_str().to_owned(), i18n.get(&says.into()))
            })
            .into_iter()
            .collect()
    };
    let more = move || {
        let hint = match chosen.manner() {
            Manner::Points => return None,
            Manner::Members => text::MANNER_MEMBERS_HINT,
            Manner::Open => text::MANNER_OPEN_HINT,
        };
        Some(view! {
            <p>{t(hint)}</p>
            {line("door-capacity", "number", text::ADMIN_CAPACITY, Some(text::ADMIN_DOOR_NAME_HINT), chosen.capacity)}
        })
    };
    view! {
        {select("door-manner", text::ADMIN_MANNER, kinds, chosen.manner)}
        {more}
    }
    .into_any()
}
