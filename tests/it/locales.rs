//! Eight complete and real languages: no text is left in Dutch or English, or in the wrong script.
//! That no key is missing is proven by the build itself (`app/build.rs`).

use domain::language::Language;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// Names and signs that stand in every language as they are.
const SAME_EVERYWHERE: [&str; 7] = ["Later", "Code", "Pasmaat", "UiTPAS", "Menu", "NFC", "QR"];
/// Words in Latin letters that a Ukrainian, Russian or Arabic text may hold.
const LATIN: [&str; 28] = [
    // Letters that no code has.
    "I",
    "L",
    "O",
    "CSV",
    "csv",
    "xlsx",
    "Excel",
    "PDF",
    "UiTdatabank",
    "Pasmaat",
    "UiTPAS",
    "UiTiD",
    "QR",
    "NFC",
    "GPS",
    "Web",
    "Bluetooth",
    "USB",
    "PIN",
    "WCAG",
    "AA",
    "iPhone",
    "Android",
    "Chrome",
    "Safari",
    "HTML",
    "JavaScript",
    "A4",
];

fn dir(language: Language) -> PathBuf {
    root().join("app/locales").join(language.code())
}

/// Every text of a language's tables, by file and key (and plural form).
fn texts(language: Language) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(dir(language)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        let table: BTreeMap<String, Value> =
            serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for (key, value) in table {
            match value {
                Value::Object(forms) => texts.extend(forms.iter().map(|(form, text)| {
                    (
                        format!("{file}.{key}.{form}"),
                        text.as_str().unwrap().to_owned(),
                    )
                })),
                text => {
                    texts.insert(format!("{file}.{key}"), text.as_str().unwrap().to_owned());
                }
            }
        }
    }
    texts
}

/// Every page of a language, by its slug.
fn pages(language: Language) -> BTreeMap<String, String> {
    let entries = fs::read_dir(dir(language).join("pages")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .map(|path| {
            (
                path.file_stem().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(path).unwrap(),
            )
        })
        .collect()
}

#[test]
fn no_text_is_left_in_another_language() {
    let (dutch, english) = (texts(Language::Nl), texts(Language::En));
    let mut left = Vec::new();
    for language in Language::ALL {
        for (key, text) in texts(language) {
            if SAME_EVERYWHERE.contains(&text.as_str()) || is_name(&text) {
                continue;
            }
            let same = |source: &BTreeMap<String, String>| source.get(&key) == Some(&text);
            if (language != Language::Nl && same(&dutch))
                || (language != Language::En && same(&english))
            {
                left.push(format!("{language} {key}: {text}"));
            }
        }
    }
    assert!(left.is_empty(), "not translated:\n{}", left.join("\n"));
}

#[test]
fn every_text_stands_in_the_script_of_its_language() {
    let mut wrong = Vec::new();
    for language in Language::ALL {
        for (key, text) in texts(language).into_iter().chain(pages(language)) {
            wrong.extend(
                foreign_words(language, &text)
                    .into_iter()
                    .map(|word| format!("{language} {key}: {word}")),
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "in the wrong script:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_page_is_there_in_every_language_with_the_same_parts() {
    let dutch = pages(Language::Nl);
    assert_eq!(dutch.len(), server::web::SLUGS.len());
    for language in Language::ALL {
        let translated = pages(language);
        assert_eq!(
            translated.keys().collect::<Vec<_>>(),
            dutch.keys().collect::<Vec<_>>(),
            "{language}"
        );
        for (slug, text) in &translated {
            let source = &dutch[slug];
            assert_eq!(
                parts(text),
                parts(source),
                "{language} {slug}: headings, links, list items, facts"
            );
            assert!(
                language == Language::Nl || text != source,
                "{language} {slug} is the Dutch text"
            );
        }
    }
}

#[test]
fn the_checks_see_what_they_are_for() {
    assert_eq!(
        foreign_words(Language::Uk, "Збирай бали з UiTPAS"),
        Vec::<String>::new()
    );
    assert_eq!(foreign_words(Language::Uk, "Збирай punten"), ["punten"]);
    assert_eq!(foreign_words(Language::Uk, "баллы"), ["баллы"]);
    assert_eq!(foreign_words(Language::Ru, "бали її"), ["її"]);
    assert_eq!(foreign_words(Language::Ar, "اجمع бали"), ["бали"]);
    assert_eq!(foreign_words(Language::De, "Punkte баллы"), ["баллы"]);
    assert_eq!(
        foreign_words(Language::Ar, "{{ region.name }} [نص](page:punten) نقطة"),
        Vec::<String>::new()
    );
}

/// How many of each thing a page has: what a translation must keep.
fn parts(text: &str) -> BTreeMap<&'static str, usize> {
    let lines = |start: &str| {
        text.lines()
            .filter(|line| line.trim_start().starts_with(start))
            .count()
    };
    BTreeMap::from([
        ("headings", lines("## ")),
        ("smaller headings", lines("### ")),
        ("items", lines("- ")),
        ("links", text.matches("](page:").count()),
        ("facts", text.matches("{{").count()),
        ("loops", text.matches("{%").count()),
    ])
}

/// The words of a text that its language does not write with its own letters.
fn foreign_words(language: Language, text: &str) -> Vec<String> {
    let text = without_markup(text);
    let words = text
        .split(|c: char| !c.is_alphabetic() && c != '’' && c != '\'')
        .filter(|word| !word.is_empty());
    words
        .filter(|word| !fits(language, word))
        .map(str::to_owned)
        .collect()
}

fn fits(language: Language, word: &str) -> bool {
    let cyrillic = |c: char| ('\u{400}'..='\u{52f}').contains(&c);
    let arabic = |c: char| ('\u{600}'..='\u{6ff}').contains(&c);
    let latin = |word: &str| word.chars().all(|c| !cyrillic(c) && !arabic(c));
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    match language {
        Language::Uk => {
            LATIN.contains(&word) || letters.all(|c| cyrillic(c) && !"ыэъёЫЭЪЁ".contains(c))
        }
        Language::Ru => {
            LATIN.contains(&word) || letters.all(|c| cyrillic(c) && !"іїєґІЇЄҐ".contains(c))
        }
        // It writes `and` without a space.
        Language::Ar => {
            LATIN.contains(&word.strip_prefix('و').unwrap_or(word)) || letters.all(arabic)
        }
        _ => latin(word),
    }
}

/// Without template code, addresses and e-mail addresses: they are the same in every language.
fn without_markup(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        out.push_str(&rest[..start]);
        let close = ["}}", "%}", "}"]
            .into_iter()
            .filter_map(|end| Some((rest[start..].find(end)?, end)))
            .min();
        let Some((length, end)) = close else { break };
        rest = &rest[start + length + end.len()..];
    }
    out.push_str(rest);
    let out = out.lines().map(|line| {
        line.strip_prefix("title:")
            .or_else(|| line.strip_prefix("nav:"))
            .or_else(|| line.strip_prefix("description:"))
            .unwrap_or(line)
    });
    let joined = out.collect::<Vec<_>>().join("\n");
    let mut plain = String::new();
    let mut rest = joined.as_str();
    while let Some((before, after)) = rest.split_once("](") {
        plain.push_str(before);
        plain.push(' ');
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
        .split_whitespace()
        .filter(|word| !word.contains("http") && !word.contains('@'))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text without a letter of its own.
fn is_name(text: &str) -> bool {
    !without_markup(text).chars().any(char::is_alphabetic)
}
