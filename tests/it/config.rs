//! Settings that are wrong are named, with what to do; the program then does nothing.

use crate::util::server::command;

fn refused(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let output = command(arguments)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    assert!(
        !output.status.success(),
        "{arguments:?} {variables:?} was taken"
    );
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_bad_setting_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    for (arguments, name) in [
        (vec!["serve", "--addr", "nowhere"], "--addr"),
        (vec!["serve", "--shine"], "--shine"),
        (vec!["serve", "--data", "/proc/pasmaat"], "--data"),
        (
            vec!["serve", "--data", data, "--site", "/nowhere"],
            "--site",
        ),
        (
            vec!["serve", "--data", data, "--database-url", "mysql://x"],
            "--database-url",
        ),
        (
            vec![
                "serve",
                "--data",
                data,
                "--database-url",
                "postgres://127.0.0.1:1/x",
            ],
            "--database-url",
        ),
        (
            vec![
                "serve",
                "--data",
                data,
                "--tls-cert",
                "/nowhere",
                "--tls-key",
                "/nowhere",
            ],
            "--tls-cert",
        ),
        (vec!["migrate", "--data", "/proc/pasmaat"], "--data"),
    ] {
        let said = refused(&arguments, &[]);
        assert!(said.contains(name), "{arguments:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}

#[test]
fn the_same_settings_are_read_from_the_environment() {
    assert!(refused(&["serve"], &[("PASMAAT_ADDR", "nowhere")]).contains("--addr"));
    let said = refused(&["serve"], &[("PASMAAT_ADRES", "127.0.0.1:0")]);
    assert!(
        said.contains("PASMAAT_ADRES") && said.contains("PASMAAT_ADDR"),
        "{said}"
    );
}

#[test]
fn a_region_that_does_not_read_is_named() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("region.json"), "{").unwrap();
    let said = refused(
        &[
            "serve",
            "--addr",
            "127.0.0.1:0",
            "--data",
            dir.path().to_str().unwrap(),
        ],
        &[],
    );
    assert!(said.contains("region.json"), "{said}");
    std::fs::write(dir.path().join("region.json"), "{}").unwrap();
    let said = refused(
        &[
            "serve",
            "--addr",
            "127.0.0.1:0",
            "--data",
            dir.path().to_str().unwrap(),
        ],
        &[],
    );
    assert!(
        said.contains(".md"),
        "the page whose fact is missing: {said}"
    );
}

#[test]
fn help_names_every_setting() {
    let help = String::from_utf8(command(&["serve", "--help"]).output().unwrap().stdout).unwrap();
    for setting in [
        "--demo",
        "--addr",
        "--data",
        "--database-url",
        "--lan",
        "--public-url",
        "PASMAAT_ADDR",
        "DATABASE_URL",
    ] {
        assert!(help.contains(setting), "{setting}");
    }
}
