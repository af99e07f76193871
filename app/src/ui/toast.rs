//! A short word that something happened; a screen reader says it, nothing waits for it.

use leptos::prelude::*;

/// The word.
#[component]
pub fn Toast(
    /// Whether it stands in the page instead of over it.
    #[prop(optional)]
    inline: bool,
    /// What happened.
    children: Children,
) -> impl IntoView {
    let class = if inline {
        "toast toast--inline"
    } else {
        "toast"
    };
    view! { <p class=class role="status">{children()}</p> }
}
