//! The routes of the pages, and what a page is told before it renders.

use super::{Content, Site, describe, manifest, service_worker};
use crate::sync::session;
use app::{
    Place,
    i18n::{Audience, Catalog, Table, keys},
    shell::{self, Assets, NotFoundSink, Shell},
};
use axum::{
    Router,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::language::Language;
use leptos::prelude::provide_context;
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// How long a file whose address changes with its content may be kept, in browsers and proxies.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_EACH_TIME: HeaderValue = HeaderValue::from_static("no-cache");

/// Everything that pages are made of; made once at start.
#[derive(Clone, Debug)]
pub struct Web {
    assets: Arc<Assets>,
    catalogs: Arc<[Catalog; Language::ALL.len()]>,
    content: Content,
    service_worker: Arc<str>,
    site_url: SiteUrl,
}

/// What the site is called from outside.
#[derive(Clone, Debug)]
pub enum SiteUrl {
    /// Always this scheme and host.
    Fixed(Arc<str>),
    /// The request's host, after this scheme.
    OfRequest(&'static str),
}

impl SiteUrl {
    /// Scheme and host by which a request reached us.
    pub fn of(&self, headers: &HeaderMap) -> Arc<str> {
        match self {
            Self::Fixed(url) => url.clone(),
            Self::OfRequest(scheme) => {
                let host = headers
                    .get(header::HOST)
                    .and_then(|host| host.to_str().ok());
                format!("{scheme}://{}", host.unwrap_or("localhost")).into()
            }
        }
    }
}

impl Web {
    /// Puts the built site and the texts together.
    pub fn new(site: &Site, content: Content, site_url: SiteUrl) -> Self {
        let catalogs =
            Language::ALL.map(|language| Catalog::built_in(language, content.pages(language)));
        Self {
            assets: Arc::new(site.head.clone()),
            catalogs: Arc::new(catalogs),
            service_worker: service_worker::script(site, &content).into(),
            content,
            site_url,
        }
    }

    pub(crate) fn catalog(&self, language: Language) -> &Catalog {
        &self.catalogs[language.index()]
    }

    fn origin(&self, headers: &HeaderMap) -> Arc<str> {
        self.site_url.of(headers)
    }

    /// Hands a screen its texts and its document; the nonce is the caller's to provide.
    fn provide(&self, path: &str, headers: &HeaderMap) {
        let place = Place::parse(path);
        let language = place.map_or_else(|| wanted(headers), |place| place.language);
        let origin = self.origin(headers);
        let catalog = self.catalog(language).clone();
        provide_context(Shell {
            structured_data: place
                .and_then(|place| describe::page(&self.content, place, &origin))
                .map(Into::into),
            origin,
            assets: self.assets.clone(),
            content_version: self.content.version(),
            nobody: !session::comes_with(headers),
            path: path.into(),
        });
        provide_context(catalog);
        if let Some(answer) = leptos::prelude::use_context::<ResponseOptions>() {
            provide_context(NotFoundSink(Arc::new(move || {
                answer.set_status(StatusCode::NOT_FOUND);
            })));
        }
    }
}

/// All routes of the pages; everything that is no route is a screen, or the page that says so.
///
/// A [`leptos::nonce::Nonce`] among the request's extensions marks the page's scripts.
pub fn routes(web: Web) -> Router {
    Router::new()
        .route("/", get(start))
        .route("/offline-shell", get(offline_shell))
        .route("/sw.js", get(service_worker))
        .route("/manifest/{file}", get(manifest::answer))
        .route(
            &format!("/locale/{}/{{language}}/{{file}}", keys::VERSION),
            get(table),
        )
        .route("/content/{version}/{file}", get(content))
        .route("/robots.txt", get(robots))
        .route("/sitemap.xml", get(sitemap))
        .fallback_service(get(page).with_state(web.clone()))
        .with_state(web)
}

async fn start(headers: HeaderMap) -> Response {
    let to = Redirect::temporary(
        &Place {
            language: wanted(&headers),
            path: "",
        }
        .address(),
    );
    (
        [
            (header::VARY, "accept-language, cookie"),
            (header::CACHE_CONTROL, "no-store"),
        ],
        to,
    )
        .into_response()
}

async fn page(State(web): State<Web>, request: Request) -> Response {
    render(web, shell::page, request).await
}

async fn offline_shell(State(web): State<Web>, request: Request) -> Response {
    render(web, shell::offline_shell, request).await
}

async fn render<V: leptos::IntoView + 'static>(
    web: Web,
    view: fn() -> V,
    request: Request,
) -> Response {
    let (path, headers) = (request.uri().path().to_owned(), request.headers().clone());
    let nonce = request.extensions().get::<leptos::nonce::Nonce>().cloned();
    let context = move || {
        if let Some(nonce) = nonce.clone() {
            provide_context(nonce);
        }
        web.provide(&path, &headers);
    };
    let mut answer = leptos_axum::render_app_async_with_context(context, view)(request).await;
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, ASK_EACH_TIME);
    answer
}

async fn service_worker(State(web): State<Web>) -> Response {
    let head = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/javascript; charset=utf-8"),
        ),
        (header::CACHE_CONTROL, ASK_EACH_TIME),
    ];
    (head, web.service_worker.to_string()).into_response()
}

async fn table(Path((language, file)): Path<(String, String)>) -> Response {
    let table = language.parse().ok().and_then(|language| {
        let audience = Audience::ALL
            .into_iter()
            .find(|audience| file.strip_suffix(".txt") == Some(audience.name()))?;
        Some(Table::built_in(language, audience))
    });
    match table {
        Some(table) => kept("text/plain; charset=utf-8", table.to_owned()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn content(
    State(web): State<Web>,
    Path((version, file)): Path<(String, String)>,
) -> Response {
    let language = file
        .strip_suffix(".json")
        .and_then(|code| code.parse::<Language>().ok());
    match language {
        Some(language) if *version == *web.content.version() => {
            kept("application/json", web.content.json(language).to_string())
        }
        // A page from before a change of texts asks for what was: it gets what is, and keeps it not.
        Some(language) => {
            let mut answer = kept("application/json", web.content.json(language).to_string());
            answer
                .headers_mut()
                .insert(header::CACHE_CONTROL, ASK_EACH_TIME);
            answer
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn robots(State(web): State<Web>, headers: HeaderMap) -> String {
    format!(
        "User-agent: *\nDisallow: /api/\nDisallow: /uitpas/\nDisallow: /realms/\n\nSitemap: {}/sitemap.xml\n",
        web.origin(&headers)
    )
}

async fn sitemap(State(web): State<Web>, headers: HeaderMap) -> Response {
    let body = describe::sitemap(&web.origin(&headers), &web.content.pages(Language::Nl));
    (
        [(header::CONTENT_TYPE, "application/xml; charset=utf-8")],
        body,
    )
        .into_response()
}

fn kept(content_type: &'static str, body: String) -> Response {
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CACHE_CONTROL, FOR_EVER),
    ];
    (head, body).into_response()
}

/// The language chosen before (cookie `language`), else the browser's, else Dutch.
pub(crate) fn wanted(headers: &HeaderMap) -> Language {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    let chosen = text(header::COOKIE)
        .split(';')
        .find_map(|cookie| cookie.trim().strip_prefix("language=")?.parse().ok());
    chosen
        .or_else(|| Language::from_accept_language(text(header::ACCEPT_LANGUAGE)))
        .unwrap_or_default()
}
