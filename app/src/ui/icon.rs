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
    /// A pass.
    Card,
    /// Points, or a star for a favourite.
    Star,
    /// A present.
    Gift,
    /// A code to scan.
    Scan,
    /// What else there is.
    More,
    /// People who belong together.
    Family,
    /// A member card.
    Badge,
    /// A day.
    Calendar,
    /// A key, for what is one's own.
    Key,
    /// What can be set.
    Settings,
    /// To look for something.
    Search,
    /// A place.
    Place,
    /// To take along as a copy.
    Copy,
    /// Bright light.
    Light,
    /// To hear.
    Speaker,
    /// To go on.
    Next,
    /// To choose from a list.
    Filter,
    /// A heart, for what one likes.
    Heart,
    /// A telephone.
    Phone,
    /// To make a file.
    Download,
    /// More of it.
    Plus,
}

impl Sign {
    #[rustfmt::skip]
    const fn path(self) -> &'static str {
        match self {
            Self::Card => "M5 5.5h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM3 10h18M7 14.5h4",
            Self::Star => "M12 3.8l2.6 5.2 5.7.8-4.1 4 1 5.7-5.2-2.7-5.1 2.7 1-5.7-4.2-4 5.8-.8z",
            Self::Gift => "M4.5 11.5V20h15v-8.5M3 7.5h18v4H3zM12 7.5V20M12 7.5c-1.5 0-4.5-.5-4.5-2.5 0-1.300 1-2 2-2 1.700 0 2.5 2.5 2.5 4.5zM12 7.5c1.5 0 4.5-.5 4.5-2.5 0-1.300-1-2-2-2-1.700 0-2.5 2.5-2.5 4.5z",
            Self::Scan => "M3 8V5a2 2 0 0 1 2-2h3M16 3h3a2 2 0 0 1 2 2v3M21 16v3a2 2 0 0 1-2 2h-3M8 21H5a2 2 0 0 1-2-2v-3M8 8h3v3H8zM13.5 13.5H16V16M8 14v2h2.5M14 8h2v2",
            Self::More => "M4 6.5h16M4 12h16M4 17.5h16",
            Self::Family => "M8.5 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5M16.5 11.5a2.800 2.800 0 1 0 0-5.600M17.5 14.600c2.5.4 4 2.200 4 4.900",
            Self::Badge => "M6 3.5h12a1.5 1.5 0 0 1 1.5 1.5v14a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 19V5A1.5 1.5 0 0 1 6 3.5zM12 13a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 17.5c.5-1.800 2-2.700 4-2.700s3.5.9 4 2.700",
            Self::Calendar => "M5 5h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM3 10h18M8 3v4M16 3v4M8 14.5h.1M12 14.5h.1M16 14.5h.1",
            Self::Key => "M8 17a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM11.5 10l8-6M16.5 6.300l2.700 3.200",
            Self::Settings => "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400zM9 19.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400z",
            Self::Search => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20.5 20.5",
            Self::Place => "M12 21s7-6.200 7-11.5a7 7 0 1 0-14 0C5 14.800 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
            Self::Copy => "M9 9h10a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 19 21H9.5A1.5 1.5 0 0 1 8 19.5v-9A1.5 1.5 0 0 1 9 9zM4.5 15.5h-.3A1.200 1.200 0 0 1 3 14.300V4.5A1.5 1.5 0 0 1 4.5 3h9.800a1.200 1.200 0 0 1 1.200 1.200v.8",
            Self::Light => "M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400",
            Self::Speaker => "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.5 4.5 0 0 1 0 6M18.200 6.300a8.300 8.300 0 0 1 0 11.400",
            Self::Next => "M9 5l7 7-7 7",
            Self::Filter => "M3.5 6h17M7 12h10M10.5 18h3",
            Self::Heart => "M12 20s-8-4.700-8-10.300A4.400 4.400 0 0 1 8.400 5.200c1.600 0 2.900.8 3.600 2.100.7-1.300 2-2.100 3.600-2.100A4.400 4.400 0 0 1 20 9.700C20 15.300 12 20 12 20z",
            Self::Phone => "M8 2.5h8A1.5 1.5 0 0 1 17.5 4v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5zM11 18.5h2",
            Self::Download => "M12 3.5v11.5M7 10.5l5 5 5-5M4 20h16",
            Self::Plus => "M12 5v14M5 12h14",
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
