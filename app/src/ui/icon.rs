//! Signs drawn with one pen: 24 by 24, round ends. They repeat a word and never replace it.

use leptos::prelude::*;

/// What a sign shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Done.
    Check,
    /// Kept here, on its way.
    Clock,
    /// Done before.
    Twice,
    /// Not so.
    Cross,
    /// Not readable.
    Question,
}

impl Sign {
    const fn path(self) -> &'static str {
        match self {
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Clock => "M12 7v5l3.5 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
            Self::Twice => "M2.5 12.5l4 4 8-8.5M10.5 15l1.5 1.5 9-9",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Question => {
                "M8.5 8.7A3.6 3.6 0 0 1 12 6c2 0 3.6 1.4 3.6 3.3 0 2.6-3.6 2.9-3.6 5M12 18.2v.1"
            }
        }
    }
}

/// A sign beside a word.
#[component]
pub fn Icon(
    /// What it shows.
    sign: Sign,
    /// Its class, for its size.
    #[prop(default = "icon")]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg
            class=class
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2.4"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=sign.path()></path>
        </svg>
    }
}
