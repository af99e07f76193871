//! What can be set on this phone: how it looks, what it keeps, which devices are signed in, and
//! leaving, which erases everything here.

mod devices;
mod home_screen;
mod leave;
mod own_data;
mod pin;
mod storage;

use super::phone::use_phone;
use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    info::use_title,
};
use devices::Devices;
use home_screen::HomeScreen;
use leave::Leave;
use leptos::prelude::*;
use own_data::OwnData;
use pin::PinSetting;
use storage::Storage;

/// The settings.
#[component]
pub(super) fn SettingsScreen() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    use_title(move || i18n.get(&text::SETTINGS.into()));
    // A refresh must not build these anew: what somebody types in them would be gone.
    let full = Memo::new(move |_| phone.is_full());
    let easy = move || phone.likes.with(|likes| likes.easy);
    view! {
        <div class="page page--list">
            <h1>{t(text::SETTINGS)}</h1>
            <HomeScreen/>
            <section class="setting">
                <h2>{t(text::EASY)}</h2>
                <p>{t(text::EASY_WHAT)}</p>
                <label class="choice" for="easy">
                    <input
                        type="checkbox"
                        id="easy"
                        prop:checked=easy
                        on:change=move |event| phone.like(|likes| likes.easy = event_target_checked(&event))
                    />
                    <span>{t(text::EASY_ON)}</span>
                </label>
            </section>
            <Storage/>
            {move || full.get().then(|| view! { <PinSetting/><Devices/><OwnData/> })}
            <Leave/>
        </div>
    }
}
