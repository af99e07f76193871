//! When a phone gets no connection any more, or is about to die: what waits leaves it as a file, which
//! any other phone delivers.

use super::address;
use crate::{
    i18n::{Text, keys::volunteer as text, t, use_i18n},
    ui::{Button, Variant},
};
use leptos::prelude::*;

const FILE: &str = "rescue-file";

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "nobody brings the server a file this way")
)]
pub(super) enum Brought {
    /// What its commands came to.
    Delivered {
        done: usize,
        refused: usize,
        held: usize,
    },
    /// No file was chosen.
    Nothing,
    /// It is another kind of file.
    NotOne,
    /// A newer version of the app wrote it.
    Newer,
    /// No connection.
    Offline,
    /// The server has no time now.
    Later,
}

impl Brought {
    /// What is said, a line each.
    fn lines(self) -> Vec<Text> {
        match self {
            Self::Delivered {
                done,
                refused,
                held,
            } => {
                let (done, refused, held) = (done as u64, refused as u64, held as u64);
                let mut lines = vec![text::rescue_done(done)];
                if refused > 0 {
                    lines.push(text::rescue_refused(refused));
                }
                if held > 0 {
                    lines.push(text::left_held(held));
                }
                lines
            }
            Self::Nothing => vec![text::RESCUE_CHOOSE.into()],
            Self::NotOne => vec![text::RESCUE_NOT_ONE.into()],
            Self::Newer => vec![text::RESCUE_NEWER.into()],
            Self::Offline => vec![text::RESCUE_OFFLINE.into()],
            Self::Later => vec![text::RESCUE_LATER.into()],
        }
    }
}

/// The screen.
#[component]
pub(super) fn RescueScreen() -> impl IntoView {
    let back = address("deur");
    view! {
        <div class="door door__rescue">
            <h1>{t(text::RESCUE)}</h1>
            <p>{t(text::RESCUE_WHAT)}</p>
            {take_out()}
            {bring_in()}
            <p><a href=back>{t(text::BACK)}</a></p>
        </div>
    }
}

fn take_out() -> AnyView {
    let i18n = use_i18n();
    let waiting = RwSignal::new(0_u64);
    let saved = RwSignal::new(false);
    #[cfg(feature = "browser")]
    Effect::new(move |_| {
        leptos::task::spawn_local(async move {
            waiting.try_set(super::live::waiting().await);
        });
    });
    let said = move || match waiting.get() {
        0 => i18n.get(&text::RESCUE_NONE.into()),
        count => i18n.get(&text::left_waiting(count)),
    };
    let button = move || {
        (waiting.get() > 0).then(|| {
            view! { <p><Button variant=Variant::Primary press=move |_| save(saved)>{t(text::RESCUE_SAVE)}</Button></p> }
        })
    };
    view! {
        <section>
            <h2>{t(text::RESCUE_OUT)}</h2>
            <p class="door__rescue-waiting" role="status">{said}</p>
            {button}
            <p role="status">{move || saved.get().then(|| t(text::RESCUE_SAVED)())}</p>
        </section>
    }
    .into_any()
}

fn bring_in() -> AnyView {
    let i18n = use_i18n();
    let busy = RwSignal::new(false);
    let brought = RwSignal::new(None::<Brought>);
    let said = move || {
        let lines = brought.get().map(Brought::lines).unwrap_or_default();
        let lines = lines
            .into_iter()
            .map(|line| view! { <p>{i18n.get(&line)}</p> });
        lines.collect_view()
    };
    view! {
        <section>
            <h2>{t(text::RESCUE_IN)}</h2>
            <div class="field">
                <label class="field__label" for=FILE>{t(text::RESCUE_FILE)}</label>
                <span class="field__hint" id="rescue-file-hint">{t(text::RESCUE_FILE_HINT)}</span>
                <input class="field__input" id=FILE type="file" accept=".json,application/json"
                    aria-describedby="rescue-file-hint" on:change=move |_| brought.set(None)/>
            </div>
            <p aria-busy=move || busy.get().then_some("true")>
                <Button variant=Variant::Primary press=move |_| bring(busy, brought)>{t(text::RESCUE_GO)}</Button>
            </p>
            <div class="door__rescue-said" role="status">{said}</div>
        </section>
    }
    .into_any()
}

#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "nothing waits on the server")
)]
fn save(saved: RwSignal<bool>) {
    #[cfg(feature = "browser")]
    leptos::task::spawn_local(async move {
        saved.try_set(super::live::save().await);
    });
}

#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "nobody brings the server a file this way")
)]
fn bring(busy: RwSignal<bool>, brought: RwSignal<Option<Brought>>) {
    #[cfg(feature = "browser")]
    {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let became = super::live::bring(FILE).await;
            busy.try_set(false);
            brought.try_set(Some(became));
        });
    }
}
