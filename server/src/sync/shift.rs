//! The door: shifts that an admin opens, phones that join them by a code, what those know while
//! offline, and what the organizer sees of all of them. Scans themselves come in as commands.

mod call;
mod counter;
mod event;
mod export;
mod family;
mod greeting;
mod join;
mod log;
mod member;
mod open;
mod phone;
mod poster;
pub mod record;
mod reenter;
pub(super) mod refuse;
mod search;
mod shown;
mod snapshot;
pub(super) mod who;

pub(super) use call::for_role;
pub(super) use snapshot::key;

use super::SyncFace;
use axum::{
    Router,
    routing::{get, patch, post},
};

/// The routes below `/api/v1`.
pub(super) fn routes() -> Router<SyncFace> {
    Router::new()
        .route("/shifts", get(open::list).post(open::open))
        .route("/shifts/{id}", get(open::report))
        .route("/shifts/{id}/end", post(open::end))
        .route("/shifts/{id}/codes", post(join::code))
        .route("/join", post(join::join))
        .route("/shifts/{id}/session", post(reenter::reenter))
        .route("/shifts/{id}/snapshot", get(snapshot::snapshot))
        .route("/shifts/{id}/delta", get(snapshot::delta))
        .route(
            "/shifts/{id}/phones/{device}",
            patch(phone::rename).delete(phone::revoke),
        )
        .route(
            "/shifts/{id}/phones/{device}/held/{command}",
            post(phone::decide),
        )
        .route("/shifts/{id}/log", get(log::log))
        .route("/shifts/{id}/log.csv", get(export::csv))
        .route("/shifts/{id}/log.xlsx", get(export::xlsx))
        .route("/shifts/{id}/corrections", post(log::correct))
        .route("/shifts/{id}/audit", get(log::audit))
        .route("/events", get(event::list).post(event::make))
        .route("/events/{id}/why", get(event::why))
        .route("/events/{id}/poster", get(poster::poster))
        .route("/shifts/{id}/greeting/{command}", get(greeting::greeting))
        .route("/shifts/{id}/family", post(family::family))
        .route("/shifts/{id}/search", post(search::search))
        .route("/shifts/{id}/tariffs", post(counter::tariffs))
        .route("/shifts/{id}/ticket-sales", post(counter::sell))
        .route("/shifts/{id}/rewards", post(counter::rewards))
}
