//! The doors: those that run, those to come, those that were, and the form that opens one.

mod manner;

use super::{
    address, ask,
    desk::Desk,
    format::{read, span, title, typed},
    panel::{button, line, tick},
};
use crate::{
    i18n::{keys::club as text, t, use_i18n},
    ui::{Badge, Empty, Icon, Sign, Tone, Variant},
};
use domain::{
    shift::{Manner, Phase, Role},
    sync::{
        admin::EventView,
        shift::{NewShift, Shift},
    },
    time::Timestamp,
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// How long a new door is open where nobody says otherwise, in milliseconds.
const HOURS: i64 = 4 * 3_600_000;

/// The list.
pub(super) fn doors(desk: Desk) -> AnyView {
    let shifts = RwSignal::new(None::<Vec<Shift>>);
    let form = RwSignal::new(false);
    Effect::new(move |_| {
        ask::begin(async move {
            if let Some(found) = desk.take(ask::get::<Vec<Shift>>("/shifts").await) {
                shifts.set(Some(found));
            }
        });
    });
    let listed = move || match shifts.get() {
        None => view! { <p role="status">{t(text::ADMIN_LOADING)}</p> }.into_any(),
        Some(found) if found.is_empty() => {
            view! { <Empty>{t(text::ADMIN_DOORS_EMPTY)}</Empty> }.into_any()
        }
        Some(found) => {
            let now = Timestamp::from_millis(ask::now());
            let cards = found
                .into_iter()
                .map(|shift| card(&shift, now))
                .collect_view();
            view! { <ul class="desk-cards">{cards}</ul> }.into_any()
        }
    };
    let shown = move || {
        if form.get() {
            open_form(desk, form)
        } else {
            view! {
                <div class="desk-head">
                    <h1>{t(text::ADMIN_DOORS)}</h1>
                    {button(Variant::Primary, text::ADMIN_OPEN_DOOR, move || form.set(true))}
                </div>
                {listed}
            }
            .into_any()
        }
    };
    view! { <section>{shown}</section> }.into_any()
}

/// How a phase is told.
pub(super) fn phase(shift: &Shift, now: Timestamp) -> AnyView {
    match shift.hours.phase(now) {
        Phase::NotYet { .. } => {
            view! { <Badge tone=Tone::Wait>{t(text::ADMIN_LATER)}</Badge> }.into_any()
        }
        Phase::Running if shift.hours.begins_at > now => {
            view! { <Badge tone=Tone::Wait>{t(text::ADMIN_LATER)}</Badge> }.into_any()
        }
        Phase::Running => view! { <Badge tone=Tone::Good>{t(text::ADMIN_NOW)}</Badge> }.into_any(),
        Phase::Ending | Phase::Over => {
            view! { <Badge tone=Tone::Bad>{t(text::ADMIN_PAST)}</Badge> }.into_any()
        }
    }
}

fn card(shift: &Shift, now: Timestamp) -> AnyView {
    let i18n = use_i18n();
    let titles = shift.titles.clone();
    let names = move || {
        let language = i18n.language();
        let all: Vec<_> = titles
            .iter()
            .map(|titles| title(titles, language))
            .collect();
        all.join(" · ")
    };
    view! {
        <li class="desk-card">
            <div class="desk-card__head">
                <h2 class="desk-card__title">
                    <a href=address(&format!("deur/{}", shift.id))>{shift.name.clone()}</a>
                </h2>
                {phase(shift, now)}
            </div>
            <p class="desk-card__when"><bdi>{span(shift.hours.begins_at, shift.hours.end())}</bdi></p>
            <p class="desk-card__what">{names}</p>
        </li>
    }
    .into_any()
}

fn open_form(desk: Desk, form: RwSignal<bool>) -> AnyView {
    let i18n = use_i18n();
    let now = Timestamp::from_millis(ask::now());
    let begins = RwSignal::new(typed(now));
    let ends = RwSignal::new(typed(Timestamp::from_millis(now.millis() + HOURS)));
    let name = RwSignal::new(String::new());
    let counter = RwSignal::new(false);
    let chosen = manner::Chosen::new();
    let events = RwSignal::new(vec![]);
    Effect::new(move |_| {
        ask::begin(async move {
            if let Some(found) = desk.take(ask::get::<Vec<EventView>>("/events").await) {
                let chosen = found.into_iter().map(|event| (event, RwSignal::new(false)));
                events.set(chosen.collect());
            }
        });
    });
    let navigate = use_navigate();
    let to = address("deur");
    let open = move || {
        let (navigate, to) = (navigate.clone(), to());
        let event_ids: Vec<String> =
            events.with_untracked(|events: &Vec<(EventView, RwSignal<bool>)>| {
                let chosen = events.iter().filter(|(_, chosen)| chosen.get_untracked());
                chosen.map(|(event, _)| event.id.clone()).collect()
            });
        // The organizer is that of the activities; the server checks that all are of one.
        let organizer_id = desk.admin.with_untracked(|admin| {
            let first = admin.as_ref().and_then(|admin| admin.organizers.first());
            first
                .map(|organizer| organizer.id.clone())
                .unwrap_or_default()
        });
        let organizer_id = events
            .with_untracked(|events| {
                let mut chosen = events.iter().filter(|(_, chosen)| chosen.get_untracked());
                chosen.next().map(|(event, _)| event.organizer_id.clone())
            })
            .unwrap_or(organizer_id);
        let new = NewShift {
            organizer_id,
            name: name.get_untracked(),
            event_ids,
            begins_at: read(&begins.get_untracked()).unwrap_or(now),
            ends_at: read(&ends.get_untracked()).unwrap_or(now),
            manner: untrack(|| chosen.manner()),
            capacity: chosen.capacity(),
            // Who asks about members is told of members.
            role: if counter.get_untracked() || untrack(|| chosen.manner()) == Manner::Members {
                Role::Counter
            } else {
                Role::Steward
            },
        };
        ask::begin(async move {
            let opened = ask::send::<Shift>("POST", "/shifts", &new).await;
            if let Some(shift) = desk.take(opened) {
                let to = format!("{to}/{}", shift.id);
                navigate(&to, leptos_router::NavigateOptions::default());
            }
        });
    };
    let boxes = move || {
        let language = i18n.language();
        let boxes = events.get().into_iter().map(|(event, chosen)| {
            let title = title(&event.titles, language);
            tick(format!("event-{}", event.id), move || title.clone(), chosen)
        });
        boxes.collect_view()
    };
    // Said here, once: a members' afternoon may give no points, and its door works without.
    let pointless = move || {
        let none = events.with(|events: &Vec<(EventView, RwSignal<bool>)>| {
            events
                .iter()
                .any(|(event, chosen)| chosen.get() && event.points == 0)
        });
        none.then(|| view! { <p class="desk-why" role="status">{t(text::ADMIN_WHY_POINTS)}</p> })
    };
    view! {
        <form class="desk-form" on:submit=move |event| { event.prevent_default(); open(); }>
            <h1>{t(text::ADMIN_OPEN_DOOR)}</h1>
            <fieldset class="desk-form__set">
                <legend class="field__label">{t(text::ADMIN_DOOR_EVENTS)}</legend>
                {boxes}
                {pointless}
            </fieldset>
            {manner::fields(chosen)}
            <div class="desk-form__pair">
                {line("door-from", "datetime-local", text::ADMIN_FROM, None, begins)}
                {line("door-to", "datetime-local", text::ADMIN_TO, None, ends)}
            </div>
            {line("door-name", "text", text::ADMIN_DOOR_NAME, Some(text::ADMIN_DOOR_NAME_HINT), name)}
            <fieldset class="desk-form__set">
                <legend class="field__label">{t(text::ADMIN_ROLE)}</legend>
                {tick("door-counter".to_owned(), t(text::ADMIN_ROLE_COUNTER), counter)}
            </fieldset>
            <div class="desk-form__acts">
                <button class="button button--primary" type="submit"><Icon sign=Sign::Check/>{t(text::ADMIN_OPEN_DOOR)}</button>
                {button(Variant::Quiet, text::ADMIN_CANCEL, move || form.set(false))}
            </div>
        </form>
    }
    .into_any()
}
