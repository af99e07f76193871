//! Moments and titles as these screens write them, and moments as people type them.

use chrono::NaiveDate;
use domain::{language::Language, time::Timestamp};
use std::collections::BTreeMap;

/// Day and time on the clock of Brussels, in figures.
pub(super) fn moment(at: Timestamp) -> String {
    at.in_brussels().format("%d/%m/%Y %H:%M").to_string()
}

/// The time alone.
pub(super) fn time(at: Timestamp) -> String {
    at.in_brussels().format("%H:%M").to_string()
}

/// From and to: the day once where it is the same.
pub(super) fn span(from: Timestamp, to: Timestamp) -> String {
    if from.date_in_brussels() == to.date_in_brussels() {
        format!("{} – {}", moment(from), time(to))
    } else {
        format!("{} – {}", moment(from), moment(to))
    }
}

/// The title in this language, else in Dutch.
pub(super) fn title(titles: &BTreeMap<String, String>, language: Language) -> String {
    let own = titles.get(language.code());
    own.or_else(|| titles.get("nl"))
        .cloned()
        .unwrap_or_default()
}

/// As a field of the browser has it.
pub(super) fn typed(at: Timestamp) -> String {
    at.in_brussels().format("%Y-%m-%dT%H:%M").to_string()
}

/// What somebody typed there.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let wall = if text.len() == 16 {
        format!("{text}:00").parse()
    } else {
        text.parse()
    };
    wall.ok().map(Timestamp::from_brussels)
}

/// A day in figures.
pub(super) fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// The day that somebody typed in a field of the browser.
pub(super) fn read_day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_back_as_it_was_typed() {
        let at = read("2026-11-25T20:00").unwrap();
        assert_eq!(typed(at), "2026-11-25T20:00");
        assert_eq!(moment(at), "25/11/2026 20:00");
        let later = read("2026-11-25T23:30").unwrap();
        assert_eq!(span(at, later), "25/11/2026 20:00 – 23:30");
        assert_eq!(read("gisteren"), None);
    }
}
