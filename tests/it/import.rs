//! Activities of UiTdatabank, imported; and check-ins at them, before, during and after.

use crate::util::{
    api::{Api, ORGANIZER},
    server::{Server, command},
};
use domain::uitpas_api::DateTime;
use serde_json::{Value, json};
use server::clock::Clock;
use std::fs;

/// A moment so many hours from now, as UiTdatabank writes it.
fn hours_from_now(hours: i64) -> String {
    let at = Clock::system().now() / 1000 * 1000 + hours * 3_600_000;
    DateTime::from_millis(at).to_string()
}

fn event(id: &str, begin: i64, end: i64) -> Value {
    json!({
        "@id": format!("https://io.uitdatabank.be/event/{id}"), "name": { "nl": format!("Activiteit {id}") },
        "organizer": { "@id": format!("https://io.uitdatabank.be/organizers/{ORGANIZER}") },
        "calendarType": "single", "startDate": hours_from_now(begin), "endDate": hours_from_now(end),
    })
}

#[test]
fn the_right_ones_are_in_and_each_other_has_its_line() {
    let data = tempfile::tempdir().unwrap();
    drop(Server::start_in(data.path(), &[]));
    let mut lost = event("lost", 0, 1);
    lost["organizer"]["@id"] = json!("https://io.uitdatabank.be/organizers/nobody");
    let mut backwards = event("backwards", 2, 1);
    backwards["extra"] = json!("ignored");
    let file = data.path().join("events.json");
    let page = json!({ "@type": "PagedCollection", "totalItems": 5, "member": [
        event("past", -20, -10), lost, event("now", -1, 1), backwards, event("later", 30, 31),
    ] });
    fs::write(&file, page.to_string()).unwrap();
    let run = || {
        command(&["import", "events"])
            .arg(&file)
            .arg("--data")
            .arg(data.path())
            .output()
            .unwrap()
    };
    let output = run();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!output.status.success(), "{said}");
    assert!(
        said.contains("lost: its organizer nobody") && said.contains("backwards: its dates"),
        "{said}"
    );
    assert!(said.contains("3 activities are in, 2 are not"), "{said}");
    // Once more changes nothing.
    assert_eq!(String::from_utf8_lossy(&run().stdout), said);

    let server = Server::start_in(data.path(), &[]);
    let counter = Api::counter(&server);
    let over = counter
        .checkin("past", "0900000095902")
        .refused(400, "uitpas/checkin-not-allowed");
    assert_eq!(
        over["endUserMessage"]["nl"],
        "Deze activiteit is afgelopen, je kan op deze activiteit geen punt meer sparen."
    );
    let early = counter
        .checkin("later", "0900000095902")
        .refused(400, "uitpas/checkin-not-allowed");
    assert!(
        early["endUserMessage"]["nl"]
            .as_str()
            .unwrap()
            .starts_with("Hier kan je nog geen punt sparen.")
    );
    counter.checkin("now", "0900000095902").ok(201);
    counter
        .checkin("backwards", "0900000095902")
        .refused(400, "uitpas/event-not-found");
    let settings = counter.get("/events/now/settings").ok(200);
    assert_eq!(
        settings["checkinLimit"],
        json!({ "volume": 1, "periodType": "DAY" })
    );
    let mut more = settings;
    more["checkinLimit"] = json!({ "volume": 2, "periodType": "DAY" });
    counter.put("/events/now/settings", &more).ok(204);
    counter.checkin("now", "0900000095902").ok(201);
    counter
        .checkin("now", "0900000095902")
        .refused(400, "uitpas/checkin-not-allowed");
}

#[test]
fn a_file_that_is_none_is_said() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("events.json");
    for (text, word) in [(None, "cannot be read"), (Some("{"), "is not JSON")] {
        if let Some(text) = text {
            fs::write(&file, text).unwrap();
        }
        let output = command(&["import", "events"])
            .arg(&file)
            .arg("--data")
            .arg(data.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(word), "{said}");
    }
}
