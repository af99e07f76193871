//! A list before it is sent, while it is, and what came of it: line by line, to save or print.

use super::say;
use crate::{
    i18n::{keys::club as text, t, use_i18n},
    organiser::{
        address, ask,
        desk::Desk,
        format::moment,
        panel::{button, sure},
    },
    ui::{Badge, Tone, Variant},
};
use domain::sync::list::{Answer, Candidate, LineView, ListView, Outcome, Progress};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// The list with this id.
pub(in crate::organiser) fn list(desk: Desk, id: &str) -> AnyView {
    let found = RwSignal::new(None::<ListView>);
    let sending = RwSignal::new(None::<Progress>);
    let path = StoredValue::new(format!("/lists/{id}"));
    let load = move || {
        ask::begin(async move {
            let got = ask::get::<ListView>(&path.get_value()).await;
            if let Some(list) = desk.take(got) {
                found.set(Some(list));
            }
            sending.set(None);
        });
    };
    Effect::new(move |_| load());
    let send = move || {
        let Some(begun) = found.with_untracked(|list| list.as_ref().map(|list| list.progress))
        else {
            return;
        };
        if sending.get_untracked().is_some() {
            return;
        }
        sending.set(Some(begun));
        ask::begin(async move {
            let path = format!("{}/send", path.get_value());
            let mut before = begun.waiting;
            // Each call sends some and says how many still wait.
            while before > 0 {
                let got = ask::send::<Progress>("POST", &path, &()).await;
                let Some(now) = desk.take(got) else { break };
                sending.set(Some(now));
                if now.waiting >= before {
                    break;
                }
                before = now.waiting;
            }
            load();
        });
    };
    let answer = move |line: u32, person: Option<String>| {
        ask::begin(async move {
            let path = format!("{}/lines/{line}", path.get_value());
            if desk
                .take(ask::send::<()>("PUT", &path, &Answer { person }).await)
                .is_some()
            {
                load();
            }
        });
    };
    let (navigate, lists) = (use_navigate(), address("lijst"));
    let forget = move || {
        let (navigate, lists) = (navigate.clone(), lists());
        ask::begin(async move {
            let gone = ask::send::<()>("DELETE", &path.get_value(), &()).await;
            if desk.take(gone).is_some() {
                navigate(&lists, NavigateOptions::default());
            }
        });
    };
    let asked = RwSignal::new(false);
    let shown = move || match found.get() {
        None => view! { <p role="status">{t(text::ADMIN_LOADING)}</p> }.into_any(),
        Some(list) => {
            let acts = acts(&list, send, sending, move || asked.set(true));
            whole(list, answer, acts)
        }
    };
    view! {
        <section>
            {shown}
            {sure("list-forget-ask", asked, t(text::LIST_FORGET_ASK),
                view! { <p>{t(text::LIST_FORGET_WHAT)}</p> }.into_any(), text::LIST_FORGET_NOW, forget)}
        </section>
    }
    .into_any()
}

/// All of a list: what it is, the questions, what can be done, the lines.
fn whole(
    list: ListView,
    answer: impl Fn(u32, Option<String>) + Copy + Send + Sync + 'static,
    acts: AnyView,
) -> AnyView {
    let asks = list.lines.iter().filter(|line| line.outcome.asks());
    let questions: Vec<_> = asks.cloned().collect();
    let nothing_given =
        (list.points == 0).then(|| view! { <p class="desk-why">{t(text::ADMIN_WHY_POINTS)}</p> });
    let (counts, rows) = (counts(&list), list.lines.iter().map(row).collect_view());
    let event = list.event_title;
    let title = Some(list.title).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| event.clone());
    let gone = text::list_gone(moment(list.expires_at));
    view! {
        <div class="desk-head">
            <div>
                <h1>{title}</h1>
                <p class="desk-card__what">{event}</p>
                <p class="desk-card__what" id="list-gone">{t(gone)}</p>
            </div>
        </div>
        {nothing_given}
        {counts}
        {(!questions.is_empty()).then(|| ask_who(questions, answer))}
        {acts}
        <h2>{t(text::LIST_LINES)}</h2>
        <ol class="rows list-lines">{rows}</ol>
    }
    .into_any()
}

