//! The bar at the foot of the phone: the five things that people come for.

use super::phone::{Stage, use_phone};
use crate::{
    i18n::{Key, keys::passholder as text, t},
    ui::{Icon, Sign},
};
use leptos::prelude::*;

const TABS: [(&str, Key, Sign); 5] = [
    ("", text::TAB_CARD, Sign::Card),
    ("geschiedenis", text::TAB_POINTS, Sign::Star),
    ("sparen", text::TAB_COLLECT, Sign::Scan),
    ("voordelen", text::TAB_REWARDS, Sign::Gift),
    ("meer", text::TAB_MORE, Sign::More),
];

/// The bar; it waits until somebody is signed in.
#[component]
pub(super) fn Tabs(
    /// The screen that is open.
    screen: Memo<String>,
) -> impl IntoView {
    let phone = use_phone();
    let tab = move |(to, name, sign): (&'static str, Key, Sign)| {
        let current = move || {
            let open = screen.with(|screen| {
                let first = screen.split('/').next().unwrap_or_default();
                let known = TABS.iter().any(|(to, ..)| *to == first);
                if known {
                    first.to_owned()
                } else {
                    "meer".to_owned()
                }
            });
            (open == to).then_some("page")
        };
        let class = if to == "sparen" {
            "tab tab--main"
        } else {
            "tab"
        };
        view! {
            <li>
                <a class=class href=super::address(to) aria-current=current>
                    <Icon sign class="tab__sign"/>
                    <span class="tab__name">{t(name)}</span>
                </a>
            </li>
        }
    };
    let hidden = move || !matches!(phone.stage.get(), Stage::Opening | Stage::SignedIn);
    view! {
        <nav class="tabs" aria-label=t(text::TITLE) hidden=hidden>
            <ul class="tabs__list">{TABS.map(tab)}</ul>
        </nav>
    }
}
