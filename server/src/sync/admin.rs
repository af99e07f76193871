//! Admins: let in by a link that works once, signed in with a passkey ever after. Who has lost the
//! passkeys is helped by another admin, or by whoever runs the program (`pasmaat admin invite`).

mod invite;
mod passkey;
mod person;

pub use invite::{For, invite};
pub use passkey::Ceremonies;

use super::SyncFace;
use axum::{
    Router,
    routing::{delete, get, post},
};

/// The routes below `/api/v1`.
pub(super) fn routes() -> Router<SyncFace> {
    Router::new()
        .route("/admin", get(person::me))
        .route("/admin/invite", post(passkey::by_invite))
        .route("/admin/sign-in", post(passkey::sign_in))
        .route(
            "/admin/session",
            post(passkey::signed_in).delete(person::sign_out),
        )
        .route("/admin/passkeys", post(passkey::made))
        .route("/admin/passkeys/start", post(passkey::another))
        .route("/admin/passkeys/{id}", delete(person::remove_passkey))
        .route("/admin/invites", post(invite::by_admin))
        .route("/admin/admins/{id}", delete(person::revoke))
}
