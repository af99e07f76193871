//! What only a browser can answer: the document as the app sees and changes it, its store, its codes.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod credential;
mod dice;
mod queue;
mod store;

use app::device::document;
use domain::language::Language;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, wasm_bindgen::JsCast as _};

wasm_bindgen_test_configure!(run_in_browser);

/// What waits in the background needs somebody to run it; all tests share one.
fn with_background() {
    drop(any_spawner::Executor::init_wasm_bindgen());
}

fn root() -> Element {
    web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .document_element()
        .unwrap()
}

#[wasm_bindgen_test]
fn the_language_of_the_document_brings_its_direction() {
    document::set_language(Language::Ar);
    assert_eq!(root().get_attribute("lang").as_deref(), Some("ar"));
    assert_eq!(root().get_attribute("dir").as_deref(), Some("rtl"));
    document::set_language(Language::Uk);
    assert_eq!(root().get_attribute("dir").as_deref(), Some("ltr"));
}

#[wasm_bindgen_test]
fn a_language_once_chosen_is_preferred_to_the_browsers() {
    let html: web_sys::HtmlDocument = root().owner_document().unwrap().unchecked_into();
    html.set_cookie("language=tr; Path=/").unwrap();
    assert_eq!(document::preferred_language(), Language::Tr);
    html.set_cookie("language=klingon; Path=/").unwrap();
    // The test browser asks for American English.
    assert_eq!(document::preferred_language(), Language::En);
    html.set_cookie("language=; Path=/; Max-Age=0").unwrap();
}

#[wasm_bindgen_test]
fn only_a_body_that_the_server_rendered_is_hydrated() {
    let body = root().owner_document().unwrap().body().unwrap();
    body.set_attribute("data-boot", "mount").unwrap();
    assert!(document::rendered_body().is_none());
    body.set_attribute("data-boot", "hydrate").unwrap();
    assert!(document::rendered_body().is_some());
}

#[wasm_bindgen_test]
fn a_meta_tag_that_is_not_there_is_nothing() {
    assert_eq!(document::meta("pasmaat-nothing"), None);
}

#[wasm_bindgen_test]
fn every_count_has_the_plural_form_that_the_browser_gives_it() {
    for language in Language::ALL {
        let locales = js_sys::Array::of1(&language.code().into());
        let rules = js_sys::Intl::PluralRules::new(&locales, &js_sys::Object::new());
        for n in (0..2_200_u32)
            .chain((0..3_000_000).step_by(1_009))
            .chain([1_000_000, 2_000_000])
        {
            let browsers = String::from(rules.select(n.into()));
            assert_eq!(language.plural(n.into()).name(), browsers, "{language} {n}");
        }
    }
}
