//! The door: a helper's phone checks people in, with and without network (`live`), or tries every way
//! to identify a pass with the public test cards, in practice: then nothing is kept and nothing sent.

mod after;
mod ask;
mod door;
mod handover;
mod heads;
mod identify;
mod join;
mod left;
mod lines;
#[cfg(feature = "browser")]
mod listen;
#[cfg(not(feature = "browser"))]
#[path = "volunteer/unheard.rs"]
mod listen;
#[cfg(feature = "browser")]
mod live;
mod log;
mod member;
mod over;
mod practice;
mod rescue;
mod say;
mod scan;
mod search;
mod standing;
mod tablet;
mod tour;
mod typing;

use crate::{
    i18n::{Key, keys::volunteer as text, t, use_i18n},
    info::{NotFound, use_title},
    routes::Place,
};
use domain::shift::Role;
use door::{Door, Stage, use_door};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};

/// The screens of this audience, all below `deur`.
pub struct Volunteer;

#[lazy_route]
impl LazyRoute for Volunteer {
    fn data() -> Self {
        Self
    }

    fn view(this: Self) -> AnyView {
        let Volunteer = this;
        view! { <Screens/> }.into_any()
    }
}

/// Chooses the screen by the address; the door's state outlives each.
#[component]
fn Screens() -> impl IntoView {
    let i18n = use_i18n();
    use_title(move || i18n.get(&text::TITLE.into()));
    let door = Door::provide();
    let path = use_location().pathname;
    let screen = Memo::new(move |_| {
        path.with(|path| {
            let below = Place::parse(path).map_or("", |place| place.path);
            let screen = below.strip_prefix("deur").unwrap_or_default();
            screen.trim_matches('/').to_owned()
        })
    });
    // A tablet is nothing else, wherever somebody strays.
    let is_tablet =
        Memo::new(move |_| door.stage.get() == Stage::In && door.role() == Some(Role::Tablet));
    move || match &*screen.get() {
        _ if is_tablet.get() => {
            door.practise(false);
            view! { <tablet::TabletScreen/> }.into_any()
        }
        "" => {
            door.practise(false);
            view! { <Here/> }.into_any()
        }
        "oefenen" => {
            door.practise(true);
            view! { <scan::ScanScreen/> }.into_any()
        }
        "aanmelden" => view! { <join::JoinScreen/> }.into_any(),
        "tablet" => view! { <join::JoinScreen tablet=true/> }.into_any(),
        "overdracht" => view! { <handover::HandoverScreen/> }.into_any(),
        "logboek" => view! { <log::LogScreen/> }.into_any(),
        "redding" => view! { <rescue::RescueScreen/> }.into_any(),
        _ => view! { <NotFound/> }.into_any(),
    }
}

/// The door where this phone helps at one; else the way in.
#[component]
fn Here() -> impl IntoView {
    let door = use_door();
    move || match door.stage.get() {
        Stage::In => view! { <scan::ScanScreen/> }.into_any(),
        Stage::Out => view! { <left::Left/> <join::JoinScreen/> }.into_any(),
        Stage::Opening => waits(text::OPENING),
        Stage::Blocked => waits(text::STORE_BLOCKED),
        Stage::Trouble => waits(text::STORE_TROUBLE),
    }
}

fn waits(said: Key) -> AnyView {
    view! {
        <div class="door">
            <h1 class="visually-hidden">{t(text::TITLE)}</h1>
            <p role="status">{t(said)}</p>
            <p><a href=address("deur/oefenen")>{t(text::JOIN_PRACTICE)}</a></p>
        </div>
    }
    .into_any()
}

/// The address of a screen of this audience.
fn address(path: &'static str) -> impl Fn() -> String + Clone + Send + Sync + use<> {
    let i18n = use_i18n();
    move || {
        Place {
            language: i18n.language(),
            path,
        }
        .address()
    }
}
