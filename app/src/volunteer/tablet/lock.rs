//! The way out of a tablet's screen: the PIN that stood beside the code by which it was paired.

use super::{Tablet, choice};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    ui::{Button, Dialog, Field, Variant},
    volunteer::listen,
};
use domain::shift::guess::Guesses;
use leptos::prelude::*;
use std::time::Duration;

/// How long the way out stays open when nobody does anything.
const OPEN: Duration = Duration::from_mins(2);

/// The question, and what is behind it.
#[component]
pub(super) fn Lock(tablet: Tablet) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(String::new());
    let guesses = RwSignal::new(Guesses::default());
    #[cfg(feature = "browser")]
    crate::volunteer::live::show_guesses(guesses);
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
    let rests = move || guesses.get().rest(listen::now()).is_some();
    // Once it may be guessed again, the form says so.
    Effect::new(move |_| {
        if let Some(left) = guesses.get().rest(listen::now()) {
            let again = move || {
                guesses.try_set(Guesses::default());
            };
            set_timeout(again, Duration::from_millis(left.unsigned_abs()));
        }
    });
    let error = Signal::derive(move || {
        let said = match guesses.get().wrong {
            0 => return None,
            _ if rests() => text::TABLET_PIN_OFTEN,
            _ => text::TABLET_PIN_WRONG,
        };
        Some(i18n.get(&said.into()))
    });
    let hint = Signal::derive(move || Some(i18n.get(&text::TABLET_PIN_HINT.into())));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let digits: String =
            typed.with_untracked(|typed| typed.chars().filter(char::is_ascii_digit).collect());
        typed.set(String::new());
        guess(tablet, &digits, guesses, inside);
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

/// Judges a guess, once it is kept that there was one.
#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "the server is at no door")
)]
fn guess(tablet: Tablet, digits: &str, guesses: RwSignal<Guesses>, inside: RwSignal<bool>) {
    #[cfg(feature = "browser")]
    let digits = digits.to_owned();
    #[cfg(feature = "browser")]
    leptos::task::spawn_local(async move {
        use crate::volunteer::live::keep_guesses;
        let now = listen::now();
        let before = guesses.get_untracked();
        if before.rest(now).is_some() {
            return;
        }
        let after = before.and_one(now);
        // Counted at once, so that two guesses at the same time are two, and told when judged.
        guesses.update_untracked(|known| *known = after);
        keep_guesses(after).await;
        if opens(tablet, &digits) {
            keep_guesses(Guesses::default()).await;
            guesses.try_set(Guesses::default());
            inside.try_set(true);
        } else {
            guesses.try_update(|_| ());
        }
    });
}

/// Whether these digits open it. The key of the shift says so, with or without network.
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "the server is at no door")
)]
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
