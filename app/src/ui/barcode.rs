//! A barcode of digits, drawn in the page as every counter scans it: black on white in every theme.

use domain::barcode::{Bars, QUIET};
use leptos::prelude::*;
use std::fmt::Write as _;

/// How high it is, in modules: a third of its width, so that a hand that is not steady still hits it.
const HEIGHT: u32 = 48;
/// White above and below, in modules.
const EDGE: u32 = 4;

/// A CODE128 of `digits`; nothing where they are no digits.
#[component]
pub fn Barcode(
    /// What it holds.
    #[prop(into)]
    digits: Signal<String>,
    /// What it is, for a screen reader.
    label: impl Fn() -> String + Send + 'static,
) -> impl IntoView {
    let drawing = Memo::new(move |_| digits.with(|digits| drawing(digits)));
    let size = move || drawing.with(|drawing| drawing.as_ref().map_or(0, |drawing| drawing.width));
    let path = move || drawing.with(|drawing| drawing.as_ref().map(|drawing| drawing.path.clone()));
    view! {
        <svg
            class="code code--bars"
            role="img"
            aria-label=label
            viewBox=move || format!("0 0 {} {}", size(), HEIGHT + 2 * EDGE)
            shape-rendering="crispEdges"
        >
            <path fill="currentColor" d=path></path>
        </svg>
    }
}

/// Its width in modules, quiet zones included, and the bars as a path.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Drawing {
    width: u32,
    path: String,
}

fn drawing(digits: &str) -> Option<Drawing> {
    let bars = Bars::of_digits(digits)?;
    let mut path = String::new();
    for (begin, width) in bars.bars() {
        // Writing to a string does not fail.
        let _ = write!(path, "M{} {EDGE}h{width}v{HEIGHT}h-{width}z", QUIET + begin);
    }
    Some(Drawing {
        width: bars.modules() + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use decoder::{Frame, Symbol, read};

    /// The drawing in grey, `scale` pixels a module.
    fn painted(drawing: &Drawing, scale: usize) -> Option<Frame> {
        let width = usize::try_from(drawing.width).ok()? * scale;
        let mut row = vec![255; width];
        for bar in drawing.path.split('z').filter(|bar| !bar.is_empty()) {
            let (start, rest) = bar.strip_prefix('M')?.split_once(' ')?;
            let length = rest.split_once('h')?.1.split('v').next()?;
            let (start, length): (usize, usize) = (start.parse().ok()?, length.parse().ok()?);
            row[start * scale..(start + length) * scale].fill(0);
        }
        Frame::new(width, 60, row.repeat(60))
    }

    #[test]
    fn what_is_drawn_is_read_by_our_own_decoder() {
        // Thirteen digits as on a pass, an even number, and the longest chip number.
        for digits in ["0900000095902", "0900000095", "99999999999999999999"] {
            let drawing = drawing(digits);
            for scale in [1, 2, 5] {
                let frame = drawing.as_ref().and_then(|drawing| painted(drawing, scale));
                let found = frame.and_then(|frame| read(&frame));
                assert_eq!(
                    found.map(|found| (found.symbol, found.text)),
                    Some((Symbol::Code128, digits.to_owned())),
                    "{scale} pixels a module"
                );
            }
        }
    }

    #[test]
    fn only_digits_are_drawn() {
        assert_eq!(drawing("09x"), None);
        assert_eq!(drawing(""), None);
    }
}
