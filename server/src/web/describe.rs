//! What search engines read beside the pages: structured data and the sitemap.

use super::content::{Content, QUESTIONS, Question};
use app::{Place, info::pages::Pages};
use domain::language::Language;
use serde_json::json;
use std::fmt::Write as _;

/// The structured data (schema.org, JSON-LD) of a public page; `None` for other screens.
pub(super) fn page(content: &Content, place: Place<'_>, origin: &str) -> Option<String> {
    let slug = if place.path.is_empty() {
        "home"
    } else {
        place.path
    };
    let pages = content.pages(place.language);
    let page = pages.get(slug)?;
    let url = format!("{origin}{}", place.address());
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": page.title,
        "description": page.description,
        "url": url,
        "inLanguage": place.language.code(),
    });
    if slug == QUESTIONS {
        let question = |question: &Question| {
            json!({
                "@type": "Question",
                "name": question.name,
                "acceptedAnswer": { "@type": "Answer", "text": question.answer },
            })
        };
        data["@type"] = "FAQPage".into();
        data["mainEntity"] = content
            .questions(place.language)
            .iter()
            .map(question)
            .collect();
    }
    // Inside a script element only `</` could end it early.
    Some(data.to_string().replace("</", "<\\/"))
}

/// Every public page in every language, each naming its translations.
pub(super) fn sitemap(origin: &str, pages: &Pages) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in &pages.pages {
        let path = if &*page.slug == "home" {
            ""
        } else {
            &*page.slug
        };
        let at = |language| format!("{origin}{}", Place { language, path }.address());
        for language in Language::ALL {
            let _ = write!(xml, "  <url><loc>{}</loc>", at(language));
            for other in Language::ALL {
                let _ = write!(
                    xml,
                    "<xhtml:link rel=\"alternate\" hreflang=\"{other}\" href=\"{}\"/>",
                    at(other)
                );
            }
            xml.push_str("</url>\n");
        }
    }
    xml.push_str("</urlset>\n");
    xml
}
