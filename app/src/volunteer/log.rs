//! The list of today: who came in on this phone, what was refused and why, and a way to take back.

use super::{
    address,
    door::{Door, Stage, use_door},
    left::Stop,
    lines::{self, Line},
    listen, member, say,
    standing::Standing,
};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    ui::{Badge, Button, Empty, Field, Outcome, Tone, Variant},
};
use leptos::prelude::*;

/// The screen.
#[component]
pub(super) fn LogScreen() -> impl IntoView {
    let door = use_door();
    let wanted = RwSignal::new(String::new());
    let (real, practice) = (address("deur"), address("deur/oefenen"));
    let back = move || {
        if door.practises.get() {
            practice()
        } else {
            real()
        }
    };
    let stop = move || {
        let real = !door.practises.get() && door.stage.get() == Stage::In;
        real.then(|| view! { <Stop/> })
    };
    let rescue = address("deur/redding");
    let rescue = move || {
        let rescue = rescue.clone();
        (!door.practises.get())
            .then(|| view! { <a class="button button--quiet" href=rescue>{t(text::RESCUE)}</a> })
    };
    view! {
        <div class="door">
            <h1>{t(text::LOG)}</h1>
            <Standing/>
            <Field name="door-search" label=t(text::LOG_SEARCH) kind="search" value=wanted autocomplete="off"/>
            {move || rows(door, &wanted.get())}
            <div class="door__acts">
                <a class="button button--primary" href=back>{t(text::BACK)}</a>
                {rescue}
                {stop}
            </div>
        </div>
    }
}

fn rows(door: Door, wanted: &str) -> AnyView {
    let found: Vec<Line> = door
        .lines()
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
    let said = member::line(line, now);
    let tone = match said.outcome {
        Outcome::Saved | Outcome::Member => Tone::Good,
        Outcome::Waiting | Outcome::Already | Outcome::Stranger => Tone::Wait,
        Outcome::Refused | Outcome::Unreadable => Tone::Bad,
    };
    let (word, more) = (said.word, said.more);
    let (id, undone) = (line.id, line.undone());
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
