//! Coming in as a helper: a code and a first name, no account.

use super::{
    address,
    door::{Door, use_door},
};
use crate::{
    i18n::{Key, keys::volunteer as text, t, use_i18n},
    ui::Field,
};
use domain::{language::Language, pairing::PairingCode, sync::shift::DoorReason};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// Why joining did not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "on the server nobody joins")
)]
pub(super) enum JoinError {
    /// The server, or the code's own check, says no.
    Refused(DoorReason),
    /// No connection.
    Offline,
    /// This phone can keep nothing.
    Store,
}

impl JoinError {
    const fn text(self) -> Key {
        match self {
            Self::Offline => text::JOIN_OFFLINE,
            Self::Store => text::STORE_TROUBLE,
            Self::Refused(reason) => match reason {
                DoorReason::CodeLength => text::JOIN_LENGTH,
                DoorReason::CodeCharacter => text::JOIN_CHARACTER,
                DoorReason::CodeCheck => text::JOIN_CHECK,
                DoorReason::CodeUnknown => text::JOIN_UNKNOWN,
                DoorReason::TooOften => text::JOIN_OFTEN,
                DoorReason::ShiftNotYet => text::JOIN_EARLY,
                DoorReason::ShiftOver => text::JOIN_LATE,
                DoorReason::NameMissing => text::JOIN_NAMELESS,
                _ => text::JOIN_TROUBLE,
            },
        }
    }

    /// Whether the name is what has to be mended.
    const fn is_of_name(self) -> bool {
        matches!(self, Self::Refused(DoorReason::NameMissing))
    }
}

/// What the screen says.
#[derive(Clone, Copy)]
struct Words {
    title: Key,
    what: Key,
    name: Key,
    name_hint: Key,
}

const HELPER: Words = Words {
    title: text::JOIN_TITLE,
    what: text::JOIN_WHAT,
    name: text::JOIN_NAME,
    name_hint: text::JOIN_NAME_HINT,
};
const TABLET: Words = Words {
    title: text::TABLET_JOIN,
    what: text::TABLET_JOIN_WHAT,
    name: text::TABLET_NAME,
    name_hint: text::TABLET_NAME_HINT,
};

/// The screen.
#[component]
pub(super) fn JoinScreen(
    /// Whether it is a tablet that will stand there by itself.
    #[prop(optional)]
    tablet: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let code = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let error = RwSignal::new(None::<JoinError>);
    let busy = RwSignal::new(false);
    // Until the app answers, the browser would send the form itself, name and code in the address.
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    // Who scanned the invitation with the phone's own camera has the code in the address.
    #[cfg(feature = "browser")]
    Effect::new(move |_| {
        let invited = crate::device::document::fragment();
        if !invited.is_empty() {
            code.set(invited);
            crate::device::document::forget_fragment();
        }
    });
    let said = move |of_name: bool| {
        Signal::derive(move || {
            let error = error.get().filter(|error| error.is_of_name() == of_name);
            error.map(|error| i18n.get(&error.text().into()))
        })
    };
    let hint = move |key: Key| Signal::derive(move || Some(i18n.get(&key.into())));
    let door = use_door();
    let (navigate, here) = (use_navigate(), address("deur"));
    let arrive = move || {
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(&here(), options);
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        error.set(None);
        let typed = code.with_untracked(|code| code.parse::<PairingCode>());
        match typed {
            Err(wrong) => error.set(Some(JoinError::Refused(wrong.into()))),
            Ok(_) if name.with_untracked(|name| name.trim().is_empty()) => {
                error.set(Some(JoinError::Refused(DoorReason::NameMissing)));
            }
            Ok(code) => {
                busy.set(true);
                let name = name.get_untracked().trim().to_owned();
                let arrive = arrive.clone();
                join(door, &code, &name, i18n.language(), move |refused| {
                    // A screen that gave way to the camera has no state left.
                    busy.try_set(false);
                    error.try_set(refused);
                    if refused.is_none() {
                        arrive();
                    }
                });
            }
        }
    };
    let words = if tablet { TABLET } else { HELPER };
    let (practice, rescue) = (address("deur/oefenen"), address("deur/redding"));
    view! {
        <form class="door door__join" on:submit=submit novalidate>
            <h1>{t(words.title)}</h1>
            <p>{t(words.what)}</p>
            <Field
                name="door-code"
                label=t(text::JOIN_CODE)
                hint=hint(text::JOIN_CODE_HINT)
                error=said(false)
                value=code
                autocomplete="off"
            />
            <Field
                name="door-name"
                label=t(words.name)
                hint=hint(words.name_hint)
                error=said(true)
                value=name
                autocomplete="given-name"
                longest=40
            />
            <div class="door__acts">
                <button class="button button--primary" type="submit" disabled=move || !ready.get() aria-busy=move || busy.get().then_some("true")>
                    {t(text::JOIN_GO)}
                </button>
                <a class="button button--quiet" href=practice>{t(text::JOIN_PRACTICE)}</a>
            </div>
            <p><a href=rescue>{t(text::RESCUE_IN)}</a></p>
        </form>
    }
}

#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "on the server nobody joins")
)]
fn join(
    door: Door,
    code: &PairingCode,
    name: &str,
    language: Language,
    done: impl Fn(Option<JoinError>) + 'static,
) {
    #[cfg(feature = "browser")]
    let (code, name) = (code.clone(), name.to_owned());
    #[cfg(feature = "browser")]
    leptos::task::spawn_local(async move {
        done(super::live::join(door, &code, &name, language).await.err());
    });
}
