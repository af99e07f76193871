//! A new member: whoever has this pass, or somebody without one; and what the club keeps itself.

use super::{Club, today};
use crate::{
    i18n::{keys::club as text, t},
    organiser::{
        ask,
        format::read_day,
        make::cents,
        panel::{button, line, tick},
    },
    ui::{Scanner, Variant},
};
use chrono::NaiveDate;
use domain::{
    association::EndDateRule,
    club::{Said, own::OwnData},
    number::UitpasNumber,
    sync::club::{Item, Meant, Verdict},
    time::Timestamp,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    number: RwSignal<String>,
    first: RwSignal<String>,
    name: RwSignal<String>,
    born: RwSignal<String>,
    until: RwSignal<String>,
    fee: RwSignal<String>,
    group: RwSignal<String>,
    phone: RwSignal<String>,
    photo: RwSignal<bool>,
    agreed: RwSignal<String>,
}

/// What is wrong with what is typed, before anything is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Number,
    Name,
    Fee,
    End,
}

impl Typed {
    fn empty() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            number: text(),
            first: text(),
            name: text(),
            born: text(),
            until: text(),
            fee: text(),
            group: text(),
            phone: text(),
            photo: RwSignal::new(false),
            agreed: text(),
        }
    }

    /// Ready for the next person; the end, the fee and the group stay as they were.
    fn next(self) {
        for text in [
            self.number,
            self.first,
            self.name,
            self.born,
            self.phone,
            self.agreed,
        ] {
            text.set(String::new());
        }
        self.photo.set(false);
    }

    fn who(self, this_pass: String) -> Result<(String, Meant), Wrong> {
        let number = self.number.get_untracked();
        if !number.trim().is_empty() {
            let number: UitpasNumber = number.trim().parse().map_err(|_| Wrong::Number)?;
            return Ok((this_pass, Meant::Pass { number }));
        }
        let (first, name) = (self.first.get_untracked(), self.name.get_untracked());
        let (first_name, name) = (first.trim().to_owned(), name.trim().to_owned());
        let born = read_day(&self.born.get_untracked()).ok_or(Wrong::Name)?;
        if first_name.is_empty() || name.is_empty() {
            return Err(Wrong::Name);
        }
        let said = format!("{first_name} {name}");
        let id = ask::new_id();
        Ok((
            said,
            Meant::NewGuest {
                id,
                first_name,
                name,
                born,
            },
        ))
    }

    fn own(self) -> Result<Option<OwnData>, Wrong> {
        let some = |text: RwSignal<String>| {
            Some(text.get_untracked()).filter(|text| !text.trim().is_empty())
        };
        let fee_cents = match some(self.fee) {
            None => None,
            Some(fee) => Some(
                cents(&fee)
                    .and_then(|cents| u32::try_from(cents).ok())
                    .ok_or(Wrong::Fee)?,
            ),
        };
        let own = OwnData {
            fee_cents,
            group: some(self.group),
            parent_phone: some(self.phone),
            photo: self.photo.get_untracked().then_some(true),
            parent_agreed_on: read_day(&self.agreed.get_untracked()),
        };
        Ok((!own.is_empty()).then_some(own))
    }

    fn item(
        self,
        free: bool,
        fallback: NaiveDate,
        this_pass: String,
    ) -> Result<(String, Item), Wrong> {
        let (name, who) = self.who(this_pass)?;
        let until = match read_day(&self.until.get_untracked()) {
            Some(until) => until,
            None if free => return Err(Wrong::End),
            None => fallback,
        };
        let item = Item {
            id: ask::new_id(),
            at: Timestamp::from_millis(ask::now()),
            who,
            what: Said::Given {
                until,
                despite: BTreeSet::new(),
            },
            own: self.own()?,
        };
        Ok((name, item))
    }
}

