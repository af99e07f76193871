//! Two phones at one door without network: one shows its scans as a moving QR code, the other reads
//! it with the camera and then knows who is in.

use super::{
    address,
    door::{Door, Stage, use_door},
};
use crate::{
    i18n::{Key, Text, keys::volunteer as text, t, use_i18n},
    ui::{Button, Qr, Scanner, Variant},
};
use domain::shift::handover::{Collector, Progress, Refusal};
use leptos::prelude::*;
use std::time::Duration;

/// How long each code stands: two of them for a camera that looks eight times a second.
const EACH: Duration = Duration::from_millis(250);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Choose,
    Show,
    Read,
}

/// The screen.
#[component]
pub(super) fn HandoverScreen() -> impl IntoView {
    let door = use_door();
    let mode = RwSignal::new(Mode::Choose);
    let back = address("deur");
    let whole = move || match (door.stage.get(), mode.get()) {
        (Stage::In, Mode::Choose) => choose(mode),
        (Stage::In, Mode::Show) => view! { <Show/> }.into_any(),
        (Stage::In, Mode::Read) => view! { <Read/> }.into_any(),
        _ => view! { <p role="status">{t(text::OPENING)}</p> }.into_any(),
    };
    view! {
        <div class="door">
            <h1>{t(text::HANDOVER_TITLE)}</h1>
            {whole}
            <div class="door__acts">
                <a class="button button--quiet" href=back>{t(text::BACK)}</a>
            </div>
        </div>
    }
}

fn choose(mode: RwSignal<Mode>) -> AnyView {
    view! {
        <p>{t(text::HANDOVER_WHAT)}</p>
        <div class="door__acts">
            <Button press=move |_| mode.set(Mode::Show)>{t(text::HANDOVER_SHOW)}</Button>
            <Button variant=Variant::Quiet press=move |_| mode.set(Mode::Read)>{t(text::HANDOVER_READ)}</Button>
        </div>
    }
    .into_any()
}

/// The moving code.
#[component]
fn Show() -> impl IntoView {
    let door = use_door();
    let i18n = use_i18n();
    let frames = RwSignal::new(None::<(Vec<String>, usize)>);
    let ready = RwSignal::new(false);
    let place = RwSignal::new(0_usize);
    prepare(door, frames, ready);
    Effect::new(move |_| {
        let next = move || place.update(|place| *place = place.wrapping_add(1));
        if let Ok(turning) = set_interval_with_handle(next, EACH) {
            on_cleanup(move || turning.clear());
        }
    });
    let text_now = Signal::derive(move || {
        let place = place.get();
        frames.with(|frames| {
            let texts = frames.as_ref().map(|(texts, _)| texts.as_slice());
            let texts = texts.unwrap_or_default();
            let at = place.checked_rem(texts.len()).unwrap_or(0);
            texts.get(at).cloned().unwrap_or_default()
        })
    });
    let count = Memo::new(move |_| frames.with(|frames| frames.as_ref().map(|(_, count)| *count)));
    let whole = move || match (ready.get(), count.get()) {
        (false, _) => view! { <p role="status">{t(text::OPENING)}</p> }.into_any(),
        (true, None) => view! { <p role="status">{t(text::HANDOVER_NOTHING)}</p> }.into_any(),
        (true, Some(count)) => {
            let says = move || i18n.get(&text::handover_showing(count as u64));
            view! {
                <p role="status">{says}</p>
                <div class="door__handover"><Qr text=text_now label=t(text::HANDOVER_SHOW)/></div>
            }
            .into_any()
        }
    };
    view! { {whole} }
}

#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "the server has nothing to hand over")
)]
fn prepare(door: Door, frames: RwSignal<Option<(Vec<String>, usize)>>, ready: RwSignal<bool>) {
    #[cfg(feature = "browser")]
    leptos::task::spawn_local(async move {
        frames.set(super::live::frames(door).await);
        ready.set(true);
    });
}

/// What became of what was read.
#[derive(Clone, PartialEq)]
enum Got {
    Nothing,
    Part(usize, usize),
    #[cfg_attr(
        not(feature = "browser"),
        expect(dead_code, reason = "the server reads nothing")
    )]
    Known(String, usize),
    Refused(Refusal),
}

/// The camera that reads the other phone.
#[component]
fn Read() -> impl IntoView {
    let door = use_door();
    let i18n = use_i18n();
    let got = RwSignal::new(Got::Nothing);
    let collector = StoredValue::new(Collector::default());
    let read = Callback::new(move |code: String| {
        if matches!(got.get_untracked(), Got::Known(..)) {
            return;
        }
        let mut progress = Err(Refusal::NotOne);
        collector.update_value(|collector| progress = collector.take(&code));
        match progress {
            Ok(Progress::Part { seen, total }) => got.set(Got::Part(seen, total)),
            Ok(Progress::Whole(whole)) => take(door, whole, got),
            // A frame that was read badly comes again in a moment.
            Err(Refusal::Damaged) => {}
            Err(refusal) => got.set(Got::Refused(refusal)),
        }
    });
    let says = move || {
        let said: Text = match got.get() {
            Got::Nothing => text::HANDOVER_AIM.into(),
            Got::Part(seen, total) => text::handover_part(seen.to_string(), total.to_string()),
            Got::Known(name, count) => text::handover_known(count as u64, name),
            Got::Refused(refusal) => refused(refusal).into(),
        };
        i18n.get(&said)
    };
    let known = Memo::new(move |_| matches!(got.get(), Got::Known(..)));
    view! {
        {move || (!known.get()).then(|| view! { <Scanner on_code=read/> })}
        <p class="door__handed" class:door__handed--known=known role="status">{says}</p>
    }
}

const fn refused(refusal: Refusal) -> Key {
    match refusal {
        Refusal::NotOne | Refusal::Damaged => text::HANDOVER_NOT_ONE,
        Refusal::OtherShift => text::HANDOVER_OTHER,
        Refusal::Own => text::HANDOVER_OWN,
        Refusal::Stranger | Refusal::Revoked | Refusal::Signature => text::HANDOVER_STRANGER,
    }
}

fn take(door: Door, whole: Vec<u8>, got: RwSignal<Got>) {
    #[cfg(feature = "browser")]
    leptos::task::spawn_local(async move {
        got.set(match super::live::take_handed(door, whole).await {
            Ok((name, count)) => Got::Known(name, count),
            Err(refusal) => Got::Refused(refusal),
        });
    });
    #[cfg(not(feature = "browser"))]
    drop((door, whole, got));
}
