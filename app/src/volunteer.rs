//! The door, in practice: a helper tries every way to identify a pass with the public test cards, sees
//! every verdict, and takes back. Nothing is kept and nothing is sent.

mod door;
mod identify;
mod lines;
#[cfg(feature = "browser")]
mod listen;
#[cfg(not(feature = "browser"))]
#[path = "volunteer/unheard.rs"]
mod listen;
mod log;
mod over;
mod practice;
mod say;
mod scan;
mod typing;

use crate::{
    i18n::{keys::volunteer as text, use_i18n},
    info::{NotFound, use_title},
    routes::Place,
};
use door::Door;
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
    Door::provide();
    let path = use_location().pathname;
    let screen = Memo::new(move |_| {
        path.with(|path| {
            let below = Place::parse(path).map_or("", |place| place.path);
            let screen = below.strip_prefix("deur").unwrap_or_default();
            screen.trim_matches('/').to_owned()
        })
    });
    move || match &*screen.get() {
        "" => view! { <scan::ScanScreen/> }.into_any(),
        "logboek" => view! { <log::LogScreen/> }.into_any(),
        _ => view! { <NotFound/> }.into_any(),
    }
}
