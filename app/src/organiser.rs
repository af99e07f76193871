//! The organiser's screens: sign in with a passkey, open doors, look on, correct, make activities.
//!
//! The server renders a frame that knows nobody; the browser asks for the rest. These screens need
//! the network and say so.

mod access;
mod ask;
mod desk;
mod door;
mod events;
mod figures;
mod format;
mod invitation;
mod list;
mod log;
mod make;
mod members;
mod open;
mod panel;
mod phones;
mod poster;
mod sign_in;
mod unregistered;

use crate::{
    i18n::{keys::club as text, t, use_i18n},
    info::{NotFound, use_title},
    routes::Place,
};
use desk::{Desk, Stage};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};

/// The screens of this audience, all below `beheer`.
pub struct Organiser;

#[lazy_route]
impl LazyRoute for Organiser {
    fn data() -> Self {
        Self
    }

    fn view(this: Self) -> AnyView {
        let Organiser = this;
        view! { <Screens/> }.into_any()
    }
}

/// Chooses the screen by the address and by who is signed in.
#[component]
fn Screens() -> impl IntoView {
    let i18n = use_i18n();
    use_title(move || i18n.get(&text::ADMIN_TITLE.into()));
    let desk = Desk::provide();
    let path = use_location().pathname;
    let screen = Memo::new(move |_| {
        path.with(|path| {
            let below = Place::parse(path).map_or("", |place| place.path);
            below
                .strip_prefix("beheer")
                .unwrap_or_default()
                .trim_matches('/')
                .to_owned()
        })
    });
    let inside = move || {
        let screen = screen.get();
        let (first, rest) = screen.split_once('/').unwrap_or((&screen, ""));
        match (first, rest) {
            ("", "") => open::doors(desk),
            ("deur", id) if !id.is_empty() => door::door(desk, id.to_owned()),
            ("activiteiten", "") => events::events(desk),
            ("affiche", id) if !id.is_empty() => poster::poster(desk, id.to_owned()),
            ("lijst", "") => list::new(desk),
            ("lijst", id) => list::preview::list(desk, id),
            ("leden", "") => members::clubs(desk),
            ("leden", below) => match below.split_once('/') {
                None => members::members(desk, below),
                Some((club, "cijfers")) => figures::figures(desk, club.to_owned()),
                _ => view! { <NotFound/> }.into_any(),
            },
            ("toegang", "") => access::access(desk),
            _ => view! { <NotFound/> }.into_any(),
        }
    };
    let signed_in = move || {
        match desk.stage.get() {
        Stage::Opening => view! {
            <div class="page"><h1>{t(text::ADMIN_TITLE)}</h1><p role="status">{t(text::ADMIN_LOADING)}</p></div>
        }
        .into_any(),
        Stage::Unreachable => sign_in::unreachable(desk),
        Stage::SignedOut => sign_in::sign_in(desk),
        Stage::SignedIn => view! {
            <div class="page desk">
                {panel::tabs(desk, screen.into())}
                {inside}
            </div>
        }
        .into_any(),
    }
    };
    // The link's secret is read once: its screen does not begin anew when it is clear who is here.
    let invited = Memo::new(move |_| screen.with(|screen| screen == "uitnodiging"));
    let shown = move || {
        if invited.get() {
            invitation::invitation(desk)
        } else {
            view! { {signed_in} }.into_any()
        }
    };
    view! {
        {shown}
        {panel::trouble(desk)}
    }
}

/// The address of a screen of this audience.
fn address(screen: &str) -> impl Fn() -> String + Clone + Send + Sync + use<> {
    let i18n = use_i18n();
    let path = if screen.is_empty() {
        "beheer".to_owned()
    } else {
        format!("beheer/{screen}")
    };
    move || {
        Place {
            language: i18n.language(),
            path: &path,
        }
        .address()
    }
}
