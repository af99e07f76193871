//! Collecting a point with the code of an activity, read by the camera or typed, for several of the
//! family in one go. Without network it waits on the phone, with the hour until which it can be sent.

mod camera;

use super::{
    asked::Asked,
    format::{self, Form},
    phone::use_phone,
    standing::Standing,
};
use crate::{
    i18n::{Text, keys::passholder as text, t, use_i18n},
    info::use_title,
    ui::{Empty, Field, Outcome},
};
use camera::{Camera, scanned};
use domain::command::What;
use leptos::{ev::SubmitEvent, prelude::*};
use std::collections::BTreeSet;

/// The screen.
#[component]
pub(super) fn CollectScreen() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    use_title(move || i18n.get(&text::COLLECT.into()));
    let code = RwSignal::new(String::new());
    let error = RwSignal::new(None::<Text>);
    let left_out = RwSignal::new(BTreeSet::<String>::new());
    let persons = Memo::new(move |_| {
        let persons = phone.persons().into_iter();
        let open = persons.filter(|person| person.uitpas_number.is_some());
        open.map(|person| (person.id, person.first_name))
            .collect::<Vec<_>>()
    });
    let collect = move || {
        let typed = code.with_untracked(|code| code_of(code));
        if typed.is_empty() {
            return error.set(Some(text::EVENT_CODE_EMPTY.into()));
        }
        error.set(None);
        let left_out = left_out.get_untracked();
        let wanted = persons.get_untracked().into_iter().map(|(id, _)| id);
        let wanted: Vec<String> = wanted.filter(|id| !left_out.contains(id)).collect();
        if wanted.is_empty() {
            return error.set(Some(text::NOBODY_CHOSEN.into()));
        }
        code.set(String::new());
        #[cfg(feature = "browser")]
        leptos::task::spawn_local(async move {
            if let Err(failure) = ask_all(phone, &typed, wanted).await {
                leptos::logging::warn!("{failure}");
                error.try_set(Some(text::STORE_OTHER.into()));
            }
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        collect();
    };
    let looks = RwSignal::new(false);
    let seen = Callback::new(move |read: String| match scanned(&read) {
        Ok(found) => {
            looks.set(false);
            error.set(None);
            code.set(found);
            // With a family, who gets a point is looked at first.
            if persons.with_untracked(|persons| persons.len() == 1) {
                collect();
            }
        }
        Err(says) => error.set(Some(says)),
    });
    let says = Signal::derive(move || error.get().map(|error| i18n.get(&error)));
    let hint = Signal::derive(move || i18n.get(&text::EVENT_CODE_HINT.into()));
    view! {
        <div class="page page--list">
            <h1>{t(text::COLLECT)}</h1>
            <Camera looks on_code=seen/>
            <form class="form" novalidate on:submit=submit>
                <Field name="event-code" label=t(text::EVENT_CODE) hint=hint error=says value=code autocomplete="off"/>
                <WhoFor persons left_out/>
                <button class="button button--primary button--wide" type="submit">{t(text::COLLECT_DO)}</button>
            </form>
            <Standing/>
            <Answers/>
        </div>
    }
}

/// Who of the family gets a point; everybody at first.
#[component]
fn WhoFor(
    /// Ids and names.
    persons: Memo<Vec<(String, String)>>,
    /// Who does not.
    left_out: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let chip = move |(id, name): (String, String)| {
        let own = id.clone();
        let pressed = move || (!left_out.with(|out| out.contains(&own))).to_string();
        let toggle = move |_| {
            left_out.update(|out| {
                if !out.remove(&id) {
                    out.insert(id.clone());
                }
            });
        };
        view! { <button type="button" class="chip" aria-pressed=pressed on:click=toggle>{name}</button> }
    };
    move || {
        let persons = persons.get();
        (persons.len() > 1).then(|| {
            view! {
                <fieldset class="born">
                    <legend class="field__label">{t(text::FOR_WHOM)}</legend>
                    <div class="chips">{persons.into_iter().map(chip).collect_view()}</div>
                </fieldset>
            }
        })
    }
}

/// What became of each wish, newest first.
#[component]
pub(super) fn Answers() -> impl IntoView {
    let phone = use_phone();
    let asked = move || {
        let mut asked = phone.asked.get();
        asked.retain(|one| matches!(one.what, What::SelfCheckin { .. }));
        asked.reverse();
        asked
    };
    view! {
        <div aria-live="polite">
            {move || {
                let asked = asked();
                if asked.is_empty() {
                    view! { <Empty>{t(text::COLLECT_HOW)}</Empty> }.into_any()
                } else {
                    view! { <ul class="answers">{asked.into_iter().map(|one| view! { <AnswerLine one/> }).collect_view()}</ul> }.into_any()
                }
            }}
        </div>
    }
}

/// The answer for one person.
#[component]
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns what it shows"
)]
pub(super) fn AnswerLine(
    /// The wish.
    one: Asked,
) -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let who = one.passholder().map(str::to_owned);
    let name = move || {
        let who = who.clone();
        let persons = phone.persons();
        let found = persons
            .into_iter()
            .find(|person| Some(&person.id) == who.as_ref());
        found.map(|person| person.first_name).unwrap_or_default()
    };
    let class = match one.outcome() {
        Outcome::Saved | Outcome::Member => "answer answer--saved",
        Outcome::Waiting => "answer answer--waiting",
        Outcome::Already => "answer answer--already",
        Outcome::Refused | Outcome::Unreadable | Outcome::Stranger => "answer answer--refused",
    };
    let waits = one.waits();
    let seq = one.seq;
    let at = one.at;
    let deadline = one.deadline.filter(|_| waits);
    let until = move || {
        let deadline = deadline?;
        let late = phone.now.get() > deadline;
        let time = format::moment(i18n.language(), deadline, Form::Time);
        Some(i18n.get(&if late {
            text::TOO_LATE.into()
        } else {
            text::send_before(time)
        }))
    };
    let sentence = one.sentence();
    let when = move || format::moment(i18n.language(), at, Form::Moment);
    view! {
        <li class=class>
            <p class="answer__who"><bdi>{name}</bdi> " " <bdi class="answer__when">{when}</bdi></p>
            <p class="answer__what">{move || i18n.get(&sentence)}</p>
            {move || until().map(|until| view! { <p class="answer__until">{until}</p> })}
            {(!waits).then(|| view! {
                <button
                    class="button button--plain"
                    type="button"
                    on:click=move |_| {
                        #[cfg(feature = "browser")]
                        leptos::task::spawn_local(super::live::read(phone, seq));
                        #[cfg(not(feature = "browser"))]
                        let _ = seq;
                    }
                >
                    {t(text::UNDERSTOOD)}
                </button>
            })}
        </li>
    }
}

/// One command a person: each gets an answer of its own.
#[cfg(feature = "browser")]
async fn ask_all(
    phone: super::phone::Phone,
    code: &str,
    persons: Vec<String>,
) -> Result<(), crate::offline::StoreError> {
    /// How long after the end of an activity a point can be saved. The activity goes on while its
    /// code is typed, so this is never too late.
    const WINDOW_HOURS: i64 = 5;
    let now = crate::offline::clock::now();
    let deadline = domain::time::Timestamp::from_millis(now + WINDOW_HOURS * 3_600_000);
    for passholder in persons {
        let what = What::SelfCheckin {
            passholder,
            code: code.to_owned(),
        };
        super::live::ask(phone, what, Some(deadline)).await?;
    }
    Ok(())
}

/// The code in what was typed: spaces and hyphens aside.
fn code_of(typed: &str) -> String {
    let kept = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    kept.collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_code_is_read_past_what_groups_it() {
        assert_eq!(super::code_of(" 1234-56 78"), "12345678");
    }
}
