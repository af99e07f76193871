//! A bar across the top that tells of the network, an update or the home screen.

use leptos::prelude::*;

/// A bar; `class` says when it shows (see `style/ui/bar.css`), `children` are its buttons.
#[component]
pub fn Bar(
    /// The class that shows it.
    class: &'static str,
    /// What it says.
    text: impl Fn() -> String + Send + 'static,
    /// Its buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("bar {class}")>
            <p class="bar__text">{text}</p>
            {children.map(|children| children())}
        </div>
    }
}
