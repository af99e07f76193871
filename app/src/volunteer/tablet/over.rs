//! The answer over the whole tablet, in words for whoever stands there, and gone by itself.

use crate::{
    i18n::{Text, keys::volunteer as text, use_i18n},
    ui::{Outcome, Verdict},
    volunteer::{door::use_door, say::Said},
};
use domain::sync::shift::Greeting;
use leptos::prelude::*;
use std::time::Duration;
use uuid::Uuid;

/// How long it stays.
const STAYS: Duration = Duration::from_secs(5);

/// What the server says to somebody, and after which scan.
type Greeted = Option<(Uuid, Greeting)>;

/// The answer, while there is one.
#[component]
pub(super) fn Over() -> impl IntoView {
    let door = use_door();
    let i18n = use_i18n();
    let greeted = RwSignal::new(None::<(Uuid, Greeting)>);
    Effect::new(move |_| {
        let Some(showing) = door.showing.get() else {
            greeted.set(None);
            return;
        };
        door.goes(&showing, STAYS);
        if let (Some(id), Outcome::Saved) = (showing.line, showing.said.outcome) {
            greet(id, greeted);
        }
    });
    let said = move || {
        door.showing.get().map(|showing| {
            let own = greeted.get().filter(|(id, _)| showing.line == Some(*id));
            if let Some((_, greeting)) = own {
                let language = greeting.language;
                let own = Some((language.code(), language.direction()));
                (showing.said.outcome, greeting.word, greeting.more, own)
            } else {
                let (word, more) = words(&showing.said);
                (showing.said.outcome, i18n.get(&word), i18n.get(&more), None)
            }
        })
    };
    // One place that stays, so that a screen reader tells of each change in it.
    let aloud = move || said().map(|(_, word, more, _)| format!("{word}. {more}"));
    let shown = move || {
        said().map(|(outcome, word, more, own)| {
            view! {
                <div class="door__over tablet__over" lang=own.map(|own| own.0) dir=own.map(|own| own.1) on:click=move |_| door.showing.set(None)>
                    <Verdict outcome word=move || word.clone() more=move || more.clone()/>
                </div>
            }
        })
    };
    view! {
        <p class="visually-hidden" aria-live="assertive">{aloud}</p>
        {shown}
    }
}

/// What is said at a tablet: to the person, and not to a helper.
fn words(said: &Said) -> (Text, Text) {
    match said.outcome {
        Outcome::Waiting => (text::TABLET_KEPT.into(), text::TABLET_KEPT_MORE.into()),
        Outcome::Already => (text::ALREADY.into(), text::TABLET_ALREADY_MORE.into()),
        Outcome::Unreadable => (text::TABLET_AGAIN.into(), text::TABLET_AGAIN_MORE.into()),
        Outcome::Refused => (said.word.clone(), text::TABLET_ASK.into()),
        _ => (said.word.clone(), said.more.clone()),
    }
}

#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "nobody shows the server anything")
)]
fn greet(id: Uuid, greeted: RwSignal<Greeted>) {
    #[cfg(feature = "browser")]
    if greeted.with_untracked(|known| known.as_ref().map(|(of, _)| *of)) != Some(id) {
        leptos::task::spawn_local(async move {
            if let Some(greeting) = crate::volunteer::live::greeting(id).await {
                greeted.try_set(Some((id, greeting)));
            }
        });
    }
}
