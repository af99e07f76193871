//! Carries the built-in public pages: one match arm a language and page.

use std::{fmt::Write as _, fs, path::Path};

fn main() {
    let locales = Path::new("../app/locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    let mut out = String::from(
        "/// The text of a page as it comes with the program.\nfn built_in(language: Language, slug: &str) -> Option<&'static str> {\n    Some(match (language.code(), slug) {\n",
    );
    for language in sorted(locales) {
        for page in sorted(&locales.join(&language).join("pages")) {
            let Some(slug) = page.strip_suffix(".md") else {
                continue;
            };
            let path = format!("/../app/locales/{language}/pages/{page}");
            let _ = writeln!(
                out,
                "        (\"{language}\", \"{slug}\") => include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"{path}\")),"
            );
        }
    }
    out.push_str("        _ => return None,\n    })\n}\n");
    let written =
        std::env::var_os("OUT_DIR").map(|dir| fs::write(Path::new(&dir).join("pages.rs"), out));
    assert!(
        matches!(written, Some(Ok(()))),
        "cannot write pages.rs to OUT_DIR"
    );
}

fn sorted(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
