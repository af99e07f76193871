//! What a helper does beyond the scan: the rest of the family, and at an activity that costs
//! something the question about the rate. It is the same question after every scan, so that its
//! appearing tells nothing about anybody. A counter also hands out rewards and sells to groups.

mod family;
mod rate;
mod rewards;
mod sale;

pub(super) use sale::Sent;

use super::{
    ask::{self, Failed},
    door::{Door, use_door},
    lines::Line,
    listen,
};
use crate::{
    i18n::{Key, keys::volunteer as text, t, use_i18n},
    ui::{Button, Dialog, Outcome, Variant},
};
use domain::{
    command::Shown,
    shift::Act,
    sync::{
        counter::Asked,
        shift::{DoorReason, DoorSnapshot},
    },
    time::Timestamp,
    verdict::Verdict,
};
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// How long after its scan a rotating code still says whose it was, in milliseconds; the server gives
/// a little more.
const CONVERSATION: i64 = 14 * 60_000;

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
    /// The same for the pass of a group.
    Group,
    /// A reward is handed out.
    Rewards,
    /// A sale that got no answer is sent again.
    Sale,
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
    if line != Some(just.line) || door.practises.get() {
        return None;
    }
    let known = door.known.get()?;
    let sells = is_priced(&known, just.activity) && known.role.may(Act::RegisterRate);
    let of_group = door.done().with_untracked(|lines| {
        let line = lines.iter().rfind(|line| line.id == just.line);
        line.is_some_and(|line| line.verdict == Verdict::GroupPass)
    });
    if of_group {
        return (sells && known.role.may(Act::UseGroupPass))
            .then(|| offer(door, Task::Group, text::GROUP));
    }
    let let_in = matches!(
        outcome,
        Outcome::Saved | Outcome::Member | Outcome::Waiting | Outcome::Already
    );
    if !let_in {
        return None;
    }
    let rate = sells.then(|| offer(door, Task::Rate, text::RATE));
    let family = known
        .role
        .may(Act::AddFamily)
        .then(|| offer(door, Task::Family, text::FAMILY));
    let rewards = known
        .role
        .may(Act::GiveReward)
        .then(|| offer(door, Task::Rewards, text::REWARDS));
    Some(view! { {rate} {family} {rewards} }.into_any())
}

fn is_priced(known: &DoorSnapshot, activity: usize) -> bool {
    let activity = known.activities.get(activity);
    activity.is_some_and(|one| one.priced)
}

fn offer(door: Door, task: Task, says: Key) -> AnyView {
    let begin = move |event: leptos::ev::MouseEvent| {
        // The tap is not also one that puts the verdict away.
        event.stop_propagation();
        door.showing.set(None);
        door.task.set(Some(task));
    };
    view! { <Button variant=Variant::Quiet press=begin>{t(says)}</Button> }.into_any()
}

/// The question about the rate for a line of the log: for whoever passed it by after the scan, and for
/// a family that came in together.
pub(super) fn of_line(door: Door, line: &Line) -> Option<AnyView> {
    let (activity, shown) = line.shown.clone()?;
    let known = door.known.get_untracked()?;
    let sells = is_priced(&known, activity) && known.role.may(Act::RegisterRate);
    // A rotating code says for a while only whose it was.
    let age = listen::now().millis() - line.at.millis();
    let works = age < CONVERSATION || !matches!(shown, Shown::Credential(_));
    if !(sells && works && line.counts()) || door.practises.get_untracked() {
        return None;
    }
    let just = Just {
        line: line.id,
        activity,
        shown,
        at: line.at,
    };
    let begin = move |_| {
        door.just.set(Some(just.clone()));
        door.task.set(Some(Task::Rate));
    };
    let says = t(text::RATE);
    Some(view! { <Button variant=Variant::Quiet press=begin>{says}</Button> }.into_any())
}

/// Sales that got no answer, for as long as there are some: also after the page was opened anew.
#[component]
pub(super) fn Unsure() -> impl IntoView {
    let door = use_door();
    let i18n = use_i18n();
    let count = Memo::new(move |_| door.unsure.with(Vec::len));
    move || {
        let count = count.get();
        let says = move || i18n.get(&text::unsure(count as u64));
        let again = move |_| door.task.set(Some(Task::Sale));
        (count > 0 && door.task.get().is_none() && !door.practises.get()).then(|| {
            view! {
                <p class="door__last door__unsure">
                    <span role="status">{says}</span>
                    <Button variant=Variant::Quiet press=again>{t(text::TRY_AGAIN)}</Button>
                </p>
            }
        })
    }
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
        Some(Task::Rate | Task::Group | Task::Sale) => i18n.get(&text::RATE_TITLE.into()),
        Some(Task::Rewards) => i18n.get(&text::REWARDS_TITLE.into()),
        _ => i18n.get(&text::FAMILY_TITLE.into()),
    };
    let whole = move || {
        let task = door.task.get()?;
        if task == Task::Sale {
            return Some(sale::unanswered(door));
        }
        let just = door.just.get_untracked()?;
        Some(match task {
            Task::Family => family::family(door, just),
            Task::Rewards => rewards::rewards(door, just),
            _ => rate::rate(door, just, task == Task::Group),
        })
    };
    view! { <Dialog id="door-after" open title>{whole}</Dialog> }
}

/// What the server knows about whom the last scan was about, as `show` has it; `no` is said of a
/// pass that it does not take. What went wrong is said, with a way to ask again.
fn look_up<T: DeserializeOwned + Clone + Send + Sync + 'static>(
    door: Door,
    just: StoredValue<Just>,
    below: &'static str,
    no: Key,
    show: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    // None while nobody answered yet.
    let state = RwSignal::new(None::<Result<T, Failed>>);
    let look = move || {
        state.set(None);
        ask::begin(async move {
            let Some((shift, asked)) = just.with_value(|just| just.asked(door)) else {
                return;
            };
            let found = ask::post(&shift, below, &asked).await;
            state.try_set(Some(found));
        });
    };
    look();
    let again = Callback::new(move |()| look());
    let whole = move || match state.get() {
        None => view! { <p role="status">{t(text::ASKING)}</p> }.into_any(),
        Some(Err(Failed::Network)) => told(door, text::NEEDS_NETWORK, Some(again)),
        Some(Err(Failed::Refused(DoorReason::PassRefused))) => told(door, no, None),
        Some(Err(Failed::Refused(_))) => told(door, text::ASK_REFUSED, Some(again)),
        Some(Ok(found)) => show(found),
    };
    view! { {whole} }.into_any()
}

/// Closes the dialog.
fn close(door: Door) -> AnyView {
    let close = move |_| door.task.set(None);
    view! { <Button variant=Variant::Quiet press=close>{t(text::CLOSE)}</Button> }.into_any()
}

/// Something to read, with a way to try again where that helps.
fn told(door: Door, says: Key, again: Option<Callback<()>>) -> AnyView {
    let again = again.map(|again| {
        view! { <Button press=move |_| again.run(())>{t(text::TRY_AGAIN)}</Button> }
    });
    view! {
        <p role="status">{t(says)}</p>
        <div class="door__acts">{again} {close(door)}</div>
    }
    .into_any()
}
