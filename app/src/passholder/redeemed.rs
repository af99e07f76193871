//! Rewards that were had, with the code to copy and the proof to show.

use super::{
    format::{self, Form},
    people::Chips,
    phone::use_phone,
    picture::Picture,
    plain::paragraphs,
    standing::Standing,
};
use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    info::use_title,
    ui::{Empty, Icon, Sign},
};
use domain::sync::phone::Redeemed;
use leptos::prelude::*;

/// The list, newest first.
#[component]
pub(super) fn RedeemedScreen() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    use_title(move || i18n.get(&text::REDEEMED.into()));
    let whose = RwSignal::new(None::<String>);
    let redeemed = Memo::new(move |_| {
        let persons = phone.persons();
        let chosen = whose.get();
        let person = persons
            .iter()
            .find(|person| Some(&person.id) == chosen.as_ref());
        let person = person.or_else(|| persons.first());
        let private = person.and_then(|person| person.private.as_ref());
        private
            .map(|private| private.redeemed.clone())
            .unwrap_or_default()
    });
    view! {
        <div class="page page--list">
            <h1>{t(text::REDEEMED)}</h1>
            <Standing/>
            <Chips whose/>
            {move || {
                let redeemed = redeemed.get();
                if redeemed.is_empty() {
                    view! { <Empty>{t(text::REDEEMED_EMPTY)}</Empty> }.into_any()
                } else {
                    view! { <ul class="proofs">{redeemed.into_iter().map(|one| view! { <Proof one/> }).collect_view()}</ul> }.into_any()
                }
            }}
        </div>
    }
}

/// One reward that was had.
#[component]
fn Proof(
    /// Which.
    one: Redeemed,
) -> impl IntoView {
    let i18n = use_i18n();
    let at = one.at;
    let when = move || format::moment(i18n.language(), at, Form::Date);
    let points = one.points.unwrap_or(0);
    let price = move || match u64::try_from(points) {
        Ok(points) if points > 0 => i18n.get(&text::points(points)),
        _ => i18n.get(&text::FREE.into()),
    };
    let info = one.info.clone();
    let lines = info
        .as_ref()
        .and_then(|info| info.text.as_deref())
        .map(paragraphs)
        .unwrap_or_default();
    let link = info.and_then(|info| {
        let link = info.link.filter(|link| link.starts_with("https://"))?;
        Some((link.clone(), info.label.unwrap_or(link)))
    });
    view! {
        <li class="proof">
            <p class="proof__title">{one.title}</p>
            <p class="proof__when">{when} " · " {price}</p>
            <Picture address=one.picture/>
            {one.code.map(|code| view! { <CodeToCopy code/> })}
            {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            {link.map(|(href, label)| view! { <p><a href=href rel="external noopener" target="_blank">{label}</a></p> })}
        </li>
    }
}

/// A code, large, with a button that copies it.
#[component]
pub(super) fn CodeToCopy(
    /// The code.
    code: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let copied = RwSignal::new(false);
    let shown = code.clone();
    let copy = move |_| {
        #[cfg(feature = "browser")]
        crate::device::file::copy(&code);
        #[cfg(not(feature = "browser"))]
        let _ = &code;
        copied.set(true);
    };
    let says = move || {
        i18n.get(
            &if copied.get() {
                text::COPIED
            } else {
                text::COPY
            }
            .into(),
        )
    };
    view! {
        <p class="proof__code">
            <code class="ltr">{shown}</code>
            <button class="button button--quiet" type="button" on:click=copy><Icon sign=Sign::Copy/> {says}</button>
        </p>
    }
}
