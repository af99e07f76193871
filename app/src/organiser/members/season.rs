//! The renewal of one or many: those who are ticked, by the rule of the association.

use super::{Club, Finding, today};
use crate::{
    i18n::{keys::club as text, use_i18n},
    organiser::{
        ask,
        format::read_day,
        panel::{button, line},
    },
    ui::Variant,
};
use chrono::NaiveDate;
use domain::{
    association::EndDateRule,
    club::Said,
    sync::club::{Item, Meant, MemberView},
    time::Timestamp,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The bar above the list.
pub(super) fn renewal(club: Club, finding: Finding) -> AnyView {
    let i18n = use_i18n();
    let end = RwSignal::new(String::new());
    // What to put forward comes with the list.
    let rule = Memo::new(move |_| {
        club.list
            .with(|list| list.as_ref().map(|list| (list.end, list.suggested)))
    });
    Effect::new(move |_| {
        if let Some((_, Some(day))) = rule.get() {
            end.set(day.to_string());
        }
    });
    let free = move || matches!(rule.get(), Some((EndDateRule::Custom { .. }, _)));
    let count = move || finding.ticked.with(BTreeSet::len);
    let all = move || {
        let today = today();
        let shown = club.list.with_untracked(|list| {
            let members = list.iter().flat_map(|list| &list.members);
            let shown = members.filter(|member| untrack(|| finding.takes(member, today)));
            shown.map(|member| member.who.clone()).collect()
        });
        finding.ticked.set(shown);
    };
    let renew = move || {
        let asked = read_day(&end.get_untracked());
        let ticked = finding.ticked.get_untracked();
        let items = club.list.with_untracked(|list| {
            let members = list.iter().flat_map(|list| &list.members);
            let chosen = members.filter(|member| ticked.contains(&member.who));
            chosen.map(|member| item(member, asked)).collect()
        });
        club.tell(items);
        finding.ticked.set(BTreeSet::new());
    };
    view! {
        <div class="member-bar no-print">
            {button(Variant::Quiet, text::MEMBERS_TICK_ALL, all)}
            {move || free().then(|| line("member-end", "date", text::MEMBERS_END, None, end))}
            <button class="button button--primary" type="button" id="member-renew"
                disabled=move || count() == 0
                aria-busy=move || club.busy.get().then_some("true")
                on:click=move |_| renew()>
                {move || i18n.get(&text::members_renew(count().to_string()))}
            </button>
        </div>
    }
    .into_any()
}

/// A renewal of somebody; where the rule gives the end, what is asked here counts for nothing.
fn item(member: &MemberView, asked: Option<NaiveDate>) -> (String, Item) {
    let item = Item {
        id: ask::new_id(),
        at: Timestamp::from_millis(ask::now()),
        who: Meant::Member {
            who: member.who.clone(),
        },
        what: Said::Given {
            until: asked.unwrap_or(member.until),
            despite: member.stopped.clone(),
        },
        own: None,
    };
    (format!("{} {}", member.first_name, member.name), item)
}
