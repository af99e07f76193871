//! The day's report: who is in at an activity that costs something without a registered rate. For
//! most people there is none to register; the list is for whoever compares it with the till.

use super::{
    door::Door,
    format::{time, title},
};
use crate::i18n::{keys::club as text, t, use_i18n};
use domain::sync::shift::LogLine;
use leptos::prelude::*;

/// The list, folded; nothing where nothing costs anything.
pub(super) fn unregistered(door: Door) -> AnyView {
    let i18n = use_i18n();
    let lines = Memo::new(move |_| {
        door.report.with(|report| {
            let lines = report.as_ref().map(|report| report.unregistered.clone());
            lines.unwrap_or_default()
        })
    });
    let some = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    let says = move || {
        let count = lines.with(Vec::len) as u64;
        i18n.get(&text::admin_unregistered(count))
    };
    let rows = move || {
        let rows = lines.get().into_iter().map(move |line| row(door, &line));
        rows.collect_view()
    };
    let file = move |ending: &'static str| {
        move || {
            let path = door.path(&format!("/log.{ending}"));
            format!(
                "/api/v1{path}?language={}&only=unregistered",
                i18n.language()
            )
        }
    };
    let panel = move || {
        some.get().then(|| {
            view! {
                <details class="desk-panel" id="door-unregistered">
                    <summary>{says}</summary>
                    <p>{t(text::ADMIN_UNREGISTERED_WHAT)}</p>
                    <ul class="rows">{rows}</ul>
                    <p class="desk-form__acts">
                        <a class="button button--quiet" rel="external" download="" href=file("csv")>{t(text::ADMIN_EXPORT_CSV)}</a>
                        <a class="button button--quiet" rel="external" download="" href=file("xlsx")>{t(text::ADMIN_EXPORT_XLSX)}</a>
                    </p>
                </details>
            }
        })
    };
    view! { {panel} }.into_any()
}

fn row(door: Door, line: &LogLine) -> AnyView {
    let i18n = use_i18n();
    let activity = line.activity.and_then(|place| {
        door.report.with_untracked(|report| {
            let titles = report.as_ref()?.shift.titles.get(place)?;
            Some(title(titles, i18n.language()))
        })
    });
    view! {
        <li>
            <span class="rows__main">
                <bdi class="desk-log__time">{time(line.at)}</bdi>
                <span class="desk-phone__more">
                    <bdi dir="ltr">{format!("··· {} ···", line.pass)}</bdi>
                    " "
                    {line.by.clone()}
                    " "
                    {activity}
                </span>
            </span>
        </li>
    }
    .into_any()
}
