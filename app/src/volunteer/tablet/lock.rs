//! The way out of a tablet's screen: the PIN that stood beside the code by which it was paired.

use super::{Tablet, choice};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    ui::{Button, Dialog, Field, Variant},
};
use leptos::prelude::*;
use std::time::Duration;

/// How often in a row somebody may guess, and how long to wait then.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_mins(1);
/// How long the way out stays open when nobody does anything.
const OPEN: Duration = Duration::from_mins(2);

/// The question, and what is behind it.
#[component]
pub(super) fn Lock(tablet: Tablet) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(0_u32);
    let inside = RwSignal::new(false);
    let opened = tablet.opened;
    // Closed in whatever way, it is locked again.
    Effect::new(move |_| {
        if opened.get() {
            let forgotten = move || {
                opened.try_set(false);
            };
            set_timeout(forgotten, OPEN);
        } else {
            typed.set(String::new());
            inside.set(false);
        }
    });
    let rests = move || wrong.get() >= TRIES;
    let error = Signal::derive(move || {
        let said = match wrong.get() {
            0 => return None,
            TRIES.. => text::TABLET_PIN_OFTEN,
            _ => text::TABLET_PIN_WRONG,
        };
        Some(i18n.get(&said.into()))
    });
    let hint = Signal::derive(move || Some(i18n.get(&text::TABLET_PIN_HINT.into())));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if wrong.get_untracked() >= TRIES {
            return;
        }
        let digits: String =
            typed.with_untracked(|typed| typed.chars().filter(char::is_ascii_digit).collect());
        typed.set(String::new());
        if opens(tablet, &digits) {
            wrong.set(0);
            inside.set(true);
            return;
        }
        wrong.update(|wrong| *wrong += 1);
        if wrong.get_untracked() >= TRIES {
            let again = move || {
                wrong.try_set(0);
            };
            set_timeout(again, PAUSE);
        }
    };
    let ask = move || {
        view! {
            <form on:submit=submit novalidate>
                <Field name="tablet-pin" label=t(text::TABLET_PIN) hint=hint error value=typed autocomplete="off"/>
                <div class="dialog__acts">
                    <button class="button button--primary" type="submit" disabled=rests>{t(text::TABLET_OPEN)}</button>
                    <Button variant=Variant::Quiet press=move |_| opened.set(false)>{t(text::TABLET_BACK)}</Button>
                </div>
            </form>
        }
        .into_any()
    };
    let behind = move || {
        view! {
            {choice(tablet.door)}
            <p>{t(text::TABLET_LEAVE_WHAT)}</p>
            <div class="dialog__acts">
                <Button variant=Variant::Danger press=move |_| leave(tablet)>{t(text::TABLET_LEAVE)}</Button>
                <Button variant=Variant::Quiet press=move |_| opened.set(false)>{t(text::TABLET_BACK)}</Button>
            </div>
        }
        .into_any()
    };
    view! {
        <Dialog id="tablet-lock" open=opened title=t(text::TABLET_LOCK)>
            {move || if inside.get() { behind() } else { ask() }}
        </Dialog>
    }
}

/// Whether these digits open it. The key of the shift says so, with or without network.
fn opens(tablet: Tablet, digits: &str) -> bool {
    tablet.door.known.with_untracked(|known| {
        let known = known.as_ref();
        known.is_some_and(|known| domain::shift::screen::pin(&known.key) == digits)
    })
}

#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "the server is at no door")
)]
fn leave(tablet: Tablet) {
    #[cfg(feature = "browser")]
    leptos::task::spawn_local(super::super::live::leave(
        tablet.door,
        super::super::door::Why::Stopped,
    ));
}
