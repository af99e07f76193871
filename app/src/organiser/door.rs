//! One door while it runs: the head count of all phones, the code for the next helper, the phones,
//! what waits for a yes, the log.

use super::{
    ask,
    desk::Desk,
    format::span,
    log, open,
    panel::{button, sure},
    phones, unregistered,
};
use crate::{
    i18n::{Key, keys::club as text, t, use_i18n},
    ui::{Qr, Toast, Variant},
};
use domain::{
    shift::{Manner, Phase, Role},
    sync::shift::{Count, NewCode, ShiftReport, ShownCode},
    time::Timestamp,
};
use leptos::prelude::*;
use std::time::Duration;

/// How often the screen asks.
const EVERY: Duration = Duration::from_secs(4);

/// What this screen follows.
#[derive(Clone, Copy)]
pub(super) struct Door {
    pub(super) desk: Desk,
    pub(super) id: StoredValue<String>,
    pub(super) report: RwSignal<Option<ShiftReport>>,
    /// Counts up with whatever somebody did here, so that the log is asked again.
    pub(super) done: RwSignal<u32>,
}

impl Door {
    /// A path below the shift.
    pub(super) fn path(self, below: &str) -> String {
        self.id.with_value(|id| format!("/shifts/{id}{below}"))
    }

    /// Asks for the report.
    pub(super) fn refresh(self) {
        ask::begin(async move {
            let found = ask::get::<ShiftReport>(&self.path("")).await;
            if let Some(report) = self.desk.take_quietly(found) {
                self.report.set(Some(report));
            }
        });
    }

    /// Does something and asks again.
    pub(super) fn act(self, method: &'static str, below: String, body: serde_json::Value) {
        ask::begin(async move {
            let path = self.path(&below);
            let done = ask::send::<()>(method, &path, &body).await;
            if self.desk.take(done).is_some() {
                self.done.update(|done| *done += 1);
                self.refresh();
            }
        });
    }
}

/// The screen.
pub(super) fn door(desk: Desk, id: String) -> AnyView {
    let door = Door {
        desk,
        id: StoredValue::new(id),
        report: RwSignal::new(None),
        done: RwSignal::new(0),
    };
    Effect::new(move |_| {
        door.refresh();
        if let Ok(asking) = set_interval_with_handle(move || door.refresh(), EVERY) {
            on_cleanup(move || asking.clear());
        }
    });
    let is_there = Memo::new(move |_| door.report.with(Option::is_some));
    move_once(is_there, move || whole(door))
}

/// What is shown once something is there, and not made anew with each change of it.
fn move_once(there: Memo<bool>, view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    view! {
        {move || if there.get() {
            view()
        } else {
            view! { <p role="status">{t(text::ADMIN_LOADING)}</p> }.into_any()
        }}
    }
    .into_any()
}

fn whole(door: Door) -> AnyView {
    let shift = Memo::new(move |_| {
        door.report
            .with(|report| report.as_ref().map(|report| report.shift.clone()))
    });
    let now = move || {
        let now = door
            .report
            .with(|report| report.as_ref().map(|report| report.now));
        Timestamp::from_millis(now.unwrap_or_default())
    };
    let head = move || {
        shift.get().map(|shift| {
            view! {
                <div>
                    <h1>{shift.name.clone()}</h1>
                    <p class="desk-card__when"><bdi>{span(shift.hours.begins_at, shift.hours.end())}</bdi></p>
                </div>
                {open::phase(&shift, now())}
            }
        })
    };
    let runs = Memo::new(move |_| {
        shift.with(|shift| {
            let phase = shift.as_ref().map(|shift| shift.hours.phase(now()));
            matches!(phase, Some(Phase::Running | Phase::NotYet { .. }))
        })
    });
    let ending = RwSignal::new(false);
    view! {
        <section class="desk-door">
            <div class="desk-head">{head}</div>
            {counts(door)}
            <div class="desk-columns">
                <div>
                    {move || runs.get().then(|| invite(door))}
                    {phones::phones(door)}
                    {phones::held(door)}
                    {unregistered::unregistered(door)}
                </div>
                <div>{log::log(door)}</div>
            </div>
            {move || runs.get().then(|| button(Variant::Danger, text::ADMIN_END, move || ending.set(true)))}
            {sure(
                "door-end",
                ending,
                t(text::ADMIN_END_ASK),
                view! { <p>{t(text::ADMIN_END_WHAT)}</p> }.into_any(),
                text::ADMIN_END,
                move || door.act("POST", "/end".to_owned(), serde_json::Value::Null),
            )}
        </section>
    }
    .into_any()
}

