//! Days, amounts and names, as people and their spreadsheets write them.

use chrono::{Days, NaiveDate};

/// The first day of a spreadsheet's count of days, as it comes out after its mistake about 1900.
const SERIAL: NaiveDate = match NaiveDate::from_ymd_opt(1899, 12, 30) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// Which numbers are taken for days: from 1920 to 2099.
const DAYS: std::ops::RangeInclusive<u64> = 7_306..=73_050;
/// Years that somebody who lives was born in.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;

/// A day as it is written, or as a spreadsheet counts it.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    written_date(text).or_else(|| {
        let days: u64 = text.trim().parse().ok()?;
        DAYS.contains(&days)
            .then(|| SERIAL.checked_add_days(Days::new(days)))?
    })
}

/// `2012-02-29`, `29/2/2012`, `29.02.2012`, with an hour behind it or not. A year of two digits may be
/// of either century: it is not guessed.
pub(super) fn written_date(text: &str) -> Option<NaiveDate> {
    let day = text.trim().split([' ', 'T']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [one, two, three] = parts.as_slice() else {
        return None;
    };
    let (year, month, day) = if one.len() == 4 {
        (one, two, three)
    } else if three.len() == 4 {
        (three, two, one)
    } else {
        return None;
    };
    let day = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    YEARS.contains(&chrono::Datelike::year(&day)).then_some(day)
}

/// `12,50`, `€ 12.5`, `12`: in cents.
pub(super) fn cents(text: &str) -> Option<u32> {
    let bare = text.replace(['€', ' ', '\u{a0}'], "").replace("EUR", "");
    let (euros, rest) = bare.split_once([',', '.']).unwrap_or((bare.as_str(), ""));
    let digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    if euros.is_empty() || !digits(euros) || !digits(rest) || rest.len() > 2 {
        return None;
    }
    let euros: u32 = euros.parse().ok()?;
    let rest: u32 = format!("{rest:0<2}").parse().ok()?;
    euros
        .checked_mul(100)?
        .checked_add(rest)
        .filter(|cents| *cents <= 1_000_000)
}

/// First and last name of a whole one: `De Smet, An` and `An De Smet`.
pub(super) fn parts_of_name(whole: &str) -> (String, String) {
    let whole = whole.trim();
    let (first, last) = match whole.split_once(',') {
        Some((last, first)) => (first, last),
        None => whole.split_once(char::is_whitespace).unwrap_or((whole, "")),
    };
    (first.trim().to_owned(), last.trim().to_owned())
}
