//! Points that came and went: with year and running balance, by person, with a search, as a file.

mod csv;
mod lines;

use super::{
    format::{self, Form},
    phone::use_phone,
    standing::Standing,
};
use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    info::use_title,
    ui::{Empty, Field, Icon, Sign},
};
use leptos::prelude::*;
use lines::{Line, lines};

/// How many lines are shown at first, and more at each wish.
const PAGE: usize = 50;

/// The history.
#[component]
pub(super) fn HistoryScreen() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    use_title(move || i18n.get(&text::TAB_POINTS.into()));
    let whose = RwSignal::new(None::<String>);
    let words = RwSignal::new(String::new());
    let shown = RwSignal::new(PAGE);
    let found = Memo::new(move |_| {
        let persons = phone.persons();
        let chosen = whose
            .get()
            .or_else(|| persons.first().map(|person| person.id.clone()));
        let person = persons
            .iter()
            .find(|person| Some(&person.id) == chosen.as_ref());
        let all = person.map(lines).unwrap_or_default();
        words.with(|words| lines::matching(all, words))
    });
    let balance = move || {
        let persons = phone.persons();
        let chosen = whose.get();
        let person = match &chosen {
            Some(id) => persons.iter().find(|person| person.id == *id),
            None => persons.first(),
        };
        person.and_then(|person| person.points)
    };
    let unit = move || format::unit(i18n, balance());
    view! {
        <div class="page page--list">
            <header class="sum">
                <h1 class="sum__title">{t(text::TAB_POINTS)}</h1>
                <p class="sum__figure">
                    <span class="sum__count">{move || balance().map_or("–".to_owned(), |points| points.to_string())}</span>
                    " " <span class="sum__unit">{unit}</span>
                </p>
            </header>
            <Standing/>
            <super::people::Chips whose/>
            <Field name="history-search" label=t(text::SEARCH) kind="search" value=words/>
            {move || {
                let lines = found.get();
                if lines.is_empty() {
                    let says = if words.with(String::is_empty) { text::HISTORY_EMPTY } else { text::NOTHING_FOUND };
                    return view! { <Empty>{t(says)}</Empty> }.into_any();
                }
                let more = lines.len() > shown.get();
                let visible: Vec<Line> = lines.into_iter().take(shown.get()).collect();
                view! {
                    <ul class="ledger">{visible.into_iter().map(|line| view! { <LedgerLine line/> }).collect_view()}</ul>
                    {more.then(|| view! {
                        <button class="button button--quiet button--wide" type="button" on:click=move |_| shown.update(|shown| *shown += PAGE)>
                            {t(text::SHOW_MORE)}
                        </button>
                    })}
                    <button class="button button--plain save-csv" type="button" on:click=move |_| csv::save(i18n, &found.get_untracked())>
                        <Icon sign=Sign::Download/> {t(text::SAVE_CSV)}
                    </button>
                }.into_any()
            }}
        </div>
    }
}

/// One line of the ledger.
#[component]
fn LedgerLine(
    /// What it tells.
    line: Line,
) -> impl IntoView {
    let i18n = use_i18n();
    let (at, balance) = (line.at, line.balance);
    let when = move || format::moment(i18n.language(), at, Form::ShortDate);
    let after = move || i18n.get(&text::balance_after(balance.to_string()));
    let class = if line.points < 0 {
        "ledger__points ledger__points--spent"
    } else {
        "ledger__points"
    };
    view! {
        <li class="ledger__line">
            <div class="ledger__what">
                <p class="ledger__title">{line.title}</p>
                <p class="ledger__where">{when} {(!line.location.is_empty()).then(|| format!(" · {}", line.location))}</p>
            </div>
            <div class="ledger__sum">
                <p class=class><span class="ltr">{format::signed(line.points)}</span></p>
                <p class="ledger__after">{after}</p>
            </div>
        </li>
    }
}
