//! Markdown to HTML for the public pages. The texts are our own or the region's, never a visitor's;
//! raw HTML in them is shown as text all the same.

use super::{Question, SLUGS};
use app::Place;
use domain::language::Language;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The HTML of a page's body. `page:punten` becomes the address of that page in this language;
/// `Err` is the name of a page that does not exist.
pub(super) fn html(language: Language, text: &str) -> Result<String, String> {
    let mut events = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                let dest_url = address(language, dest_url)?;
                events.push(Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }));
            }
            Event::Html(raw) | Event::InlineHtml(raw) => events.push(Event::Text(raw)),
            // A wide table scrolls by itself, also with a keyboard.
            Event::Start(Tag::Table(columns)) => {
                events.push(Event::Html(
                    "<div class=\"table-scroll\" role=\"group\" tabindex=\"0\">".into(),
                ));
                events.push(Event::Start(Tag::Table(columns)));
            }
            Event::End(TagEnd::Table) => {
                events.push(Event::End(TagEnd::Table));
                events.push(Event::Html("</div>".into()));
            }
            other => events.push(other),
        }
    }
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, events.into_iter());
    Ok(out.replace("<th>", "<th scope=\"col\">"))
}

/// The questions of a page and their answers as plain text: each heading of the second level, and
/// what follows it.
pub(super) fn questions(text: &str) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    let mut in_heading = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) => {
                in_heading = true;
                questions.push(Question {
                    name: String::new(),
                    answer: String::new(),
                });
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::End(TagEnd::Paragraph | TagEnd::Item) | Event::SoftBreak => {
                if let Some(question) = questions.last_mut() {
                    question.answer.push(' ');
                }
            }
            Event::Text(part) | Event::Code(part) => {
                if let Some(question) = questions.last_mut() {
                    if in_heading {
                        &mut question.name
                    } else {
                        &mut question.answer
                    }
                    .push_str(&part);
                }
            }
            _ => {}
        }
    }
    for question in &mut questions {
        question.answer = question.answer.trim().to_owned();
    }
    questions
}

fn address(language: Language, to: CowStr<'_>) -> Result<CowStr<'_>, String> {
    let Some(slug) = to.strip_prefix("page:") else {
        return Ok(to);
    };
    if !SLUGS.contains(&slug) {
        return Err(slug.to_owned());
    }
    let path = if slug == "home" { "" } else { slug };
    Ok(Place { language, path }.address().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_page_keeps_the_language_and_a_wrong_one_is_named() {
        let html = |text| html(Language::Uk, text);
        assert_eq!(
            html("[x](page:punten)"),
            Ok("<p><a href=\"/uk/punten\">x</a></p>\n".into())
        );
        assert_eq!(
            html("[x](page:home)"),
            Ok("<p><a href=\"/uk\">x</a></p>\n".into())
        );
        assert_eq!(html("[x](page:nergens)"), Err("nergens".into()));
    }

    #[test]
    fn raw_html_is_shown_as_text() {
        assert_eq!(
            html(Language::Nl, "a <script>b</script>"),
            Ok("<p>a &lt;script&gt;b&lt;/script&gt;</p>\n".into())
        );
    }

    #[test]
    fn questions_keep_their_answers() {
        let text = "lead\n\n## Wat?\n\nDit *en*\ndat.\n\n- een\n\n## Waar?\n\nHier.";
        let expected = [("Wat?", "Dit en dat. een"), ("Waar?", "Hier.")];
        let expected = expected.map(|(name, answer)| Question {
            name: name.into(),
            answer: answer.into(),
        });
        assert_eq!(questions(text), expected);
    }
}
