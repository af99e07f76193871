//! The bytes of a text file as text, whichever program wrote them.

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no text")]
pub struct NoText;

/// The text in any of the encodings that spreadsheets write: UTF-8, UTF-16, and Windows' own of
/// western Europe for the rest.
pub fn decode(bytes: &[u8]) -> Result<String, NoText> {
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            return std::str::from_utf8(rest)
                .map(str::to_owned)
                .map_err(|_| NoText);
        }
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        // Digits in UTF-16 without a mark: every second byte is zero.
        [0, first, ..] if *first != 0 => utf16(bytes, u16::from_be_bytes)?,
        [first, 0, ..] if *first != 0 => utf16(bytes, u16::from_le_bytes)?,
        _ => std::str::from_utf8(bytes).map_or_else(|_| windows_1252(bytes), str::to_owned),
    };
    let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(strange) {
        Err(NoText)
    } else {
        Ok(text)
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NoText> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(NoText);
    }
    let units = pairs.filter_map(|pair| <[u8; 2]>::try_from(pair).ok().map(unit));
    char::decode_utf16(units)
        .collect::<Result<_, _>>()
        .map_err(|_| NoText)
}

/// What 0x80 to 0x9F mean on Windows; five of them mean nothing.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(bytes: &[u8]) -> String {
    let read = |byte: &u8| match byte {
        0x80..=0x9F => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or('?'),
        other => char::from(*other),
    };
    bytes.iter().map(read).collect()
}
