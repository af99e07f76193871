//! A season begins: five hundred members are renewed in one go by each of the three rules, on and
//! around 29 February; a rule changes meanwhile; nothing of it becomes a formula in a spreadsheet.

use super::{
    Club,
    dignity::{cells, file},
    door::{club_of_the_year, region},
    member::{READ_ONLY, association, given, guest, item, members, next_year, say, uuid},
    on_both,
};
use crate::util::api::{Api, ORGANIZER};
use chrono::{Days, NaiveDate};
use domain::{
    club::{Said, Who},
    sync::club::{AssociationWish, Item, Meant, MemberList, Verdict},
    time::Timestamp,
};
use serde_json::{Value, json};
use server::{club::Clubs, list, registry::embedded::Embedded};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many people a season renews.
const SEASON: usize = 500;
/// How many are under way at once, as from a few phones.
const AT_ONCE: usize = 25;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn noon(day: NaiveDate) -> Timestamp {
    Timestamp::parse(&format!("{day}T12:00:00+00:00")).unwrap()
}

/// The clubs on a day of the test's choosing, beside the server that lives today.
struct Day<'c> {
    club: &'c Club,
    registry: Embedded,
    now: Timestamp,
}

impl<'c> Day<'c> {
    fn of(club: &'c Club, day: NaiveDate) -> Self {
        let now = noon(day);
        let clock = server::clock::Clock::from_fn(move || now.millis());
        let registry = Embedded::open(club.db.clone(), clock);
        let registry = club.runtime.block_on(registry).unwrap();
        Self {
            club,
            registry,
            now,
        }
    }

    fn who(&self) -> list::Club {
        list::Club {
            organizers: vec![ORGANIZER.to_owned()],
            now: self.now,
        }
    }

    fn make(&self, region: i64, id: &str, rules: &Value) {
        let wish: AssociationWish = serde_json::from_value(json!({
            "name": id, "rules": rules,
            "rights": [{ "organizer": ORGANIZER, "permission": "WRITE" }],
        }))
        .unwrap();
        let clubs = Clubs(&self.registry);
        let made = clubs.put(region, id, wish);
        let made = self.club.runtime.block_on(made).unwrap();
        assert_eq!(made, server::club::association::Made::Yes);
    }

    fn list(&self, association: &str) -> MemberList {
        let who = self.who();
        let clubs = Clubs(&self.registry);
        let list = clubs.members(&who, association, "");
        self.club.runtime.block_on(list).unwrap().unwrap()
    }

    /// Says all of it, a few at once, and gives what is told of each.
    fn say(&self, association: &str, items: &[Item]) -> Vec<Verdict> {
        self.club.runtime.block_on(async {
            let mut told = Vec::with_capacity(items.len());
            for some in items.chunks(AT_ONCE) {
                let work: Vec<_> = some
                    .iter()
                    .cloned()
                    .map(|item| {
                        let (registry, who) = (self.registry.clone(), self.who());
                        let association = association.to_owned();
                        tokio::spawn(async move {
                            let clubs = Clubs(&registry);
                            clubs.say(&who, &association, "desk", item).await
                        })
                    })
                    .collect();
                for one in work {
                    told.push(one.await.unwrap().unwrap().unwrap());
                }
            }
            told
        })
    }

    /// What a club says of everybody: with names the first time, by id when they are known.
    fn items(&self, first: usize, known: bool, until: NaiveDate) -> Vec<Item> {
        let one = |n: usize| {
            let id = Uuid::from_u128(n as u128 + 1);
            // Half of them have a birthday that comes every fourth year.
            let born = if n.is_multiple_of(2) {
                "2012-02-29"
            } else {
                "2011-03-01"
            };
            Item {
                id: Uuid::from_u128((first + n) as u128),
                at: self.now,
                who: if known {
                    Meant::Member {
                        who: Who::Guest(id),
                    }
                } else {
                    Meant::NewGuest {
                        id,
                        first_name: format!("Lid {n}"),
                        name: "De Smet".to_owned(),
                        born: date(born),
                    }
                },
                what: Said::Given {
                    until,
                    despite: [].into(),
                },
                own: None,
            }
        };
        (0..SEASON).map(one).collect()
    }
}

