//! The members of a club: found, added, renewed, stopped, printed. What is sent goes in pieces that
//! each have an id of their own, so that going on after a lost answer does nothing twice.

mod add;
mod association;
mod import;
mod row;
mod say;
mod season;

use super::{
    address, ask,
    desk::Desk,
    format::day,
    panel::{button, line, select},
};
use crate::{
    i18n::{keys::club as text, t, use_i18n},
    ui::{Badge, Empty, Tone, Variant},
};
use chrono::{Days, NaiveDate};
use domain::{
    club::{Who, band::Band},
    sync::club::{AssociationView, Facts, Item, MOST, MemberList, MemberView, Told, Verdict},
    time::Timestamp,
    uitpas_api::enums::AssociationPermission,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// How near an end is soon, in days.
const SOON: u64 = 60;

/// The clubs of whoever is signed in.
pub(super) fn clubs(desk: Desk) -> AnyView {
    let found = RwSignal::new(None::<Vec<AssociationView>>);
    let load = move || {
        ask::begin(async move {
            if let Some(clubs) = desk.take(ask::get::<Vec<AssociationView>>("/club").await) {
                found.set(Some(clubs));
            }
        });
    };
    Effect::new(move |_| load());
    let region = move || {
        desk.admin
            .with(|admin| admin.as_ref().is_some_and(|admin| admin.region.is_some()))
    };
    let shown = move || match found.get() {
        None => view! { <p role="status">{t(text::ADMIN_LOADING)}</p> }.into_any(),
        Some(clubs) if clubs.is_empty() => {
            view! { <Empty>{t(text::MEMBERS_NO_CLUB)}</Empty> }.into_any()
        }
        Some(clubs) => {
            let cards = clubs.into_iter().map(card).collect_view();
            view! { <ul class="desk-cards">{cards}</ul> }.into_any()
        }
    };
    view! {
        <section>
            <div class="desk-head"><div>
                <h1>{t(text::MEMBERS)}</h1>
                <p class="desk-card__what">{t(text::MEMBERS_LEAD)}</p>
            </div></div>
            {shown}
            {move || region().then(|| association::form(desk, load))}
        </section>
    }
    .into_any()
}

fn card(club: AssociationView) -> AnyView {
    let reads = (club.permission == AssociationPermission::Read)
        .then(|| view! { <Badge tone=Tone::Wait>{t(text::MEMBERS_READ_ONLY)}</Badge> });
    view! {
        <li class="desk-card">
            <div class="desk-card__head">
                <h2 class="desk-card__title"><a href=address(&format!("leden/{}", club.id))>{club.name}</a></h2>
                {reads}
            </div>
            <p class="desk-card__what">{t(say::rule(club.rules.end))}</p>
        </li>
    }
    .into_any()
}

/// A club on screen.
#[derive(Clone, Copy)]
struct Club {
    desk: Desk,
    id: StoredValue<String>,
    list: RwSignal<Option<MemberList>>,
    /// What is still to be sent, with the names for the answers.
    waiting: RwSignal<Vec<(String, Item)>>,
    busy: RwSignal<bool>,
    /// What was answered last.
    told: RwSignal<Vec<(String, Verdict)>>,
}

impl Club {
    fn path(self, below: &str) -> String {
        self.id.with_value(|id| format!("/club/{id}{below}"))
    }

    fn load(self) {
        ask::begin(async move {
            if let Some(list) = self
                .desk
                .take(ask::get::<MemberList>(&self.path("/members")).await)
            {
                self.list.set(Some(list));
            }
        });
    }

    /// Says all of this, in pieces; what an answer was lost for goes first, and is not said twice.
    fn tell(self, items: Vec<(String, Item)>) {
        if self.busy.get_untracked() || items.is_empty() {
            return;
        }
        self.told.set(Vec::new());
        self.waiting.update(|waiting| {
            let new: Vec<_> = items
                .into_iter()
                .filter(|(_, item)| !waiting.iter().any(|(_, known)| known.repeats(item)))
                .collect();
            waiting.extend(new);
        });
        self.go_on();
    }

    /// Sends what is left, under the ids that it had before.
    fn go_on(self) {
        self.busy.set(true);
        ask::begin(async move {
            loop {
                let piece: Vec<_> = self
                    .waiting
                    .with_untracked(|waiting| waiting.iter().take(MOST).cloned().collect());
                if piece.is_empty() {
                    break;
                }
                let (names, items): (Vec<_>, Vec<_>) = piece.into_iter().unzip();
                let sent = items.len();
                let got = ask::send::<Told>("POST", &self.path("/facts"), &Facts { items }).await;
                let Some(told) = self.desk.take(got) else {
                    break;
                };
                self.told
                    .update(|all| all.extend(names.into_iter().zip(told.verdicts)));
                self.waiting
                    .update(|waiting| drop(waiting.drain(..sent.min(waiting.len()))));
            }
            self.busy.set(false);
            self.load();
        });
    }
}

/// Today, on the clock of this device.
fn today() -> NaiveDate {
    Timestamp::from_millis(ask::now()).date_in_brussels()
}

/// What is typed and ticked to find members.
#[derive(Clone, Copy)]
struct Finding {
    name: RwSignal<String>,
    which: RwSignal<String>,
    ticked: RwSignal<BTreeSet<Who>>,
}

impl Finding {
    /// Whether a member is looked for.
    fn takes(self, member: &MemberView, today: NaiveDate) -> bool {
        let which = self.which.with(|which| match which.as_str() {
            "soon" => ends_soon(member.until, today),
            "past" => member.until < today,
            "under16" => member.band == Band::Under16,
            "from16" => member.band == Band::From16,
            "adult" => member.band == Band::Adult,
            "asks" => !member.conflicts.is_empty(),
            _ => true,
        });
        which && self.name.with(|name| says(member, name))
    }
}

/// Whether somebody's name or group has this in it.
fn says(member: &MemberView, wanted: &str) -> bool {
    let wanted = wanted.trim().to_lowercase();
    let group = member.own.group.as_deref().unwrap_or_default();
    let text = format!("{} {} {group}", member.first_name, member.name).to_lowercase();
    wanted.split_whitespace().all(|word| text.contains(word))
}

/// Whether it ends within [`SOON`] days from today.
fn ends_soon(until: NaiveDate, today: NaiveDate) -> bool {
    until >= today
        && today
            .checked_add_days(Days::new(SOON))
            .is_some_and(|soon| until <= soon)
}

/// The members of a club.
pub(super) fn members(desk: Desk, id: &str) -> AnyView {
    let i18n = use_i18n();
    let club = Club {
        desk,
        id: StoredValue::new(id.to_owned()),
        list: RwSignal::new(None),
        waiting: RwSignal::new(Vec::new()),
        busy: RwSignal::new(false),
        told: RwSignal::new(Vec::new()),
    };
    let finding = Finding {
        name: RwSignal::new(String::new()),
        which: RwSignal::new(String::new()),
        ticked: RwSignal::new(BTreeSet::new()),
    };
    Effect::new(move |_| club.load());
    let name = move || {
        club.list
            .with(|list| list.as_ref().map(|list| list.name.clone()))
    };
    let registers = Memo::new(move |_| {
        club.list
            .with(|list| list.as_ref().is_some_and(|list| list.may_register))
    });
    let sheet_id = id.to_owned();
    let sheet = move || {
        format!(
            "/api/v1/club/{sheet_id}/members.xlsx?language={}",
            i18n.language()
        )
    };
    let figures = address(&format!("leden/{id}/cijfers"));
    let kinds = move || {
        [
            ("", text::MEMBERS_ALL),
            ("soon", text::MEMBERS_SOON),
            ("past", text::MEMBERS_PAST),
            ("under16", text::BAND_UNDER16),
            ("from16", text::BAND_FROM16),
            ("adult", text::BAND_ADULT),
            ("asks", text::MEMBERS_ASKS),
        ]
        .map(|(key, name)| (key.to_owned(), i18n.get(&name.into())))
        .into_iter()
        .collect()
    };
    view! {
        <section>
            <div class="desk-head">
                <h1>{move || name().unwrap_or_default()}</h1>
                <div class="desk-form__acts no-print">
                    <a class="button button--quiet" href=figures>{t(text::FIGURES)}</a>
                    <a class="button button--quiet" href=sheet download="UiTPAS.xlsx" rel="external">{t(text::ADMIN_EXPORT_XLSX)}</a>
                    {button(Variant::Quiet, text::ADMIN_PRINT, ask::print)}
                </div>
            </div>
            {move || registers.get().then(|| view! { {add::form(club)} {import::form(club)} })}
            {told(club)}
            <div class="desk-form__pair no-print">
                {line("member-find", "search", text::MEMBERS_FIND, None, finding.name)}
                {select("member-which", text::MEMBERS_WHICH, kinds, finding.which)}
            </div>
            {move || registers.get().then(|| season::renewal(club, finding))}
            {listed(club, finding)}
        </section>
    }
    .into_any()
}

/// The members who are looked for.
fn listed(club: Club, finding: Finding) -> impl IntoView {
    move || {
        let Some(list) = club.list.get() else {
            return view! { <p role="status">{t(text::ADMIN_LOADING)}</p> }.into_any();
        };
        let today = today();
        let registers = list.may_register;
        let found: Vec<_> = list
            .members
            .into_iter()
            .filter(|member| finding.takes(member, today))
            .collect();
        if found.is_empty() {
            return view! { <Empty>{t(text::MEMBERS_NONE)}</Empty> }.into_any();
        }
        let count = found.len().to_string();
        let rows = found
            .into_iter()
            .map(|member| row::row(club, finding, member, today, registers));
        view! {
            <p class="desk-card__what" id="member-count">{t(text::members_count(count))}</p>
            <ul class="rows">{rows.collect_view()}</ul>
        }
        .into_any()
    }
}

/// What became of what was said last; all that went well is one line.
fn told(club: Club) -> AnyView {
    let shown = move || {
        let told = club.told.get();
        let left = club.waiting.with(Vec::len);
        if told.is_empty() && left == 0 {
            return ().into_any();
        }
        let went_well =
            |verdict: &Verdict| matches!(verdict, Verdict::Member { .. } | Verdict::Stopped);
        let well = told
            .iter()
            .filter(|(_, verdict)| went_well(verdict))
            .count();
        let one = match told.as_slice() {
            [(name, Verdict::Member { until })] => Some(text::member_is(name.clone(), day(*until))),
            [(name, Verdict::Stopped)] => Some(text::member_stopped(name.clone())),
            _ => None,
        };
        let summary = one.unwrap_or_else(|| text::members_done(well.to_string()));
        let others: Vec<_> = told
            .into_iter()
            .filter(|(_, verdict)| !went_well(verdict))
            .collect();
        let others = others.into_iter().map(|(name, verdict)| {
            view! { <li class="desk-why desk-why--stops"><strong>{name}</strong>": "{t(say::verdict(&verdict))}</li> }
        });
        let go_on = move || {
            let stuck = left > 0 && !club.busy.get();
            stuck.then(|| button(Variant::Primary, text::MEMBERS_GO_ON, move || club.go_on()))
        };
        view! {
            <div class="desk-panel" id="member-told">
                {(well > 0).then(|| view! { <p class="desk-why desk-why--fine">{t(summary)}</p> })}
                {(left > 0).then(|| view! { <p>{t(text::members_left(left.to_string()))}</p> })}
                <ul class="desk-whys">{others.collect_view()}</ul>
                {go_on}
            </div>
        }
        .into_any()
    };
    view! { <div aria-live="polite">{shown}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::ends_soon;
    use chrono::NaiveDate;

    #[test]
    fn soon_is_from_today_up_to_sixty_days() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let today = day(2028, 1, 1);
        assert!(ends_soon(today, today));
        assert!(
            ends_soon(day(2028, 3, 1), today),
            "29 February is one of them"
        );
        assert!(!ends_soon(day(2028, 3, 2), today));
        assert!(!ends_soon(day(2027, 12, 31), today));
    }
}
