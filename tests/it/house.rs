//! The house keeps its shape: which crate may know which, and where calls to the outside live.

use crate::locales::root;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The crates that `package` is built from, as cargo resolves them for a target.
fn crates_of(package: &str, extra: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            package,
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .args([
            "--target",
            "wasm32-unknown-unknown",
            "--locked",
            "--offline",
        ])
        .args(extra)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect()
}

fn assert_none(crates: &[String], forbidden: &[&str], of: &str) {
    assert!(crates.len() > 3, "cargo tree shows nothing of {of}");
    for name in forbidden {
        assert!(
            !crates.iter().any(|found| found == name),
            "{of} must not know {name}"
        );
    }
}

#[test]
fn the_app_in_the_browser_knows_nothing_of_the_server() {
    let crates = crates_of("app", &["--no-default-features", "--features", "hydrate"]);
    // indexed_db_futures uses the channels of tokio, and no more of it: no runtime comes along.
    assert_none(
        &crates,
        &["server", "axum", "sqlx", "sqlx-core", "hyper", "mio"],
        "app",
    );
    let own = [
        "--no-default-features",
        "--features",
        "hydrate",
        "--depth",
        "1",
    ];
    assert_none(&crates_of("app", &own), &["tokio"], "app");
    assert!(crates.iter().any(|name| name == "domain"));
}

#[test]
fn the_domain_knows_nothing_of_screens_servers_or_the_world() {
    let crates = crates_of("domain", &[]);
    let outside = [
        "app",
        "server",
        "leptos",
        "axum",
        "sqlx",
        "tokio",
        "web-sys",
        "js-sys",
        "wasm-bindgen",
        "getrandom",
        "rand",
    ];
    assert_none(&crates, &outside, "domain");
}

#[test]
fn calls_to_the_outside_stay_in_their_rooms() {
    for (file, text) in sources() {
        let at = file.display().to_string();
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if at.contains("/app/src/")
            && !at.contains("/app/src/device")
            && !at.contains("/app/src/offline")
        {
            assert!(
                !has(&["web_sys::", "js_sys::", "gloo_net::"]),
                "{at} calls the browser: only app/src/device and app/src/offline may"
            );
        }
        if at.contains("/server/src/") && !at.contains("/server/src/db") {
            assert!(
                !has(&["sqlx::query", "query_as(", "query_scalar("]),
                "{at} has SQL: only server/src/db may"
            );
        }
        if at.contains("/domain/src/") {
            assert!(
                !has(&[
                    "SystemTime::now",
                    "Instant::now",
                    "Utc::now",
                    "std::fs",
                    "std::net",
                    "std::env"
                ]),
                "{at} reaches outside"
            );
        }
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for (file, text) in sources() {
        let lines = text.lines().count();
        assert!(
            lines <= 400,
            "{} has {lines} lines: split it by noun",
            file.display()
        );
    }
}

#[test]
fn no_room_is_for_whatever() {
    for (file, _) in sources() {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let whatever = [
            "utils", "util", "helpers", "common", "misc", "models", "manager",
        ];
        let in_tests = file.starts_with(root().join("tests"));
        assert!(
            in_tests || !whatever.contains(&name.as_str()),
            "{}: name it for its noun",
            file.display()
        );
    }
}

/// With views of one type, a handler that is spread onto a component from outside stays beside the
/// next one, and a tap does both: components take theirs as a prop.
#[test]
fn no_handler_is_spread_onto_a_component() {
    for (file, text) in sources() {
        for (place, _) in text.match_indices('<') {
            let tag = text[place + 1..].split('>').next().unwrap_or_default();
            let component = tag.starts_with(|c: char| c.is_ascii_uppercase());
            let spreads = tag.split_whitespace().any(|part| part.starts_with("on:"));
            assert!(
                !(component && spreads),
                "{}: <{tag}>: give it a prop instead of `on:`",
                file.display()
            );
        }
    }
}

/// Every Rust file of ours with its text.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for part in ["domain", "app", "server", "tests"] {
        walk(&root().join(part), &mut found);
    }
    assert!(found.len() > 20, "the sources are not where they were");
    found
}

fn walk(dir: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}
