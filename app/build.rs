//! Checks the eight languages against the Dutch source and turns them into typed keys and tables.
//!
//! A missing key, a key too many, a placeholder that differs or a plural form that the language
//! lacks stops the build and names the file and key. Tables are one text a language and audience:
//! an entry a line, plural forms separated by U+001F in the order of
//! `Language::plural_categories`. The browser fetches them; the server carries them.

use domain::language::Language;
use serde_json::{Map, Value};
use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
};

/// One table an audience; a folder of screens in `src` each, and what all of them share.
const AUDIENCES: [&str; 6] = ["common", "info", "style", "passholder", "volunteer", "club"];

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    let out =
        PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_else(|| fail("OUT_DIR is not set")));
    let mut keys = String::new();
    let mut hasher = DefaultHasher::new();
    let mut tables = String::from("[");
    for audience in AUDIENCES {
        let source = read(Language::Nl, audience);
        write_keys(&mut keys, audience, &source);
    }
    for language in Language::ALL {
        tables.push('[');
        for audience in AUDIENCES {
            let source = read(Language::Nl, audience);
            let translation = read(language, audience);
            let table = table(language, audience, &source, &translation);
            table.hash(&mut hasher);
            let file = out.join(format!("{language}.{audience}.txt"));
            write(&file, &table);
            let _ = write!(tables, "include_str!(r#\"{}\"#),", file.display());
        }
        tables.push_str("],");
    }
    tables.push(']');
    let _ = write!(
        keys,
        "\n/// Changes when any text changes: part of the tables' address.\npub const VERSION: &str = \"{:016x}\";\n",
        hasher.finish()
    );
    write(&out.join("keys.rs"), &keys);
    write(&out.join("tables.rs"), &tables);
}

/// The keys of one audience as constants, or functions where the text takes values.
fn write_keys(out: &mut String, audience: &str, source: &Map<String, Value>) {
    let variant = camel(audience);
    let text = if source.values().any(|value| !placeholders(value).is_empty()) {
        ", Text"
    } else {
        ""
    };
    let _ = writeln!(
        out,
        "/// Texts of `locales/*/{audience}.json`.\npub mod {audience} {{\n    use super::super::{{Audience, Key{text}}};"
    );
    for (index, (key, value)) in source.iter().enumerate() {
        let doc = value
            .as_str()
            .map_or_else(|| value["other"].to_string(), |text| format!("{text:?}"));
        let at = format!("Key::new(Audience::{variant}, {index})");
        let names = placeholders(value);
        let _ = writeln!(
            out,
            "    /// {}",
            doc.replace('[', "\\[").replace('<', "\\<")
        );
        if names.is_empty() {
            let _ = writeln!(out, "    pub const {}: Key = {at};", key.to_uppercase());
            continue;
        }
        let parameters: Vec<_> = names
            .iter()
            .map(|name| match (name.as_str(), value.is_object()) {
                ("n", true) => "n: u64".to_owned(),
                _ => format!("{name}: impl Into<String>"),
            })
            .collect();
        let _ = write!(
            out,
            "    pub fn {key}({}) -> Text {{\n        Text::from({at})",
            parameters.join(", ")
        );
        for name in &names {
            let _ = match (name.as_str(), value.is_object()) {
                ("n", true) => write!(out, ".count(n)"),
                _ => write!(out, ".with(\"{name}\", {name}.into())"),
            };
        }
        out.push_str("\n    }\n");
    }
    out.push_str("}\n");
}

/// The table of one language, in the order of the source's keys.
fn table(
    language: Language,
    audience: &str,
    source: &Map<String, Value>,
    translation: &Map<String, Value>,
) -> String {
    let at = format!("locales/{language}/{audience}.json");
    if let Some(extra) = translation.keys().find(|key| !source.contains_key(*key)) {
        fail(&format!("{at}: `{extra}` is not in the Dutch source"));
    }
    let lines = source.iter().map(|(key, dutch)| {
        let value = translation
            .get(key)
            .unwrap_or_else(|| fail(&format!("{at}: `{key}` is missing")));
        let entry = match value {
            Value::String(text) if dutch.is_string() => text.clone(),
            Value::Object(forms) if dutch.is_object() => forms_of(language, &at, key, forms),
            _ => fail(&format!(
                "{at}: `{key}` must be a text like the Dutch, or plural forms like the Dutch"
            )),
        };
        if placeholders(value) != placeholders(dutch) {
            fail(&format!(
                "{at}: `{key}` has other placeholders than the Dutch"
            ));
        }
        if entry.trim().is_empty() || entry.contains('\n') {
            fail(&format!("{at}: `{key}` is empty or has a line break"));
        }
        entry
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn forms_of(language: Language, at: &str, key: &str, forms: &Map<String, Value>) -> String {
    let wanted = language.plural_categories();
    if forms.len() != wanted.len() {
        fail(&format!(
            "{at}: `{key}` must have the forms {wanted:?} and no other"
        ));
    }
    let texts = wanted.iter().map(|category| {
        forms
            .get(category.name())
            .and_then(Value::as_str)
            .unwrap_or_else(|| {
                fail(&format!(
                    "{at}: `{key}` lacks the plural form `{}`",
                    category.name()
                ))
            })
    });
    texts.collect::<Vec<_>>().join("\u{1f}")
}

/// The names in braces, of all forms together.
fn placeholders(value: &Value) -> BTreeSet<String> {
    let texts: Vec<&str> = match value {
        Value::Object(forms) => forms.values().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    };
    let mut names = BTreeSet::new();
    for text in texts {
        for part in text.split('{').skip(1) {
            if let Some((name, _)) = part.split_once('}') {
                names.insert(name.to_owned());
            }
        }
    }
    names
}

fn camel(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn read(language: Language, audience: &str) -> Map<String, Value> {
    let path = format!("locales/{language}/{audience}.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| fail(&format!("{path}: {error}")));
    match serde_json::from_str(&text) {
        Ok(Value::Object(entries)) => entries,
        Ok(_) => fail(&format!("{path}: must be one JSON object")),
        Err(error) => fail(&format!("{path}: {error}")),
    }
}

fn write(path: &Path, text: &str) {
    if let Err(error) = fs::write(path, text) {
        fail(&format!("{}: {error}", path.display()));
    }
}

#[expect(
    clippy::panic,
    reason = "a build script has no other way to stop the build with a reason"
)]
fn fail(reason: &str) -> ! {
    panic!("{reason}")
}
