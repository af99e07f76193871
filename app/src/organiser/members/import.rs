//! Members out of the club's own spreadsheet: what each column holds, what each row says then, and only
//! after that the members. A row that is not clear is passed over and named.

use super::{Club, say, today};
use crate::{
    i18n::{Key, Text, keys::club as text, t, use_i18n},
    organiser::{
        ask::{self, NotTaken},
        format::read_day,
        list::say as of_list,
        panel::{button, line},
    },
    ui::Variant,
};
use domain::{
    association::EndDateRule,
    club::{
        Said,
        own::Refusal,
        sheet::{Column, Mapping, Person, Problem, Ready, Understood, understand},
    },
    list::table::Table,
    sync::{
        club::{Item, Meant, Verdict},
        list::{FileError, Outcome},
    },
    time::Timestamp,
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

const FILE: &str = "import-file";
/// How many rows of a kind are shown; all of them count.
const SHOWN: usize = 200;
/// How much of a cell is shown, in characters.
const SAMPLE: usize = 24;

/// A spreadsheet that is looked at.
#[derive(Clone, Copy)]
struct Import {
    club: Club,
    table: RwSignal<Option<Arc<Table>>>,
    mapping: RwSignal<Mapping>,
    until: RwSignal<String>,
}

impl Import {
    /// Every row, as it is understood now (reactive).
    fn rows(self) -> Vec<Understood> {
        let table = self.table.get();
        let rows = |mapping: &Mapping| {
            let table = table.as_deref();
            table.map(|table| understand(table, mapping, today()))
        };
        self.mapping.with(rows).unwrap_or_default()
    }

    fn free(self) -> bool {
        let rule = self
            .club
            .list
            .with(|list| list.as_ref().map(|list| list.end));
        matches!(rule, Some(EndDateRule::Custom { .. }))
    }

    /// Says that all who are clear are members.
    fn add(self) {
        let until = read_day(&self.until.get_untracked()).unwrap_or_else(today);
        let rows = untrack(|| self.rows());
        let item = |row: Understood| {
            let ready = row.is.ok()?;
            Some((row.name, item(ready, until)))
        };
        self.club.tell(rows.into_iter().filter_map(item).collect());
        self.table.set(None);
    }
}

fn item(ready: Ready, until: chrono::NaiveDate) -> Item {
    let who = match ready.person {
        Person::Pass(number) => Meant::Pass { number },
        Person::Guest { first, last, born } => Meant::NewGuest {
            id: ask::new_id(),
            first_name: first,
            name: last,
            born,
        },
    };
    Item {
        id: ask::new_id(),
        at: Timestamp::from_millis(ask::now()),
        who,
        what: Said::Given {
            until,
            despite: BTreeSet::new(),
        },
        own: ready.own,
    }
}

/// The form, closed at first.
pub(super) fn form(club: Club) -> AnyView {
    let import = Import {
        club,
        table: RwSignal::new(None),
        mapping: RwSignal::new(Mapping::default()),
        until: RwSignal::new(String::new()),
    };
    let suggested = Memo::new(move |_| {
        club.list
            .with(|list| list.as_ref().and_then(|list| list.suggested))
    });
    Effect::new(move |_| {
        if let Some(day) = suggested.get() {
            import.until.set(day.to_string());
        }
    });
    view! {
        <details class="desk-panel desk-form__more no-print" id="member-import">
            <summary>{t(text::IMPORT_TITLE)}</summary>
            {move || if import.table.with(Option::is_some) { look(import) } else { choose(import) }}
        </details>
    }
    .into_any()
}

/// Which file.
fn choose(import: Import) -> AnyView {
    let pasted = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<FileError>);
    let busy = RwSignal::new(false);
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        ask::begin(async move {
            let path = import.club.path("/sheet");
            let read = ask::put_list::<Table>(&path, FILE, pasted.get_untracked()).await;
            busy.try_set(false);
            match read {
                Ok(table) => {
                    import.mapping.set(Mapping::guess(&table, today()));
                    import.table.set(Some(Arc::new(table)));
                }
                Err(NotTaken::File(error)) => wrong.set(Some(error)),
                Err(NotTaken::Failed(failed)) => drop(import.club.desk.take::<()>(Err(failed))),
            }
        });
    };
    view! {
        <form class="desk-form" on:submit=move |event| { event.prevent_default(); send(); }>
            <p>{t(text::IMPORT_WHAT)}</p>
            <div class="field">
                <label class="field__label" for=FILE>{t(text::LIST_FILE)}</label>
                <span class="field__hint" id="import-file-hint">{t(text::LIST_FILE_HINT)}</span>
                <input class="field__input" id=FILE type="file" accept=".csv,.txt,.tsv,.xlsx"
                    aria-describedby="import-file-hint" on:change=move |_| wrong.set(None)/>
            </div>
            <div class="field">
                <label class="field__label" for="import-text">{t(text::LIST_PASTE)}</label>
                <textarea class="field__input" id="import-text" rows="4" dir="auto" spellcheck="false"
                    prop:value=pasted on:input=move |event| pasted.set(event_target_value(&event))></textarea>
            </div>
            <div role="alert">{move || wrong.get().map(|error| {
                view! { <p class="desk-why desk-why--stops" id="import-wrong">{t(of_list::wrong(error))}</p> }
            })}</div>
            <div class="desk-form__acts">
                <button class="button button--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {t(text::LIST_LOOK)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// What it holds, and what comes of it.
fn look(import: Import) -> AnyView {
    let i18n = use_i18n();
    let rows = Memo::new(move |_| Arc::new(import.rows()));
    let ready =
        Memo::new(move |_| rows.with(|rows| rows.iter().filter(|row| row.is.is_ok()).count()));
    let width = import
        .table
        .with_untracked(|table| table.as_ref().map_or(0, |table| table.width()));
    let columns = (0..width).map(|place| column(import, place)).collect_view();
    let enough = move || import.mapping.with(Mapping::is_enough);
    let stuck = move || import.club.busy.get() || !import.club.waiting.with(Vec::is_empty);
    view! {
        <div class="desk-form" id="import-look">
            <fieldset class="desk-form__set">
                <legend class="field__label">{t(text::IMPORT_COLUMNS)}</legend>
                <div class="desk-form__pair">{columns}</div>
            </fieldset>
            {move || (!enough()).then(|| view! { <p class="desk-why desk-why--stops">{t(text::IMPORT_NOT_ENOUGH)}</p> })}
            <div aria-live="polite">
                <p id="import-ready">{move || i18n.get(&text::import_ready(ready.get().to_string()))}</p>
                {move || enough().then(|| unclear(&rows.get()))}
            </div>
            {move || enough().then(|| clear(&rows.get()))}
            {move || import.free().then(|| line("import-until", "date", text::MEMBERS_END, None, import.until))}
            <div class="desk-form__acts">
                <button class="button button--primary" type="button" id="import-add"
                    disabled=move || !enough() || ready.get() == 0 || stuck()
                    on:click=move |_| import.add()>
                    {move || i18n.get(&text::import_add(ready.get().to_string()))}
                </button>
                {button(Variant::Quiet, text::IMPORT_ANEW, move || import.table.set(None))}
            </div>
        </div>
    }
    .into_any()
}

/// A column with something of it, and what it holds.
fn column(import: Import, place: usize) -> AnyView {
    let i18n = use_i18n();
    let id = format!("import-column-{place}");
    let of = id.clone();
    let sample = import.table.with_untracked(|table| {
        let rows = table.as_ref().map(|table| table.rows.as_slice());
        let cells = rows.unwrap_or_default().iter().take(3);
        let cells = cells.filter_map(|row| row.cells.get(place));
        let short = |cell: &String| cell.chars().take(SAMPLE).collect::<String>();
        let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).map(short).collect();
        cells.join(" · ")
    });
    let label = move || {
        let number = (place + 1).to_string();
        i18n.get(&text::import_column(number, sample.clone()))
    };
    let chosen = Memo::new(move |_| import.mapping.with(|mapping| mapping.of(place)));
    let option = move |column: Option<Column>| {
        let (word, name) = column.map_or(("", text::IMPORT_SKIP), |one| (one.word(), called(one)));
        view! { <option value=word selected=move || chosen.get() == column>{t(name)}</option> }
    };
    let options = Column::ALL.map(|column| option(Some(column)));
    let choose = move |event: leptos::ev::Event| {
        let column = Column::named(&event_target_value(&event));
        import.mapping.update(|mapping| mapping.set(place, column));
    };
    view! {
        <div class="field">
            <label class="field__label" for=of dir="auto">{label}</label>
            <select class="field__input" id=id on:change=choose>{option(None)} {options}</select>
        </div>
    }
    .into_any()
}

