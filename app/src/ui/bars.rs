//! A row of bars, drawn as SVG; the same figures as a table stand under it for whoever would rather
//! read.

use leptos::prelude::*;

/// How high the drawing is, in its own units.
const HEIGHT: u32 = 100;
/// How wide one bar is, with the room beside it.
const STEP: usize = 10;

/// Bars from left to right; the tallest fills the height.
#[component]
pub fn Bars(
    /// What they are of.
    label: impl Fn() -> String + Clone + Send + Sync + 'static,
    /// What is under each, and how many.
    bars: Vec<(String, u32)>,
    /// What opens the table.
    table: impl Fn() -> String + Send + 'static,
    /// What is counted by, at the head of the table.
    by: impl Fn() -> String + Send + 'static,
) -> impl IntoView {
    let most = bars
        .iter()
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(0)
        .max(1);
    let width = bars.len().max(1) * STEP;
    let drawn = bars.iter().enumerate().map(|(at, (_, count))| {
        let height = count.saturating_mul(HEIGHT) / most;
        view! { <rect x=at * STEP + 1 y=HEIGHT - height width=STEP - 2 height=height rx="1"/> }
    });
    let drawn = drawn.collect_view();
    let rows = bars.into_iter().map(|(name, count)| {
        view! { <tr><th scope="row">{name}</th><td>{count}</td></tr> }
    });
    let caption = label.clone();
    let counted = label.clone();
    view! {
        <figure class="bars">
            <svg class="bars__drawing" viewBox=format!("0 0 {width} {HEIGHT}") preserveAspectRatio="none"
                role="img" aria-label=label>
                {drawn}
            </svg>
            <details class="bars__twin">
                <summary>{table}</summary>
                <table>
                    <caption>{caption}</caption>
                    <thead><tr><th scope="col">{by}</th><th scope="col">{counted}</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </details>
        </figure>
    }
}
