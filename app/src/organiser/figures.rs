//! A club's year in figures: visits by week, members by age, this season beside the last. No names.

use super::{address, ask, desk::Desk, format::day, panel::button};
use crate::{
    i18n::{Key, keys::club as text, t, use_i18n},
    ui::{Bars, Variant},
};
use domain::club::figures::{Figures, Season};
use leptos::prelude::*;

/// The screen.
pub(super) fn figures(desk: Desk, club: String) -> AnyView {
    let found = RwSignal::new(None::<Figures>);
    let back = address(&format!("leden/{club}"));
    Effect::new(move |_| {
        let path = format!("/club/{club}/figures");
        ask::begin(async move {
            if let Some(figures) = desk.take(ask::get::<Figures>(&path).await) {
                found.set(Some(figures));
            }
        });
    });
    let shown = move || match found.get() {
        None => view! { <p role="status">{t(text::ADMIN_LOADING)}</p> }.into_any(),
        Some(figures) => all(&figures),
    };
    view! {
        <section>
            <div class="desk-head">
                <h1>{t(text::FIGURES)}</h1>
                <a class="button button--quiet no-print" href=back>{t(text::ADMIN_BACK)}</a>
            </div>
            {shown}
        </section>
    }
    .into_any()
}

fn all(figures: &Figures) -> AnyView {
    let i18n = use_i18n();
    let by_week = |of: fn(&domain::club::figures::Week) -> u32| {
        let weeks = figures.weeks.iter();
        weeks
            .map(|week| (day(week.monday), of(week)))
            .collect::<Vec<_>>()
    };
    let bands = [text::BAND_UNDER16, text::BAND_FROM16, text::BAND_ADULT];
    let ages = bands.into_iter().zip(figures.members);
    let ages = ages.map(
        |(name, count)| view! { <div class="desk-count"><dt>{t(name)}</dt><dd>{count}</dd></div> },
    );
    let new = by_week(|week| week.new);
    let returning = by_week(|week| week.people.saturating_sub(week.new));
    let visits = by_week(|week| week.visits);
    let without = by_week(|week| week.without_pass);
    let kept = figures.clone();
    let save = move || {
        let head = [
            text::FIGURES_WEEK,
            text::FIGURES_VISITS,
            text::FIGURES_PEOPLE,
            text::FIGURES_NEW,
            text::ADMIN_GUESTS,
        ]
        .map(|key| i18n.with(|catalog| catalog.get(&key.into())));
        ask::save("pasmaat.csv", &csv(&head, &kept));
    };
    view! {
        <h2>{t(text::FIGURES_SEASON)}</h2>
        <dl class="desk-counts">
            {season(text::FIGURES_THIS_SEASON, figures.season)}
            {season(text::FIGURES_LAST_SEASON, figures.last_season)}
        </dl>
        <h2>{t(text::FIGURES_AGES)}</h2>
        <dl class="desk-counts" id="figures-ages">{ages.collect_view()}</dl>
        <div class="desk-columns">
            {chart(text::FIGURES_VISITS, visits)}
            {chart(text::FIGURES_NEW, new)}
            {chart(text::FIGURES_RETURNING, returning)}
            {chart(text::ADMIN_GUESTS, without)}
        </div>
        <div class="desk-form__acts no-print">
            {button(Variant::Quiet, text::ADMIN_EXPORT_CSV, save)}
            {button(Variant::Quiet, text::ADMIN_PRINT, ask::print)}
        </div>
    }
    .into_any()
}

fn season(name: Key, season: Season) -> AnyView {
    let span = format!("{} – {}", day(season.from), day(season.to));
    let (visits, people) = (season.visits, season.people);
    view! {
        <div class="desk-count">
            <dt>{t(name)}<br/>{span}<br/>{t(text::figures_people_of(people.to_string()))}</dt>
            <dd>{visits}</dd>
        </div>
    }
    .into_any()
}

fn chart(name: Key, bars: Vec<(String, u32)>) -> AnyView {
    view! {
        <section class="desk-panel">
            <h2>{t(name)}</h2>
            <Bars label=t(name) bars table=t(text::FIGURES_TABLE) by=t(text::FIGURES_WEEK)/>
        </section>
    }
    .into_any()
}

/// The weeks as a file: numbers and days only, with a mark at its start by which Excel reads UTF-8.
fn csv(head: &[String], figures: &Figures) -> String {
    use std::fmt::Write as _;
    let quoted = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
    let head: Vec<_> = head.iter().map(quoted).collect();
    let mut csv = format!("\u{feff}{}\r\n", head.join(";"));
    for week in &figures.weeks {
        let _ = write!(
            csv,
            "{};{};{};{};{}\r\n",
            week.monday, week.visits, week.people, week.new, week.without_pass
        );
    }
    csv
}
