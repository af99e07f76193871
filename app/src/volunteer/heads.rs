//! Counting people without names: how many are inside, how much room there is, and one tap for
//! whoever comes in or goes, by age.

use super::{
    door::{Door, Together, use_door},
    lines::Line,
    member,
};
use crate::{
    i18n::{Key, keys::volunteer as text, t, use_i18n},
    ui::{Button, Variant},
};
use domain::{
    club::band::{Band, Fullness},
    command::Way,
    sync::shift::Count,
};
use leptos::prelude::*;

/// An open house: nothing is scanned.
#[component]
pub(super) fn Heads() -> impl IntoView {
    let door = use_door();
    view! {
        <section class="heads" aria-label=t(text::HEADS_TITLE)>
            <Inside/>
            {taps(door, Way::In, text::HEADS_IN)}
            {taps(door, Way::Out, text::HEADS_OUT)}
            <p class="heads__warn">{t(text::HEADS_WARN)}</p>
        </section>
    }
}

/// At the door of a club: who is let in by a scan is counted by it, and goes out by a tap.
#[component]
pub(super) fn Leaving() -> impl IntoView {
    let door = use_door();
    view! {
        <section class="heads heads--small" aria-label=t(text::HEADS_OUT)>
            <Inside/>
            {taps(door, Way::Out, text::HEADS_OUT)}
        </section>
    }
}

/// How many are inside, and how much room there is.
#[component]
fn Inside() -> impl IntoView {
    let door = use_door();
    let i18n = use_i18n();
    let shown = move || {
        let count = standing(door);
        let inside = i18n.get(&text::heads_inside(count.inside().to_string()));
        let room = door.capacity().map(|capacity| {
            let fullness = count.fullness(capacity);
            let said = match fullness {
                Fullness::Room { left } => i18n.get(&text::heads_room(left.to_string())),
                Fullness::Full => i18n.get(&text::HEADS_FULL.into()),
            };
            let full = fullness == Fullness::Full;
            view! { <span class="heads__room" class:heads__room--full=full>{said}</span> }
        });
        view! { <span class="heads__inside">{inside}</span> {room} }
    };
    view! { <p class="heads__now" role="status">{shown}</p> }
}

/// What all phones know together, and what this one did beyond that.
fn standing(door: Door) -> Count {
    let Together { count, counted } = door.together.get().unwrap_or_default();
    let ahead = |lines: &Vec<Line>| lines.iter().map(|line| line.ahead(counted)).sum();
    count.and(door.done().with(ahead))
}

fn taps(door: Door, way: Way, title: Key) -> AnyView {
    let i18n = use_i18n();
    let label = move |band: Band| {
        let band = i18n.get(&member::band(band).into());
        i18n.get(&match way {
            Way::In => text::heads_one_in(band),
            Way::Out => text::heads_one_out(band),
        })
    };
    let variant = match way {
        Way::In => Variant::Primary,
        Way::Out => Variant::Quiet,
    };
    let buttons = Band::ALL.map(|band| {
        let tap = move |_| count(door, way, band);
        view! {
            <Button variant press=tap>
                <span class="visually-hidden">{move || label(band)}</span>
                <span aria-hidden="true">{t(member::band(band))}</span>
            </Button>
        }
    });
    view! {
        <h2 class="heads__title">{t(title)}</h2>
        <div class="heads__taps">{buttons}</div>
    }
    .into_any()
}

#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "the server counts nobody")
)]
fn count(door: Door, way: Way, band: Band) {
    #[cfg(feature = "browser")]
    super::live::head(door, way, band);
}
