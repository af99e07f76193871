//! Typing the number that stands on the pass, where it cannot be scanned; and for whoever may, who has
//! no pass at hand.

use super::{door::use_door, identify, listen, say, search::LookUp};
use crate::{
    i18n::{Text, keys::volunteer as text, t, use_i18n},
    ui::{Button, Field, Variant},
};
use domain::{shift::Act, sync::shift::Search, verdict::Mistake};
use leptos::prelude::*;

/// How many digits a national number has.
const INSZ_DIGITS: usize = 11;

/// One field for thirteen digits, or for whom somebody looks; each mistake is told in its own words,
/// beside it.
#[component]
pub(super) fn Typing(
    /// Goes back to the camera.
    on_camera: Callback<()>,
) -> impl IntoView {
    let door = use_door();
    let i18n = use_i18n();
    let number = RwSignal::new(String::new());
    let mistake = RwSignal::new(None::<Text>);
    let error =
        Signal::derive(move || mistake.with(|mistake| mistake.as_ref().map(|text| i18n.get(text))));
    let look = LookUp::new(door, number);
    let role = door.role().filter(|_| !door.practises.get_untracked());
    let searches = role.is_some_and(|role| role.may(Act::SearchByName));
    let (label, hint, keyboard) = if searches {
        (text::SEARCH, text::SEARCH_HINT, "text")
    } else {
        (text::NUMBER, text::NUMBER_HINT, "numeric")
    };
    let hint = Signal::derive(move || i18n.get(&hint.into()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        look.forget();
        let typed = number.get_untracked();
        if searches {
            if let Some(search) = Search::typed(&typed) {
                mistake.set(None);
                return look.ask(search);
            }
            if let Some(wrong) = unclear(&typed) {
                return mistake.set(Some(wrong));
            }
        }
        match identify::typed(&typed) {
            Ok(shown) => {
                mistake.set(None);
                number.set(String::new());
                door.take(Ok(shown), listen::now());
            }
            Err(wrong) => mistake.set(Some(say::typing(wrong))),
        }
    };
    view! {
        <form class="door__typing" on:submit=submit novalidate>
            <Field
                name="door-number"
                label=t(label)
                keyboard=keyboard
                hint
                error
                value=number
                autocomplete="off"
            />
            <div class="door__acts">
                <button class="button button--primary" type="submit">{t(text::NUMBER_GO)}</button>
                <Button variant=Variant::Quiet press=move |_| on_camera.run(())>{t(text::CAMERA_INSTEAD)}</Button>
            </div>
            {look.view()}
        </form>
    }
}

/// What is wrong with what was typed by somebody who may look people up, where it is no pass number.
fn unclear(typed: &str) -> Option<Text> {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    if typed.chars().any(char::is_alphabetic) && digits == 0 {
        return Some(text::SEARCH_BOTH.into());
    }
    (digits == INSZ_DIGITS).then(|| say::typing(Mistake::CheckDigit))
}
