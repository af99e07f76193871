//! Typing the number that stands on the pass, where it cannot be scanned.

use super::{door::use_door, identify, listen, say};
use crate::{
    i18n::{Text, keys::volunteer as text, t, use_i18n},
    ui::{Button, Field, Variant},
};
use leptos::prelude::*;

/// One field for thirteen digits; each mistake is told in its own words, beside it.
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
    let hint = Signal::derive(move || i18n.get(&text::NUMBER_HINT.into()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match number.with_untracked(|number| identify::typed(number)) {
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
                label=t(text::NUMBER)
                keyboard="numeric"
                hint
                error
                value=number
                autocomplete="off"
            />
            <div class="door__acts">
                <button class="button button--primary" type="submit">{t(text::NUMBER_GO)}</button>
                <Button variant=Variant::Quiet press=move |_| on_camera.run(())>{t(text::CAMERA_INSTEAD)}</Button>
            </div>
        </form>
    }
}
