//! Dates, prices and points in the reader's language. On the server there is nothing to write yet:
//! what is personal is filled in in the browser.

use crate::i18n::{I18n, keys::passholder as text};
use domain::{language::Language, time::Timestamp, uitpas_api::time::Date};

/// How a moment is written.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// With the month in full.
    Date,
    /// With a short month.
    ShortDate,
    /// With the day of the week.
    DayAndTime,
    /// Day and time.
    Moment,
    /// The time of day.
    Time,
}

/// A moment on the clock of Brussels.
pub(super) fn moment(language: Language, at: Timestamp, form: Form) -> String {
    #[cfg(feature = "browser")]
    {
        use crate::device::intl;
        let form = match form {
            Form::Date => intl::Form::Date,
            Form::ShortDate => intl::Form::ShortDate,
            Form::DayAndTime => intl::Form::DayAndTime,
            Form::Moment => intl::Form::Moment,
            Form::Time => intl::Form::Time,
        };
        intl::moment(language, at.millis(), form)
    }
    #[cfg(not(feature = "browser"))]
    {
        let _ = (language, at, form);
        String::new()
    }
}

/// A day of the calendar.
pub(super) fn day(language: Language, day: Date, form: Form) -> String {
    moment(language, Timestamp::start_of_day(day.naive()), form)
}

/// An amount of euros.
pub(super) fn euros(language: Language, cents: i64) -> String {
    #[cfg(feature = "browser")]
    {
        crate::device::intl::euros(language, cents)
    }
    #[cfg(not(feature = "browser"))]
    {
        let _ = (language, cents);
        String::new()
    }
}

/// A number with one digit behind the comma.
pub(super) fn one_digit(language: Language, value: f64) -> String {
    #[cfg(feature = "browser")]
    {
        crate::device::intl::one_digit(language, value)
    }
    #[cfg(not(feature = "browser"))]
    {
        let _ = (language, value);
        String::new()
    }
}

/// "points" in the form that a count takes, without the count: it stands beside it, large.
pub(super) fn unit(i18n: I18n, points: Option<i64>) -> String {
    let count = points
        .and_then(|points| u64::try_from(points).ok())
        .unwrap_or(0);
    let whole = i18n.get(&text::points(count));
    whole.replacen(&count.to_string(), "", 1).trim().to_owned()
}

/// Points that came or went, with their sign.
pub(super) fn signed(points: i64) -> String {
    if points < 0 {
        format!("−{}", points.unsigned_abs())
    } else {
        format!("+{points}")
    }
}
