//! One public page, and the page for an address that does not exist.

use crate::{
    i18n::{
        keys::{common, info},
        t, use_i18n,
    },
    routes::Place,
};
use leptos::prelude::*;

/// The public page with this slug.
#[component]
pub(super) fn TextPage(slug: String) -> impl IntoView {
    let i18n = use_i18n();
    let page = Memo::new(move |_| {
        i18n.with(|catalog| {
            catalog
                .pages()
                .get(&slug)
                .filter(|page| &*page.slug != "home")
                .cloned()
        })
    });
    use_title(move || {
        page.with(|page| {
            page.as_ref()
                .map(|page| page.title.to_string())
                .unwrap_or_default()
        })
    });
    move || match page.get() {
        Some(page) => view! {
            <article class="page prose">
                <h1>{page.title.to_string()}</h1>
                <div class="prose__text" inner_html=page.html.to_string()></div>
            </article>
        }
        .into_any(),
        None => view! { <NotFound/> }.into_any(),
    }
}

/// Says that there is nothing at this address, and where to go instead.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::shell::answer_not_found();
    let i18n = use_i18n();
    use_title(move || i18n.get(&info::NOT_FOUND.into()));
    let home = move || {
        Place {
            language: i18n.language(),
            path: "",
        }
        .address()
    };
    view! {
        <div class="page prose">
            <h1>{t(info::NOT_FOUND)}</h1>
            <p>{t(info::NOT_FOUND_WHAT)}</p>
            <p><a class="button button--primary" href=home>{t(common::TO_START)}</a></p>
        </div>
    }
}

/// Keeps the document's title the title of this screen; the server writes it into the head itself.
pub(crate) fn use_title(title: impl Fn() -> String + 'static) {
    #[cfg(feature = "browser")]
    Effect::new(move |_| {
        let title = title();
        if !title.is_empty() {
            crate::device::document::set_title(&format!("{title} · Pasmaat"));
        }
    });
    #[cfg(not(feature = "browser"))]
    drop(title);
}
