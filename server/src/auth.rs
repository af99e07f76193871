//! Tokens for the registry under `/realms/uitid`, as UiTiD's Keycloak has them: client credentials,
//! authorization code with PKCE for a pass holder, refresh.

mod discovery;
mod login;
mod token;

use crate::{
    clock::Clock, db::Db, limit::Limit, registry::embedded::Embedded, sign::Signer, web::SiteUrl,
};
use axum::{
    Router,
    http::{Method, header},
    routing::{get, post},
};
use tower_http::cors::{Any, CorsLayer};

/// How long an access token holds, in seconds. Source: AUTH `client-access-token.md`.
pub const LIFETIME: i64 = 86_400;

/// What every request to `/realms` may use.
#[derive(Clone, Debug)]
pub struct Realm {
    /// Clients and what was given out to them.
    pub db: Db,
    /// Tells the time.
    pub clock: Clock,
    /// Signs tokens.
    pub signer: Signer,
    /// Knows pass holders.
    pub registry: Embedded,
    /// Counts tries.
    pub limit: Limit,
    /// By which address we are reached.
    pub site_url: SiteUrl,
}

/// The routes of `/realms`.
pub fn routes(realm: Realm) -> Router {
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE]);
    let open = Router::new()
        .route(
            "/uitid/.well-known/openid-configuration",
            get(discovery::document),
        )
        .route("/uitid/protocol/openid-connect/certs", get(discovery::keys))
        .route("/uitid/protocol/openid-connect/token", post(token::token))
        .route(
            "/uitid/protocol/openid-connect/userinfo",
            get(token::userinfo).post(token::userinfo),
        )
        .layer(cors);
    Router::new()
        .route(
            "/uitid/protocol/openid-connect/auth",
            get(login::form).post(login::sign_in),
        )
        .route(
            "/uitid/protocol/openid-connect/logout",
            get(login::sign_out),
        )
        .merge(open)
        .with_state(realm)
}