/// How many of each kind.
fn counts(list: &ListView) -> AnyView {
    let count = |is: fn(&Outcome) -> bool| {
        list.lines
            .iter()
            .filter(|line| is(&line.outcome))
            .count()
            .to_string()
    };
    let all = [
        (
            "desk-count desk-count--wait",
            text::LIST_COUNT_READY,
            count(|is| matches!(is, Outcome::Ready { .. })),
        ),
        (
            "desk-count desk-count--in",
            text::LIST_COUNT_SAVED,
            count(|is| say::tone(is) == Tone::Good),
        ),
        ("desk-count", text::LIST_COUNT_ASKS, count(Outcome::asks)),
        (
            "desk-count desk-count--bad",
            text::LIST_COUNT_NOT,
            count(|is| say::tone(is) == Tone::Bad),
        ),
    ];
    let all = all.map(|(class, name, count)| {
        view! { <div class=class><dt>{t(name)}</dt><dd>{count}</dd></div> }
    });
    view! { <dl class="desk-counts">{all}</dl> }.into_any()
}

/// The questions: one card a line, one button for each who may be meant.
fn ask_who(
    lines: Vec<LineView>,
    answer: impl Fn(u32, Option<String>) + Copy + Send + Sync + 'static,
) -> AnyView {
    let one = move |line: LineView| {
        let people: Vec<Candidate> = match line.outcome.clone() {
            Outcome::Which { people } => people,
            Outcome::Mistyped { likely } => likely.into_iter().collect(),
            _ => Vec::new(),
        };
        let number = line.line;
        let buttons = people.into_iter().map(move |person| {
            let id = person.id;
            view! {
                <button class="button button--quiet" type="button"
                    on:click=move |_| answer(number, Some(id.clone()))>
                    {person.name}" "<bdi dir="ltr" class="list-pass">{person.pass}</bdi>
                </button>
            }
        });
        view! {
            <li class="desk-card">
                <h3 class="desk-card__title">{t(text::list_line(number.to_string(), line.name))}</h3>
                <p class="desk-card__what">
                    <bdi dir="ltr" class="list-pass">{line.pass}</bdi>" "{t(say::outcome(&line.outcome))}
                </p>
                <div class="desk-form__acts">
                    {buttons.collect_view()}
                    {button(Variant::Quiet, text::LIST_NOBODY, move || answer(number, None))}
                </div>
            </li>
        }
    };
    view! {
        <section class="no-print">
            <h2>{t(text::LIST_QUESTIONS)}</h2>
            <ul class="desk-cards">{lines.into_iter().map(one).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// What can be done with it now.
fn acts(
    list: &ListView,
    send: impl Fn() + Copy + Send + Sync + 'static,
    sending: RwSignal<Option<Progress>>,
    forget: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let i18n = use_i18n();
    let waiting = list.progress.waiting;
    let id = list.id.clone();
    let sheet = move || format!("/api/v1/lists/{id}/sheet.xlsx?language={}", i18n.language());
    let go = (waiting > 0).then(|| {
        view! {
            <button class="button button--primary" type="button" id="list-send"
                aria-busy=move || sending.with(Option::is_some).then_some("true")
                on:click=move |_| send()>
                {t(text::list_send(waiting.to_string()))}
            </button>
        }
    });
    // Only what this list waits for counts: what cannot be sent is no part of the way.
    let progress = move || {
        sending.get().map(|now| {
            let done = waiting.saturating_sub(now.waiting);
            view! {
                <p class="list-progress">
                    <progress value=done max=waiting aria-label=t(text::LIST_SENDING)></progress>
                    <span>{t(text::list_sent(done.to_string(), waiting.to_string()))}</span>
                </p>
            }
        })
    };
    view! {
        <div class="no-print">
            <div class="desk-form__acts">
                {go}
                <a class="button button--quiet" href=sheet download="UiTPAS.xlsx" rel="external">{t(text::LIST_SHEET)}</a>
                {button(Variant::Quiet, text::ADMIN_PRINT, ask::print)}
                {button(Variant::Danger, text::LIST_FORGET_NOW, forget)}
                <a class="button button--quiet" href=address("lijst")>{t(text::LIST_ANOTHER)}</a>
            </div>
            <div aria-live="polite">{progress}</div>
        </div>
    }
    .into_any()
}

fn row(line: &LineView) -> AnyView {
    let outcome = &line.outcome;
    let said = say::outcome(outcome);
    let points = match outcome {
        Outcome::Ready { points } | Outcome::Saved { points } if *points > 0 => {
            Some(view! { <span class="rows__side">{format!("+{points}")}</span> })
        }
        _ => None,
    };
    view! {
        <li>
            <span class="list-line">{line.line}</span>
            <span class="rows__main">
                <strong>{line.name.clone()}</strong>" "
                <bdi dir="ltr" class="list-pass">{line.pass.clone()}</bdi>
            </span>
            <Badge tone=say::tone(outcome)>{t(said)}</Badge>
            {points}
        </li>
    }
    .into_any()
}