/// How often each was told.
fn tally(told: &[Verdict]) -> BTreeMap<String, usize> {
    let mut tally = BTreeMap::new();
    for one in told {
        let text = serde_json::to_value(one).unwrap();
        let text = format!("{} {}", text["is"].as_str().unwrap(), text["until"]);
        *tally.entry(text.replace('"', "")).or_default() += 1;
    }
    tally
}

fn expected<const N: usize>(of: [(&str, usize); N]) -> BTreeMap<String, usize> {
    of.map(|(text, count)| (text.to_owned(), count)).into()
}

#[test]
fn a_season_of_500_is_renewed_in_one_go_by_each_rule_around_29_february() {
    on_both(|club| {
        let pass =
            Api::counter(&club.server).get(&format!("/passes?identifier={}", super::member::PASS));
        let region = pass.ok(200)["cardSystem"]["id"].as_i64().unwrap();
        let leap = date("2028-02-29");
        let (free, months, birth) = (uuid(900), uuid(901), uuid(902));
        let begin = Day::of(club, leap);
        for (id, end, renew) in [
            (
                &free,
                json!({ "type": "custom", "suggested": [2, 29] }),
                json!(2),
            ),
            (
                &months,
                json!({ "type": "registrationDate", "months": 12 }),
                json!(1),
            ),
            (
                &birth,
                json!({ "type": "dateOfBirth", "age": 18 }),
                Value::Null,
            ),
        ] {
            begin.make(region, id, &json!({ "end": end, "renewMonths": renew }));
        }
        // What the club's screen puts forward on 29 February, and a day and a year later.
        assert_eq!(begin.list(&free).suggested, Some(date("2029-02-28")));
        let morrow = Day::of(club, leap + Days::new(1));
        assert_eq!(morrow.list(&free).suggested, Some(date("2029-02-28")));
        let next = Day::of(club, date("2029-02-10"));

        let asked = date("2029-02-28");
        for (place, id) in [&free, &months, &birth].into_iter().enumerate() {
            let told = begin.say(id, &begin.items(10_000 * (place + 1), false, asked));
            let wanted = if *id == birth {
                // The eve of the 18th birthday, whether or not there is such a day in that year.
                expected([("member 2029-02-28", 250), ("member 2030-02-27", 250)])
            } else {
                expected([("member 2029-02-28", 500)])
            };
            assert_eq!(tally(&told), wanted, "{id}");
        }

        // In one go, and the same when the phone asks again.
        let suggested = next.list(&free).suggested.unwrap();
        assert_eq!(suggested, date("2029-02-28"), "the first day after today");
        let asked = date("2030-02-28");
        for (place, id, wanted) in [
            (5, &free, expected([("member 2030-02-28", 500)])),
            (6, &months, expected([("member 2030-02-28", 500)])),
            (
                7,
                &birth,
                expected([("already 2029-02-28", 250), ("already 2030-02-27", 250)]),
            ),
        ] {
            let before = next.list(id);
            let renewable = before.members.iter().filter(|one| one.renewable).count();
            assert_eq!(renewable, if *id == birth { 0 } else { SEASON }, "{id}");
            let items = next.items(10_000 * place, true, asked);
            let told = next.say(id, &items);
            assert_eq!(tally(&told), wanted, "{id}");
            assert_eq!(next.say(id, &items[..AT_ONCE]), told[..AT_ONCE]);
            let after = next.list(id);
            assert_eq!(after.members.len(), SEASON);
            let until = |list: &MemberList| list.members.iter().map(|one| one.until).max().unwrap();
            if *id == birth {
                assert_eq!(until(&after), until(&before), "it ends for good");
            } else {
                assert_eq!(
                    (until(&after), after.members.iter().any(|one| one.renewable)),
                    (asked, false)
                );
            }
        }
        // Four years on there is such a day again.
        let leap = Day::of(club, date("2032-02-10")).list(&free).suggested;
        assert_eq!(leap, Some(date("2032-02-29")));
    });
}

