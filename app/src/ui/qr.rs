//! A QR code, drawn in the page: black on white in every theme, with the margin that readers need.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// The margin that the standard asks for, in modules.
const MARGIN: usize = 4;

/// A QR code of `text` at error level M; digits and capitals take the room that they need and no
/// more. Nothing where the text is too long for any.
#[component]
pub fn Qr(
    /// What it holds.
    #[prop(into)]
    text: Signal<String>,
    /// What it is, for a screen reader.
    label: impl Fn() -> String + Send + 'static,
) -> impl IntoView {
    let drawing = Memo::new(move |_| text.with(|text| drawing(text)));
    let side = move || drawing.with(|drawing| drawing.as_ref().map_or(0, |drawing| drawing.side));
    let path = move || drawing.with(|drawing| drawing.as_ref().map(|drawing| drawing.path.clone()));
    view! {
        <svg
            class="code code--qr"
            role="img"
            aria-label=label
            viewBox=move || format!("0 0 {0} {0}", side())
            shape-rendering="crispEdges"
        >
            <path fill="currentColor" d=path></path>
        </svg>
    }
}

/// A square of `side` modules, margins included, and the dark ones as a path.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Drawing {
    side: usize,
    path: String,
}

fn drawing(text: &str) -> Option<Drawing> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|left, right| left == right) {
            if run[0] == Color::Dark {
                let length = run.len();
                // Writing to a string does not fail.
                let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + MARGIN, y + MARGIN);
            }
            x += run.len();
        }
    }
    Some(Drawing {
        side: width + 2 * MARGIN,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use decoder::{Frame, Symbol, read};

    /// The drawing in grey, `scale` pixels a module.
    fn painted(drawing: &Drawing, scale: usize) -> Option<Frame> {
        let side = drawing.side * scale;
        let mut grey = vec![255; side * side];
        for run in drawing.path.split('z').filter(|run| !run.is_empty()) {
            let (start, length) = run.strip_prefix('M')?.split_once('h')?;
            let (x, y) = start.split_once(' ')?;
            let (x, y): (usize, usize) = (x.parse().ok()?, y.parse().ok()?);
            let length: usize = length.split('v').next()?.parse().ok()?;
            for row in y * scale..(y + 1) * scale {
                grey[row * side + x * scale..row * side + (x + length) * scale].fill(0);
            }
        }
        Frame::new(side, side, grey)
    }

    #[test]
    fn what_is_drawn_is_read_by_our_own_decoder() {
        let long = format!("PM1:{}", "6BF+70790T9WJWG.FKY*4GO0".repeat(9));
        for text in ["0900000095902", "https://uitpas.be/Їжак", &long] {
            let drawing = drawing(text);
            for scale in [2, 3, 5] {
                let frame = drawing.as_ref().and_then(|drawing| painted(drawing, scale));
                let found = frame.and_then(|frame| read(&frame));
                assert_eq!(
                    found.map(|found| (found.symbol, found.text)),
                    Some((Symbol::Qr, text.to_owned())),
                    "{scale} pixels a module"
                );
            }
        }
    }

    #[test]
    fn digits_and_capitals_take_less_room_than_small_letters() {
        let side = |text: &str| drawing(text).map(|drawing| drawing.side - 2 * MARGIN);
        assert_eq!(side(&"A1".repeat(45)), Some(33), "version 4");
        assert_eq!(side(&"a1".repeat(45)), Some(41), "version 6");
        assert_eq!(side(&"a".repeat(3_000)), None, "too long for any");
    }
}
