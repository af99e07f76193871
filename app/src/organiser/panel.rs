//! Pieces that these screens share: tabs, what went wrong, a button that acts, a field that follows.

use super::{address, ask::Failed, desk::Desk};
use crate::{
    i18n::{Key, keys::club as text, t, use_i18n},
    ui::Variant,
};
use domain::sync::shift::DoorReason;
use leptos::{ev, prelude::*};

/// The places of an organiser.
pub(super) fn tabs(desk: Desk, screen: Signal<String>) -> AnyView {
    let places = [
        ("", "deur", text::ADMIN_DOORS),
        ("activiteiten", "affiche", text::ADMIN_EVENTS),
        ("lijst", "lijst", text::LIST_TAB),
        ("leden", "leden", text::MEMBERS),
        ("toegang", "toegang", text::ADMIN_ACCESS),
    ];
    // Lists of people are made in our own registry only.
    let ours = ["lijst", "leden"];
    let elsewhere = desk.is_elsewhere();
    let there = |place: &&str| !(elsewhere && ours.contains(place));
    let places = places.into_iter().filter(|(place, ..)| there(place));
    let links = places.map(|(place, below, name)| {
        let current = move || {
            let here = screen.with(|screen| {
                screen == place || screen.split('/').next() == Some(below)
            });
            here.then_some("page")
        };
        view! { <li><a class="desk-tabs__link" href=address(place) aria-current=current>{t(name)}</a></li> }
    });
    let links = links.collect_view();
    view! {
        <nav class="desk-tabs" aria-label=t(text::ADMIN_TITLE)>
            <ul class="desk-tabs__list">{links}</ul>
        </nav>
    }
    .into_any()
}

/// The sentence for what went wrong.
pub(super) const fn sentence(failed: Failed) -> Key {
    let Failed::Refused(reason) = failed else {
        return text::ADMIN_ERROR_NETWORK;
    };
    match reason {
        DoorReason::SignedOut => text::ADMIN_ERROR_SIGNED_OUT,
        DoorReason::NotFound | DoorReason::MayNot => text::ADMIN_ERROR_NOT_FOUND,
        DoorReason::Unavailable => text::ADMIN_ERROR_UNAVAILABLE,
        DoorReason::TooOften => text::ADMIN_ERROR_TOO_OFTEN,
        DoorReason::HoursBackwards => text::ADMIN_ERROR_HOURS,
        DoorReason::HoursPast => text::ADMIN_ERROR_PAST,
        DoorReason::HoursTooLong => text::ADMIN_ERROR_TOO_LONG,
        DoorReason::NoActivity => text::ADMIN_ERROR_NO_ACTIVITY,
        DoorReason::NameMissing => text::ADMIN_ERROR_NAME,
        DoorReason::ReasonMissing => text::ADMIN_ERROR_REASON,
        DoorReason::OutOfRange => text::ADMIN_ERROR_RANGE,
        DoorReason::PasskeyRefused => text::ADMIN_ERROR_PASSKEY,
        DoorReason::InviteUnknown => text::ADMIN_ERROR_INVITE,
        DoorReason::LastPasskey => text::ADMIN_ERROR_LAST,
        DoorReason::AddressNeedsName => text::ADMIN_ERROR_ADDRESS,
        DoorReason::ShiftOver => text::ADMIN_ERROR_OVER,
        _ => text::ADMIN_ERROR_OTHER,
    }
}

/// What went wrong last, until something goes right.
pub(super) fn trouble(desk: Desk) -> AnyView {
    let i18n = use_i18n();
    view! {
        <div class="desk-trouble" role="alert">
            {move || desk.trouble.get().map(|failed| {
                view! { <p class="desk-trouble__text">{i18n.get(&sentence(failed).into())}</p> }
            })}
        </div>
    }
    .into_any()
}

/// A button that does something here.
pub(super) fn button(
    variant: Variant,
    says: Key,
    act: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let class = match variant {
        Variant::Primary => "button button--primary",
        Variant::Quiet => "button button--quiet",
        Variant::Danger => "button button--danger",
    };
    view! { <button class=class type="button" on:click=move |_: ev::MouseEvent| act()>{t(says)}</button> }
        .into_any()
}

/// A line to type in that a signal follows.
pub(super) fn line(
    id: &'static str,
    kind: &'static str,
    label: Key,
    hint: Option<Key>,
    value: RwSignal<String>,
) -> AnyView {
    let described = hint.map(|_| format!("{id}-hint"));
    view! {
        <div class="field">
            <label class="field__label" for=id>{t(label)}</label>
            {hint.map(|hint| view! { <span class="field__hint" id=format!("{id}-hint")>{t(hint)}</span> })}
            <input
                class="field__input"
                id=id
                name=id
                type=kind
                aria-describedby=described
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

/// One of several, which a signal follows.
pub(super) fn select(
    id: &'static str,
    label: Key,
    options: impl Fn() -> Vec<(String, String)> + Send + 'static,
    value: RwSignal<String>,
) -> AnyView {
    let options = move || {
        let option = |(key, name): (String, String)| {
            let chosen = key.clone();
            view! { <option value=key selected=move || value.with(|value| *value == chosen)>{name}</option> }
        };
        options().into_iter().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>{t(label)}</label>
            <select
                class="field__input"
                id=id
                name=id
                on:change=move |event| value.set(event_target_value(&event))
            >
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// A box to tick that a signal follows.
pub(super) fn tick(
    id: String,
    label: impl Fn() -> String + Send + 'static,
    value: RwSignal<bool>,
) -> AnyView {
    let of = id.clone();
    view! {
        <label class="choice" for=of>
            <input
                type="checkbox"
                id=id.clone()
                name=id
                prop:checked=value
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

/// A question with a yes and a way back.
pub(super) fn sure(
    id: &'static str,
    open: RwSignal<bool>,
    ask: impl Fn() -> String + Send + 'static,
    what: AnyView,
    yes: Key,
    act: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    view! {
        <crate::ui::Dialog id open title=ask>
            {what}
            <div class="dialog__acts">
                {button(Variant::Danger, yes, move || {
                    open.set(false);
                    act();
                })}
                {button(Variant::Quiet, text::ADMIN_CANCEL, move || open.set(false))}
            </div>
        </crate::ui::Dialog>
    }
    .into_any()
}