/// How a column is called.
const fn called(column: Column) -> Key {
    match column {
        Column::First => text::MEMBER_FIRST,
        Column::Last => text::MEMBER_NAME,
        Column::Whole => text::IMPORT_WHOLE,
        Column::Born => text::MEMBER_BORN,
        Column::Pass => text::MEMBER_NUMBER,
        Column::Fee => text::MEMBER_FEE,
        Column::Group => text::MEMBER_GROUP,
        Column::Phone => text::MEMBER_PHONE,
        Column::Agreed => text::MEMBER_AGREED,
    }
}

/// The rows that are passed over, and why.
fn unclear(rows: &[Understood]) -> Option<AnyView> {
    let wrong = || {
        rows.iter()
            .filter_map(|row| Some((row, row.is.as_ref().err()?)))
    };
    let count = wrong().count();
    let lines = wrong().take(SHOWN).map(|(row, problem)| {
        let called = text::import_row(row.line.to_string(), row.name.clone());
        view! { <li class="desk-why desk-why--stops"><strong>{t(called)}</strong>" "{t(why(*problem))}</li> }
    });
    (count > 0).then(|| {
        view! {
            <p id="import-not">{t(text::import_not(count.to_string()))}</p>
            <ul class="desk-whys">{lines.collect_view()}</ul>
        }
        .into_any()
    })
}

