//! Dates, times and numbers as the browser writes them in a language.

use domain::language::Language;
use js_sys::{Array, Date, Object, Reflect};
use wasm_bindgen::JsValue;

/// How a moment is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// 25 november 2026
    Date,
    /// 25 nov 2026
    ShortDate,
    /// wo 25 nov 20:00
    DayAndTime,
    /// 25 nov 04:12
    Moment,
    /// 20:00
    Time,
}

impl Form {
    const fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Date => &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
            Self::ShortDate => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
            Self::DayAndTime => &[
                ("weekday", "short"),
                ("day", "numeric"),
                ("month", "short"),
                ("hour", "2-digit"),
                ("minute", "2-digit"),
            ],
            Self::Moment => &[
                ("day", "numeric"),
                ("month", "short"),
                ("hour", "2-digit"),
                ("minute", "2-digit"),
            ],
            Self::Time => &[("hour", "2-digit"), ("minute", "2-digit")],
        }
    }
}

/// A moment (milliseconds since 1970) on the clock of Brussels, in `language`.
pub fn moment(language: Language, millis: i64, form: Form) -> String {
    let options = Object::new();
    let all = [("timeZone", "Europe/Brussels"), ("hourCycle", "h23")];
    for (name, value) in form.options().iter().chain(&all) {
        // Setting a member of a plain object does not fail.
        drop(Reflect::set(&options, &(*name).into(), &(*value).into()));
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "moments of this age are far below 2^53"
    )]
    let date = Date::new(&JsValue::from_f64(millis as f64));
    date.to_locale_string(tag(language), &options).into()
}

/// An amount of euros.
pub fn euros(language: Language, cents: i64) -> String {
    let options = Object::new();
    for (name, value) in [("style", "currency"), ("currency", "EUR")] {
        drop(Reflect::set(&options, &name.into(), &value.into()));
    }
    #[expect(clippy::cast_precision_loss, reason = "prices are far below 2^53")]
    let euros = cents as f64 / 100.0;
    number(language, euros, &options)
}

/// A number with one digit behind the point, or the comma.
pub fn one_digit(language: Language, value: f64) -> String {
    let options = Object::new();
    for name in ["minimumFractionDigits", "maximumFractionDigits"] {
        drop(Reflect::set(&options, &name.into(), &1.into()));
    }
    number(language, value, &options)
}

fn number(language: Language, value: f64, options: &Object) -> String {
    let locales = Array::of1(&tag(language).into());
    let format = js_sys::Intl::NumberFormat::new(&locales, options).format();
    let written = format.call1(&JsValue::UNDEFINED, &value.into());
    written
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| value.to_string())
}

/// Belgium's ways, and the digits that are printed on the pass in Arabic too.
const fn tag(language: Language) -> &'static str {
    match language {
        Language::Nl => "nl-BE",
        Language::Fr => "fr-BE",
        Language::En => "en-GB",
        Language::De => "de-BE",
        Language::Uk => "uk-UA",
        Language::Ru => "ru-RU",
        Language::Ar => "ar-u-nu-latn",
        Language::Tr => "tr-TR",
    }
}
