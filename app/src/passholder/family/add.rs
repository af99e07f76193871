//! Adding somebody by number and birth date, as the card in hand shows them, with a small picture.

use crate::{
    i18n::{Text, keys::passholder as text, t, use_i18n},
    passholder::{
        doing::{Verb, change},
        phone::use_phone,
        sign_in::{Born, FormError, Sending, typing_error},
    },
    ui::Field,
};
use domain::{number::UitpasNumber, sync::family::NewMember};
use leptos::{ev::SubmitEvent, prelude::*};

/// Pictures to tell each other apart by.
const ICONS: [&str; 8] = ["🦊", "🐻", "🐼", "🦁", "🐸", "🦉", "🐳", "🌻"];

/// The form.
#[component]
pub(super) fn AddMember() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let number = RwSignal::new(String::new());
    let number_error = RwSignal::new(None::<Text>);
    let icon = RwSignal::new(ICONS[0]);
    let born = Born::new();
    let sending = Sending::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let parsed = number.with_untracked(|number| number.parse::<UitpasNumber>());
        number_error.set(parsed.as_ref().err().map(|error| typing_error(*error)));
        if let (Ok(parsed), Some(date)) = (parsed, born.read()) {
            let body = NewMember {
                number: parsed.as_str().to_owned(),
                date_of_birth: date.to_string(),
                icon: Some(icon.get_untracked().to_owned()),
            };
            change(
                phone,
                sending,
                Verb::Post,
                "family".to_owned(),
                body,
                move || {
                    number.try_set(String::new());
                    born.clear();
                },
            );
        }
    };
    let error = Signal::derive(move || number_error.get().map(|error| i18n.get(&error)));
    let choice = move |of: &'static str| {
        let pressed = move || (icon.get() == of).to_string();
        view! {
            <button type="button" class="chip chip--icon" aria-pressed=pressed aria-label=of on:click=move |_| icon.set(of)>{of}</button>
        }
    };
    view! {
        <section class="setting">
            <h2>{t(text::MEMBER_ADD)}</h2>
            <p>{t(text::MEMBER_ADD_WHAT)}</p>
            <form class="form" novalidate on:submit=submit>
                <Field name="member-number" label=t(text::NUMBER) keyboard="numeric" error=error value=number autocomplete="off"/>
                {born.fields()}
                <fieldset class="born">
                    <legend class="field__label">{t(text::PICTURE)}</legend>
                    <div class="chips">{ICONS.map(choice)}</div>
                </fieldset>
                <FormError sending/>
                <button class="button button--primary button--wide" type="submit" aria-busy=move || sending.busy.get().then_some("true")>
                    {t(text::MEMBER_ADD)}
                </button>
            </form>
        </section>
    }
}
