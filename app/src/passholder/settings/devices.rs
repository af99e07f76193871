//! The phones and browsers that are signed in for this person, each to be sent away; and a code that
//! lets another one in.

use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    passholder::{
        doing::{Verb, change},
        format::{self, Form},
        phone::use_phone,
        sign_in::{FormError, Sending},
    },
    ui::{Badge, Qr, Tone},
};
use domain::sync::{device::DeviceView, sign_in::HandedOut};
use leptos::prelude::*;

/// The section.
#[component]
pub(super) fn Devices() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let devices = RwSignal::new(Vec::<DeviceView>::new());
    let sending = Sending::new();
    #[cfg(feature = "browser")]
    let load = move || {
        leptos::task::spawn_local(async move {
            match crate::passholder::live::fetch("devices").await {
                Ok(found) => drop(devices.try_set(found)),
                Err(error) => drop(sending.error.try_set(Some(error))),
            }
        });
    };
    #[cfg(not(feature = "browser"))]
    let load = || {};
    Effect::new(move |_| load());
    let line = move |device: DeviceView| {
        let seen = device.last_seen_at;
        let when = move || {
            i18n.get(&text::last_seen(format::moment(
                i18n.language(),
                seen,
                Form::Moment,
            )))
        };
        let path = format!("devices/{}", device.id);
        let away = move |_| change(phone, sending, Verb::Delete, path.clone(), (), load);
        view! {
            <li class="device">
                <p class="device__name">{device.name}</p>
                <p class="proof__when">{when}</p>
                {if device.current {
                    view! { <Badge tone=Tone::Good>{t(text::THIS_DEVICE)}</Badge> }.into_any()
                } else {
                    view! { <button class="button button--plain" type="button" on:click=away>{t(text::DEVICE_AWAY)}</button> }.into_any()
                }}
            </li>
        }
    };
    view! {
        <section class="setting">
            <h2>{t(text::DEVICES)}</h2>
            <FormError sending/>
            <ul class="devices">{move || devices.get().into_iter().map(line).collect_view()}</ul>
            <AnotherPhone sending/>
        </section>
    }
}

/// A code for another phone, as text and as a QR that its camera opens.
#[component]
fn AnotherPhone(
    /// The state of what is asked.
    sending: Sending,
) -> impl IntoView {
    let i18n = use_i18n();
    let made = RwSignal::new(None::<HandedOut>);
    let make = move |_| {
        #[cfg(feature = "browser")]
        leptos::task::spawn_local(async move {
            match crate::passholder::live::pairing_code().await {
                Ok(code) => drop(made.try_set(Some(code))),
                Err(error) => drop(sending.error.try_set(Some(error))),
            }
        });
        #[cfg(not(feature = "browser"))]
        let _ = sending;
    };
    move || {
        match made.get() {
        None => view! {
            <button class="button button--quiet" type="button" on:click=make>{t(text::ANOTHER_PHONE)}</button>
        }
        .into_any(),
        Some(code) => {
            let until = format::moment(i18n.language(), code.expires_at, Form::Time);
            let data = Signal::derive(move || code.url.clone());
            view! {
                <div class="pass__code">
                    <Qr text=data label=t(text::ANOTHER_PHONE_QR)/>
                    <p class="pass__number ltr">{code.code}</p>
                </div>
                <p>{i18n.get(&text::another_phone_what(until))}</p>
            }
            .into_any()
        }
    }
    }
}
