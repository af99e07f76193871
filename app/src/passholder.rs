//! The pass holder's phone: card, points, rewards, family and member cards, with or without network.
//!
//! The server renders a frame without anything personal; the browser fills it from its own store, so
//! that the first paint never waits for the network and a card never vanishes.

mod activities;
mod aloud;
mod asked;
mod card;
mod collect;
mod doing;
mod extra;
mod family;
mod format;
mod guard;
mod history;
mod likes;
#[cfg(feature = "browser")]
mod live;
mod lost;
mod memberships;
mod more;
mod people;
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "the browser fills what the server only frames")
)]
mod phone;
mod picture;
mod plain;
mod printed;
mod redeemed;
mod rewards;
mod settings;
mod sign_in;
mod standing;
mod tabs;

use crate::{i18n::use_i18n, info::NotFound, routes::Place};
use guard::Guarded;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};
use phone::Phone;

/// The screens of this audience, all below `mijn`.
pub struct Passholder;

#[lazy_route]
impl LazyRoute for Passholder {
    fn data() -> Self {
        Self
    }

    fn view(this: Self) -> AnyView {
        let Passholder = this;
        view! { <Screens/> }.into_any()
    }
}

/// Chooses the screen by the address; the phone's state outlives each of them.
#[component]
fn Screens() -> impl IntoView {
    let phone = Phone::provide();
    let path = use_location().pathname;
    let screen = Memo::new(move |_| {
        path.with(|path| {
            let below = Place::parse(path).map_or("", |place| place.path);
            let screen = below.strip_prefix("mijn").unwrap_or_default();
            screen.trim_matches('/').to_owned()
        })
    });
    #[cfg(feature = "browser")]
    {
        on_to_the_card(phone, screen);
        // What stood in for the app goes once there is something to show.
        Effect::new(move |_| {
            if phone.stage.get() != phone::Stage::Opening {
                crate::device::document::end_early();
            }
        });
    }
    let shown = move || {
        let screen = screen.get();
        let (first, rest) = screen.split_once('/').unwrap_or((&screen, ""));
        match (first, rest) {
            ("", "") => view! { <Guarded><card::CardScreen/></Guarded> }.into_any(),
            ("aanmelden" | "koppelen", "") => view! { <sign_in::SignIn/> }.into_any(),
            ("geschiedenis", "") => {
                view! { <Guarded full=true><history::HistoryScreen/></Guarded> }.into_any()
            }
            ("sparen", "") => {
                view! { <Guarded full=true><collect::CollectScreen/></Guarded> }.into_any()
            }
            ("voordelen", "") => view! { <Guarded><rewards::RewardsScreen/></Guarded> }.into_any(),
            ("voordelen", id) => {
                let id = id.to_owned();
                view! { <Guarded><rewards::RewardScreen id=id.clone()/></Guarded> }.into_any()
            }
            ("omgeruild", "") => {
                view! { <Guarded full=true><redeemed::RedeemedScreen/></Guarded> }.into_any()
            }
            ("gezin", "") => {
                view! { <Guarded full=true><family::FamilyScreen/></Guarded> }.into_any()
            }
            ("lidkaarten", "") => {
                view! { <Guarded full=true><memberships::MembershipsScreen/></Guarded> }.into_any()
            }
            ("activiteiten", "") => {
                view! { <Guarded><activities::ActivitiesScreen/></Guarded> }.into_any()
            }
            ("extra", "") => {
                view! { <Guarded full=true><extra::ExtraScreen/></Guarded> }.into_any()
            }
            ("instellingen", "") => {
                view! { <Guarded><settings::SettingsScreen/></Guarded> }.into_any()
            }
            ("afdrukken", "") => view! { <Guarded><printed::PrintedScreen/></Guarded> }.into_any(),
            ("kwijt", "") => view! { <Guarded><lost::LostScreen/></Guarded> }.into_any(),
            ("meer", "") => view! { <Guarded><more::MoreScreen/></Guarded> }.into_any(),
            _ => view! { <NotFound/> }.into_any(),
        }
    };
    view! {
        <div class="mine" class:mine--easy=move || phone.likes.with(|likes| likes.easy)>
            <aloud::Aloud screen/>
            {shown}
            <tabs::Tabs screen/>
        </div>
    }
}

/// Who has signed in goes on to the card; who opens the rest with a code, once it is open.
#[cfg(feature = "browser")]
fn on_to_the_card(phone: Phone, screen: Memo<String>) {
    use leptos_router::{NavigateOptions, hooks::use_navigate};

    let (navigate, card) = (use_navigate(), address(""));
    let done = Memo::new(move |_| {
        let is_in = phone.stage.get() == phone::Stage::SignedIn
            && phone.kept.with(|kept| kept.snapshot.is_some())
            // Whom the server does not know any more signs in again.
            && phone.link.get() != phone::Link::Unknown
            // Who comes back from an account has a new session, which is kept first.
            && !crate::device::document::fragment().starts_with("oidc=");
        match screen.get().as_str() {
            "aanmelden" => is_in,
            "koppelen" => is_in && phone.is_full(),
            _ => false,
        }
    });
    Effect::new(move |_| {
        if done.get() {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&card(), options);
        }
    });
}

/// The address of a screen of this audience.
fn address(screen: &str) -> impl Fn() -> String + Clone + Send + Sync + use<> {
    let i18n = use_i18n();
    let path = if screen.is_empty() {
        "mijn".to_owned()
    } else {
        format!("mijn/{screen}")
    };
    move || {
        Place {
            language: i18n.language(),
            path: &path,
        }
        .address()
    }
}
