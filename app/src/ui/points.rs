//! How far it is to a goal, as a bar and as words.

use leptos::prelude::*;

/// A bar from nothing to the goal; `text` says the same in words.
#[component]
pub fn PointsToGoal(
    /// What there is.
    have: u32,
    /// What it takes; nothing less than one.
    goal: u32,
    /// The same in words.
    text: impl Fn() -> String + Clone + Send + 'static,
) -> impl IntoView {
    let goal = goal.max(1);
    view! {
        <div class="points">
            <progress value=have.min(goal) max=goal aria-label=text.clone()></progress>
            <span>{text}</span>
        </div>
    }
}
