//! The activities: listed with what is odd about them, copied, and why one is missed.

use super::{
    address, ask,
    desk::Desk,
    format::{moment, span, title},
    make::{Draft, form},
    panel::{button, line},
};
use crate::{
    i18n::{Text, keys::club as text, t, use_i18n},
    ui::{Badge, Empty, Tone, Variant},
};
use domain::{
    event::{Calendar, why::Reason},
    sync::admin::EventView,
};
use leptos::prelude::*;

/// The list.
pub(super) fn events(desk: Desk) -> AnyView {
    let found = RwSignal::new(None::<Vec<EventView>>);
    let draft = RwSignal::new(None::<Draft>);
    let load = move || {
        ask::begin(async move {
            if let Some(events) = desk.take(ask::get::<Vec<EventView>>("/events").await) {
                found.set(Some(events));
            }
        });
    };
    Effect::new(move |_| load());
    let made = move || {
        draft.set(None);
        load();
    };
    let listed = move || match found.get() {
        None => view! { <p role="status">{t(text::ADMIN_LOADING)}</p> }.into_any(),
        Some(events) if events.is_empty() => {
            view! { <Empty>{t(text::ADMIN_EVENTS_EMPTY)}</Empty> }.into_any()
        }
        Some(events) => {
            let cards = events
                .into_iter()
                .map(|event| card(event, desk, draft))
                .collect_view();
            view! { <ul class="desk-cards">{cards}</ul> }.into_any()
        }
    };
    let shown = move || match draft.get() {
        Some(begun) => form(desk, begun, made, move || draft.set(None)),
        None => view! {
            <div class="desk-head">
                <h1>{t(text::ADMIN_EVENTS)}</h1>
                {(!desk.is_elsewhere()).then(|| button(
                    Variant::Primary,
                    text::ADMIN_MAKE,
                    move || draft.set(Some(Draft::default())),
                ))}
            </div>
            {desk.is_elsewhere().then(|| view! { <p>{t(text::ADMIN_EVENTS_THERE)}</p> })}
            {listed}
            {missing(desk)}
        }
        .into_any(),
    };
    view! { <section>{shown}</section> }.into_any()
}

/// A reason as a sentence.
fn sentence(desk: Desk, reason: Reason) -> Text {
    match reason {
        Reason::Unknown if desk.is_elsewhere() => text::ADMIN_WHY_UNKNOWN_THERE.into(),
        Reason::Unknown => text::ADMIN_WHY_UNKNOWN.into(),
        Reason::OtherOrganizer => text::ADMIN_WHY_OTHER.into(),
        Reason::NoRegion => text::ADMIN_WHY_REGION.into(),
        Reason::NotInShift => text::ADMIN_WHY_SHIFT.into(),
        Reason::Over => text::ADMIN_WHY_OVER.into(),
        Reason::NotYet { opens } => text::admin_why_not_yet(moment(opens)),
        Reason::NoPoints => text::ADMIN_WHY_POINTS.into(),
        Reason::NoPrice => text::ADMIN_WHY_PRICE.into(),
        Reason::MembersOnly => text::ADMIN_WHY_MEMBERS.into(),
    }
}

/// When it happens, in figures.
fn when(calendar: &Calendar) -> Text {
    let plain = |from, to| text::admin_span(span(from, to));
    match calendar {
        Calendar::Single { occurrence } => plain(occurrence.begin, occurrence.end),
        Calendar::Multiple { occurrences } => {
            let first = occurrences
                .first()
                .map(|one| moment(one.begin))
                .unwrap_or_default();
            text::admin_weekly(occurrences.len().to_string(), first)
        }
        Calendar::Periodic { begin, end, .. } => text::admin_span(format!(
            "{} – {}",
            begin.format("%d/%m/%Y"),
            end.format("%d/%m/%Y")
        )),
        Calendar::Permanent { .. } => text::ADMIN_ALWAYS.into(),
    }
}

fn card(event: EventView, desk: Desk, draft: RwSignal<Option<Draft>>) -> AnyView {
    let i18n = use_i18n();
    let titles = event.titles.clone();
    let name = move || title(&titles, i18n.language());
    let said = when(&event.calendar);
    let poster = address(&format!("affiche/{}", event.id));
    let why = event.why.clone().into_iter().map(|reason| {
        let class = if reason.stops() {
            "desk-why desk-why--stops"
        } else {
            "desk-why"
        };
        view! { <li class=class>{t(sentence(desk, reason))}</li> }
    });
    let why =
        (!event.why.is_empty()).then(|| view! { <ul class="desk-whys">{why.collect_view()}</ul> });
    let members = event
        .members_only
        .then(|| view! { <Badge tone=Tone::Wait>{t(text::ADMIN_EVENT_MEMBERS)}</Badge> });
    let place = event
        .place
        .clone()
        .map(|place| view! { <p class="desk-card__what">{place}</p> });
    let copy = move || draft.set(Some(Draft::of(&event)));
    view! {
        <li class="desk-card">
            <div class="desk-card__head">
                <h2 class="desk-card__title">{name}</h2>
                {members}
            </div>
            <p class="desk-card__when">{t(said)}</p>
            {place}
            {why}
            <p class="desk-form__acts">
                <a class="button button--quiet" href=poster>{t(text::ADMIN_POSTER)}</a>
                {(!desk.is_elsewhere()).then(|| button(Variant::Quiet, text::ADMIN_COPY, copy))}
            </p>
        </li>
    }
    .into_any()
}

/// The check for an activity that somebody misses.
fn missing(desk: Desk) -> AnyView {
    let typed = RwSignal::new(String::new());
    let answer = RwSignal::new(None::<Vec<Reason>>);
    let check = move || {
        let id = typed.get_untracked();
        let id = id
            .trim()
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if id.is_empty() || !id.chars().all(is_plain) {
            answer.set(Some(vec![Reason::Unknown]));
            return;
        }
        ask::begin(async move {
            let found = ask::get::<Vec<Reason>>(&format!("/events/{id}/why")).await;
            if let Some(found) = desk.take(found) {
                answer.set(Some(found));
            }
        });
    };
    let said = move || {
        answer.get().map(|reasons| {
            if reasons.is_empty() {
                return view! { <p class="desk-why desk-why--fine">{t(text::ADMIN_WHY_FINE)}</p> }
                    .into_any();
            }
            let lines = reasons
                .into_iter()
                .map(|reason| view! { <li class="desk-why">{t(sentence(desk, reason))}</li> });
            view! { <ul class="desk-whys">{lines.collect_view()}</ul> }.into_any()
        })
    };
    view! {
        <form class="desk-panel" on:submit=move |event| { event.prevent_default(); check(); }>
            <h2>{t(text::ADMIN_MISSING)}</h2>
            {line("missing", "text", text::ADMIN_MISSING_WHAT, None, typed)}
            <button class="button button--quiet" type="submit">{t(text::ADMIN_MISSING_ASK)}</button>
            <div aria-live="polite">{said}</div>
        </form>
    }
    .into_any()
}
