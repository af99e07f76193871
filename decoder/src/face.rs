//! What the worker calls.

use crate::{Frame, Symbol, read};
use wasm_bindgen::prelude::wasm_bindgen;

/// A code, as the worker sends it on.
#[wasm_bindgen]
pub struct Code {
    symbol: Symbol,
    text: String,
}

#[wasm_bindgen]
impl Code {
    /// The kind, by the name that `BarcodeDetector` gives it.
    #[wasm_bindgen(getter)]
    pub fn symbol(&self) -> String {
        match self.symbol {
            Symbol::Qr => "qr_code",
            Symbol::Code128 => "code_128",
        }
        .to_owned()
    }

    /// The text.
    #[wasm_bindgen(getter)]
    pub fn text(&self) -> String {
        self.text.clone()
    }
}

/// The first code in the pixels of a canvas, seen with a long edge of `edge` pixels.
#[wasm_bindgen]
pub fn decode(rgba: &[u8], width: u32, height: u32, edge: u32) -> Option<Code> {
    let frame = Frame::from_rgba(width as usize, height as usize, rgba)?;
    let found = read(&frame.fitted(edge as usize))?;
    Some(Code {
        symbol: found.symbol,
        text: found.text,
    })
}
