//! The list of today: who came in on this phone, what was refused and why, and a way to take back.

use super::{
    address,
    after::{self, After, Unsure},
    door::{Door, Stage, use_door},
    left::Stop,
    lines::{self, Again, Line},
    listen, member, say,
    standing::Standing,
};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    ui::{Badge, Button, Empty, Field, Outcome, Tone, Variant},
};
use domain::command::Shown;
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
    // What came of trying again: the verdict over the screen is on another one.
    let retried = RwSignal::new(false);
    let i18n = use_i18n();
    let came_of = move || {
        let last = retried.get().then(|| door.last.get()).flatten();
        last.map(|last| {
            format!(
                "{}. {}",
                i18n.get(&last.said.word),
                i18n.get(&last.said.more)
            )
        })
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
            <Unsure/>
            <p class="door__came-of" role="status">{came_of}</p>
            {move || rows(door, &wanted.get(), retried)}
            <div class="door__acts">
                <a class="button button--primary" href=back>{t(text::BACK)}</a>
                {rescue}
                {stop}
            </div>
            <After/>
        </div>
    }
}

fn rows(door: Door, wanted: &str, retried: RwSignal<bool>) -> AnyView {
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
        .map(|line| row(door, &line, retried))
        .collect_view();
    view! { <ol class="door__log">{rows}</ol> }.into_any()
}

fn row(door: Door, line: &Line, retried: RwSignal<bool>) -> AnyView {
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
    let again = line.again().map(|how| {
        let shown = line.shown.clone();
        let again = move |_| {
            if how == Again::Scan {
                retried.set(true);
            }
            retry(door, how, shown.clone());
        };
        view! { <Button variant=Variant::Quiet press=again>{t(text::TRY_AGAIN)}</Button> }
    });
    view! {
        <li class="door__line">
            <span class="door__line-time ltr">{say::clock(line.at, now)}</span>
            <span class="door__line-what">
                <Badge tone>{state}</Badge>
                <span class="door__line-more">{move || i18n.get(&more)}</span>
                <span class="door__line-pass ltr">{line.pass.clone()}</span>
            </span>
            {again}
            {after::of_line(door, line)}
            {can_undo.then(|| view! {
                <Button variant=Variant::Quiet press=move |_| door.undo(id, listen::now())>{t(text::UNDO)}</Button>
            })}
        </li>
    }
    .into_any()
}

/// Sends again what no server took, or scans the same pass anew.
fn retry(door: Door, how: Again, shown: Option<(usize, Shown)>) {
    #[cfg(feature = "browser")]
    match (how, shown) {
        (Again::Send(seq), _) => leptos::task::spawn_local(super::live::retry(door, seq)),
        (Again::Scan, Some((activity, shown))) => super::live::take_at(door, activity, shown),
        (Again::Scan, None) => {}
    }
    #[cfg(not(feature = "browser"))]
    drop((door, how, shown));
}
