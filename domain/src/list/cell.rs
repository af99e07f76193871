//! One cell, cleaned to the number of a pass: past what Excel, telephones and hasty fingers do to 13
//! digits.

use crate::number::{InszNumber, UitpasNumber, UitpasNumberError};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// The number of a pass.
    Number(UitpasNumber),
    /// Thirteen digits of which one is wrong or in the wrong place; kept to look for the right one.
    Mistyped(String),
    /// Digits, but not thirteen.
    Length(usize),
    /// A spreadsheet rounded the number (`9,00E+11`): its last digits are gone for good.
    Rounded,
    /// A national number, which has no place in a list: it is not kept.
    NationalNumber,
    /// Words, or nothing that was meant as a number.
    Other,
}

/// Fewer digits than this were never meant as the number of a pass.
const FEW: usize = 7;

/// Reads a cell.
pub fn read(text: &str) -> Cell {
    let text = bare(text);
    if text.is_empty() {
        return Cell::Empty;
    }
    if let Some(cell) = scientific(&text) {
        return cell;
    }
    // A whole number that a program wrote as a fraction.
    let text = match text.rsplit_once(['.', ',']) {
        Some((whole, rest))
            if !rest.is_empty()
                && rest.chars().all(|c| c == '0')
                && whole.chars().all(|c| c.is_ascii_digit())
                && whole.len() >= 10 =>
        {
            whole
        }
        _ => text.as_str(),
    };
    let text = letters_as_digits(without_label(text));
    match text.parse::<UitpasNumber>() {
        Ok(number) => Cell::Number(number),
        Err(UitpasNumberError::WrongCheckDigit) => Cell::Mistyped(text),
        Err(UitpasNumberError::Letters) => Cell::Other,
        Err(UitpasNumberError::TooLong { digits }) => Cell::Length(digits),
        Err(UitpasNumberError::TooShort { digits }) => short(&text, digits),
    }
}

/// A spreadsheet drops the zero in front of a number.
fn short(text: &str, digits: usize) -> Cell {
    match digits {
        12 => {
            let padded = format!("0{text}");
            padded.parse().map_or(Cell::Mistyped(padded), Cell::Number)
        }
        11 if text.parse::<InszNumber>().is_ok() => Cell::NationalNumber,
        digits if digits < FEW => Cell::Other,
        digits => Cell::Length(digits),
    }
}

/// Without quotes, the apostrophe and `=` that keep a spreadsheet from counting, and what cannot be
/// seen.
fn bare(text: &str) -> String {
    let seen = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
    };
    let text: String = text.chars().filter(seen).collect();
    let quote = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '=' | '"' | '\'' | '`' | '´' | '‘' | '’' | '“' | '”' | '„' | '*' | '#'
            )
    };
    text.trim_matches(quote).to_owned()
}

/// `9.00000095902E+11` still has all its digits, `9,00E+11` has lost most of them.
fn scientific(text: &str) -> Option<Cell> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, rest) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let digits = whole.len() == 1
        && whole
            .chars()
            .chain(rest.chars())
            .all(|c| c.is_ascii_digit());
    if !digits || !(10..=12).contains(&exponent) {
        return None;
    }
    let full = format!("{whole}{rest}");
    if full.len() + 1 < exponent {
        return Some(Cell::Rounded);
    }
    let padded = format!("{full:0<width$}", width = exponent + 1);
    Some(match read(&padded) {
        Cell::Number(number) => Cell::Number(number),
        _ => Cell::Rounded,
    })
}

/// Past a word in front, such as `UiTPAS nr.:`.
fn without_label(text: &str) -> &str {
    let start = text.find(|c: char| c.is_numeric()).unwrap_or(0);
    let (label, rest) = text.split_at(start);
    // A single letter is a digit that was mistaken, not a word.
    let letters = label.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 1 { text } else { rest }
}

/// The letters that people write for 0 and 1, when the rest is digits.
fn letters_as_digits(text: &str) -> String {
    let swapped = |c: char| match c {
        'o' | 'O' | 'О' | 'о' => '0',
        'l' | 'I' | 'i' | '|' => '1',
        other => other,
    };
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    if digits < 10 {
        return text.to_owned();
    }
    text.chars().map(swapped).collect()
}
