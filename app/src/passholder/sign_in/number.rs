//! The form with number and birth date. Typing errors are told at once, each in its own sentence;
//! whether somebody has the number is told by the server only, and never apart from a wrong date.

use super::{FormError, Sending};
use crate::{
    i18n::{Text, keys::passholder as text, t, use_i18n},
    ui::Field,
};
use domain::{
    number::{UitpasNumber, UitpasNumberError},
    uitpas_api::Date,
};
use leptos::{ev::SubmitEvent, prelude::*};

/// The form; with `pin` it also asks for the PIN.
#[component]
pub(super) fn NumberForm(
    /// Whether the PIN is asked for from the start.
    #[prop(optional)]
    pin: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (number, secret) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let born = Born::new();
    let asks_pin = RwSignal::new(pin);
    let number_error = RwSignal::new(None::<Text>);
    let (sending, phone) = (Sending::new(), super::use_phone());
    let said = move |error: RwSignal<Option<Text>>| {
        Signal::derive(move || error.get().map(|error| i18n.get(&error)))
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let parsed = number.with(|number| number.parse::<UitpasNumber>());
        number_error.set(parsed.as_ref().err().map(|error| typing_error(*error)));
        let date = born.read();
        if let (Ok(number), Some(date)) = (parsed, date) {
            #[cfg(feature = "browser")]
            super::send::by_number(phone, sending, &number, date, secret.get_untracked());
            #[cfg(not(feature = "browser"))]
            let _ = (number, date, phone, secret);
        }
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <Field
                name="uitpas-number"
                label=t(text::NUMBER)
                keyboard="numeric"
                hint=Signal::derive(move || i18n.get(&text::NUMBER_HINT.into()))
                error=said(number_error)
                value=number
                autocomplete="off"
            />
            {born.fields()}
            {move || asks_pin.get().then(|| view! {
                <Field name="pin" label=t(text::PIN) kind="password" keyboard="numeric" value=secret autocomplete="current-password"/>
            })}
            <FormError sending/>
            <button class="button button--primary button--wide" type="submit" aria-busy=move || sending.busy.get().then_some("true")>
                {t(text::SIGN_IN_DO)}
            </button>
            {(!pin).then(|| view! {
                <button class="button button--plain" type="button" hidden=move || asks_pin.get() on:click=move |_| asks_pin.set(true)>
                    {t(text::I_HAVE_A_PIN)}
                </button>
            })}
        </form>
    }
}

/// What is wrong with a typed number.
pub(in crate::passholder) fn typing_error(error: UitpasNumberError) -> Text {
    let missing = |digits: usize| u64::try_from(13_usize.saturating_sub(digits)).unwrap_or(0);
    let extra = |digits: usize| u64::try_from(digits.saturating_sub(13)).unwrap_or(0);
    match error {
        UitpasNumberError::TooShort { digits: 0 } => text::NUMBER_EMPTY.into(),
        UitpasNumberError::TooShort { digits } => text::number_short(missing(digits)),
        UitpasNumberError::TooLong { digits } => text::number_long(extra(digits)),
        UitpasNumberError::Letters => text::NUMBER_LETTERS.into(),
        UitpasNumberError::WrongCheckDigit => text::NUMBER_CHECK.into(),
    }
}

/// A birth date in three fields: no calendar to leaf through sixty years of.
#[derive(Clone, Copy)]
pub(in crate::passholder) struct Born {
    day: RwSignal<String>,
    month: RwSignal<String>,
    year: RwSignal<String>,
    error: RwSignal<Option<Text>>,
}

impl Born {
    pub(in crate::passholder) fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            day: empty(),
            month: empty(),
            year: empty(),
            error: RwSignal::new(None),
        }
    }

    /// Empties the fields.
    pub(in crate::passholder) fn clear(self) {
        for field in [self.day, self.month, self.year] {
            field.try_set(String::new());
        }
    }

    /// The date, or the sentence that says what is wrong.
    pub(in crate::passholder) fn read(self) -> Option<Date> {
        let part = |field: RwSignal<String>| field.with(|text| digits(text));
        let date = match (part(self.day), part(self.month), part(self.year)) {
            (Some(day), Some(month), Some(year)) if year >= 1900 => i32::try_from(year)
                .ok()
                .and_then(|year| Date::new(year, month, day)),
            _ => None,
        };
        self.error
            .set(date.is_none().then(|| text::DATE_WRONG.into()));
        date
    }

    pub(in crate::passholder) fn fields(self) -> AnyView {
        let i18n = use_i18n();
        let error = move || self.error.get().map(|error| i18n.get(&error));
        view! {
            <fieldset class="born">
                <legend class="field__label">{t(text::BORN)}</legend>
                {move || error().map(|error| view! { <span class="field__error" id="born-error">{error}</span> })}
                <div class="born__parts">
                    <Field name="born-day" label=t(text::DAY) keyboard="numeric" value=self.day autocomplete="bday-day" longest=2/>
                    <Field name="born-month" label=t(text::MONTH) keyboard="numeric" value=self.month autocomplete="bday-month" longest=2/>
                    <Field name="born-year" label=t(text::YEAR) keyboard="numeric" value=self.year autocomplete="bday-year" longest=4/>
                </div>
            </fieldset>
        }
        .into_any()
    }
}

/// A whole number, in the digits of any keyboard.
fn digits(text: &str) -> Option<u32> {
    let mut value = 0_u32;
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    for character in text.chars() {
        let digit = match character {
            '\u{0660}'..='\u{0669}' => u32::from(character) - 0x0660,
            '\u{06F0}'..='\u{06F9}' => u32::from(character) - 0x06F0,
            _ => character.to_digit(10)?,
        };
        value = value.checked_mul(10)?.checked_add(digit)?;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn numbers_are_read_in_the_digits_of_any_keyboard() {
        assert_eq!(digits(" 1983 "), Some(1983));
        assert_eq!(digits("١٩٨٣"), Some(1983));
        assert_eq!(digits("۰۲"), Some(2));
        assert_eq!(digits(""), None);
        assert_eq!(digits("2a"), None);
    }
}
