//! One member of the list: who, until when, to tick and to stop. No number and no birth date.

use super::{Club, Finding, ends_soon, say};
use crate::{
    i18n::{keys::club as text, t},
    organiser::{ask, format::day, panel::button},
    ui::{Badge, Tone, Variant},
};
use chrono::NaiveDate;
use domain::{
    club::Said,
    sync::club::{Item, Meant, MemberView},
    time::Timestamp,
};
use leptos::prelude::*;

/// The row.
pub(super) fn row(
    club: Club,
    finding: Finding,
    member: MemberView,
    today: NaiveDate,
    registers: bool,
) -> AnyView {
    let name = format!("{} {}", member.first_name, member.name);
    let until = match () {
        () if member.until < today => {
            view! { <Badge tone=Tone::Bad>{t(text::member_ended_on(day(member.until)))}</Badge> }
                .into_any()
        }
        () if ends_soon(member.until, today) => {
            view! { <Badge tone=Tone::Wait>{t(text::member_until(day(member.until)))}</Badge> }
                .into_any()
        }
        () => view! { <span class="rows__side">{t(text::member_until(day(member.until)))}</span> }
            .into_any(),
    };
    let group = member.own.group.clone().map(|group| format!(" · {group}"));
    let conflict = (!member.conflicts.is_empty())
        .then(|| view! { <span class="desk-phone__gaps">{t(text::MEMBER_ASKS)}</span> });
    let stop = (registers && member.until >= today).then(|| stop(club, &member, name.clone()));
    let who = member.who;
    let tick = registers.then(|| {
        let (ticked, changed) = (who.clone(), who);
        view! {
            <input type="checkbox" class="member-tick no-print" aria-label=name.clone()
                prop:checked=move || finding.ticked.with(|all| all.contains(&ticked))
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    let who = changed.clone();
                    finding.ticked.update(|all| { if on { all.insert(who); } else { all.remove(&who); } });
                }/>
        }
    });
    view! {
        <li class="member">
            {tick}
            <span class="rows__main">
                <strong>{name}</strong>
                <span class="desk-phone__more">{t(say::band(member.band))}{group}</span>
                {conflict}
            </span>
            {until}
            {stop}
        </li>
    }
    .into_any()
}

/// Ends what runs, after a second look: the button asks on the first press.
fn stop(club: Club, member: &MemberView, name: String) -> AnyView {
    let asked = RwSignal::new(false);
    let (who, given) = (member.who.clone(), member.given.clone());
    let end = StoredValue::new(move || {
        let item = Item {
            id: ask::new_id(),
            at: Timestamp::from_millis(ask::now()),
            who: Meant::Member { who: who.clone() },
            what: Said::Stopped {
                ends: given.clone(),
            },
            own: None,
        };
        club.tell(vec![(name.clone(), item)]);
    });
    let shown = move || {
        if asked.get() {
            view! {
                {button(Variant::Danger, text::MEMBER_STOP_SURE, move || end.with_value(|end| end()))}
                {button(Variant::Quiet, text::ADMIN_CANCEL, move || asked.set(false))}
            }
            .into_any()
        } else {
            button(Variant::Quiet, text::MEMBER_STOP, move || asked.set(true))
        }
    };
    view! { <span class="no-print member__acts">{shown}</span> }.into_any()
}
