//! One language's texts in memory, and how a text is put together from them.

use super::{Audience, Text, keys};
use crate::info::pages::Pages;
use domain::language::Language;
use std::sync::Arc;

/// One audience's texts in one language: an entry a line, plural forms separated by U+001F.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table(Arc<[Box<str>]>);

impl Table {
    /// Reads the format that `build.rs` writes.
    pub fn parse(text: &str) -> Self {
        Self(text.split('\n').map(Box::from).collect())
    }

    /// Where the browser fetches a table: the address changes with any text, so it may be kept
    /// for ever.
    pub fn address(language: Language, audience: Audience) -> String {
        format!(
            "/locale/{}/{language}/{}.txt",
            keys::VERSION,
            audience.name()
        )
    }

    /// The text that [`Table::address`] answers.
    #[cfg(feature = "ssr")]
    pub fn built_in(language: Language, audience: Audience) -> &'static str {
        const TABLES: [[&str; Audience::ALL.len()]; Language::ALL.len()] =
            include!(concat!(env!("OUT_DIR"), "/tables.rs"));
        TABLES[language.index()][audience as usize]
    }
}

/// Everything that is said in one language.
#[derive(Clone, Debug)]
pub struct Catalog {
    language: Language,
    tables: [Option<Table>; Audience::ALL.len()],
    pages: Arc<Pages>,
}

impl Catalog {
    /// A catalog with no table yet.
    pub fn new(language: Language, pages: Arc<Pages>) -> Self {
        Self {
            language,
            tables: [const { None }; Audience::ALL.len()],
            pages,
        }
    }

    /// Adds one audience's texts.
    #[must_use]
    pub fn with(mut self, audience: Audience, table: Table) -> Self {
        self.tables[audience as usize] = Some(table);
        self
    }

    /// All texts of a language, as the server has them.
    #[cfg(feature = "ssr")]
    pub fn built_in(language: Language, pages: Arc<Pages>) -> Self {
        Audience::ALL
            .into_iter()
            .fold(Self::new(language, pages), |catalog, audience| {
                catalog.with(audience, Table::parse(Table::built_in(language, audience)))
            })
    }

    /// The same with the public pages.
    #[must_use]
    pub fn with_pages(mut self, pages: Arc<Pages>) -> Self {
        self.pages = pages;
        self
    }

    /// Whether everything is there that this audience's screens say.
    pub fn serves(&self, audience: Audience) -> bool {
        let has_pages = !audience.has_pages() || !self.pages.pages.is_empty();
        self.has(Audience::Common) && self.has(audience) && has_pages
    }

    /// Whether this audience's texts are there.
    pub fn has(&self, audience: Audience) -> bool {
        self.tables[audience as usize].is_some()
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The public pages in this language.
    pub fn pages(&self) -> &Pages {
        &self.pages
    }

    /// The text with its values filled in; empty while its table has not arrived.
    pub fn get(&self, text: &Text) -> String {
        let Some(entry) = self.tables[text.key.audience as usize]
            .as_ref()
            .and_then(|table| table.0.get(usize::from(text.key.index)))
        else {
            return String::new();
        };
        let form = text.count.map_or(&**entry, |n| self.form(entry, n));
        if text.count.is_none() && text.values.is_empty() {
            return form.to_owned();
        }
        let count = text.count.map(|n| n.to_string());
        fill(form, |name| match name {
            "n" => count.as_deref(),
            _ => text
                .values
                .iter()
                .find(|(of, _)| *of == name)
                .map(|(_, value)| value.as_str()),
        })
    }

    fn form<'a>(&self, entry: &'a str, n: u64) -> &'a str {
        let category = self.language.plural(n);
        let place = self
            .language
            .plural_categories()
            .iter()
            .position(|known| *known == category);
        let mut forms = entry.split('\u{1f}');
        place
            .and_then(|place| forms.nth(place))
            .or_else(|| entry.rsplit('\u{1f}').next())
            .unwrap_or(entry)
    }
}

/// Puts values in the places of `{name}`; a name without a value stays as it is.
fn fill<'a>(form: &str, value: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut out = String::with_capacity(form.len() + 16);
    let mut rest = form;
    while let Some((before, tail)) = rest.split_once('{') {
        out.push_str(before);
        let filled = tail
            .split_once('}')
            .and_then(|(name, after)| Some((value(name)?, after)));
        if let Some((value, after)) = filled {
            out.push_str(value);
            rest = after;
        } else {
            out.push('{');
            rest = tail;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Key;

    fn catalog(language: Language, table: &str) -> Catalog {
        Catalog::new(language, Arc::default()).with(Audience::Common, Table::parse(table))
    }

    #[test]
    fn a_count_takes_the_form_of_its_language() {
        let uk = catalog(Language::Uk, "Привіт\n{n} бал\u{1f}{n} бали\u{1f}{n} балів");
        let points = |n| uk.get(&Text::from(Key::new(Audience::Common, 1)).count(n));
        assert_eq!(
            [points(1), points(3), points(11)],
            ["1 бал", "3 бали", "11 балів"]
        );
        let fr = catalog(Language::Fr, "{n} point\u{1f}{n} points");
        let points = |n| fr.get(&Text::from(Key::new(Audience::Common, 0)).count(n));
        assert_eq!(
            [points(0), points(2), points(1_000_000)],
            ["0 point", "2 points", "1000000 points"]
        );
    }

    #[test]
    fn values_are_filled_in_once_and_never_read_as_placeholders() {
        let nl = catalog(Language::Nl, "{a} en {b}, {niets} {");
        let text = Text::from(Key::new(Audience::Common, 0))
            .with("a", "{b}".into())
            .with("b", "twee".into());
        assert_eq!(nl.get(&text), "{b} en twee, {niets} {");
    }
}
