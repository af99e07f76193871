//! The start page: what this is in two sentences, and a card for each page.

use crate::{
    i18n::{keys::info, t, use_i18n},
    ui::Card,
};
use leptos::prelude::*;

/// The start page.
#[component]
pub(super) fn HomePage() -> impl IntoView {
    let i18n = use_i18n();
    let start = move |part: fn(&super::pages::PageText) -> &str| {
        i18n.with(|catalog| {
            catalog
                .pages()
                .get("home")
                .map(part)
                .unwrap_or_default()
                .to_owned()
        })
    };
    super::page::use_title(move || start(|page| &page.title));
    let cards = move || {
        i18n.with(|catalog| {
            let pages = catalog.pages().below_home(catalog.language());
            pages
                .map(|(address, page)| {
                    let description = page.description.to_string();
                    view! { <Card title=page.title.to_string() href=address>{description}</Card> }
                })
                .collect_view()
        })
    };
    view! {
        <div class="page page--home">
            <div class="hero">
                <h1>{move || start(|page| &page.title)}</h1>
                <div class="hero__lead" inner_html=move || start(|page| &page.html)></div>
            </div>
            <section aria-labelledby="pages">
                <h2 id="pages" class="visually-hidden">{t(info::PAGES)}</h2>
                <ul class="cards">{cards}</ul>
            </section>
        </div>
    }
}
