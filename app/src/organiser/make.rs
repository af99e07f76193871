//! The form that makes an activity, from nothing or from one that is there.

use super::{
    ask,
    desk::Desk,
    format::{read, typed},
    panel::{button, line, tick},
};
use crate::{
    i18n::{keys::club as text, t},
    ui::Variant,
};
use domain::{
    event::Calendar,
    language::Language,
    sync::admin::{EventView, NewEvent},
    time::Timestamp,
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A week, in milliseconds.
const WEEK: i64 = 7 * 24 * 3_600_000;
/// How long an activity lasts where nobody says otherwise.
const HOURS: i64 = 3 * 3_600_000;

/// What the form begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    titles: BTreeMap<String, String>,
    organizer: Option<String>,
    place: String,
    times: Option<(Timestamp, Timestamp)>,
    points: Option<i64>,
    price: Option<i64>,
    members_only: bool,
}

impl Draft {
    /// A copy of an activity, a week later.
    pub(super) fn of(event: &EventView) -> Self {
        let last = match &event.calendar {
            Calendar::Single { occurrence } => Some(*occurrence),
            Calendar::Multiple { occurrences } => occurrences.last().copied(),
            _ => None,
        };
        let later = |at: Timestamp| Timestamp::from_millis(at.millis() + WEEK);
        Self {
            titles: event.titles.clone(),
            organizer: Some(event.organizer_id.clone()),
            place: event.place.clone().unwrap_or_default(),
            times: last.map(|one| (later(one.begin), later(one.end))),
            points: Some(event.points),
            price: event.price,
            members_only: event.members_only,
        }
    }
}

/// Cents of what somebody typed; nothing typed is free.
pub(super) fn cents(text: &str) -> Option<i64> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Some(0);
    }
    let (euros, rest) = text.split_once('.').unwrap_or((&text, ""));
    let rest = match rest.len() {
        0 => "00".to_owned(),
        1 => format!("{rest}0"),
        2 => rest.to_owned(),
        _ => return None,
    };
    let euros: i64 = euros.parse().ok()?;
    let rest: i64 = rest.parse().ok()?;
    (euros >= 0).then(|| euros.checked_mul(100)?.checked_add(rest))?
}

/// The form.
pub(super) fn form(
    desk: Desk,
    draft: Draft,
    made: impl Fn() + Copy + Send + Sync + 'static,
    cancel: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let now = ask::now();
    let (begin, end) = draft.times.unwrap_or((
        Timestamp::from_millis(now),
        Timestamp::from_millis(now + HOURS),
    ));
    let titles = Language::ALL.map(|language| {
        let known = draft.titles.get(language.code()).cloned();
        (language, RwSignal::new(known.unwrap_or_default()))
    });
    let place = RwSignal::new(draft.place);
    let begins = RwSignal::new(typed(begin));
    let ends = RwSignal::new(typed(end));
    let weeks = RwSignal::new("1".to_owned());
    let points = RwSignal::new(draft.points.unwrap_or(1).to_string());
    let price = RwSignal::new(draft.price.map_or_else(String::new, |cents| {
        format!("{},{:02}", cents / 100, cents % 100)
    }));
    let members = RwSignal::new(draft.members_only);
    let organizer = draft.organizer;
    let send = move || {
        let first = desk.admin.with_untracked(|admin| {
            let organizers = admin.as_ref().map(|admin| admin.organizers.as_slice());
            organizers
                .unwrap_or_default()
                .first()
                .map(|one| one.id.clone())
        });
        // What cannot be read becomes a number that the server refuses with its sentence.
        let number = |text: RwSignal<String>| text.get_untracked().trim().parse().unwrap_or(-1);
        let new = NewEvent {
            organizer_id: organizer.clone().or(first).unwrap_or_default(),
            titles: titles
                .iter()
                .map(|(language, title)| (language.code().to_owned(), title.get_untracked()))
                .collect(),
            place: Some(place.get_untracked()),
            begins_at: read(&begins.get_untracked()).unwrap_or(Timestamp::MIN),
            ends_at: read(&ends.get_untracked()).unwrap_or(Timestamp::MIN),
            weeks: u32::try_from(number(weeks)).unwrap_or(0),
            points: number(points),
            price: Some(cents(&price.get_untracked()).unwrap_or(-1)),
            members_only: members.get_untracked(),
        };
        ask::begin(async move {
            let got = ask::send::<EventView>("POST", "/events", &new).await;
            if desk.take(got).is_some() {
                made();
            }
        });
    };
    let others = titles.into_iter().skip(1).map(|(language, title)| {
        let id = format!("title-{language}");
        view! {
            <div class="field">
                <label class="field__label" for=id.clone() lang=language.code()>{language.own_name()}</label>
                <input class="field__input" id=id lang=language.code() dir="auto" prop:value=title
                    on:input=move |event| title.set(event_target_value(&event))/>
            </div>
        }
    });
    view! {
        <form class="desk-form" on:submit=move |event| { event.prevent_default(); send(); }>
            <h1>{t(text::ADMIN_MAKE)}</h1>
            {line("event-title", "text", text::ADMIN_EVENT_TITLE, None, titles[0].1)}
            <details class="desk-form__more">
                <summary>{t(text::ADMIN_EVENT_TITLES)}</summary>
                {others.collect_view()}
            </details>
            {line("event-place", "text", text::ADMIN_EVENT_PLACE, None, place)}
            <div class="desk-form__pair">
                {line("event-from", "datetime-local", text::ADMIN_FROM, None, begins)}
                {line("event-to", "datetime-local", text::ADMIN_TO, None, ends)}
            </div>
            <div class="desk-form__pair">
                {line("event-weeks", "number", text::ADMIN_EVENT_WEEKS, None, weeks)}
                {line("event-points", "number", text::ADMIN_EVENT_POINTS, None, points)}
                {line("event-price", "text", text::ADMIN_EVENT_PRICE, Some(text::ADMIN_EVENT_PRICE_HINT), price)}
            </div>
            {tick("event-members".to_owned(), t(text::ADMIN_EVENT_MEMBERS), members)}
            <div class="desk-form__acts">
                <button class="button button--primary" type="submit">{t(text::ADMIN_SAVE)}</button>
                {button(Variant::Quiet, text::ADMIN_CANCEL, cancel)}
            </div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, expected) in [
            ("", Some(0)),
            ("6,5", Some(650)),
            ("6.50", Some(650)),
            (" 12 ", Some(1200)),
            ("6,505", None),
            ("zes", None),
            ("-1", None),
        ] {
            assert_eq!(cents(text), expected, "{text}");
        }
    }
}
