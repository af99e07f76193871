//! Rows under each other, and what stands there when there are none.

use leptos::prelude::*;

/// A list of [`Row`]s.
#[component]
pub fn Rows(
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! { <ul class="rows">{children()}</ul> }
}

/// A row: what it is, and a figure or word at its end.
#[component]
pub fn Row(
    /// The figure or word.
    #[prop(into)]
    side: String,
    /// What it is.
    children: Children,
) -> impl IntoView {
    view! {
        <li>
            <span class="rows__main">{children()}</span>
            <span class="rows__side">{side}</span>
        </li>
    }
}

/// Says that there is nothing yet, and what to do.
#[component]
pub fn Empty(
    /// The sentence.
    children: Children,
) -> impl IntoView {
    view! { <p class="empty">{children()}</p> }
}
