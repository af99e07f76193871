//! How a page's template writes the region's facts in its language: money, dates, chosen texts.

use crate::region::Region;
use domain::language::Language;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, context};

/// Fills a template. A fact that the region lacks is an error, never an empty place on a page.
pub(super) fn fill(language: Language, region: &Region, template: &str) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.add_filter("euro", move |cents: i64| euro(language, cents));
    environment.add_filter("date", move |date: String| date_text(language, &date));
    environment.add_filter("text", move |texts: Value| texts.get_attr(language.code()));
    environment.render_str(
        template,
        context! { region => Value::from_serialize(region.facts()) },
    )
}

/// An amount of euro cents as a reader of the language writes it; whole euros without cents.
fn euro(language: Language, cents: i64) -> String {
    let mark = if matches!(language, Language::En) {
        '.'
    } else {
        ','
    };
    let amount = match cents % 100 {
        0 => (cents / 100).to_string(),
        rest => format!("{}{mark}{rest:02}", cents / 100),
    };
    // No-break spaces: an amount never parts from its sign.
    match language {
        Language::En => format!("€{amount}"),
        Language::Nl => format!("€\u{a0}{amount}"),
        Language::Tr | Language::Fr | Language::De | Language::Uk | Language::Ru | Language::Ar => {
            format!("{amount}\u{a0}€")
        }
    }
}

/// `2026-11-23` as a reader of the language writes it in full.
fn date_text(language: Language, date: &str) -> Result<String, Error> {
    let wrong = || {
        Error::new(
            ErrorKind::InvalidOperation,
            format!("`{date}` is no date like 2026-11-23"),
        )
    };
    let mut parts = date.splitn(3, '-').map(str::parse::<u32>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) =
        (parts.next(), parts.next(), parts.next())
    else {
        return Err(wrong());
    };
    let name = usize::try_from(month)
        .ok()
        .and_then(|month| months(language).get(month.checked_sub(1)?).copied())
        .ok_or_else(wrong)?;
    Ok(match language {
        Language::De => format!("{day}. {name} {year}"),
        Language::Uk => format!("{day} {name} {year} року"),
        Language::Ru => format!("{day} {name} {year} года"),
        Language::Fr if day == 1 => format!("1er {name} {year}"),
        _ => format!("{day} {name} {year}"),
    })
}

const fn months(language: Language) -> [&'static str; 12] {
    match language {
        Language::Nl => [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
        Language::Fr => [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        Language::En => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        Language::De => [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        Language::Uk => [
            "січня",
            "лютого",
            "березня",
            "квітня",
            "травня",
            "червня",
            "липня",
            "серпня",
            "вересня",
            "жовтня",
            "листопада",
            "грудня",
        ],
        Language::Ru => [
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ],
        Language::Ar => [
            "يناير",
            "فبراير",
            "مارس",
            "أبريل",
            "مايو",
            "يونيو",
            "يوليو",
            "أغسطس",
            "سبتمبر",
            "أكتوبر",
            "نوفمبر",
            "ديسمبر",
        ],
        Language::Tr => [
            "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül",
            "Ekim", "Kasım", "Aralık",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_and_dates_read_as_the_language_writes_them() {
        assert_eq!(euro(Language::Nl, 500), "€\u{a0}5");
        assert_eq!(euro(Language::Fr, 1250), "12,50\u{a0}€");
        assert_eq!(euro(Language::En, 105), "€1.05");
        assert_eq!(
            date_text(Language::Uk, "2026-11-03").unwrap(),
            "3 листопада 2026 року"
        );
        assert_eq!(
            date_text(Language::Fr, "2026-01-01").unwrap(),
            "1er janvier 2026"
        );
        assert!(date_text(Language::Nl, "2026-13-01").is_err());
        assert!(date_text(Language::Nl, "gisteren").is_err());
    }

    #[test]
    fn a_missing_fact_stops_the_page() {
        let region = Region::demo().unwrap();
        assert!(fill(Language::Nl, &region, "{{ region.name }}").is_ok());
        assert!(fill(Language::Nl, &region, "{{ region.nothing }}").is_err());
        assert!(fill(Language::Nl, &region, "{{ region.prices.nothing | euro }}").is_err());
    }
}
