//! The list of today: who came in on this phone, what was refused and why, and a way to take back.

use super::{
    door::{Door, use_door},
    lines::{self, Line},
    listen, say,
};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    routes::Place,
    ui::{Badge, Button, Empty, Field, Outcome, Tone, Variant},
};
use leptos::prelude::*;

/// The screen.
#[component]
pub(super) fn LogScreen() -> impl IntoView {
    let door = use_door();
    let i18n = use_i18n();
    let wanted = RwSignal::new(String::new());
    let back = move || {
        Place {
            language: i18n.language(),
            path: "deur",
        }
        .address()
    };
    let counted = move || i18n.get(&text::people(door.tally().people));
    view! {
        <div class="door">
            <h1>{t(text::LOG)}</h1>
            <p class="door__tally" role="status">{counted}</p>
            <Field name="door-search" label=t(text::LOG_SEARCH) kind="search" value=wanted autocomplete="off"/>
            {move || rows(door, &wanted.get())}
            <p><a class="button button--primary" href=back>{t(text::BACK)}</a></p>
        </div>
    }
}

fn rows(door: Door, wanted: &str) -> AnyView {
    let found: Vec<Line> = door
        .lines
        .with(|lines| lines::found(lines, wanted).cloned().collect());
    if found.is_empty() {
        let key = if wanted.trim().is_empty() {
            text::LOG_EMPTY
        } else {
            text::LOG_NONE
        };
        return view! { <Empty>{t(key)}</Empty> }.into_any();
    }
    let rows = found
        .into_iter()
        .rev()
        .map(|line| row(door, &line))
        .collect_view();
    view! { <ol class="door__log">{rows}</ol> }.into_any()
}

fn row(door: Door, line: &Line) -> AnyView {
    let i18n = use_i18n();
    let now = listen::now();
    let said = say::say(&line.verdict, now);
    let tone = match said.outcome {
        Outcome::Saved => Tone::Good,
        Outcome::Waiting | Outcome::Already => Tone::Wait,
        Outcome::Refused | Outcome::Unreadable => Tone::Bad,
    };
    let (word, more) = (said.word, said.more);
    let (id, undone) = (line.id, line.undone);
    let state = move || {
        if undone {
            i18n.get(&text::UNDONE.into())
        } else {
            i18n.get(&word)
        }
    };
    let can_undo = line.can_undo();
    view! {
        <li class="door__line">
            <span class="door__line-time ltr">{say::clock(line.at, now)}</span>
            <span class="door__line-what">
                <Badge tone>{state}</Badge>
                <span class="door__line-more">{move || i18n.get(&more)}</span>
                <span class="door__line-pass ltr">{line.pass.clone()}</span>
            </span>
            {can_undo.then(|| view! {
                <Button variant=Variant::Quiet on:click=move |_| door.undo(id, listen::now())>{t(text::UNDO)}</Button>
            })}
        </li>
    }
    .into_any()
}
