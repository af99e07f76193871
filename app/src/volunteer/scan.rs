//! The screen at the door: whoever is identified first, in whichever way, is answered at once. In
//! practice nothing is kept and nothing is sent, and the screen says so.

use super::{
    door::{Door, use_door},
    identify, listen,
    over::{Last, Over},
    practice,
    typing::Typing,
};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    routes::Place,
    ui::{Button, Scanner, Variant},
};
use leptos::prelude::*;

/// The screen.
#[component]
pub(super) fn ScanScreen() -> impl IntoView {
    let door = use_door();
    let types = RwSignal::new(false);
    let nfc = listen::begin(door);
    let read = Callback::new(move |code: String| listen::seen(door, &code, identify::scanned));
    view! {
        <div class="door door--practice">
            <h1 class="visually-hidden">{t(text::TITLE)}</h1>
            {top(door)}
            {specimens(door, read)}
            {move || if types.get() {
                view! { <Typing on_camera=Callback::new(move |()| types.set(false))/> }.into_any()
            } else {
                view! { <Scanner on_code=read on_type=Callback::new(move |()| types.set(true))/> }.into_any()
            }}
            <Last/>
            {acts(nfc)}
            <Over/>
        </div>
    }
}

/// What is checked in to, and how many are in.
fn top(door: Door) -> AnyView {
    let i18n = use_i18n();
    let counted = move || {
        let tally = door.tally();
        let mut said = vec![i18n.get(&text::people(tally.people))];
        if tally.refused > 0 {
            said.push(i18n.get(&text::refused_count(tally.refused)));
        }
        said.join(" · ")
    };
    view! {
        <div class="door__top">
            <p class="door__activity">{t(text::PRACTICE_ACTIVITY)}</p>
            <p class="door__tally" role="status">{counted}</p>
        </div>
    }
    .into_any()
}

/// Cards to try with for who has none in hand.
fn specimens(door: Door, read: Callback<String>) -> AnyView {
    let cards = practice::SPECIMENS.map(|specimen| {
        let show = move |_| read.run(specimen.code.to_owned());
        view! { <li><Button variant=Variant::Quiet on:click=show>{t(specimen.name)}</Button></li> }
    });
    view! {
        <section class="door__practice" aria-label=t(text::PRACTICE)>
            <p><strong>{t(text::PRACTICE)}</strong> " · " {t(text::PRACTICE_WHAT)}</p>
            <ul class="door__specimens">{cards}</ul>
            <p><Button on:click=move |_| door.begin_anew()>{t(text::PRACTICE_ANEW)}</Button></p>
        </section>
    }
    .into_any()
}

/// What else there is to do at a door.
fn acts(nfc: listen::Nfc) -> AnyView {
    let i18n = use_i18n();
    let log = move || {
        Place {
            language: i18n.language(),
            path: "deur/logboek",
        }
        .address()
    };
    view! {
        <div class="door__acts">
            {move || nfc.offered().then(|| view! {
                <Button variant=Variant::Quiet on:click=move |_| nfc.start()>{t(text::NFC_ON)}</Button>
            })}
            {move || nfc.says().map(|said| view! { <p class="door__nfc" role="status">{t(said)}</p> })}
            <a class="button button--quiet" href=log>{t(text::LOG)}</a>
        </div>
    }
    .into_any()
}
