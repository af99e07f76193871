//! Every route and every layer, in order, on one page.

mod gate;
mod log;
mod peer;

pub use gate::Gate;

use crate::{
    auth,
    error::Problem,
    state::AppState,
    sync, uitpas,
    web::{self, Web, origin, picture, security, security::Security},
};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse as _, Response},
    routing::{any, get},
};
use serde_json::json;
use std::{net::IpAddr, path::Path, sync::Arc, time::Duration};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, CompressionLevel},
    limit::RequestBodyLimitLayer,
    timeout::TimeoutLayer,
};

/// The largest body where a route says nothing else, in bytes.
const BODY_LIMIT: usize = 256 * 1024;
/// How long an answer may take.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// How the server is reached.
#[derive(Clone, Debug)]
pub struct Reach {
    /// What browsers are told about safety.
    pub security: Security,
    /// What is let in, and where people are sent.
    pub gate: Gate,
    /// The proxies whose word on who asks is believed.
    pub proxies: Arc<[IpAddr]>,
}

/// The whole server as one service.
pub fn router(state: AppState, web: Web, site: &Path, reach: Reach) -> Router {
    let realm = match state.realm.clone() {
        Some(realm) => auth::routes(realm),
        None => Router::new(),
    };
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz).with_state(state.clone()))
        .nest("/api/v1", sync::routes(state.sync.clone()))
        .route("/api/{*rest}", any(nothing))
        .nest("/realms", realm.fallback(nothing))
        .merge(picture::routes(state.sync.pictures.clone()))
        .merge(web::files(site))
        .merge(web::routes(web))
        // From here on, the last line sees a request first.
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .merge(sync::list_routes(state.sync))
        .nest("/uitpas", uitpas::routes(state.face))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .layer(from_fn(origin::layer))
        .layer(from_fn_with_state(reach.security, security::layer))
        .layer(from_fn_with_state(reach.gate, gate::layer))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            TIME_LIMIT,
        ))
        .layer(CatchPanicLayer::custom(|_| {
            Problem::of(StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }))
        .layer(from_fn_with_state(reach.proxies, peer::layer))
        .layer(from_fn(log::layer))
}

/// The process is alive.
async fn healthz() -> Response {
    Json(json!({ "status": "ok" })).into_response()
}

/// The process can answer: its database does.
async fn readyz(State(state): State<AppState>) -> Response {
    if state.db.answers().await {
        Json(json!({ "status": "ok" })).into_response()
    } else {
        Problem::of(StatusCode::SERVICE_UNAVAILABLE).into_response()
    }
}

async fn nothing() -> Problem {
    Problem::of(StatusCode::NOT_FOUND)
}
