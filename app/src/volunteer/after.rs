//! What a helper does beyond the scan: the rest of the family, and at an activity that costs
//! something the question about the rate. It is the same question after every scan, so that its
//! appearing tells nothing about anybody.

mod family;
mod rate;

pub(super) use rate::Sent;

use super::door::{Door, use_door};
use crate::{
    i18n::{Key, keys::volunteer as text, t, use_i18n},
    ui::{Button, Dialog, Outcome, Variant},
};
use domain::{command::Shown, shift::Act, sync::counter::Asked, time::Timestamp};
use leptos::prelude::*;
use uuid::Uuid;

/// Whom the last scan was about. It is kept in this page only, and until the next scan.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Just {
    /// The line of the log.
    pub line: Uuid,
    /// At which of the shift's activities, counted from 0.
    pub activity: usize,
    /// What was shown.
    pub shown: Shown,
    /// When.
    pub at: Timestamp,
}

/// What is done for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// The rest of the family comes in too.
    Family,
    /// What to charge, and its registration.
    Rate,
}

impl Just {
    /// As it is asked of the server; the shift's id beside it.
    fn asked(&self, door: Door) -> Option<(String, Asked)> {
        let known = door.known.get_untracked()?;
        let activity = known.activities.get(self.activity)?;
        let asked = Asked {
            event_id: activity.id.clone(),
            shown: self.shown.clone(),
            at: self.at,
        };
        Some((known.shift.id.clone(), asked))
    }
}

/// What can be done for whom a verdict is about.
pub(super) fn acts(door: Door, line: Option<Uuid>, outcome: Outcome) -> Option<AnyView> {
    let just = door.just.get()?;
    let let_in = matches!(
        outcome,
        Outcome::Saved | Outcome::Member | Outcome::Waiting | Outcome::Already
    );
    if line != Some(just.line) || !let_in || door.practises.get() {
        return None;
    }
    let known = door.known.get()?;
    let priced = known
        .activities
        .get(just.activity)
        .is_some_and(|one| one.priced);
    let offer = |task: Task, says: Key| {
        let begin = move |event: leptos::ev::MouseEvent| {
            // The tap is not also one that puts the verdict away.
            event.stop_propagation();
            door.showing.set(None);
            door.task.set(Some(task));
        };
        view! { <Button variant=Variant::Quiet on:click=begin>{t(says)}</Button> }
    };
    let rate = (priced && known.role.may(Act::RegisterRate)).then(|| offer(Task::Rate, text::RATE));
    let family = known
        .role
        .may(Act::AddFamily)
        .then(|| offer(Task::Family, text::FAMILY));
    Some(view! { {rate} {family} }.into_any())
}

/// The dialog for what is being done.
#[component]
pub(super) fn After() -> impl IntoView {
    let door = use_door();
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(door.task.get().is_some()));
    // Closed by the keyboard.
    Effect::new(move |_| {
        if !open.get() && door.task.get_untracked().is_some() {
            door.task.set(None);
        }
    });
    let title = move || match door.task.get() {
        Some(Task::Rate) => i18n.get(&text::RATE_TITLE.into()),
        _ => i18n.get(&text::FAMILY_TITLE.into()),
    };
    let whole = move || {
        let task = door.task.get()?;
        let just = door.just.get_untracked()?;
        Some(match task {
            Task::Family => family::family(door, just),
            Task::Rate => rate::rate(door, just),
        })
    };
    view! { <Dialog id="door-after" open title>{whole}</Dialog> }
}

/// Closes the dialog.
fn close(door: Door) -> AnyView {
    let close = move |_| door.task.set(None);
    view! { <Button variant=Variant::Quiet on:click=close>{t(text::CLOSE)}</Button> }.into_any()
}

/// Something to read, with a way to try again where that helps.
fn told(door: Door, says: Key, again: Option<Callback<()>>) -> AnyView {
    let again = again.map(|again| {
        view! { <Button on:click=move |_| again.run(())>{t(text::TRY_AGAIN)}</Button> }
    });
    view! {
        <p role="status">{t(says)}</p>
        <div class="door__acts">{again} {close(door)}</div>
    }
    .into_any()
}
