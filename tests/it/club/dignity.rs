//! A walk through everything of a club that its admin, a counter and a steward can reach: no number of
//! a pass in full, no national number, no birth date, and nothing of a reduced rate anywhere; and to a
//! steward nothing of members at all.

use super::{
    Club,
    door::{club_of_the_year, given, region, wish},
    member::PASS,
    on_both,
};
use crate::util::api::{Api, ORGANIZER};
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

/// Somebody with a reduced rate, whose card tells so in its number; somebody whose rate has ended;
/// and somebody without.
const PASSES: [&str; 3] = ["0900000031618", "0900000095902", PASS];

/// What nobody at a club may read about these people, as their registry knows it.
fn secrets(club: &Club) -> Vec<String> {
    let counter = Api::counter(&club.server);
    let mut secrets: Vec<String> = ["ocialTariff", "kansen", "Kansen", "insz", "dateOfBirth\":"]
        .map(str::to_owned)
        .into();
    for pass in PASSES {
        let found = counter
            .get(&format!("/passholders?uitpasNumber={pass}"))
            .ok(200);
        let person = &found["member"][0];
        secrets.push(pass.to_owned());
        let mut one = 0;
        for member in ["inszNumber", "dateOfBirth", "email"] {
            if let Some(text) = person[member].as_str() {
                secrets.push(text.to_owned());
                one += 1;
            }
        }
        assert!(one > 0, "{person}");
    }
    secrets
}

/// Asks for a file and gives all its bytes.
pub(super) fn file(club: &Club, path: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(("127.0.0.1", club.server.port)).unwrap();
    let cookie = format!("ADMIN-{:?}-{:?}", Some(ORGANIZER), None::<i64>).replace(['"', ' '], "");
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
         Sec-Fetch-Site: same-origin\r\nCookie: __Host-pasmaat={cookie}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut bytes = vec![];
    stream.read_to_end(&mut bytes).unwrap();
    assert!(bytes.starts_with(b"HTTP/1.1 200"), "{path}");
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    bytes.split_off(end.unwrap() + 4)
}

/// A workbook as text, cell after cell.
pub(super) fn cells(bytes: &[u8]) -> String {
    let table = server::list::read(bytes).unwrap();
    let rows = table.rows.into_iter().map(|row| row.cells.join("\t"));
    rows.collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_of_a_club_tells_what_nobody_there_may_know() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let youth = club_of_the_year(&region(club), 900);
        let shift = admin.open_door("MEMBERS", Some(100));
        let mut counter = club.helper(&admin, &shift, "COUNTER", "Anna");
        let steward = club.helper(&admin, &shift, "STEWARD", "Sam");
        let secrets = secrets(club);
        let clean = |what: &str, text: &str| {
            for secret in &secrets {
                assert!(
                    !text.contains(secret.as_str()),
                    "{secret} in {what}: {text}"
                );
            }
        };
        for pass in PASSES {
            let asked = counter.command(wish(&counter, &youth, pass, given(), 0));
            let told = counter.deliver(&asked);
            assert_eq!(told["told"]["is"], "member", "{told}");
            clean("a verdict of a membership", &told.to_string());
            let scanned = counter.checkin(pass);
            clean(
                "a verdict of a scan",
                &counter.deliver(&scanned).to_string(),
            );
        }
        let door = [
            String::new(),
            "/snapshot".to_owned(),
            "/delta?cursor=0&waiting=0".to_owned(),
            "/log".to_owned(),
            "/log.csv?language=nl".to_owned(),
            "/audit".to_owned(),
        ]
        .map(|below| format!("/shifts/{shift}{below}"));
        let of_club = ["", "/members", "/figures"].map(|below| match below {
            "" => "/club".to_owned(),
            below => format!("/club/{youth}{below}"),
        });
        let mut read = 0;
        for (who, api) in [
            ("admin", &admin),
            ("counter", &counter.api),
            ("steward", &steward.api),
        ] {
            for path in door.iter().chain(&of_club) {
                let got = api.look(path);
                if got.status == 200 {
                    read += 1;
                    clean(&format!("{path} for {who}"), &got.answer.body);
                }
                if who == "steward" {
                    assert!(!path.starts_with("/club") || got.status == 401, "{path}");
                    let members = &got.body["members"];
                    assert!(members.is_null(), "{path}: {members}");
                }
            }
        }
        assert!(read >= 11, "only {read} answers were read");
        let mut seen = 0;
        for path in [
            format!("/api/v1/club/{youth}/members.xlsx?language=nl"),
            format!("/api/v1/shifts/{shift}/log.xlsx?language=nl"),
        ] {
            let text = cells(&file(club, &path));
            seen += text.lines().count();
            clean(&path, &text);
        }
        assert!(
            seen >= 2 + 3 + 6,
            "the sheets hold three members and six lines"
        );
    });
}
