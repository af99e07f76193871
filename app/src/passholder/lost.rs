//! A card that is lost or stolen: what to do, and whom to write to in each region.

use super::phone::use_phone;
use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    info::use_title,
};
use domain::sync::phone::Region;
use leptos::prelude::*;

/// The screen.
#[component]
pub(super) fn LostScreen() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    use_title(move || i18n.get(&text::LOST.into()));
    let regions = move || {
        phone
            .with_snapshot(|snapshot| snapshot.regions.clone())
            .unwrap_or_default()
    };
    view! {
        <div class="page page--list">
            <h1>{t(text::LOST)}</h1>
            <ol class="steps">
                <li>{t(text::LOST_BLOCK)}</li>
                <li>{t(text::LOST_NEW)}</li>
                <li>{t(text::LOST_POINTS)}</li>
            </ol>
            <ul class="proofs">{move || regions().into_iter().map(of_region).collect_view()}</ul>
        </div>
    }
}

/// Whom to ask in a region.
fn of_region(region: Region) -> AnyView {
    let website = region
        .website
        .filter(|address| address.starts_with("https://"));
    let contacts = region.contacts.into_iter().map(|contact| {
        let to = format!("mailto:{}", contact.email);
        view! { <p><bdi>{contact.city}</bdi> " · " <a class="ltr" href=to rel="external">{contact.email}</a></p> }
    });
    view! {
        <li class="proof">
            <p class="proof__title"><bdi>{region.name}</bdi></p>
            {contacts.collect_view()}
            {website.map(|address| view! {
                <p><a href=address.clone() rel="external noopener" target="_blank">{address.clone()}</a></p>
            })}
        </li>
    }
    .into_any()
}
