//! The phones of a door, and what waits for a yes.

use super::{
    door::Door,
    format::{moment, time},
    panel::{button, sure},
};
use crate::{
    i18n::{keys::club as text, t, use_i18n},
    ui::{Badge, Empty, Tone, Variant},
};
use domain::{
    shift::Role,
    sync::shift::{HeldItem, ShiftDevice},
};
use leptos::prelude::*;

/// The phones.
pub(super) fn phones(door: Door) -> AnyView {
    let devices = Memo::new(move |_| {
        door.report.with(|report| {
            report
                .as_ref()
                .map(|report| report.devices.clone())
                .unwrap_or_default()
        })
    });
    let asked = RwSignal::new(None::<(String, String)>);
    let open = RwSignal::new(false);
    let i18n = use_i18n();
    let name = move || {
        asked.with(|asked| {
            asked
                .as_ref()
                .map(|(_, name)| name.clone())
                .unwrap_or_default()
        })
    };
    let revoke = move || {
        if let Some((id, _)) = asked.get_untracked() {
            door.act("DELETE", format!("/phones/{id}"), serde_json::Value::Null);
        }
    };
    let rows = move || {
        let devices = devices.get();
        if devices.is_empty() {
            return view! { <Empty>{t(text::ADMIN_PHONES_EMPTY)}</Empty> }.into_any();
        }
        let rows = devices.into_iter().map(|device| row(&device, asked, open));
        view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="desk-panel">
            <h2>{t(text::ADMIN_PHONES)}</h2>
            {rows}
            {sure(
                "phone-revoke",
                open,
                move || i18n.get(&text::admin_revoke_ask(name())),
                view! { <p>{t(text::ADMIN_REVOKE_WHAT)}</p> }.into_any(),
                text::ADMIN_REVOKE,
                revoke,
            )}
        </section>
    }
    .into_any()
}

fn row(
    device: &ShiftDevice,
    asked: RwSignal<Option<(String, String)>>,
    open: RwSignal<bool>,
) -> AnyView {
    let i18n = use_i18n();
    let role = match device.role {
        Role::Tablet => text::ADMIN_ROLE_TABLET,
        Role::Steward => text::ADMIN_ROLE_STEWARD,
        Role::Counter => text::ADMIN_ROLE_COUNTER,
        Role::Admin => text::ADMIN_ROLE_ADMIN,
    };
    let (id, name) = (device.id.clone(), device.name.clone());
    let seen = time(device.seen_at);
    let scans = device.scans.to_string();
    let out = device.revoked_at.is_some();
    let ask = move || {
        asked.set(Some((id.clone(), name.clone())));
        open.set(true);
    };
    let state = if out {
        view! { <Badge tone=Tone::Bad>{t(text::ADMIN_REVOKED)}</Badge> }.into_any()
    } else {
        button(Variant::Quiet, text::ADMIN_REVOKE, ask)
    };
    let waiting = (device.waiting > 0).then(|| {
        let waiting = device.waiting;
        view! {
            <span class="desk-phone__more">{t(text::ADMIN_WAITING)}": "{waiting}</span>
        }
    });
    let gaps = (!device.gaps.is_empty())
        .then(|| view! { <span class="desk-phone__gaps">{t(text::ADMIN_GAPS)}</span> });
    view! {
        <li>
            <span class="rows__main">
                <strong>{device.name.clone()}</strong>
                <span class="desk-phone__more">{t(role)}</span>
                <span class="desk-phone__more">
                    {move || i18n.get(&text::admin_scans(scans.clone()))}
                    " · "
                    {move || i18n.get(&text::admin_seen(seen.clone()))}
                </span>
                {waiting}
                {gaps}
            </span>
            {state}
        </li>
    }
    .into_any()
}

/// What came after a phone was shut out.
pub(super) fn held(door: Door) -> AnyView {
    let items = Memo::new(move |_| {
        door.report.with(|report| {
            report
                .as_ref()
                .map(|report| report.held.clone())
                .unwrap_or_default()
        })
    });
    let decide = move |(device, id): &(String, String), accept: bool| {
        door.act(
            "POST",
            format!("/phones/{device}/held/{id}"),
            serde_json::json!({ "accept": accept }),
        );
    };
    let row = move |item: HeldItem| {
        let yes = (item.device, item.id);
        let no = yes.clone();
        view! {
            <li>
                <span class="rows__main">
                    <strong>{item.name}</strong>
                    <span class="desk-phone__more"><bdi>{moment(item.at)}</bdi></span>
                </span>
                {button(Variant::Primary, text::ADMIN_ACCEPT, move || decide(&yes, true))}
                {button(Variant::Quiet, text::ADMIN_DECLINE, move || decide(&no, false))}
            </li>
        }
    };
    let panel = move || {
        let items = items.get();
        (!items.is_empty()).then(|| {
            view! {
                <section class="desk-panel desk-panel--held">
                    <h2>{t(text::ADMIN_HELD)}</h2>
                    <p>{t(text::ADMIN_HELD_WHAT)}</p>
                    <ul class="rows">{items.into_iter().map(row).collect_view()}</ul>
                </section>
            }
        })
    };
    view! { {panel} }.into_any()
}