#[test]
fn a_rule_that_changes_counts_from_then_on_and_takes_nothing_away() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let region = region(club);
        let id = club_of_the_year(&region, 900);
        let until = next_year();
        let told = say(
            &admin,
            &id,
            &[item(1, &guest(100, "Zoë", "2015-02-28"), &given(&until))],
        );
        assert_eq!(told[0], json!({ "is": "member", "until": until }));
        // From now on nobody over twelve, and until their birthday.
        let body = json!({
            "name": "Rakkers", "rules": { "end": { "type": "dateOfBirth", "age": 12 }, "renewMonths": null },
            "rights": [{ "organizer": ORGANIZER, "permission": "WRITE" }],
        });
        region.v1("PUT", &format!("/club/{id}"), &body).ok(204);
        let list = members(&admin, &id, "zoe");
        assert_eq!(
            list["members"][0]["until"], until,
            "it runs as it was given"
        );
        assert_eq!(list["members"][0]["renewable"], false);
        let zoe = json!({ "kind": "member", "who": { "kind": "guest", "id": uuid(100) } });
        let all = [
            // A phone that still thinks by the old rule.
            item(2, &zoe, &given(&next_year())),
            item(3, &guest(101, "Bo", "2015-02-28"), &given(&until)),
            item(4, &guest(102, "An", "1990-02-28"), &given(&until)),
        ];
        let told = say(&admin, &id, &all);
        assert_eq!(told[0], json!({ "is": "already", "until": until }));
        assert_eq!(told[1], json!({ "is": "member", "until": "2027-02-27" }));
        assert_eq!(told[2], json!({ "is": "tooOld" }));
    });
}

#[test]
fn a_spreadsheet_is_handed_back_as_rows_and_nothing_of_it_is_kept() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let id = club_of_the_year(&region(club), 900);
        let put = |who: &Api, id: &str, text: &str| {
            let path = format!("/api/v1/club/{id}/sheet");
            who.send("PUT", &path, "application/octet-stream", text)
        };
        let text = "Voornaam;Naam;Geboren\r\n\"An; Marie\";De Smet;29/2/2012\r\n;;\r\n";
        let got = put(&admin, &id, text).ok(200);
        let rows = got["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 2, "{got}");
        let cells = json!(["An; Marie", "De Smet", "29/2/2012"]);
        assert_eq!((&rows[1]["cells"], &rows[1]["line"]), (&cells, &json!(2)));
        assert_eq!(members(&admin, &id, "")["members"], json!([]));
        for (bad, reason) in [
            (String::new(), "empty"),
            ("a;\"b".to_owned(), "openQuote"),
            ("x;y\n".repeat(50_000), "tooManyLines"),
            ("PK\u{3}\u{4}rubbish".to_owned(), "broken"),
        ] {
            let got = put(&admin, &id, &bad);
            assert_eq!((got.status, &got.body["file"]["is"]), (422, &json!(reason)));
        }
        // Who may only read, or is of another club, or nobody.
        let read_only = association(club, READ_ONLY);
        assert_eq!(put(&admin, &read_only, text).status, 404);
        let other = club.browser("ADMIN", "another-organizer");
        assert_eq!(put(&other, &id, text).status, 404);
        let steward = club.browser("HELPER", ORGANIZER);
        assert_eq!(put(&steward, &id, text).status, 401);
    });
}

#[test]
fn what_somebody_typed_is_no_formula_in_any_sheet_of_a_club() {
    on_both(|club| {
        let admin = club.browser("ADMIN", ORGANIZER);
        let id = club_of_the_year(&region(club), 900);
        let formula = "=HYPERLINK(\"http://x\")";
        let mut one = item(1, &guest(100, formula, "1990-02-28"), &given(&next_year()));
        one["own"] = json!({ "group": "+1+cmd|' /C calc'!A0", "parentPhone": "+32 470 12 34 56" });
        assert_eq!(say(&admin, &id, &[one])[0]["is"], "member");
        let shift = admin.open_door("MEMBERS", None);
        let mut helper = club.helper(&admin, &shift, "STEWARD", "@SUM(A1)");
        let scan = helper.checkin(super::member::PASS);
        helper.deliver(&scan);
        let sheets = [
            cells(&file(
                club,
                &format!("/api/v1/club/{id}/members.xlsx?language=nl"),
            )),
            cells(&file(
                club,
                &format!("/api/v1/shifts/{shift}/log.xlsx?language=nl"),
            )),
        ];
        for text in &sheets {
            let mut typed = 0;
            for cell in text.split(['\t', '\n']) {
                assert!(!cell.starts_with(['=', '+', '@']), "{cell}");
                typed += usize::from(cell.starts_with('\''));
            }
            assert!(typed > 0, "{text}");
        }
        let csv = admin.look(&format!("/shifts/{shift}/log.csv?language=nl"));
        assert!(
            csv.answer.body.contains(";'@SUM(A1);"),
            "{}",
            csv.answer.body
        );
    });
}
