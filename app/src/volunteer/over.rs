//! The verdict over the whole screen. The camera looks on under it: the next pass takes its place, a
//! tap or some time puts it away.

use super::{
    after,
    door::{Door, Showing, use_door},
    listen, member,
};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    ui::{Button, Outcome, Variant, Verdict},
};
use leptos::prelude::*;
use std::time::Duration;

/// How long it stays: what is well is glanced at, what is not must be read.
const fn stays(outcome: Outcome) -> Duration {
    match outcome {
        Outcome::Saved | Outcome::Waiting => Duration::from_secs(2),
        Outcome::Member => Duration::from_secs(3),
        // Somebody has to choose.
        Outcome::Stranger => Duration::from_mins(1),
        Outcome::Already | Outcome::Unreadable => Duration::from_millis(3_500),
        Outcome::Refused => Duration::from_secs(6),
    }
}

/// The verdict, while there is one.
#[component]
pub(super) fn Over() -> impl IntoView {
    let door = use_door();
    let i18n = use_i18n();
    Effect::new(move |_| {
        if let Some(showing) = door.showing.get() {
            door.goes(&showing, stays(showing.said.outcome));
        }
    });
    // One place that stays, so that a screen reader tells of each change in it.
    let aloud = move || {
        door.showing.with(|showing| {
            let said = showing.as_ref().map(|showing| &showing.said);
            said.map(|said| format!("{}. {}", i18n.get(&said.word), i18n.get(&said.more)))
                .unwrap_or_default()
        })
    };
    view! {
        <p class="visually-hidden" aria-live="assertive">{aloud}</p>
        {move || door.showing.get().map(|showing| shown(door, showing))}
    }
}

fn shown(door: Door, showing: Showing) -> AnyView {
    let i18n = use_i18n();
    let Showing {
        line, whom, said, ..
    } = showing;
    let (word, more, also) = (said.word, said.more, said.also);
    let more = move || match &also {
        Some(also) => format!("{} · {}", i18n.get(also), i18n.get(&more)),
        None => i18n.get(&more),
    };
    view! {
        <div class="door__over" on:click=move |_| door.showing.set(None)>
            <Verdict
                outcome=said.outcome
                word=move || i18n.get(&word)
                more
            />
            <div class="door__over-acts">
                {after::acts(door, whom, said.outcome)}
                {member::acts(door, said.outcome)}
                {undo(door, line)}
                <Button>{t(text::NEXT)}</Button>
            </div>
        </div>
    }
    .into_any()
}

/// Takes back what is shown, where it can be.
fn undo(door: Door, line: Option<uuid::Uuid>) -> Option<AnyView> {
    let id = line?;
    let can = door
        .lines()
        .with_untracked(|lines| lines.iter().any(|line| line.id == id && line.can_undo()));
    can.then(|| {
        let undo = move |event: leptos::ev::MouseEvent| {
            // The tap is not also one that puts the verdict away.
            event.stop_propagation();
            door.undo(id, listen::now());
        };
        view! { <Button variant=Variant::Quiet press=undo>{t(text::UNDO)}</Button> }.into_any()
    })
}

/// What happened last, with a way to take it back: for when the screen has gone on.
#[component]
pub(super) fn Last() -> impl IntoView {
    let door = use_door();
    let i18n = use_i18n();
    move || {
        door.last.get().map(|last| {
            let what = last.said.word.clone();
            let words = move || i18n.get(&text::last(i18n.get(&what)));
            view! {
                <p class="door__last">
                    <span>{words}</span>
                    {after::acts(door, last.whom, last.said.outcome)}
                    {member::acts(door, last.said.outcome)}
                    {undo(door, last.line)}
                </p>
            }
        })
    }
}
