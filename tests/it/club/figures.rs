//! A club's year in figures, and what is erased by itself.

use super::{
    member::{FREE, PASS, association, given, guest, item, members, next_year, say, uuid},
    on_both,
};
use crate::util::api::{Api, EVENT, ORGANIZER};
use serde_json::Value;

#[test]
fn the_figures_of_a_club_count_visits_and_members_and_tell_no_names() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let free = association(club, FREE);
        let path = format!("/api/v1/club/{free}/figures");
        let before = admin.send("GET", &path, "", "").ok(200);
        let counter = Api::counter(&club.server);
        counter.checkin(EVENT, "0900000095902").ok(201);
        let taken_back = counter.checkin(EVENT, PASS).ok(201)["id"].clone();
        counter.delete(&format!("/checkins/{}", taken_back.as_str().unwrap()));
        say(
            &admin,
            &free,
            &[item(
                1,
                &guest(100, "Zoë", "2022-02-28"),
                &given(&next_year()),
            )],
        );
        let got = admin.send("GET", &path, "", "");
        let text = got.answer.body.clone();
        let after = got.ok(200);
        let week = |figures: &Value| figures["weeks"].as_array().unwrap()[52]["visits"].as_u64();
        assert_eq!(week(&after), week(&before).map(|visits| visits + 1));
        let children = |figures: &Value| figures["members"][0].as_u64();
        assert_eq!(children(&after), children(&before).map(|count| count + 1));
        assert!(
            !text.contains("Zo") && !text.contains("passholder"),
            "{text}"
        );
        let other = club.browser("ADMIN", "another-organizer");
        assert_eq!(other.send("GET", &path, "", "").status, 404);
    });
}

#[test]
fn what_is_past_its_time_is_erased_by_itself() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let free = association(club, FREE);
        let until = next_year();
        say(
            &admin,
            &free,
            &[item(1, &guest(100, "Zoë", "2000-02-29"), &given(&until))],
        );
        // A teacher's list for one trip, to be gone in the year after it at the latest.
        let list = format!("/api/v1/lists/{}", uuid(1));
        let made = admin.send(
            "PUT",
            &format!("{list}?event={EVENT}&title=1B&forgetAt=2099-01-01T00:00:00%2B00:00"),
            "text/plain",
            PASS,
        );
        let expires = made.ok(200)["expiresAt"].as_str().unwrap().to_owned();
        let expires = domain::time::Timestamp::parse(&expires).unwrap().millis();
        let lines = |at: i64| {
            club.runtime.block_on(async {
                let clock = server::clock::Clock::from_fn(move || at);
                let registry = server::registry::embedded::Embedded::open(club.db.clone(), clock);
                server::jobs::tidy(&registry.await.unwrap(), at)
                    .await
                    .unwrap();
                let mut c = club.db.read().await.unwrap();
                server::db::list::lines(&mut c, &uuid(1))
                    .await
                    .unwrap()
                    .len()
            })
        };
        let found = || {
            members(&admin, &free, "zoe")["members"]
                .as_array()
                .unwrap()
                .len()
        };
        assert_eq!((lines(expires - 1), found()), (1, 1));
        assert_eq!((lines(expires), found()), (0, 1), "a month at most");
        let end: String = until;
        let end = domain::time::Timestamp::parse(&format!("{end}T12:00:00+00:00")).unwrap();
        let years = |days: i64| end.millis() + days * 86_400_000;
        lines(years(364));
        assert_eq!(found(), 1);
        lines(years(367));
        assert_eq!(found(), 0, "a season after the end");
    });
}
