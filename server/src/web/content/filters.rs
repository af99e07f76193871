//! How a page's template writes the region's facts in its language: money, dates, chosen texts.

use crate::region::Region;
use app::i18n::{Catalog, Key, keys::info};
use chrono::Datelike as _;
use domain::language::Language;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, context};
use std::sync::Arc;

/// Fills a template. A fact that the region lacks is an error, never an empty place on a page.
pub(super) fn fill(language: Language, region: &Region, template: &str) -> Result<String, Error> {
    let texts = Arc::new(Catalog::built_in(language, Arc::default()));
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    let of_money = texts.clone();
    environment.add_filter("euro", move |cents: u64| euro(&of_money, cents));
    environment.add_filter("date", move |date: String| date_text(&texts, &date));
    environment.add_filter("text", move |texts: Value| texts.get_attr(language.code()));
    environment.render_str(
        template,
        context! { region => Value::from_serialize(region.facts()) },
    )
}

/// An amount of euro cents as a reader of the language writes it; whole euros without cents.
fn euro(texts: &Catalog, cents: u64) -> String {
    let amount = match cents % 100 {
        0 => (cents / 100).to_string(),
        rest => format!(
            "{}{}{rest:02}",
            cents / 100,
            word(texts, info::DECIMAL_MARK)
        ),
    };
    texts.get(&info::euro(amount))
}

/// `2026-11-23` as a reader of the language writes it in full.
fn date_text(texts: &Catalog, date: &str) -> Result<String, Error> {
    let wrong = || {
        Error::new(
            ErrorKind::InvalidOperation,
            format!("`{date}` is no date like 2026-11-23"),
        )
    };
    let parsed = chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").map_err(|_| wrong())?;
    let (year, month, day) = (parsed.year(), parsed.month0(), parsed.day());
    let months = word(texts, info::MONTHS);
    let month = usize::try_from(month)
        .ok()
        .and_then(|month| months.split(' ').nth(month))
        .ok_or_else(wrong)?;
    let day = match texts.language() {
        Language::Fr if day == 1 => "1er".to_owned(),
        _ => day.to_string(),
    };
    Ok(texts.get(&info::date(day, month, year.to_string())))
}

fn word(texts: &Catalog, key: Key) -> String {
    texts.get(&key.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_and_dates_read_as_the_language_writes_them() {
        let texts = |language| Catalog::built_in(language, Arc::default());
        assert_eq!(euro(&texts(Language::Nl), 500), "€\u{a0}5");
        assert_eq!(euro(&texts(Language::Fr), 1250), "12,50\u{a0}€");
        assert_eq!(euro(&texts(Language::En), 105), "€1.05");
        let date = |language, text| date_text(&texts(language), text);
        assert_eq!(
            date(Language::Uk, "2026-11-03").unwrap(),
            "3\u{a0}листопада 2026 року"
        );
        assert_eq!(
            date(Language::Fr, "2026-01-01").unwrap(),
            "1er\u{a0}janvier 2026"
        );
        assert_eq!(
            date(Language::De, "2026-12-31").unwrap(),
            "31.\u{a0}Dezember 2026"
        );
        assert!(date(Language::Nl, "2026-02-29").is_err());
        assert!(date(Language::Nl, "gisteren").is_err());
    }

    #[test]
    fn every_language_names_twelve_months() {
        for language in Language::ALL {
            let texts = Catalog::built_in(language, Arc::default());
            assert_eq!(
                word(&texts, info::MONTHS).split(' ').count(),
                12,
                "{language}"
            );
        }
    }

    #[test]
    fn a_missing_fact_stops_the_page() {
        let region = Region::demo().unwrap();
        assert!(fill(Language::Nl, &region, "{{ region.name }}").is_ok());
        assert!(fill(Language::Nl, &region, "{{ region.nothing }}").is_err());
        assert!(fill(Language::Nl, &region, "{{ region.prices.nothing | euro }}").is_err());
    }
}
