//! The "as of" line: how old what is shown is, and what the last refresh met.

use super::{
    format::{self, Form},
    phone::{Link, use_phone},
};
use crate::i18n::{keys::passholder as text, t, use_i18n};
use leptos::prelude::*;

/// The line.
#[component]
pub(super) fn Standing() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let as_of = move || {
        let at = phone.as_of.get()?;
        let at = format::moment(i18n.language(), at, Form::Moment);
        Some(i18n.get(&text::as_of(at)))
    };
    let more = move || match phone.link.get() {
        Link::Asking | Link::Fresh => None,
        Link::Away => Some(i18n.get(&text::AWAY.into())),
        Link::Unknown => Some(i18n.get(&text::UNKNOWN_HERE.into())),
    };
    view! {
        <p class="as-of" role="status">
            <span class="as-of__when">{as_of}</span>
            {move || more().map(|more| view! { <span class="as-of__more">{more}</span> })}
        </p>
        {move || (phone.link.get() == Link::Unknown).then(|| view! {
            <p class="as-of">
                <a class="button button--quiet" href=super::address("aanmelden")>{t(text::SIGN_IN_AGAIN)}</a>
            </p>
        })}
    }
}
