//! `/api/v1`: the app on a phone, possibly weeks old and long offline. What travels is in
//! `domain::sync`; the registry's rules and rights are asked as any other client asks them.

mod activity;
pub mod admin;
mod answer;
mod call;
mod club;
mod command;
mod credential;
mod device;
mod elsewhere;
mod family;
mod keys;
mod list;
mod offer;
mod oidc;
mod own_data;
pub mod pairing;
mod person;
mod phone;
mod pin;
mod proof;
mod refuse;
pub mod session;
pub mod shift;
mod sign_in;

pub use call::{for_device, for_pasmaat};
pub use command::Told;
pub use elsewhere::{Elsewhere, bring_organizer, bring_region};
pub use keys::Keys;
pub use list::routes as list_routes;
pub use oidc::Provider;
pub use pin::Pins;
pub use refuse::Refusal;
pub use session::Session;

use crate::{
    clock::Clock,
    db::Db,
    limit::Limit,
    registry::Registry,
    registry::embedded::Embedded,
    sign::Signer,
    web::{SiteUrl, picture::Pictures},
};
use axum::{
    Router,
    middleware::map_response,
    routing::{delete, get, post, put},
};
use std::{fmt, sync::Arc};

/// What every request to `/api/v1` may use.
#[derive(Clone)]
pub struct SyncFace {
    /// The database.
    pub db: Db,
    /// Tells the time.
    pub clock: Clock,
    /// Counts tries.
    pub limit: Limit,
    /// The registry, wherever it is.
    pub registry: Arc<dyn Registry>,
    /// The same, where it is ours.
    pub embedded: Option<Arc<Embedded>>,
    /// What there is beside it, where it is another's.
    pub elsewhere: Option<Elsewhere>,
    /// By which address we are reached.
    pub site_url: SiteUrl,
    /// Derives keys that only this server has.
    pub signer: Signer,
    /// Checks PINs, a few at a time.
    pub pins: Pins,
    /// What admins and their authenticators are in the middle of.
    pub ceremonies: admin::Ceremonies,
    /// Where people sign in with an account of theirs, if anywhere.
    pub provider: Option<Provider>,
    /// The server's own keys for phones.
    pub keys: Keys,
    /// Gives pictures from elsewhere an address of ours.
    pub pictures: Pictures,
}

impl fmt::Debug for SyncFace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SyncFace")
    }
}

/// The routes of `/api/v1`.
pub fn routes(sync: SyncFace) -> Router {
    Router::new()
        .route("/sign-in", get(oidc::ways))
        .route("/sign-in/oidc", post(oidc::begin))
        .route("/sign-in/oidc/back", get(oidc::back))
        .route("/sign-in/number", post(sign_in::by_number))
        .route("/sign-in/pairing", post(sign_in::by_pairing))
        .route("/session", get(sign_in::current))
        .route("/sign-out", post(sign_in::out))
        .route("/level", post(sign_in::raise))
        .route("/pin", put(pin::set))
        .route("/pin/check", post(pin::check))
        .route("/pairing-codes", post(pairing::for_own_phone))
        .route("/commands", post(command::deliver))
        .route("/phone", get(phone::snapshot))
        .route("/keys", get(credential::trust))
        .route("/rewards", get(offer::rewards))
        .route("/rewards/{id}/status", get(offer::status))
        .route("/activities", get(activity::activities))
        .route("/export", get(own_data::export))
        .route("/me", delete(own_data::erase))
        .route("/family", post(family::add))
        .route(
            "/family/{member}",
            put(family::change).delete(family::remove),
        )
        .route(
            "/families/{owner}",
            put(family::answer).delete(family::leave),
        )
        .route("/devices", get(device::list))
        .route(
            "/devices/{id}",
            delete(device::revoke).patch(device::change),
        )
        .merge(admin::routes())
        .merge(club::routes())
        .merge(shift::routes())
        .layer(map_response(answer::no_store))
        .with_state(sync)
}
