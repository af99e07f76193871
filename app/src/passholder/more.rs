//! Everything else, as one list.

use crate::{
    i18n::{Key, keys::passholder as text, t, use_i18n},
    info::use_title,
    ui::{Icon, Sign},
};
use leptos::prelude::*;

const PLACES: [(&str, Key, Sign); 8] = [
    ("gezin", text::FAMILY, Sign::Family),
    ("activiteiten", text::ACTIVITIES, Sign::Calendar),
    ("lidkaarten", text::MEMBERSHIPS, Sign::Badge),
    ("extra", text::EXTRA, Sign::Key),
    ("omgeruild", text::REDEEMED, Sign::Gift),
    ("afdrukken", text::PRINTED, Sign::Copy),
    ("kwijt", text::LOST, Sign::Question),
    ("instellingen", text::SETTINGS, Sign::Settings),
];

/// The list.
#[component]
pub(super) fn MoreScreen() -> impl IntoView {
    let i18n = use_i18n();
    use_title(move || i18n.get(&text::TAB_MORE.into()));
    view! {
        <div class="page page--list">
            <h1>{t(text::TAB_MORE)}</h1>
            <ul class="doors">
                {PLACES.map(|(to, name, sign)| view! {
                    <li>
                        <a class="doors__link" href=super::address(to)>
                            <span class="doors__sign"><Icon sign/></span>
                            <span class="doors__name">{t(name)}</span>
                            <Icon sign=Sign::Next class="icon doors__next"/>
                        </a>
                    </li>
                })}
            </ul>
        </div>
    }
}
