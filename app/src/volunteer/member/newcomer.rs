//! Somebody without a pass who becomes a member at the door: the name and the birth date, which go to
//! the club and stay nowhere on this phone but in the command.

use super::About;
use crate::{
    i18n::{Key, keys::volunteer as text, t},
    ui::{Button, Field, Variant},
    volunteer::door::Door,
};
use chrono::NaiveDate;
use domain::shift::Manner;
use leptos::prelude::*;

/// Who.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "nobody becomes a member on the server's pages")
)]
pub(in crate::volunteer) struct Newcomer {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub name: String,
    /// Birth date.
    pub born: NaiveDate,
}

/// What is typed.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    first: RwSignal<String>,
    name: RwSignal<String>,
    born: RwSignal<String>,
}

impl Typed {
    pub(super) fn empty() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            first: text(),
            name: text(),
            born: text(),
        }
    }

    /// Who is typed, or what to mend.
    pub(super) fn read(self, today: NaiveDate) -> Result<Newcomer, Key> {
        let typed = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        let (first_name, name) = (typed(self.first), typed(self.name));
        let born = typed(self.born).parse().ok();
        match born.filter(|born| *born <= today) {
            Some(born) if !first_name.is_empty() && !name.is_empty() => Ok(Newcomer {
                first_name,
                name,
                born,
            }),
            _ => Err(text::NEWCOMER_WHO),
        }
    }

    pub(super) fn fields(self) -> AnyView {
        view! {
            <Field name="newcomer-first" label=t(text::NEWCOMER_FIRST) value=self.first autocomplete="off" longest=80/>
            <Field name="newcomer-name" label=t(text::NEWCOMER_NAME) value=self.name autocomplete="off" longest=80/>
            <Field name="newcomer-born" kind="date" label=t(text::NEWCOMER_BORN) value=self.born autocomplete="off"/>
        }
        .into_any()
    }
}

/// Opens the form, at the door of a club whose members this phone may register.
pub(in crate::volunteer) fn offer(door: Door) -> AnyView {
    let offered = Memo::new(move |_| {
        let registers = door.clubs().iter().any(|club| club.may_register);
        door.manner() == Manner::Members && registers
    });
    let open = move |_| door.enrols.set(Some(About::Newcomer));
    let button = move || {
        let shown = offered.get();
        shown.then(
            || view! { <Button variant=Variant::Quiet press=open>{t(text::NEWCOMER)}</Button> },
        )
    };
    button.into_any()
}