/// The form, closed at first.
pub(super) fn form(club: Club) -> AnyView {
    let typed = Typed::empty();
    let wrong = RwSignal::new(None::<Wrong>);
    let scanning = RwSignal::new(false);
    let rule = Memo::new(move |_| {
        club.list
            .with(|list| list.as_ref().map(|list| (list.end, list.suggested)))
    });
    let free = move || matches!(rule.get(), Some((EndDateRule::Custom { .. }, _)));
    Effect::new(move |_| {
        if let Some((_, Some(day))) = rule.get() {
            typed.until.set(day.to_string());
        }
    });
    let mine = RwSignal::new(false);
    // The form is emptied when its own answer says that the person is a member.
    Effect::new(move |_| {
        let well = club.told.with(|told| {
            matches!(
                told.as_slice(),
                [(_, Verdict::Member { .. } | Verdict::Conflict { .. })]
            )
        });
        if well && mine.get_untracked() {
            mine.set(false);
            typed.next();
        }
    });
    let this_pass = t(text::MEMBER_THIS_PASS);
    let send = move || match typed.item(untrack(free), today(), untrack(&this_pass)) {
        Ok(item) => {
            wrong.set(None);
            mine.set(true);
            club.tell(vec![item]);
        }
        Err(why) => wrong.set(Some(why)),
    };
    let seen = Callback::new(move |code: String| {
        if code.trim().parse::<UitpasNumber>().is_ok() {
            typed.number.set(code.trim().to_owned());
            scanning.set(false);
        }
    });
    let with_pass = move || typed.number.with(|number| !number.trim().is_empty());
    let person = move || {
        (!with_pass()).then(|| {
            view! {
                <div class="desk-form__pair">
                    {line("member-first", "text", text::MEMBER_FIRST, None, typed.first)}
                    {line("member-name", "text", text::MEMBER_NAME, None, typed.name)}
                    {line("member-born", "date", text::MEMBER_BORN, None, typed.born)}
                </div>
            }
        })
    };
    let camera = move || {
        if scanning.get() {
            view! { <Scanner on_code=seen on_type=Callback::new(move |()| scanning.set(false))/> }
                .into_any()
        } else {
            button(Variant::Quiet, text::MEMBER_SCAN, move || {
                scanning.set(true);
            })
        }
    };
    let said = move || {
        wrong.get().map(|wrong| {
            let key = match wrong {
                Wrong::Number => text::MEMBER_WRONG_NUMBER,
                Wrong::Name => text::MEMBER_WRONG_NAME,
                Wrong::Fee => text::MEMBER_WRONG_FEE,
                Wrong::End => text::MEMBER_NO_END,
            };
            view! { <p class="desk-why desk-why--stops">{t(key)}</p> }
        })
    };
    view! {
        <details class="desk-panel desk-form__more no-print" id="member-add">
            <summary>{t(text::MEMBER_ADD)}</summary>
            <form class="desk-form" on:submit=move |event| { event.prevent_default(); send(); }>
                {camera}
                {line("member-number", "text", text::MEMBER_NUMBER, Some(text::MEMBER_NUMBER_HINT), typed.number)}
                {person}
                {move || free().then(|| line("member-until", "date", text::MEMBERS_END, None, typed.until))}
                <div class="desk-form__pair">
                    {line("member-fee", "text", text::MEMBER_FEE, None, typed.fee)}
                    {line("member-group", "text", text::MEMBER_GROUP, None, typed.group)}
                </div>
                <p class="field__hint">{t(text::MEMBER_OWN_HINT)}</p>
                {line("member-phone", "tel", text::MEMBER_PHONE, None, typed.phone)}
                {tick("member-photo".to_owned(), t(text::MEMBER_PHOTO), typed.photo)}
                {line("member-agreed", "date", text::MEMBER_AGREED, Some(text::MEMBER_AGREED_HINT), typed.agreed)}
                <div role="alert">{said}</div>
                <div class="desk-form__acts">
                    <button class="button button--primary" type="submit" aria-busy=move || club.busy.get().then_some("true")>
                        {t(text::MEMBER_SAVE)}
                    </button>
                </div>
            </form>
        </details>
    }
    .into_any()
}
