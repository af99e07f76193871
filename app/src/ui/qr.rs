//! A QR code, drawn as one path: dark on white whatever the colours around it, with its margin.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Modules of white around a code that readers count on.
const MARGIN: usize = 4;

/// The code of `data` at error level M; nothing where the text is too long for any code.
#[component]
pub fn Qr(
    /// What it holds.
    #[prop(into)]
    data: Signal<String>,
    /// What a screen reader says instead.
    label: impl Fn() -> String + Clone + Send + 'static,
) -> impl IntoView {
    let drawing = Memo::new(move |_| data.with(|data| draw(data)));
    move || {
        let label = label.clone();
        drawing.get().map(|(size, path)| {
            view! {
                <svg class="code code--qr" viewBox=format!("0 0 {size} {size}") role="img" aria-label=label>
                    <path d=path fill="#000"></path>
                </svg>
            }
        })
    }
}

/// The width of the drawing in modules, and its dark runs as a path.
fn draw(data: &str) -> Option<(usize, String)> {
    if data.is_empty() {
        return None;
    }
    let code = QrCode::with_error_correction_level(data, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                // Writing to a text does not fail.
                let _ = write!(path, "M{} {}h{}v1h-{}z", x + MARGIN, y + MARGIN, run.len(), run.len());
            }
            x += run.len();
        }
    }
    Some((width + 2 * MARGIN, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let (size, path) = draw("PM1:ABC").unwrap();
        let drawn: usize = path
            .split('h')
            .filter_map(|part| part.split_once("v1").and_then(|(run, _)| run.parse::<usize>().ok()))
            .sum();
        let code = QrCode::with_error_correction_level("PM1:ABC", EcLevel::M).unwrap();
        let dark = code.to_colors().iter().filter(|color| **color == Color::Dark).count();
        assert_eq!((size, drawn), (code.width() + 8, dark));
        assert_eq!(draw(""), None);
    }
}
