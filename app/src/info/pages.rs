//! The long texts of the public pages in one language: data, made by the server from Markdown and
//! the region's facts, fetched once a language and kept for the day without network.

use crate::routes::Place;
use domain::language::Language;
use serde::{Deserialize, Serialize};

/// A public page in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageText {
    /// The last part of its address, the same in every language.
    pub slug: Box<str>,
    /// The heading, and the title of the document.
    pub title: Box<str>,
    /// One or two words for a menu.
    pub nav: Box<str>,
    /// A sentence for search engines and cards.
    pub description: Box<str>,
    /// The text, rendered by the server from its own files: safe to place in the page.
    pub html: Box<str>,
}

/// All public pages in one language, in the order of the menu.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pages {
    /// The pages; the first is the start page.
    pub pages: Vec<PageText>,
}

impl Pages {
    /// The page with this slug.
    pub fn get(&self, slug: &str) -> Option<&PageText> {
        self.pages.iter().find(|page| &*page.slug == slug)
    }

    /// All but the start page, with their addresses.
    pub fn below_home(&self, language: Language) -> impl Iterator<Item = (String, &PageText)> {
        let below = self.pages.iter().filter(|page| &*page.slug != "home");
        below.map(move |page| {
            let path = &*page.slug;
            (Place { language, path }.address(), page)
        })
    }

    /// Where the browser fetches a language's pages; `version` changes with any text or fact.
    pub fn address(version: &str, language: Language) -> String {
        format!("/content/{version}/{language}.json")
    }
}
