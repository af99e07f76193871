//! The public pages in eight languages: Markdown with the region's facts filled in, rendered once
//! at start. A file `pages/<language>/<slug>.md` in the data directory replaces the built-in text.

mod filters;
mod markdown;

use crate::region::Region;
use app::info::pages::{PageText, Pages};
use domain::language::Language;
use std::{fs, io, path::Path, sync::Arc};
use thiserror::Error;

/// The pages, in the order of the menu.
pub const SLUGS: [&str; 10] = [
    "home",
    "wat",
    "punten",
    "kansentarief",
    "verkoop",
    "organisatoren",
    "jeugdhuizen",
    "vragen",
    "privacy",
    "toegankelijkheid",
];

/// The page whose headings are questions.
pub(super) const QUESTIONS: &str = "vragen";

/// All pages in all languages.
#[derive(Clone, Debug)]
pub struct Content {
    pages: [Arc<Pages>; Language::ALL.len()],
    json: [Arc<str>; Language::ALL.len()],
    questions: [Arc<[Question]>; Language::ALL.len()],
    version: Arc<str>,
}

/// A question of the page of questions, and its answer as plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub name: String,
    /// What is answered.
    pub answer: String,
}

/// Why a page could not be made.
#[derive(Debug, Error)]
pub enum ContentError {
    /// The text is there but does not open.
    #[error("{page}: {source}; check that the server may read it")]
    Read {
        /// Which page in which language.
        page: String,
        /// What the system says.
        source: io::Error,
    },
    /// A line at the top is missing.
    #[error("{page}: the lines between `---` must have `{field}:`")]
    Head {
        /// Which page in which language.
        page: String,
        /// The missing line.
        field: &'static str,
    },
    /// The template names a fact that the region lacks, or is malformed.
    #[error("{page}: {source}")]
    Template {
        /// Which page in which language.
        page: String,
        /// Where it goes wrong.
        source: minijinja::Error,
    },
    /// A link to a page that does not exist.
    #[error("{page}: there is no page `{to}` to link to")]
    Link {
        /// Which page in which language.
        page: String,
        /// The unknown slug.
        to: String,
    },
    /// The pages do not write as JSON.
    #[error("pages in {language}: {source}")]
    Json {
        /// Which language.
        language: Language,
        /// What is wrong.
        source: serde_json::Error,
    },
}

impl Content {
    /// Renders every page; the first mistake in any of them is the answer.
    pub fn load(data: &Path, region: &Region) -> Result<Self, ContentError> {
        let mut pages = Vec::with_capacity(Language::ALL.len());
        let mut json = Vec::with_capacity(Language::ALL.len());
        let mut questions = Vec::with_capacity(Language::ALL.len());
        for language in Language::ALL {
            let mut asked = Vec::new();
            let texts = SLUGS.into_iter().map(|slug| {
                let source = Source::read(data, region, language, slug)?;
                if slug == QUESTIONS {
                    asked = markdown::questions(&source.body);
                }
                source.page(language, slug)
            });
            let in_language = Pages {
                pages: texts.collect::<Result<_, _>>()?,
            };
            questions.push(Arc::<[Question]>::from(asked));
            let text = serde_json::to_string(&in_language)
                .map_err(|source| ContentError::Json { language, source })?;
            json.push(Arc::<str>::from(text));
            pages.push(Arc::new(in_language));
        }
        let version = super::assets::digest(&json.concat());
        let (Ok(pages), Ok(json), Ok(questions)) =
            (pages.try_into(), json.try_into(), questions.try_into())
        else {
            unreachable!("one entry a language was pushed")
        };
        Ok(Self {
            pages,
            json,
            questions,
            version: version.into(),
        })
    }

    /// The pages of a language.
    pub fn pages(&self, language: Language) -> Arc<Pages> {
        self.pages[language.index()].clone()
    }

    /// The same as the browser fetches them.
    pub fn json(&self, language: Language) -> Arc<str> {
        self.json[language.index()].clone()
    }

    /// What the page of questions asks and answers.
    pub fn questions(&self, language: Language) -> &[Question] {
        &self.questions[language.index()]
    }

    /// Changes with any text or fact.
    pub fn version(&self) -> Arc<str> {
        self.version.clone()
    }
}

/// A page's text with the facts filled in: the lines at its top, and its Markdown.
struct Source {
    at: String,
    head: String,
    body: String,
}

impl Source {
    fn read(
        data: &Path,
        region: &Region,
        language: Language,
        slug: &str,
    ) -> Result<Self, ContentError> {
        let at = format!("{language}/{slug}.md");
        let own = data.join("pages").join(&at);
        let text = match fs::read_to_string(&own) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                built_in(language, slug).unwrap_or_default().to_owned()
            }
            Err(source) => {
                return Err(ContentError::Read {
                    page: own.display().to_string(),
                    source,
                });
            }
        };
        let filled =
            filters::fill(language, region, &text).map_err(|source| ContentError::Template {
                page: at.clone(),
                source,
            })?;
        let (head, body) = filled
            .trim_start()
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .unwrap_or(("", &filled));
        Ok(Self {
            at,
            head: head.to_owned(),
            body: body.to_owned(),
        })
    }

    fn page(&self, language: Language, slug: &str) -> Result<PageText, ContentError> {
        let html = markdown::html(language, &self.body).map_err(|to| ContentError::Link {
            page: self.at.clone(),
            to,
        })?;
        Ok(PageText {
            slug: slug.into(),
            title: self.field("title")?,
            nav: self.field("nav")?,
            description: self.field("description")?,
            html: html.into(),
        })
    }

    fn field(&self, field: &'static str) -> Result<Box<str>, ContentError> {
        self.head
            .lines()
            .find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))
            .map(|value| value.trim().into())
            .ok_or_else(|| ContentError::Head {
                page: self.at.clone(),
                field,
            })
    }
}

include!(concat!(env!("OUT_DIR"), "/pages.rs"));
