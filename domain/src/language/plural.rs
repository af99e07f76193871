//! Which form of a noun goes with a whole number, by the Unicode CLDR's cardinal rules.
//! Written out for our eight languages because the general data is larger than our pages; a test in
//! the browser compares every answer with its own (`app/tests/browser.rs`).

use super::Language;

/// A CLDR plural category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PluralCategory {
    /// Arabic 0.
    Zero,
    /// The singular, or what the language treats so (Ukrainian 21).
    One,
    /// The Arabic dual.
    Two,
    /// Ukrainian and Russian 2 to 4, Arabic 3 to 10.
    Few,
    /// Ukrainian and Russian 5 to 20, Arabic 11 to 99, French millions.
    Many,
    /// Everything else.
    Other,
}

impl PluralCategory {
    /// The name of the category in a locale file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

impl Language {
    /// The category of the whole number `n` (CLDR, cardinal rules).
    pub const fn plural(self, n: u64) -> PluralCategory {
        use PluralCategory::{Few, Many, One, Other, Two, Zero};
        match self {
            Self::Nl | Self::En | Self::De | Self::Tr => match n {
                1 => One,
                _ => Other,
            },
            Self::Fr => match n {
                0 | 1 => One,
                _ if n.is_multiple_of(1_000_000) => Many,
                _ => Other,
            },
            Self::Uk | Self::Ru => match (n % 10, n % 100) {
                (1, tens) if tens != 11 => One,
                (2..=4, tens) if tens < 12 || tens > 14 => Few,
                _ => Many,
            },
            Self::Ar => match (n, n % 100) {
                (0, _) => Zero,
                (1, _) => One,
                (2, _) => Two,
                (_, 3..=10) => Few,
                (_, 11..=99) => Many,
                _ => Other,
            },
        }
    }

    /// The categories that a whole number can fall in, so that a text must have them.
    /// French `many` (whole millions) is left out: no count of ours gets there.
    pub const fn plural_categories(self) -> &'static [PluralCategory] {
        use PluralCategory::{Few, Many, One, Other, Two, Zero};
        match self {
            Self::Nl | Self::En | Self::De | Self::Tr | Self::Fr => &[One, Other],
            Self::Uk | Self::Ru => &[One, Few, Many],
            Self::Ar => &[Zero, One, Two, Few, Many, Other],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_up_to_a_million_has_a_form_that_a_text_must_have() {
        for language in Language::ALL {
            for n in (0..2_000).chain((0..999_999).step_by(997)) {
                assert!(
                    language.plural_categories().contains(&language.plural(n)),
                    "{language} {n}"
                );
            }
        }
    }

    #[test]
    fn ukrainian_and_russian_points() {
        use PluralCategory::{Few, Many, One};
        for (n, category) in [
            (1, One),
            (2, Few),
            (5, Many),
            (11, Many),
            (12, Many),
            (21, One),
            (22, Few),
            (111, Many),
        ] {
            assert_eq!(Language::Uk.plural(n), category, "{n}");
            assert_eq!(Language::Ru.plural(n), category, "{n}");
        }
    }
}
