//! The built site's files, compressed at build time.

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::Response,
};
use std::path::Path;
use tower_http::services::{ServeDir, ServeFile};

/// Files of the site's root that browsers ask for by name.
const NAMED: [&str; 7] = [
    "boot.js",
    "decoder.js",
    "login.css",
    "favicon.ico",
    "icon.svg",
    "apple-touch-icon.png",
    "og.png",
];

/// `/pkg`, `/decoder`, `/icons`, `/screenshots` and the files in the root that browsers know by name.
pub fn files(site: &Path) -> Router {
    let folder = |name: &str| {
        ServeDir::new(site.join(name))
            .precompressed_br()
            .precompressed_gzip()
    };
    let hashed = Router::new()
        .nest_service("/pkg", folder("pkg"))
        .layer(from_fn(for_ever));
    let named = NAMED.into_iter().fold(Router::new(), |router, name| {
        let file = ServeFile::new(site.join(name))
            .precompressed_br()
            .precompressed_gzip();
        router.route_service(&format!("/{name}"), file)
    });
    named
        .nest_service("/decoder", folder("decoder"))
        .nest_service("/icons", folder("icons"))
        .nest_service("/screenshots", folder("screenshots"))
        .layer(from_fn(for_a_day))
        .merge(hashed)
}

/// Hashes are in these names.
async fn for_ever(request: Request, next: Next) -> Response {
    keep(
        next.run(request).await,
        "public, max-age=31536000, immutable",
    )
}

/// `boot.js` and the decoder are asked for with their hash in the query; the others rarely change.
async fn for_a_day(request: Request, next: Next) -> Response {
    let hashed = request
        .uri()
        .query()
        .is_some_and(|query| query.starts_with("v="));
    let how_long = if hashed {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=86400"
    };
    keep(next.run(request).await, how_long)
}

fn keep(mut answer: Response, how_long: &'static str) -> Response {
    if answer.status() == StatusCode::OK {
        answer
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static(how_long));
    }
    answer
}
