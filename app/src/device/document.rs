//! The document: its language, its title, and what the server wrote into its head.

use domain::language::Language;
use web_sys::{Document, Element, HtmlElement};

/// The value of `<meta name="…">` that the shell wrote; `None` when there is none.
pub fn meta(name: &str) -> Option<String> {
    let selector = format!("meta[name=\"{name}\"]");
    document()?
        .query_selector(&selector)
        .ok()??
        .get_attribute("content")
}

/// The path of the address, as in `/uk/punten`.
pub fn path() -> String {
    leptos::prelude::window()
        .location()
        .pathname()
        .unwrap_or_default()
}

/// The body, where the server rendered it; `None` in the offline shell, to be filled here.
pub fn rendered_body() -> Option<HtmlElement> {
    let body = document()?.body()?;
    (body.get_attribute("data-boot").as_deref() == Some("hydrate")).then_some(body)
}

/// Whether the server saw that nobody is signed in, and rendered the page so.
pub fn is_nobodys() -> bool {
    rendered_body().is_some_and(|body| body.has_attribute("data-nobody"))
}

/// Empties the body of the offline shell before the app is mounted in it, but for the screen that
/// `sw.js` shows until the app has its own.
pub fn clear_body() {
    let Some(body) = document().and_then(|document| document.body()) else {
        return;
    };
    let early = early();
    body.set_text_content(None);
    if let Some(early) = early {
        drop(body.append_child(&early));
    }
}

/// Takes the screen away that stood in for the app.
pub fn end_early() {
    if let Some(early) = early() {
        early.remove();
    }
}

/// The screen as it stands; none while anything on it is open that is there for this moment only.
pub fn screen(passing: &str) -> Option<String> {
    let body = document()?.body()?;
    let none = body.query_selector(passing).ok()?.is_none();
    none.then(|| body.inner_html())
}

/// Says that the app answers from here on: tests and styles wait for it.
pub fn mark_alive() {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // A failure leaves the page usable, only unmarked.
        drop(root.set_attribute("data-alive", ""));
    }
}

/// `lang` and `dir` of the document.
pub fn set_language(language: Language) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        drop(root.set_attribute("lang", language.code()));
        drop(root.set_attribute("dir", language.direction()));
    }
}

/// The language that was chosen before (cookie `language`), or that the browser prefers.
pub fn preferred_language() -> Language {
    chosen().unwrap_or_else(|| {
        let asked = leptos::prelude::window().navigator().languages();
        let asked: Vec<String> = asked.iter().filter_map(|tag| tag.as_string()).collect();
        Language::from_accept_language(&asked.join(",")).unwrap_or_default()
    })
}

/// The language that is shown.
pub fn language() -> String {
    document()
        .and_then(|document| document.document_element())
        .and_then(|root| root.get_attribute("lang"))
        .unwrap_or_default()
}

/// What the person may call this phone in a list of devices: its system and browser.
pub fn phone_name() -> String {
    let agent = leptos::prelude::window()
        .navigator()
        .user_agent()
        .unwrap_or_default();
    let known = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(mark, _)| agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    let system = known(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    let browser = known(&[
        ("Firefox", "Firefox"),
        ("Edg", "Edge"),
        ("SamsungBrowser", "Samsung"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let parts: Vec<&str> = [system, browser].into_iter().flatten().collect();
    parts.join(" · ")
}

/// The title of the document.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Whether the person sees the page.
pub fn is_visible() -> bool {
    document().is_some_and(|document| !document.hidden())
}

/// The fragment of the address, without `#`; it never reaches a server.
pub fn fragment() -> String {
    let hash = leptos::prelude::window().location().hash();
    hash.unwrap_or_default().trim_start_matches('#').to_owned()
}

/// Takes the fragment out of the address, and out of the history.
pub fn forget_fragment() {
    let window = leptos::prelude::window();
    if let (Ok(history), Ok(path)) = (window.history(), window.location().pathname()) {
        drop(history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path)));
    }
}

/// Leaves for an address of another site.
pub fn leave_for(address: &str) {
    drop(leptos::prelude::window().location().assign(address));
}

/// Opens the browser's dialog to print the page.
pub fn print() {
    drop(leptos::prelude::window().print());
}

/// The words of the screen as they are seen, to be read aloud.
pub fn words(selector: &str) -> String {
    let found = document().and_then(|document| document.query_selector(selector).ok()?);
    let element = found.and_then(|found| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(found).ok());
    element
        .map(|element| element.inner_text())
        .unwrap_or_default()
}

/// Asks for the page anew.
pub fn reload() {
    drop(leptos::prelude::window().location().reload());
}

fn chosen() -> Option<Language> {
    let cookies = js_sys::Reflect::get(&document()?.into(), &"cookie".into())
        .ok()?
        .as_string()?;
    cookies
        .split(';')
        .find_map(|cookie| cookie.trim().strip_prefix("language=")?.parse().ok())
}

fn early() -> Option<Element> {
    document()?.query_selector("[data-early]").ok()?
}

fn document() -> Option<Document> {
    leptos::prelude::window().document()
}