/// The head count.
fn counts(door: Door) -> AnyView {
    let i18n = use_i18n();
    let tile = move |says: Key, class: &'static str, of: fn(&Count) -> u64| {
        let number = move || {
            door.report
                .with(|report| report.as_ref().map_or(0, |report| of(&report.count)))
        };
        view! {
            <div class=class>
                <dt>{t(says)}</dt>
                <dd>{number}</dd>
            </div>
        }
    };
    let hall = move || {
        door.report.with(|report| {
            let report = report.as_ref()?;
            let shown = report.shift.manner != Manner::Points || report.shift.capacity.is_some();
            let inside = report.count.inside().to_string();
            shown.then(|| match report.shift.capacity {
                Some(capacity) => i18n.get(&text::admin_inside_of(capacity.to_string(), inside)),
                None => inside,
            })
        })
    };
    let hall = move || {
        hall().map(|said| {
            view! {
                <div class="desk-count desk-count--in" id="door-inside">
                    <dt>{t(text::ADMIN_INSIDE)}</dt>
                    <dd>{said}</dd>
                </div>
            }
        })
    };
    view! {
        <dl class="desk-counts" aria-live="polite">
            {hall}
            {tile(text::ADMIN_IN, "desk-count desk-count--in", |count| count.people)}
            {tile(text::ADMIN_GUESTS, "desk-count", |count| count.guests)}
            {tile(text::ADMIN_WAITING, "desk-count desk-count--wait", |count| count.waiting)}
            {tile(text::ADMIN_REFUSED, "desk-count desk-count--bad", |count| count.refused)}
            {tile(text::ADMIN_HELD, "desk-count desk-count--wait", |count| count.held)}
        </dl>
    }
    .into_any()
}

/// The code for the next helper, until somebody has used it.
fn invite(door: Door) -> AnyView {
    let i18n = use_i18n();
    let shown = RwSignal::new(None::<ShownCode>);
    let before = RwSignal::new(vec![]);
    let joined = RwSignal::new(None::<String>);
    let ids = move || {
        door.report.with(|report| {
            let devices = report.as_ref().map(|report| report.devices.as_slice());
            let devices = devices.unwrap_or_default().iter();
            devices
                .map(|device| (device.id.clone(), device.name.clone()))
                .collect::<Vec<_>>()
        })
    };
    let show = move |role: Role| {
        joined.set(None);
        ask::begin(async move {
            let path = door.path("/codes");
            let made = ask::send::<ShownCode>("POST", &path, &NewCode { role }).await;
            if let Some(code) = door.desk.take(made) {
                before.set(
                    untrack(ids)
                        .into_iter()
                        .map(|(id, _)| id)
                        .collect::<Vec<String>>(),
                );
                shown.set(Some(code));
            }
        });
    };
    // A phone that was not there when the code was shown has used it.
    Effect::new(move |_| {
        let now = ids();
        if shown.with_untracked(Option::is_none) {
            return;
        }
        let new =
            before.with_untracked(|before| now.into_iter().find(|(id, _)| !before.contains(id)));
        if let Some((_, name)) = new {
            joined.set(Some(name));
            shown.set(None);
        }
    });
    let address = Signal::derive(move || {
        shown.with(|shown| {
            shown
                .as_ref()
                .map(|shown| shown.address.clone())
                .unwrap_or_default()
        })
    });
    let panel = move || {
        match shown.get() {
        Some(code) => view! {
            <p>{t(if code.pin.is_some() { text::ADMIN_TABLET_WHAT } else { text::ADMIN_INVITE_WHAT })}</p>
            <Qr text=address label=t(text::ADMIN_INVITE)/>
            <p class="desk-code__label">{t(text::ADMIN_INVITE_TYPE)}</p>
            <p class="desk-code"><bdi dir="ltr">{code.code.clone()}</bdi></p>
            {code.pin.clone().map(|pin| view! { <p class="desk-code__pin">{move || i18n.get(&text::admin_tablet_pin(pin.clone()))}</p> })}
        }
        .into_any(),
        None => ().into_any(),
    }
    };
    let said = move || {
        joined.get().map(|name| {
            view! { <Toast inline=true>{move || i18n.get(&text::admin_invite_used(name.clone()))}</Toast> }
        })
    };
    view! {
        <section class="desk-panel desk-panel--invite">
            <h2>{t(text::ADMIN_INVITE)}</h2>
            <div aria-live="polite">{said}</div>
            {panel}
            <div class="desk-form__acts">
                {button(Variant::Primary, text::ADMIN_ROLE_STEWARD, move || show(Role::Steward))}
                {button(Variant::Quiet, text::ADMIN_ROLE_COUNTER, move || show(Role::Counter))}
                {button(Variant::Quiet, text::ADMIN_ROLE_TABLET, move || show(Role::Tablet))}
            </div>
        </section>
    }
    .into_any()
}
