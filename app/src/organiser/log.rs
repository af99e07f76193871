//! The log of a door, corrections with a reason, files to take home, and who did what.

use super::{
    ask,
    door::Door,
    format::{moment, time, title},
    panel::{button, line, sure},
};
use crate::{
    i18n::{Key, keys::club as text, t, use_i18n},
    ui::{Badge, Empty, Tone, Variant},
};
use domain::sync::shift::{AuditLine, Correction, LogLine, LogState};
use leptos::prelude::*;

/// The log and what belongs to it.
pub(super) fn log(door: Door) -> AnyView {
    let i18n = use_i18n();
    let lines = RwSignal::new(vec![]);
    let audit = RwSignal::new(vec![]);
    // Whatever is counted anew may be a new line.
    let counted = Memo::new(move |_| {
        let count = door
            .report
            .with(|report| report.as_ref().map(|report| report.count));
        (count, door.done.get())
    });
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        let _ = counted.get();
        ask::begin(async move {
            let found = ask::get::<Vec<LogLine>>(&door.path("/log")).await;
            if let Some(found) = door.desk.take_quietly(found) {
                lines.set(found);
            }
            let found = ask::get::<Vec<AuditLine>>(&door.path("/audit")).await;
            if let Some(found) = door.desk.take_quietly(found) {
                audit.set(found);
            }
        });
    });
    let asked = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let correct = move || {
        let correction = Correction {
            checkin_id: asked.get_untracked(),
            reason: reason.get_untracked(),
        };
        reason.set(String::new());
        // Texts always become JSON.
        let body = serde_json::to_value(correction).unwrap_or_default();
        door.act("POST", "/corrections".to_owned(), body);
    };
    let file = move |ending: &'static str| {
        move || {
            format!(
                "/api/v1{}?language={}",
                door.path(&format!("/log.{ending}")),
                i18n.language()
            )
        }
    };
    let rows = move || {
        let lines: Vec<LogLine> = lines.get();
        if lines.is_empty() {
            return view! { <Empty>{t(text::ADMIN_LOG_EMPTY)}</Empty> }.into_any();
        }
        let rows = lines.into_iter().map(|line| row(door, &line, asked, open));
        view! { <ul class="rows desk-log">{rows.collect_view()}</ul> }.into_any()
    };
    let told = move || {
        audit
            .get()
            .into_iter()
            .map(|line| audit_row(&line))
            .collect_view()
    };
    view! {
        <section class="desk-panel">
            <h2>{t(text::ADMIN_LOG)}</h2>
            {rows}
            <p class="desk-form__acts">
                <a class="button button--quiet" rel="external" download="" href=file("csv")>{t(text::ADMIN_EXPORT_CSV)}</a>
                <a class="button button--quiet" rel="external" download="" href=file("xlsx")>{t(text::ADMIN_EXPORT_XLSX)}</a>
            </p>
            <details class="desk-audit">
                <summary>{t(text::ADMIN_AUDIT)}</summary>
                <ul class="rows">{told}</ul>
            </details>
            {sure(
                "log-correct",
                open,
                t(text::ADMIN_CORRECT_ASK),
                line("correct-reason", "text", text::ADMIN_CORRECT_REASON, Some(text::ADMIN_CORRECT_HINT), reason),
                text::ADMIN_CORRECT,
                correct,
            )}
        </section>
    }
    .into_any()
}

fn row(door: Door, line: &LogLine, asked: RwSignal<String>, open: RwSignal<bool>) -> AnyView {
    let i18n = use_i18n();
    let (tone, says) = match line.state {
        LogState::In => (Tone::Good, text::ADMIN_STATE_IN),
        LogState::Guest => (Tone::Good, text::ADMIN_STATE_GUEST),
        LogState::Left => (Tone::Wait, text::ADMIN_STATE_LEFT),
        LogState::Member => (Tone::Good, text::ADMIN_STATE_MEMBER),
        LogState::Held => (Tone::Wait, text::ADMIN_STATE_HELD),
        LogState::Undone => (Tone::Bad, text::ADMIN_STATE_UNDONE),
        LogState::Refused => (Tone::Bad, text::ADMIN_STATE_REFUSED),
    };
    let place = line.activity;
    let activity = move || {
        let language = i18n.language();
        let found = door.report.with(|report| {
            let titles = &report.as_ref()?.shift.titles;
            // One activity needs no name in each line.
            (titles.len() > 1).then(|| Some(title(titles.get(place?)?, language)))?
        });
        found.unwrap_or_default()
    };
    let id = line.id.clone();
    let correct = move || {
        asked.set(id.clone());
        open.set(true);
    };
    let act =
        (line.state == LogState::In).then(|| button(Variant::Quiet, text::ADMIN_CORRECT, correct));
    let number = line
        .number
        .filter(|number| *number > 1)
        .map(|number| format!(" × {number}"));
    let pass = (!line.pass.is_empty()).then(|| format!("··· {} ···", line.pass));
    view! {
        <li>
            <span class="rows__main">
                <bdi class="desk-log__time">{time(line.at)}</bdi>
                " "
                <Badge tone>{t(says)}{number}</Badge>
                <span class="desk-phone__more">
                    <bdi dir="ltr">{pass}</bdi>
                    " "
                    {line.by.clone()}
                    " "
                    {activity}
                </span>
            </span>
            {act}
        </li>
    }
    .into_any()
}

fn audit_row(line: &AuditLine) -> AnyView {
    let says: Key = match line.what.as_str() {
        "shiftOpened" => text::ADMIN_DID_OPENED,
        "shiftEnded" => text::ADMIN_DID_ENDED,
        "codeShown" => text::ADMIN_DID_CODE,
        "joined" => text::ADMIN_DID_JOINED,
        "phoneRenamed" => text::ADMIN_DID_RENAMED,
        "phoneRevoked" => text::ADMIN_DID_REVOKED,
        "corrected" => text::ADMIN_DID_CORRECTED,
        "exported" => text::ADMIN_DID_EXPORTED,
        "accepted" => text::ADMIN_DID_ACCEPTED,
        "declined" => text::ADMIN_DID_DECLINED,
        _ => text::ADMIN_DID_OTHER,
    };
    let reason = line.reason.clone().map(|reason| {
        view! { <span class="desk-phone__more">{format!("“{reason}”")}</span> }
    });
    view! {
        <li>
            <span class="rows__main">
                <strong>{t(says)}</strong>
                <span class="desk-phone__more">{line.who.clone()}</span>
                {reason}
            </span>
            <bdi class="rows__side">{moment(line.at)}</bdi>
        </li>
    }
    .into_any()
}
