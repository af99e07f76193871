//! A word in a frame, such as a state.

use leptos::prelude::*;

/// What a state means, beside its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Not yet.
    Wait,
    /// Not so.
    Bad,
}

/// A state as a word; the colour only repeats it.
#[component]
pub fn Badge(
    /// What it means.
    tone: Tone,
    /// The word.
    children: Children,
) -> impl IntoView {
    let class = match tone {
        Tone::Good => "badge badge--good",
        Tone::Wait => "badge badge--wait",
        Tone::Bad => "badge badge--bad",
    };
    view! { <span class=class>{children()}</span> }
}
