//! The route table: which address shows which screen. Nothing else.

use crate::{
    frame::Frame,
    i18n::{Catalog, I18n},
    info::{Info, NotFound},
    language_switch::LanguageSwitch,
    organiser::Organiser,
    passholder::Passholder,
    style::Style,
    volunteer::Volunteer,
};
use domain::language::Language;
use leptos::prelude::*;
use leptos_router::{
    Lazy,
    components::{ParentRoute, Redirect, Route, Router, Routes},
    path,
};

/// The whole app.
///
/// Expects a [`Catalog`] in context: the texts of the language that the address asks for.
#[component]
pub fn App() -> impl IntoView {
    let i18n = I18n::provide(expect_context::<Catalog>());
    let start = move || {
        Place {
            language: i18n.language(),
            path: "",
        }
        .address()
    };
    view! {
        <Router>
            <LanguageSwitch/>
            <Frame>
                <Routes fallback=NotFound>
                    <Route path=path!("/") view={move || view! { <Redirect path=start()/> }}/>
                    <ParentRoute path=path!("/:language") view=crate::frame::Inside>
                        <Route path=path!("") view={Lazy::<Info>::new()}/>
                        <Route path=path!("beheer/*screen") view={Lazy::<Organiser>::new()}/>
                        <Route path=path!("stijl") view={Lazy::<Style>::new()}/>
                        <Route path=path!("mijn/*screen") view={Lazy::<Passholder>::new()}/>
                        <Route path=path!("deur/*screen") view={Lazy::<Volunteer>::new()}/>
                        <Route path=path!(":slug") view={Lazy::<Info>::new()}/>
                    </ParentRoute>
                </Routes>
            </Frame>
        </Router>
    }
}

/// A place in the app: a language, and the path below its prefix (without slashes around it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The prefix.
    pub language: Language,
    /// The rest, such as `punten`; empty for the start page.
    pub path: &'a str,
}

impl<'a> Place<'a> {
    /// Reads `/uk/punten`; `None` when the first part is no language.
    pub fn parse(path: &'a str) -> Option<Self> {
        let path = path.trim_start_matches('/');
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        let language = first.parse().ok()?;
        Some(Self {
            language,
            path: rest.trim_end_matches('/'),
        })
    }

    /// The same place in another language.
    #[must_use]
    pub const fn in_language(self, language: Language) -> Self {
        Self {
            language,
            path: self.path,
        }
    }

    /// The address on this site.
    pub fn address(self) -> String {
        match self.path {
            "" => format!("/{}", self.language),
            path => format!("/{}/{path}", self.language),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_as_its_place() {
        for language in Language::ALL {
            for path in ["", "punten", "kaart/9"] {
                let place = Place { language, path };
                assert_eq!(Place::parse(&place.address()), Some(place));
            }
        }
        assert_eq!(
            Place::parse("/uk/"),
            Some(Place {
                language: Language::Uk,
                path: ""
            })
        );
        assert_eq!(Place::parse("/pl/punten"), None);
        assert_eq!(Place::parse("/"), None);
    }
}
