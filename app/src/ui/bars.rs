//! CODE128 as black bars on white, as wide as there is room, with its white margin.

use domain::barcode;
use leptos::prelude::*;
use std::fmt::Write as _;

/// Height of the drawing in modules.
const HEIGHT: u32 = 52;

/// The bars of `digits`; nothing where they are no digits.
#[component]
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns what it shows"
)]
pub fn Bars(
    /// The digits.
    #[prop(into)]
    digits: String,
    /// What a screen reader says instead.
    label: impl Fn() -> String + Clone + Send + 'static,
) -> impl IntoView {
    draw(&digits).map(|(width, path)| {
        view! {
            <svg
                class="code code--bars"
                viewBox=format!("0 0 {width} {HEIGHT}")
                preserveAspectRatio="none"
                shape-rendering="crispEdges"
                role="img"
                aria-label=label
            >
                <path d=path fill="#000"></path>
            </svg>
        }
    })
}

/// The width of the drawing in modules, and its bars as a path.
fn draw(digits: &str) -> Option<(u32, String)> {
    let symbol = barcode::Bars::of_digits(digits)?;
    let mut path = String::new();
    for (begin, width) in symbol.bars() {
        // Writing to a text does not fail.
        let _ = write!(path, "M{} 0h{width}v{HEIGHT}h-{width}z", begin + barcode::QUIET);
    }
    Some((symbol.modules() + 2 * barcode::QUIET, path))
}
