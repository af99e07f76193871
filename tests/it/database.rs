//! Both databases: made, migrated, lost and found again.

use crate::util::{
    http::get,
    postgres::Postgres,
    server::{Server, command},
};
use std::time::{Duration, Instant};

#[test]
fn sqlite_is_made_and_migrating_twice_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("new").join("deep");
    for _ in 0..2 {
        let output = command(&["migrate", "--data", data.to_str().unwrap()])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert!(data.join("pasmaat.sqlite").exists());
    assert_eq!(get(Server::start().port, "/readyz").status, 200);
}

#[test]
fn a_lost_postgres_is_said_and_comes_back_by_itself() {
    let mut postgres = Postgres::start();
    let server = Server::start_with(&["--database-url", &postgres.url()]);
    assert_eq!(get(server.port, "/readyz").status, 200);

    postgres.kill();
    let answer = get(server.port, "/readyz");
    assert_eq!(answer.status, 503);
    assert!(
        answer.is_problem() && answer.header("retry-after").is_some(),
        "{}",
        answer.head
    );
    // The public pages need no database.
    assert_eq!(get(server.port, "/nl/punten").status, 200);

    postgres.restart();
    let deadline = Instant::now() + Duration::from_secs(20);
    while get(server.port, "/readyz").status != 200 {
        assert!(
            Instant::now() < deadline,
            "the server does not find PostgreSQL again"
        );
    }
}
