//! A real PostgreSQL of this test alone, on a socket in its own directory and a free loopback port.

use std::{
    net::TcpListener,
    os::unix::{fs::chown, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// PostgreSQL refuses to run as root; Debian's `nobody` owns nothing.
const NOBODY: u32 = 65_534;

/// A running PostgreSQL; ends with the value.
pub(crate) struct Postgres {
    child: Child,
    port: u16,
    dir: tempfile::TempDir,
}

impl Postgres {
    /// Makes an empty cluster and starts it.
    pub(crate) fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        if is_root() {
            chown(dir.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let data = dir.path().join("data");
        let made = command("initdb")
            .args([
                "--username=pasmaat",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--pgdata",
            ])
            .arg(&data)
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let child = run(dir.path(), port);
        let postgres = Self { child, port, dir };
        postgres.wait();
        postgres
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        format!("postgres://pasmaat@127.0.0.1:{}/postgres", self.port)
    }

    /// Changes something behind the server's back, as an operator does.
    pub(crate) fn change(&self, sql: &str) {
        let done = command("psql")
            .args(["--quiet", "--set=ON_ERROR_STOP=1", "--command", sql])
            .arg(self.url())
            .status()
            .unwrap();
        assert!(done.success(), "{sql}");
    }

    /// Where another empty database in it is.
    pub(crate) fn another(&self) -> String {
        let port = self.port.to_string();
        let made = command("createdb")
            .args(["-h", "127.0.0.1", "-p", &port, "-U", "pasmaat", "another"])
            .status()
            .unwrap();
        assert!(made.success(), "no other database");
        format!("postgres://pasmaat@127.0.0.1:{port}/another")
    }

    /// Kills it as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again on what it had.
    pub(crate) fn restart(&mut self) {
        // After a kill the old children hold the shared memory for a moment.
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            self.child = run(self.dir.path(), self.port);
            if self.answers_before(deadline) {
                return;
            }
            assert!(Instant::now() < deadline, "PostgreSQL does not start again");
        }
    }

    fn wait(&self) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while !ready(self.port) {
            assert!(Instant::now() < deadline, "PostgreSQL does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn answers_before(&mut self, deadline: Instant) -> bool {
        while Instant::now() < deadline && self.child.try_wait().unwrap().is_none() {
            if ready(self.port) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        false
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // A fast shutdown: its children end with it.
        drop(
            Command::new("kill")
                .args(["-s", "INT", &self.child.id().to_string()])
                .status(),
        );
        drop(self.child.wait());
    }
}

fn run(dir: &Path, port: u16) -> Child {
    command("postgres")
        .arg("-D")
        .arg(dir.join("data"))
        .arg("-k")
        .arg(dir)
        .args(["-p", &port.to_string(), "-h", "127.0.0.1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn ready(port: u16) -> bool {
    let port = port.to_string();
    command("pg_isready")
        .args(["-q", "-h", "127.0.0.1", "-p", &port])
        .status()
        .unwrap()
        .success()
}

/// A program of PostgreSQL, from the PATH or from where Debian puts it, never as root.
fn command(program: &str) -> Command {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let found = debian
        .map(|version| version.path().join("bin").join(program))
        .find(|path| path.exists());
    let mut command = Command::new(found.unwrap_or_else(|| PathBuf::from(program)));
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command.current_dir("/");
    command
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().unwrap();
    output.stdout.starts_with(b"0\n")
}
