//! The document around the app, made on the server: head, metadata, and how the browser wakes it.
//!
//! The offline shell is the same document with an empty body: the service worker answers it for
//! any address of the app, and the wasm fills it.

#[cfg(feature = "ssr")]
use crate::i18n::Table;
use crate::{
    App, Place,
    i18n::{Audience, Catalog, keys::common},
    info::pages::PageText,
};
use domain::language::Language;
use leptos::{nonce::use_nonce, prelude::*};
use std::sync::Arc;

/// What the document needs to know of the site and of this request.
#[derive(Clone, Debug)]
pub struct Shell {
    /// Scheme and host that people use, without a slash at the end.
    pub origin: Arc<str>,
    /// The files that the build made.
    pub assets: Arc<Assets>,
    /// Changes with any public page.
    pub content_version: Arc<str>,
    /// Whether the request came without a session: the page can begin with signing in.
    pub nobody: bool,
    /// Structured data for search engines, if this page has any: JSON.
    pub structured_data: Option<Arc<str>>,
    /// The path of the request.
    pub path: Box<str>,
}

/// Addresses of the built files, hashes included.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The stylesheet.
    pub css: Box<str>,
    /// The wasm's glue.
    pub js: Box<str>,
    /// The wasm.
    pub wasm: Box<str>,
    /// The script that wakes the page.
    pub boot: Box<str>,
    /// The worker that reads codes in pictures.
    pub decoder: Box<str>,
}

/// A page, rendered. Expects [`Shell`] and [`Catalog`] in context.
pub fn page() -> impl IntoView {
    document("hydrate", || view! { <App/> }.into_any())
}

/// The page for no network. Expects [`Shell`] and [`Catalog`] in context.
pub fn offline_shell() -> impl IntoView {
    document("mount", || {
        view! { <noscript>"Pasmaat"</noscript> {asleep()} }.into_any()
    })
}

/// What is read where the app cannot start, in every language: the shell is the same for all.
#[cfg(feature = "ssr")]
fn asleep() -> impl IntoView {
    Language::ALL.map(|language| {
        let texts = Table::parse(Table::built_in(language, Audience::Common));
        let says = Catalog::new(language, Arc::default())
            .with(Audience::Common, texts)
            .get(&common::BAR_ASLEEP.into());
        view! { <p class="asleep" lang=language.code() dir=language.direction()>{says}</p> }
    })
}

/// As above: only a server renders the shell.
#[cfg(not(feature = "ssr"))]
fn asleep() -> impl IntoView {}

/// Gives this answer the status of a page that does not exist.
pub(crate) fn answer_not_found() {
    if let Some(answer) = use_context::<NotFoundSink>() {
        (answer.0)();
    }
}

/// How a screen tells the server that there is nothing at its address.
#[derive(Clone)]
pub struct NotFoundSink(pub Arc<dyn Fn() + Send + Sync>);

fn document(boot: &'static str, body: fn() -> AnyView) -> impl IntoView {
    let shell = expect_context::<Shell>();
    let catalog = expect_context::<Catalog>();
    let language = catalog.language();
    let assets = shell.assets.clone();
    // A public page reads and navigates without wasm, so that waits until the person does something.
    let reads_without =
        Place::parse(&shell.path).is_some_and(|place| page_at(&catalog, place).is_some());
    let wake = match (reads_without, Audience::of(&shell.path)) {
        (true, _) => Some("later"),
        (false, Audience::Passholder) => Some("own"),
        (false, _) => None,
    };
    view! {
        <!DOCTYPE html>
        <html lang=language.code() dir=language.direction()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbf7f0"/>
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#17201f"/>
                <meta name="pasmaat-content" content=shell.content_version.to_string()/>
                <meta name="pasmaat-decoder" content=assets.decoder.to_string()/>
                <link rel="stylesheet" href=assets.css.to_string()/>
                <link rel="icon" href="/favicon.ico" sizes="32x32"/>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <link rel="manifest" href=format!("/manifest/{language}.webmanifest")/>
                <Described shell=shell.clone() catalog/>
                <script
                    type="module"
                    nonce=use_nonce()
                    src=assets.boot.to_string()
                    data-js=assets.js.to_string()
                    data-wasm=assets.wasm.to_string()
                ></script>
            </head>
            <body data-boot=boot data-wake=wake data-nobody=shell.nobody.then_some("")>{body()}</body>
        </html>
    }
}

/// Title, description, other languages, Open Graph and structured data of this page.
#[component]
fn Described(shell: Shell, catalog: Catalog) -> impl IntoView {
    let place = Place::parse(&shell.path);
    let page = place.and_then(|place| page_at(&catalog, place)).cloned();
    let title = page.as_ref().map_or_else(
        || "Pasmaat".to_owned(),
        |page| format!("{} · Pasmaat", page.title),
    );
    let canonical = place.map(|place| format!("{}{}", shell.origin, place.address()));
    let described = page.zip(canonical).zip(place);
    view! {
        <title inner_html=escaped(&title)></title>
        {described.map(|((page, canonical), place)| {
            let others = Language::ALL.map(|language| {
                let href = format!("{}{}", shell.origin, place.in_language(language).address());
                view! { <link rel="alternate" hreflang=language.code() href=href/> }
            });
            let any = format!("{}{}", shell.origin, place.in_language(Language::Nl).address());
            let description = page.description.to_string();
            view! {
                <meta name="description" content=description.clone()/>
                <link rel="canonical" href=canonical.clone()/>
                {others}
                <link rel="alternate" hreflang="x-default" href=any/>
                {open_graph("og:type", "website".into())}
                {open_graph("og:site_name", "Pasmaat".into())}
                {open_graph("og:title", page.title.to_string())}
                {open_graph("og:description", description)}
                {open_graph("og:url", canonical)}
                {open_graph("og:locale", place.language.code().into())}
                {open_graph("og:image", format!("{}/og.png", shell.origin))}
            }
        })}
        {shell.structured_data.map(|json| view! {
            <script type="application/ld+json" nonce=use_nonce() inner_html=json.to_string()></script>
        })}
    }
}

/// A title is text to its end: what marks a place in a view would be read there.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn open_graph(property: &'static str, content: String) -> impl IntoView {
    leptos::html::meta()
        .attr("property", property)
        .content(content)
}

fn page_at<'a>(catalog: &'a Catalog, place: Place<'_>) -> Option<&'a PageText> {
    match place.path {
        "" => catalog.pages().get("home"),
        "home" => None,
        slug => catalog.pages().get(slug),
    }
}
