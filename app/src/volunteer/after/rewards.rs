//! Rewards to hand out to whose pass was scanned. The list needs the network; handing out is a command
//! like any other, which the server does once.

use super::{Just, close, look_up, told};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    ui::Button,
    volunteer::door::Door,
};
use domain::sync::counter::{HandOut, Handed};
use leptos::prelude::*;

/// What is in the dialog.
pub(super) fn rewards(door: Door, just: Just) -> AnyView {
    let just = StoredValue::new(just);
    let show = move |found: HandOut| {
        if found.rewards.is_empty() {
            told(door, text::REWARDS_NONE, None)
        } else {
            choice(door, just, found)
        }
    };
    look_up(door, just, "/rewards", text::REWARDS_PASS, show)
}

fn choice(door: Door, just: StoredValue<Just>, found: HandOut) -> AnyView {
    let i18n = use_i18n();
    let points = u64::try_from(found.points).unwrap_or_default();
    let rows = found.rewards.into_iter();
    let rows = rows.map(|one| row(door, just, one)).collect_view();
    view! {
        <p>{move || i18n.get(&text::rewards_points(points))}</p>
        <ul class="door__amounts">{rows}</ul>
        <div class="door__acts">{close(door)}</div>
    }
    .into_any()
}

fn row(door: Door, just: StoredValue<Just>, one: Handed) -> AnyView {
    let i18n = use_i18n();
    let cost = u64::try_from(one.points).unwrap_or_default();
    let costs = move || match cost {
        0 => i18n.get(&text::REWARDS_FREE.into()),
        cost => i18n.get(&text::rewards_cost(cost)),
    };
    let Handed { id, title, .. } = one;
    let give = move |_| {
        door.task.set(None);
        if let Some(just) = just.try_get_value() {
            hand_out(door, just, id.clone());
        }
    };
    view! {
        <li class="door__amount">
            <span class="door__price"><span dir="auto">{title.clone()}</span> <strong>{costs}</strong></span>
            <Button press=give>
                {t(text::REWARDS_GIVE)}
                <span class="visually-hidden">" " {title.clone()}</span>
            </Button>
        </li>
    }
    .into_any()
}

fn hand_out(door: Door, just: Just, reward: String) {
    #[cfg(feature = "browser")]
    crate::volunteer::live::give(door, just, reward);
    #[cfg(not(feature = "browser"))]
    drop((door, just, reward));
}
