//! What was shown, whichever way it came in: the camera, a scanner, a chip, or somebody's fingers.

use domain::{
    command::Shown,
    number::{ChipNumber, UitpasNumber, UitpasNumberError},
    verdict::Mistake,
};

/// With this a signed, rotating QR begins.
const SIGNED: &str = "PM";

/// What a code says that was scanned: anything but a pass is said to be none, in one word.
pub(super) fn scanned(text: &str) -> Result<Shown, Mistake> {
    if text.starts_with(SIGNED) && text.contains(':') {
        return Ok(Shown::Credential(text.to_owned()));
    }
    match text.parse() {
        Ok(number) => Ok(Shown::Number(number)),
        // As long as a pass number: a pass that was read or printed badly.
        Err(UitpasNumberError::WrongCheckDigit) => Err(Mistake::CheckDigit),
        Err(_) => Err(Mistake::NotAPass),
    }
}

/// What somebody typed: every mistake has its own word.
pub(super) fn typed(text: &str) -> Result<Shown, Mistake> {
    let number: UitpasNumber = text.parse().map_err(Mistake::from)?;
    Ok(Shown::Number(number))
}

/// What a scanner typed: it reads what a camera reads, and chips by a reader of their own.
#[cfg_attr(
    not(any(feature = "browser", test)),
    expect(dead_code, reason = "nobody shows the server anything")
)]
pub(super) fn wedged(text: &str) -> Result<Shown, Mistake> {
    scanned(text).or_else(|mistake| chip(text).map_err(|_| mistake))
}

/// A chip's serial number, as the browser or a reader writes it.
pub(super) fn chip(serial: &str) -> Result<Shown, Mistake> {
    let chip: ChipNumber = serial.parse().map_err(|_| Mistake::NotAPass)?;
    Ok(Shown::Chip(chip))
}

/// How the session log calls it: enough to tell neighbours apart, too little to learn a number.
pub(super) fn label(shown: &Shown) -> String {
    match shown {
        Shown::Number(number) => number.masked(),
        Shown::Chip(chip) => format!("NFC ••{}", &chip.as_str()[10..]),
        Shown::Credential(_) => "QR".to_owned(),
        Shown::Holder(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_is_a_pass_or_none() {
        assert!(matches!(scanned("0900000095902"), Ok(Shown::Number(_))));
        assert!(matches!(scanned("PM1:6BF"), Ok(Shown::Credential(_))));
        // A newer signed QR is for the verifier to refuse, with its own word.
        assert!(matches!(scanned("PM9:6BF"), Ok(Shown::Credential(_))));
        assert_eq!(scanned("0900000095903"), Err(Mistake::CheckDigit));
        // The shared photographs of barcodes say things like these.
        for text in [
            "168901",
            "Code 128",
            "abcdef",
            "https://example.com/?x=1",
            "",
        ] {
            assert_eq!(scanned(text), Err(Mistake::NotAPass), "{text}");
        }
    }

    #[test]
    fn every_typing_mistake_has_its_own_word() {
        assert_eq!(typed("090000009590"), Err(Mistake::TooShort));
        assert_eq!(typed(""), Err(Mistake::TooShort));
        assert_eq!(typed("09000000959022"), Err(Mistake::TooLong));
        assert_eq!(typed("O900000095902"), Err(Mistake::Letters));
        assert_eq!(typed("0900000095920"), Err(Mistake::CheckDigit));
        assert!(typed("0900 000 095 902").is_ok());
    }

    #[test]
    fn a_reader_of_chips_types_a_serial_number() {
        assert!(matches!(wedged("04784CDAEE3880"), Ok(Shown::Chip(_))));
        assert!(matches!(chip("04:78:4c:da:ee:38:80"), Ok(Shown::Chip(_))));
        // Four bytes: another kind of card.
        assert_eq!(chip("04:78:4c:da"), Err(Mistake::NotAPass));
        assert_eq!(wedged("hello world"), Err(Mistake::NotAPass));
        assert!(matches!(wedged("0900000095902"), Ok(Shown::Number(_))));
    }

    #[test]
    fn the_log_tells_neighbours_apart_and_no_number() {
        let label = |text: &str| scanned(text).map(|shown| label(&shown));
        assert_eq!(label("0900000095902").as_deref(), Ok("•••• ••• 095 •••"));
    }
}
