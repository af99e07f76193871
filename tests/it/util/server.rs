//! The built program as a process of its own, on a free port of this machine.

use crate::locales::root;
use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// The program that `make build` left beside these tests.
pub(crate) fn program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let program = tests.parent().unwrap().parent().unwrap().join("pasmaat");
    assert!(
        program.exists(),
        "{} is not there: run `make build` first",
        program.display()
    );
    program
}

/// A command of the program, run from the repository.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(program());
    command.args(arguments).current_dir(root());
    command
}

/// A running server; ends with the value.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) port: u16,
    /// Where its tokens come from: itself, unless its registry is elsewhere.
    pub(crate) realm: u16,
    _data: Option<tempfile::TempDir>,
}

impl Server {
    /// Starts it on data of its own.
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts it with further settings.
    pub(crate) fn start_with(settings: &[&str]) -> Self {
        Self::start_on(tempfile::tempdir().unwrap(), settings)
    }

    /// Starts it on data that is there.
    pub(crate) fn start_on(data: tempfile::TempDir, settings: &[&str]) -> Self {
        let place = data.path().to_owned();
        Self::run(&place, Some(data), settings, None)
    }

    /// Starts it on data that somebody else keeps.
    pub(crate) fn start_in(data: &Path, settings: &[&str]) -> Self {
        Self::run(data, None, settings, None)
    }

    /// Starts it on data of its own; all that it logs goes into a file.
    pub(crate) fn start_logging(log: &Path, settings: &[&str]) -> Self {
        let data = tempfile::tempdir().unwrap();
        let place = data.path().to_owned();
        Self::run(&place, Some(data), settings, Some(log))
    }

    /// Starts one whose registry is that of `remote`, reached over the line on `port`.
    pub(crate) fn start_before(remote: &Self, port: u16, settings: &[&str]) -> Self {
        let data = tempfile::tempdir().unwrap();
        let place = data.path().to_owned();
        let mut all = Self::elsewhere(remote, port, 1);
        all.extend(settings.iter().map(|text| (*text).to_owned()));
        let mut server = Self::spawn(&place, Some(data), &all, None);
        server.realm = remote.realm;
        server
    }

    /// As [`Server::start_before`] on data that somebody else keeps, with settings of
    /// [`Server::elsewhere`].
    pub(crate) fn start_there(data: &Path, remote: &Self, settings: &[String]) -> Self {
        let mut server = Self::spawn(data, None, settings, None);
        server.realm = remote.realm;
        server
    }

    /// The settings of one whose registry is that of `remote`, reached over the line on `port`, and
    /// whose activities come from the Search API on `search`.
    pub(crate) fn elsewhere(remote: &Self, port: u16, search: u16) -> Vec<String> {
        let all = [
            ("--registry", "publiq".to_owned()),
            ("--publiq-url", format!("http://localhost:{port}/uitpas")),
            (
                "--publiq-account-url",
                format!("http://localhost:{}", remote.realm),
            ),
            ("--publiq-client-id", "demo-counter".to_owned()),
            ("--publiq-client-secret", "demo-counter-secret".to_owned()),
            ("--search-url", format!("http://localhost:{search}")),
            ("--search-client-id", "we".to_owned()),
        ];
        all.into_iter()
            .flat_map(|(name, value)| [name.to_owned(), value])
            .collect()
    }

    fn run(
        data: &Path,
        kept: Option<tempfile::TempDir>,
        settings: &[&str],
        log: Option<&Path>,
    ) -> Self {
        let mut all = vec!["--demo".to_owned()];
        all.extend(settings.iter().map(|text| (*text).to_owned()));
        Self::spawn(data, kept, &all, log)
    }

    fn spawn(
        data: &Path,
        kept: Option<tempfile::TempDir>,
        settings: &[String],
        log: Option<&Path>,
    ) -> Self {
        let said = log.map_or_else(Stdio::null, |log| File::create(log).unwrap().into());
        let mut child = command(&["serve", "--addr", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(settings)
            .stdout(Stdio::piped())
            .stderr(said)
            .envs(log.map(|_| ("RUST_LOG", "debug")))
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines
            .find_map(|line| {
                line.unwrap()
                    .rsplit_once("localhost:")?
                    .1
                    .trim_end_matches(')')
                    .parse()
                    .ok()
            })
            .unwrap();
        // What it says later must find a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            child,
            port,
            realm: port,
            _data: kept,
        }
    }

    /// Sends it a signal, by its process id.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", name, &id])
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
