//! Points from a list: choose the activity, paste or hand over a file, and look before it is sent.

pub(super) mod preview;
pub(super) mod say;

use super::{
    address,
    ask::{self, Failed, NotTaken},
    desk::Desk,
    format::{read_day, title},
    panel::{line, select},
};
use crate::{
    i18n::{keys::club as text, t, use_i18n},
    ui::Empty,
};
use domain::{
    sync::{
        admin::EventView,
        list::{FileError, ListView},
        shift::DoorReason,
    },
    time::Timestamp,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// The field of the file, by its id on the page.
const FILE: &str = "list-file";

/// The form that makes a list.
pub(super) fn new(desk: Desk) -> AnyView {
    let i18n = use_i18n();
    let events = RwSignal::new(None::<Vec<EventView>>);
    let event = RwSignal::new(String::new());
    let called = RwSignal::new(String::new());
    let forget = RwSignal::new(String::new());
    let pasted = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<FileError>);
    Effect::new(move |_| {
        ask::begin(async move {
            if let Some(found) = desk.take(ask::get::<Vec<EventView>>("/events").await) {
                let first = found.first().map(|one| one.id.clone());
                event.set(first.unwrap_or_default());
                events.set(Some(found));
            }
        });
    });
    // The id stays while the same list is handed over again, as after an answer that was lost.
    let id = RwSignal::new(ask::new_id());
    let (navigate, lists) = (use_navigate(), address("lijst"));
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        let query = query(event, called, forget);
        let (navigate, lists) = (navigate.clone(), lists());
        ask::begin(async move {
            let mut made = hand_over(id, &query, pasted).await;
            if made == Err(NotTaken::Failed(Failed::Refused(DoorReason::Other))) {
                // The list that was first handed over under this id is another one.
                id.set(ask::new_id());
                made = hand_over(id, &query, pasted).await;
            }
            busy.set(false);
            match made {
                Ok(list) => navigate(&format!("{lists}/{}", list.id), NavigateOptions::default()),
                Err(NotTaken::File(error)) => wrong.set(Some(error)),
                Err(NotTaken::Failed(failed)) => drop(desk.take::<()>(Err(failed))),
            }
        });
    };
    let options = move || {
        let language = i18n.language();
        let named = |one: EventView| (one.id, title(&one.titles, language));
        let all = events.get().unwrap_or_default();
        all.into_iter().map(named).collect()
    };
    let none = Memo::new(move |_| events.with(|events| events.as_ref().is_some_and(Vec::is_empty)));
    let form = move || {
        let send = send.clone();
        if none.get() {
            return view! { <Empty>{t(text::ADMIN_EVENTS_EMPTY)}</Empty> }.into_any();
        }
        view! {
            <form class="desk-form" on:submit=move |event| { event.prevent_default(); send(); }>
                {select("list-event", text::LIST_EVENT, options, event)}
                {line("list-title", "text", text::LIST_NAME, Some(text::LIST_NAME_HINT), called)}
                <div class="field">
                    <label class="field__label" for=FILE>{t(text::LIST_FILE)}</label>
                    <span class="field__hint" id="list-file-hint">{t(text::LIST_FILE_HINT)}</span>
                    <input class="field__input" id=FILE type="file" accept=".csv,.txt,.tsv,.xlsx"
                        aria-describedby="list-file-hint" on:change=move |_| wrong.set(None)/>
                </div>
                <div class="field">
                    <label class="field__label" for="list-text">{t(text::LIST_PASTE)}</label>
                    <span class="field__hint" id="list-text-hint">{t(text::LIST_PASTE_HINT)}</span>
                    <textarea class="field__input" id="list-text" rows="8" dir="auto" spellcheck="false"
                        aria-describedby="list-text-hint" prop:value=pasted
                        on:input=move |event| pasted.set(event_target_value(&event))></textarea>
                </div>
                <details class="desk-form__more">
                    <summary>{t(text::LIST_TRIP)}</summary>
                    {line("list-forget", "date", text::LIST_FORGET, Some(text::LIST_FORGET_HINT), forget)}
                </details>
                <div role="alert">{move || wrong.get().map(|error| {
                    view! { <p class="desk-why desk-why--stops" id="list-wrong">{t(say::wrong(error))}</p> }
                })}</div>
                <div class="desk-form__acts">
                    <button class="button button--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                        {t(text::LIST_LOOK)}
                    </button>
                </div>
                <p role="status">{move || busy.get().then(|| t(text::LIST_LOOKING)())}</p>
            </form>
        }
        .into_any()
    };
    view! {
        <section>
            <div class="desk-head"><div>
                <h1>{t(text::LIST_TITLE)}</h1>
                <p class="desk-card__what">{t(text::LIST_LEAD)}</p>
            </div></div>
            {form}
        </section>
    }
    .into_any()
}

async fn hand_over(
    id: RwSignal<uuid::Uuid>,
    query: &str,
    pasted: RwSignal<String>,
) -> Result<ListView, NotTaken> {
    let path = format!("/lists/{}?{query}", id.get_untracked());
    ask::put_list(&path, FILE, pasted.get_untracked()).await
}

/// What is asked beside the list itself.
fn query(event: RwSignal<String>, called: RwSignal<String>, forget: RwSignal<String>) -> String {
    let mut query = format!(
        "event={}&title={}",
        escaped(&event.get_untracked()),
        escaped(called.get_untracked().trim())
    );
    if let Some(day) = read_day(&forget.get_untracked()) {
        // A timestamp holds a `+`, which a query reads as a space.
        let at = serde_json::to_string(&Timestamp::end_of_day(day)).unwrap_or_default();
        query.push_str("&forgetAt=");
        query.push_str(&escaped(at.trim_matches('"')));
    }
    query
}

/// A value as it stands in the query of an address.
pub(super) fn escaped(value: &str) -> String {
    use std::fmt::Write as _;
    let mut escaped = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_value_stays_one_value_of_a_query() {
        assert_eq!(escaped("Kamp & Co +1"), "Kamp%20%26%20Co%20%2B1");
        assert_eq!(escaped("مخيم-1"), "%D9%85%D8%AE%D9%8A%D9%85-1");
    }
}
