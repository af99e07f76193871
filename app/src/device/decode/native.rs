//! `BarcodeDetector`, in Chromium on Android, macOS and `ChromeOS`.

use super::Look;
use crate::device::value::{call_async, get, has, object};
use js_sys::Array;
use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, JsValue, prelude::wasm_bindgen};
use web_sys::HtmlVideoElement;

#[wasm_bindgen]
extern "C" {
    type BarcodeDetector;

    #[wasm_bindgen(constructor, catch)]
    fn new(options: &JsValue) -> Result<BarcodeDetector, JsValue>;
}

const FORMATS: [&str; 2] = ["qr_code", "code_128"];

/// The browser's own reader.
pub(super) struct Native(BarcodeDetector);

impl Native {
    /// `None` where the browser has none that reads both kinds.
    pub(super) async fn open() -> Option<Self> {
        let window = window();
        if !has(&window, "BarcodeDetector") {
            return None;
        }
        let class = get(&window, "BarcodeDetector");
        let formats = call_async(&class, "getSupportedFormats", &[]).await.ok()?;
        let formats: Array = formats.dyn_into().ok()?;
        let wanted: Array = FORMATS
            .iter()
            .map(|format| JsValue::from_str(format))
            .collect();
        if !wanted.iter().all(|format| formats.includes(&format, 0)) {
            return None;
        }
        BarcodeDetector::new(&object(&[("formats", &wanted)]))
            .ok()
            .map(Self)
    }

    pub(super) async fn look(&self, video: &HtmlVideoElement) -> Look {
        // It fails while the video has no picture: the next look sees one.
        let found = call_async(&self.0, "detect", &[video]).await;
        let codes: Option<Array> = found.ok().and_then(|codes| codes.dyn_into().ok());
        codes
            .and_then(|codes| get(&codes.get(0), "rawValue").as_string())
            .filter(|text| !text.is_empty())
            .map_or(Look::Nothing, Look::Code)
    }
}
