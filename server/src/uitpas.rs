//! `/uitpas`: the registry over HTTP, exactly as UiTPAS API 4.0 is published. The table of operations
//! in `registry` makes the routes; what is not plain JSON stands in `download`.

mod answer;
mod caller;
mod callers;
mod download;
mod incoming;
mod openapi;

pub(crate) use caller::ACCESS;
pub use caller::{Authority, Grant};
pub use callers::{Callers, HandOn};

use crate::registry::{Registry, embedded::Embedded, operations, publiq::Publiq};
use answer::Reply;
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderName, Method, Request, header},
    response::{IntoResponse as _, Response},
    routing::{MethodFilter, MethodRouter, any, get, on},
};
use domain::uitpas_api::{Method as Verb, Operation, ProblemType};
use incoming::Incoming;
use std::{collections::BTreeMap, sync::Arc};
use tower_http::cors::{Any, CorsLayer};

/// The largest body, in bytes: a picture or 500 ticket sales.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// What every request to `/uitpas` may use.
#[derive(Clone)]
pub struct Face {
    /// The registry behind it.
    pub registry: Arc<dyn Registry>,
    /// The same, where it is ours: it has the files behind links.
    pub embedded: Option<Arc<Embedded>>,
    /// The registry elsewhere, where it is not ours: it has the files, and knows its callers.
    pub elsewhere: Option<Arc<Publiq>>,
    /// Tells who calls.
    pub authority: Callers,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Face")
    }
}

type Routes = BTreeMap<String, MethodRouter<Face>>;

const fn filter(verb: Verb) -> MethodFilter {
    match verb {
        Verb::Get => MethodFilter::GET,
        Verb::Post => MethodFilter::POST,
        Verb::Put => MethodFilter::PUT,
        Verb::Delete => MethodFilter::DELETE,
    }
}

fn add(routes: &mut Routes, operation: Operation, handler: MethodRouter<Face>) {
    let routes = routes.entry(operation.path().to_owned());
    routes
        .and_modify(|route| *route = std::mem::take(route).merge(handler.clone()))
        .or_insert(handler);
}

macro_rules! routes {
    ($($operation:ident $method:ident($($part:ident $name:ident: $kind:ty),*) -> $answer:ty = $module:ident::$function:ident;)+) => {
        fn table() -> Routes {
            use crate::registry::prelude::*;
            let mut routes = Routes::new();
            $({
                let operation = Operation::$operation;
                let handler = move |State(face): State<Face>, request: Request<axum::body::Body>| async move {
                    let answer = async {
                        let incoming = Incoming::read(&face, operation, request).await?;
                        $(let $name: $kind = match incoming.$part() {
                            Ok(value) => value,
                            Err(refused) => return Err(incoming.unread(&face, refused).await),
                        };)*
                        face.registry.$method(&incoming.call, $($name),*).await
                    };
                    Reply::of(operation, answer.await)
                };
                add(&mut routes, operation, on(filter(operation.method()), handler));
            })+
            routes
        }

        /// The operations that are answered.
        pub const SERVED: &[Operation] = &[$(Operation::$operation),+];
    };
}
operations!(routes);

/// The routes of `/uitpas`.
pub fn routes(face: Face) -> Router {
    let mut routes = table();
    download::add(&mut routes);
    for operation in Operation::ALL
        .iter()
        .filter(|operation| !is_served(**operation))
    {
        let handler = move || async move { answer::not_served(*operation) };
        add(
            &mut routes,
            *operation,
            on(filter(operation.method()), handler),
        );
    }
    let served = routes
        .into_iter()
        .fold(Router::new(), |router, (path, route)| {
            // The router takes no text after a parameter; the handler takes `.zip` off.
            let path = path.replace("{reportId}.zip", "{reportId}");
            router.route(&path, route.fallback(wrong_method))
        });
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            HeaderName::from_static("x-client-id"),
            HeaderName::from_static("x-custom-token"),
            HeaderName::from_static("x-registration-token"),
        ]);
    served
        .route("/", any(nothing))
        .route("/openapi.json", get(openapi::served).fallback(wrong_method))
        .merge(download::links())
        .fallback(nothing)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(cors)
        .with_state(face)
}

/// Whether an operation is answered; the others say 501.
pub fn is_served(operation: Operation) -> bool {
    SERVED.contains(&operation) || download::SERVED.contains(&operation)
}

async fn wrong_method() -> Response {
    answer::plain(
        ProblemType::MethodNotAllowed,
        "This address does not take this method.",
    )
    .into_response()
}

async fn nothing() -> Response {
    answer::plain(
        ProblemType::UrlNotFound,
        "There is no such operation in UiTPAS API 4.0.",
    )
    .into_response()
}
