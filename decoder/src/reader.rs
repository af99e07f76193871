//! What stands in a frame.

use crate::Frame;
use rxing::{
    BarcodeFormat, BinaryBitmap, DecodeHints, Luma8LuminanceSource, Reader as _,
    common::HybridBinarizer, oned::Code128Reader, qrcode::cpp_port::QrReader,
};
use std::collections::HashSet;

/// Which kind of code it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// A QR code.
    Qr,
    /// A barcode of the kind that passes bear.
    Code128,
}

/// A code that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its kind.
    pub symbol: Symbol,
    /// Its text.
    pub text: String,
}

/// The first code in the frame, at the size that it has; the cheap looks come first.
pub fn read(frame: &Frame) -> Option<Found> {
    let (width, height) = (
        u32::try_from(frame.width()).ok()?,
        u32::try_from(frame.height()).ok()?,
    );
    let source = Luma8LuminanceSource::new(frame.grey().to_vec(), width, height).ok()?;
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let middle = DecodeHints::default();
    let everywhere = DecodeHints {
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let only_qr = DecodeHints {
        PossibleFormats: Some(HashSet::from([BarcodeFormat::QR_CODE])),
        ..everywhere.clone()
    };
    let barcode = |bitmap: &mut _, hints| {
        let result = Code128Reader.decode_with_hints(bitmap, hints).ok()?;
        found(Symbol::Code128, result.getText())
    };
    barcode(&mut bitmap, &middle)
        .or_else(|| {
            let result = QrReader.decode_with_hints(&mut bitmap, &only_qr).ok()?;
            found(Symbol::Qr, result.getText())
        })
        .or_else(|| barcode(&mut bitmap, &everywhere))
        .or_else(|| second_opinion(frame))
}

/// Another way of finding QR codes reads some that the first one misses.
fn second_opinion(frame: &Frame) -> Option<Found> {
    let mut reader = quircs::Quirc::new();
    let codes = reader.identify(frame.width(), frame.height(), frame.grey());
    codes
        .filter_map(|code| code.ok()?.decode().ok())
        .find_map(|data| found(Symbol::Qr, str::from_utf8(&data.payload).ok()?))
}

fn found(symbol: Symbol, text: &str) -> Option<Found> {
    (!text.is_empty()).then(|| Found {
        symbol,
        text: text.to_owned(),
    })
}