/// The rows that become members.
fn clear(rows: &[Understood]) -> AnyView {
    let fine = rows.iter().filter(|row| row.is.is_ok()).take(SHOWN);
    let lines = fine.map(|row| {
        let called = text::import_row(row.line.to_string(), row.name.clone());
        view! { <li class="desk-why desk-why--fine">{t(called)}</li> }
    });
    view! { <ul class="desk-whys" id="import-clear">{lines.collect_view()}</ul> }.into_any()
}

/// Why a row is passed over.
fn why(problem: Problem) -> Text {
    let own = |reason| say::verdict(&Verdict::Own { reason });
    match problem {
        Problem::Name | Problem::Born => text::MEMBER_WRONG_NAME.into(),
        Problem::BornUnreadable => text::IMPORT_BORN_WRONG.into(),
        Problem::Pass => text::MEMBER_WRONG_NUMBER.into(),
        Problem::NationalNumber => of_list::outcome(&Outcome::NationalNumber),
        Problem::Fee => text::MEMBER_WRONG_FEE.into(),
        Problem::Phone => own(Refusal::NoPhone),
        Problem::Agreed => own(Refusal::AgreedLater),
        Problem::Parent => own(Refusal::ParentMissing),
        Problem::TooLong => own(Refusal::TooLong),
        Problem::Twice { line } => of_list::outcome(&Outcome::Twice {
            line: u32::try_from(line).unwrap_or(u32::MAX),
        }),
    }
}
