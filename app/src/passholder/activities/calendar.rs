//! An activity as a file that any calendar takes (RFC 5545).

use domain::{sync::offer::Activity, time::Timestamp};

/// Saves the file.
pub(super) fn save(activity: &Activity) {
    let file = file(activity);
    #[cfg(feature = "browser")]
    drop(crate::device::file::save(
        "uitpas.ics",
        "text/calendar;charset=utf-8",
        &file,
    ));
    #[cfg(not(feature = "browser"))]
    drop(file);
}

fn file(activity: &Activity) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Pasmaat//NL".to_owned(),
    ];
    for (index, span) in activity.times.iter().enumerate() {
        let place = &activity.place;
        let street = place.street.as_deref().unwrap_or_default();
        let address = format!(
            "{}, {street} {} {}",
            place.name, place.postal_code, place.city
        );
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}-{index}@pasmaat", activity.id),
            format!("DTSTAMP:{}", utc(span.begin)),
            format!("DTSTART:{}", utc(span.begin)),
            format!("DTEND:{}", utc(span.end)),
            format!("SUMMARY:{}", escaped(&activity.title)),
            format!("LOCATION:{}", escaped(&address)),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn utc(at: Timestamp) -> String {
    // RFC 3339 in UTC, less its marks and fractions.
    let text = serde_json::to_string(&at).unwrap_or_default();
    let whole: String = text.chars().filter(char::is_ascii_digit).take(14).collect();
    let (day, time) = whole.split_at_checked(8).unwrap_or_default();
    format!("{day}T{time}Z")
}

fn escaped(text: &str) -> String {
    let text = text
        .replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,");
    text.replace(['\r', '\n'], " ")
}

/// No line is longer than 75 bytes; what goes on begins with a space.
fn folded(line: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > 75 {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(character);
        length += character.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_reads_it() {
        let json = serde_json::json!({
            "id": "abc", "title": "Film; voor jong, en oud".repeat(4), "organizer": "Bib",
            "place": {"name": "Bib", "postalCode": "9000", "city": "Gent"}, "distance": "TOWN",
            "times": [{"begin": "2026-11-25T19:00:00+00:00", "end": "2026-11-25T21:30:00+00:00"}],
            "points": 1,
        });
        let file = file(&serde_json::from_value(json).unwrap());
        assert!(
            file.contains("DTSTART:20261125T190000Z\r\nDTEND:20261125T213000Z\r\n"),
            "{file}"
        );
        assert!(
            file.contains("SUMMARY:Film\\; voor jong\\, en oud"),
            "{file}"
        );
        assert!(file.lines().all(|line| line.len() <= 75), "{file}");
        assert!(file.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    }
}
