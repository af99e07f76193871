//! A card: a title, and a sentence or more.

use leptos::prelude::*;

/// A card in a list of cards. With `href` all of it leads there, by the name of its title.
#[component]
pub fn Card(
    /// Its title.
    #[prop(into)]
    title: String,
    /// Where it leads.
    #[prop(optional, into)]
    href: Option<String>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let class = if href.is_some() {
        "card card--link"
    } else {
        "card"
    };
    let title = match href {
        Some(href) => view! { <a href=href>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <li class=class>
            <h3 class="card__title">{title}</h3>
            <div class="card__text">{children()}</div>
        </li>
    }
}
