//! Texts in the reader's language: typed keys, one table a language and audience, plural forms.
//!
//! The tables are not in the wasm: the browser fetches the one language it shows, and the service
//! worker keeps all eight for the day without network. Not here: long page texts (`info::pages`).

pub mod keys;
mod table;
mod text;

pub use table::{Catalog, Table};
pub use text::{Audience, Key, Text};

use domain::language::Language;
use leptos::prelude::*;

/// The language that is shown, as a signal: every text on screen follows it.
#[derive(Clone, Copy)]
pub struct I18n {
    catalog: RwSignal<Catalog>,
}

impl I18n {
    /// Makes `catalog` the language of everything below this component.
    pub fn provide(catalog: Catalog) -> Self {
        let i18n = Self {
            catalog: RwSignal::new(catalog),
        };
        provide_context(i18n);
        i18n
    }

    /// The language on screen (reactive).
    pub fn language(self) -> Language {
        self.catalog.with(Catalog::language)
    }

    /// The text of `text` (reactive).
    pub fn get(self, text: &Text) -> String {
        self.catalog.with(|catalog| catalog.get(text))
    }

    /// Reads the catalog (reactive).
    pub fn with<T>(self, read: impl FnOnce(&Catalog) -> T) -> T {
        self.catalog.with(read)
    }

    /// Shows everything in another language.
    pub fn set(self, catalog: Catalog) {
        self.catalog.set(catalog);
    }
}

/// The language of this part of the page.
///
/// Panics outside `App`, which provides it first of all.
pub fn use_i18n() -> I18n {
    expect_context::<I18n>()
}

/// A text that follows the language: `{t(info::WELCOME)}`.
pub fn t(text: impl Into<Text>) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let (i18n, text) = (use_i18n(), text.into());
    move || i18n.get(&text)
}
