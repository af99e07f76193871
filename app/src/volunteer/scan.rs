//! The screen at the door: whoever is identified first, in whichever way, is answered at once. In
//! practice nothing is kept and nothing is sent, and the screen says so.

use super::{
    address,
    after::{After, Unsure},
    door::{Door, use_door},
    heads::{Heads, Leaving},
    identify, listen,
    member::{self, Enrol},
    over::{Last, Over},
    practice,
    standing::Standing,
    tour::{self, Tour},
    typing::Typing,
};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    ui::{Button, Scanner, Variant},
};
use domain::shift::Manner;
use leptos::prelude::*;

/// The screen.
#[component]
pub(super) fn ScanScreen() -> impl IntoView {
    let door = use_door();
    let practises = door.practises.get_untracked();
    let types = RwSignal::new(false);
    // Not made anew with each change of what the phone knows: the camera would start again.
    let manner = Memo::new(move |_| door.manner());
    let nfc = listen::begin(door);
    let read = Callback::new(move |code: String| listen::seen(door, &code, identify::scanned));
    // While something is done for the last one, nobody is scanned by accident.
    let busy = Signal::derive(move || door.task.with(Option::is_some));
    view! {
        <div class="door" class:door--practice=practises>
            <h1 class="visually-hidden">{t(text::TITLE)}</h1>
            {top(door)}
            {practises.then(|| view! { <Tour/> })}
            {move || if manner.get() == Manner::Open {
                view! { <Heads/> }.into_any()
            } else if types.get() {
                view! { <Typing on_camera=Callback::new(move |()| types.set(false))/> }.into_any()
            } else {
                view! { <Scanner on_code=read off=busy on_type=Callback::new(move |()| types.set(true))/> }.into_any()
            }}
            <Last/>
            <Unsure/>
            {practises.then(|| specimens(door, read))}
            // At a door the camera comes first, and whoever counts heads scans nothing.
            {move || (!practises && manner.get() != Manner::Open).then(|| view! { <Tour/> })}
            {move || (manner.get() == Manner::Members).then(|| view! { <Leaving/> })}
            {acts(door, nfc)}
            <Over/>
            <After/>
            <Enrol/>
        </div>
    }
}

/// What is checked in to, and how many are in.
fn top(door: Door) -> AnyView {
    let activity = if door.practises.get_untracked() {
        view! { <p class="door__activity">{t(text::PRACTICE_ACTIVITY)}</p> }.into_any()
    } else {
        (move || activity(door)).into_any()
    };
    view! {
        <div class="door__top">
            {activity}
            <Standing/>
        </div>
    }
    .into_any()
}

/// The activity; a choice where the shift has several.
pub(super) fn activity(door: Door) -> AnyView {
    let i18n = use_i18n();
    let language = i18n.language();
    let titles: Vec<String> = door
        .activities()
        .iter()
        .map(|one| {
            let title = one.titles.get(language.code()).or(one.titles.get("nl"));
            title.cloned().unwrap_or_default()
        })
        .collect();
    let chosen = door.activity.get();
    if titles.len() < 2 {
        let title = titles.into_iter().next().unwrap_or_default();
        return view! { <p class="door__activity" dir="auto">{title}</p> }.into_any();
    }
    let options = titles.into_iter().enumerate().map(|(place, title)| {
        view! { <option value=place.to_string() selected=place == chosen>{title}</option> }
    });
    let choose = move |event: leptos::ev::Event| {
        if let Ok(place) = event_target_value(&event).parse() {
            pick(door, place);
        }
    };
    view! {
        <label class="field" for="door-activity">
            <span class="field__label">{t(text::ACTIVITY)}</span>
            <select class="field__input" id="door-activity" on:change=choose>{options.collect_view()}</select>
        </label>
    }
    .into_any()
}

fn pick(door: Door, place: usize) {
    #[cfg(feature = "browser")]
    super::live::choose(door, place);
    #[cfg(not(feature = "browser"))]
    door.activity.set(place);
}

/// Cards to try with for who has none in hand.
fn specimens(door: Door, read: Callback<String>) -> AnyView {
    let cards = practice::SPECIMENS.map(|specimen| {
        let show = move |_| read.run(specimen.code.to_owned());
        view! { <li><Button variant=Variant::Quiet press=show>{t(specimen.name)}</Button></li> }
    });
    view! {
        <section class="door__practice" aria-label=t(text::PRACTICE)>
            <p><strong>{t(text::PRACTICE)}</strong> " · " {t(text::PRACTICE_WHAT)}</p>
            <ul class="door__specimens">{cards}</ul>
            <p><Button press=move |_| door.begin_anew()>{t(text::PRACTICE_ANEW)}</Button></p>
        </section>
    }
    .into_any()
}

/// What else there is to do at a door.
fn acts(door: Door, nfc: listen::Nfc) -> AnyView {
    let log = address("deur/logboek");
    let more = if door.practises.get_untracked() {
        let back = address("deur");
        view! {
            {tour::again(door)}
            <a class="button button--quiet" href=back>{t(text::PRACTICE_LEAVE)}</a>
        }
        .into_any()
    } else {
        let count = move |_| guest(door);
        let over = address("deur/overdracht");
        view! {
            <Button variant=Variant::Quiet press=count>{t(text::GUEST)}</Button>
            {member::offer(door)}
            <a class="button button--quiet" href=over>{t(text::HANDOVER)}</a>
        }
        .into_any()
    };
    view! {
        <div class="door__acts">
            {move || nfc.offered().then(|| view! {
                <Button variant=Variant::Quiet press=move |_| nfc.start()>{t(text::NFC_ON)}</Button>
            })}
            {move || nfc.says().map(|said| view! { <p class="door__nfc" role="status">{t(said)}</p> })}
            {more}
            <a class="button button--quiet" href=log>{t(text::LOG)}</a>
        </div>
    }
    .into_any()
}

#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "the server counts nobody")
)]
fn guest(door: Door) {
    #[cfg(feature = "browser")]
    super::live::guest(door);
}
