//! The tour, for who stands at a door for the first time: five steps, once. It lies beside the camera
//! and stops nobody: whoever is scanned meanwhile is answered.

use super::door::{Door, use_door};
use crate::{
    i18n::{Key, keys::volunteer as text, t, use_i18n},
    ui::{Button, Icon, Sign, Variant},
};
use leptos::prelude::*;

struct Step {
    sign: Sign,
    title: Key,
    more: Key,
}

const STEPS: [Step; 5] = [
    Step {
        sign: Sign::Scan,
        title: text::TOUR_1,
        more: text::TOUR_1_MORE,
    },
    Step {
        sign: Sign::Check,
        title: text::TOUR_2,
        more: text::TOUR_2_MORE,
    },
    Step {
        sign: Sign::Clock,
        title: text::TOUR_3,
        more: text::TOUR_3_MORE,
    },
    Step {
        sign: Sign::Twice,
        title: text::TOUR_4,
        more: text::TOUR_4_MORE,
    },
    Step {
        sign: Sign::Family,
        title: text::TOUR_5,
        more: text::TOUR_5_MORE,
    },
];

/// The tour, while it is open.
#[component]
pub(super) fn Tour() -> impl IntoView {
    let door = use_door();
    let open = Memo::new(move |_| door.tour.get().is_some());
    move || open.get().then(|| shown(door))
}

fn shown(door: Door) -> AnyView {
    let i18n = use_i18n();
    let at = move || door.tour.get().unwrap_or_default();
    let last = move || at() + 1 >= STEPS.len();
    let said = move || {
        i18n.get(&text::tour_step(
            (at() + 1).to_string(),
            STEPS.len().to_string(),
        ))
    };
    // The buttons stay where they are and keep the focus; what changes is read aloud.
    let step = move || {
        STEPS.get(at()).map(|step| {
            view! {
                <h2 class="door__tour-title"><Icon sign=step.sign/> {t(step.title)}</h2>
                <p>{t(step.more)}</p>
            }
        })
    };
    let on = move |_| {
        if last() {
            door.end_tour();
        } else {
            door.tour.set(Some(at() + 1));
        }
    };
    let back = move |_| door.tour.set(Some(at().saturating_sub(1)));
    let first = Signal::derive(move || at() == 0);
    let says = move || {
        let key = if last() { text::READY } else { text::TOUR_ON };
        i18n.get(&key.into())
    };
    view! {
        <section class="door__tour" aria-label=t(text::TOUR)>
            <div aria-live="polite" aria-atomic="true">
                <p class="door__tour-count">{said}</p>
                {step}
            </div>
            <div class="door__acts">
                <Button press=on>{says}</Button>
                <Button variant=Variant::Quiet disabled=first press=back>{t(text::TOUR_BACK)}</Button>
                <Button variant=Variant::Quiet press=move |_| door.end_tour()>{t(text::TOUR_SKIP)}</Button>
            </div>
        </section>
    }
    .into_any()
}

/// A way to see it again.
pub(super) fn again(door: Door) -> AnyView {
    let show = move |_| door.tour.set(Some(0));
    view! { <Button variant=Variant::Quiet press=show>{t(text::TOUR_SHOW)}</Button> }.into_any()
}
