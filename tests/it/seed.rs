//! `pasmaat seed`: large, the same every time, and gone on with.

use crate::util::{
    api::Api,
    postgres::Postgres,
    server::{Server, command},
};

fn seed(settings: &[&str], passholders: &str, checkins: &str) -> String {
    let output = command(&["seed", "--passholders", passholders, "--checkins", checkins])
        .args(settings)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn a_large_one(settings: &[&str], start: impl Fn() -> Server) {
    let said = seed(settings, "3000", "20000");
    assert!(
        said.contains("There are 3000 pass holders with 20000 check-ins"),
        "{said}"
    );
    assert!(said.lines().count() > 1, "no progress: {said}");
    // A second run has nothing to do.
    assert_eq!(seed(settings, "3000", "20000").lines().count(), 1);
    let server = start();
    let counter = Api::counter(&server);
    let pass = counter.get("/passes?identifier=0888000000008").ok(200);
    assert_eq!(
        pass["points"], 7,
        "20,000 for 3,000 is 7 for the first 2,000"
    );
    let last = counter.get("/passes?identifier=0888000029999").ok(200);
    assert_eq!(last["points"], 6);
}

#[test]
fn a_large_database_on_sqlite() {
    let dir = tempfile::tempdir().unwrap();
    let data = ["--data", dir.path().to_str().unwrap()];
    a_large_one(&data, || Server::start_in(dir.path(), &[]));
}

#[test]
fn a_large_database_on_postgres() {
    let postgres = Postgres::start();
    let (dir, url) = (tempfile::tempdir().unwrap(), postgres.url());
    let settings = [
        "--data",
        dir.path().to_str().unwrap(),
        "--database-url",
        &url,
    ];
    a_large_one(&settings, || {
        Server::start_in(dir.path(), &["--database-url", &url])
    });
}
