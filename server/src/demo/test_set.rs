//! The public test data set (DOC `test-dataset.md`), with names, points and addresses of our own
//! where none is published. The daughter whose number is printed twice has a valid one of ours.

use crate::{
    db::seed::{insert, row},
    sign,
};
use chrono::NaiveDate;
use domain::{
    social_tariff::default_end,
    time::{Timestamp, add_months},
    uitpas_api::Permission,
};
use serde_json::json;
use sqlx::{AnyConnection, Result};

/// The organizer of the test data set.
pub(super) const ORGANIZER: &str = "0ce87cbc-9299-4528-8d35-92225dc9489f";
/// Another organizer, for which the demo client has no right.
const OTHER: &str = "9a6f3c3a-0f9e-4b5c-8f52-3a6d1f0c7b11";

const GENT: i64 = 1;
const PASPARTOE: i64 = 2;
const ELSEWHERE: i64 = 3;

/// Whether a pass has the social tariff.
#[derive(Clone, Copy, PartialEq)]
enum Tariff {
    No,
    Yes,
    Expired,
}

struct Pass {
    number: &'static str,
    chip: Option<&'static str>,
    tariff: Tariff,
    region: i64,
    postal: (&'static str, &'static str),
    blocked: bool,
    insz: &'static str,
    born: &'static str,
    name: (&'static str, &'static str),
    points: i64,
}

const fn pass(
    number: &'static str,
    chip: Option<&'static str>,
    tariff: Tariff,
    postal: (&'static str, &'static str),
    insz: &'static str,
    born: &'static str,
    name: (&'static str, &'static str),
) -> Pass {
    Pass {
        number,
        chip,
        tariff,
        region: GENT,
        postal,
        blocked: false,
        insz,
        born,
        name,
        points: 0,
    }
}

const GHENT: (&str, &str) = ("9000", "Gent");
const MELLE: (&str, &str) = ("9090", "Melle");

const PASSES: &[Pass] = &[
    Pass {
        points: 5000,
        ..pass(
            "0900000095902",
            Some("04784CDAEE3880"),
            Tariff::No,
            GHENT,
            "83030201540",
            "1983-03-02",
            ("Bram", "Testers"),
        )
    },
    Pass {
        points: 5000,
        ..pass(
            "0900000067513",
            Some("04363CDAEE3880"),
            Tariff::Yes,
            MELLE,
            "36051380284",
            "1936-05-13",
            ("Godelieve", "Proefman"),
        )
    },
    pass(
        "0900000031618",
        Some("04CEE7528E6180"),
        Tariff::Expired,
        GHENT,
        "66010101785",
        "1966-01-01",
        ("Luc", "Verlopen"),
    ),
    pass(
        "0900010959113",
        Some("04ED6ACACF6180"),
        Tariff::Yes,
        MELLE,
        "08091860684",
        "2008-09-18",
        ("Noor", "Gentbrugge"),
    ),
    Pass {
        blocked: true,
        ..pass(
            "0900000002312",
            Some("04B00412F15284"),
            Tariff::Yes,
            GHENT,
            "71030360442",
            "1971-03-03",
            ("Rita", "Geblokkeerd"),
        )
    },
    Pass {
        region: PASPARTOE,
        ..pass(
            "0900000058918",
            Some("045157B2B63780"),
            Tariff::Expired,
            ("1000", "Brussel"),
            "17010180147",
            "2017-01-01",
            ("Amira", "Brusselaer"),
        )
    },
    pass(
        "1000000520006",
        Some("045A4832633680"),
        Tariff::No,
        GHENT,
        "80010101392",
        "1980-01-01",
        ("Karel", "Duizend"),
    ),
    Pass {
        region: ELSEWHERE,
        ..pass(
            "0900000093204",
            Some("045D69DAEE3880"),
            Tariff::Yes,
            GHENT,
            "10010105762",
            "2010-01-01",
            ("Jonas", "Elders"),
        )
    },
    pass(
        "0900004518305",
        None,
        Tariff::No,
        GHENT,
        "80010170282",
        "1980-01-01",
        ("Sofie", "Moeders"),
    ),
    pass(
        "0900004519907",
        None,
        Tariff::No,
        GHENT,
        "20010170215",
        "2020-01-01",
        ("Lina", "Moeders"),
    ),
    pass(
        "0900011902815",
        None,
        Tariff::Yes,
        GHENT,
        "91063061055",
        "1991-06-30",
        ("Olena", "Ouders"),
    ),
    pass(
        "0900011903417",
        None,
        Tariff::Yes,
        GHENT,
        "15021760024",
        "2015-02-17",
        ("Daryna", "Ouders"),
    ),
];

/// The id of the n-th thing of a kind: a UUID that says where it comes from.
pub(super) fn id(kind: u16, n: usize) -> String {
    format!("de300000-{kind:04x}-4000-8000-{n:012x}")
}

fn moment(text: &str) -> i64 {
    Timestamp::parse(text).map_or(0, Timestamp::millis)
}

/// Fills in the test data set.
pub(super) async fn fill(c: &mut AnyConnection, now: Timestamp) -> Result<()> {
    regions(c).await?;
    organizers(c).await?;
    events(c).await?;
    let today = now.date_in_brussels();
    people(c, now, today).await?;
    groups(c, now, today).await?;
    rewards(c, now).await?;
    associations(c, today).await?;
    clients(c).await
}

async fn regions(c: &mut AnyConnection) -> Result<()> {
    let doc = |color: &str, info: &str| {
        json!({
            "id": 0,
            "branding": { "primaryColor": color, "secondaryColor": "rgba(255,255,255,1.0)" },
            "links": { "website": "https://www.uitpas.be" },
            "allowsCardlessRegistration": true,
            "cardlessRegistrationType": "REGULAR",
            "socialTariffInfo": info,
        })
        .to_string()
    };
    let info = "Vraag aan een UiTPAS-balie of je recht hebt op kansentarief.";
    let systems = vec![
        row![
            GENT,
            "UiTPAS Regio Gent",
            true,
            30,
            doc("rgba(97,166,14,1.0)", info)
        ],
        row![
            PASPARTOE,
            "Paspartoe",
            true,
            30,
            doc("rgba(190,50,130,1.0)", info)
        ],
        row![
            ELSEWHERE,
            "UiTPAS Elders",
            true,
            30,
            doc("rgba(20,110,170,1.0)", info)
        ],
    ];
    insert(
        c,
        "card_system",
        "id, name, permanent, grace_days, doc",
        systems,
    )
    .await?;
    let cities = [
        (GENT, "9000", "Gent"),
        (GENT, "9050", "Gentbrugge"),
        (GENT, "9090", "Melle"),
        (PASPARTOE, "1000", "Brussel"),
        (ELSEWHERE, "9300", "Aalst"),
    ];
    let cities =
        cities.map(|(region, code, name)| row![region, code, name, true, "uitpas@example.org"]);
    insert(
        c,
        "card_system_city",
        "card_system_id, postal_code, name, allows_cardless, contact_email",
        cities.into(),
    )
    .await?;
    // The default that publiq recommends: 20 / 40 / 40. The others are manual keys.
    let key = |id: i64, name: &str, manual: bool, own: serde_json::Value| {
        json!({ "id": id, "name": name, "manual": manual, "own": own }).to_string()
    };
    let solidary = || json!([["passholder", {"ofTotal": 2000}], ["city", {"ofTotal": 4000}]]);
    let keys = vec![
        row![1, GENT, key(1, "Gent 20/40/40", false, solidary())],
        row![
            2,
            GENT,
            key(
                2,
                "Gent € 1,50",
                true,
                json!([["passholder", {"fixed": 1.5}], ["city", {"ofRest": 5000}]])
            )
        ],
        row![
            3,
            PASPARTOE,
            key(3, "Paspartoe 20/40/40", false, solidary())
        ],
        row![
            4,
            ELSEWHERE,
            key(
                4,
                "Elders 25/20/55",
                false,
                json!([["passholder", {"ofTotal": 2500}], ["city", {"ofTotal": 5500}]])
            )
        ],
    ];
    insert(c, "distribution_key", "id, card_system_id, doc", keys).await
}

async fn organizers(c: &mut AnyConnection) -> Result<()> {
    let rows = vec![
        row![
            ORGANIZER,
            "[TEST] UiTPAS Organisatie (Regio Gent + Paspartoe)",
            Some(id(9, 1)),
            Some("Teststraat 1".to_owned()),
            "9000",
            "Gent",
            Some(1)
        ],
        row![
            OTHER,
            "[TEST] Andere organisatie",
            None::<String>,
            Some("Elders 2".to_owned()),
            "9300",
            "Aalst",
            None::<i64>
        ],
    ];
    insert(
        c,
        "organizer",
        "id, name, location_id, street, postal_code, city, group_id",
        rows,
    )
    .await?;
    let systems = vec![
        row![ORGANIZER, GENT],
        row![ORGANIZER, PASPARTOE],
        row![OTHER, ELSEWHERE],
    ];
    insert(
        c,
        "organizer_card_system",
        "organizer_id, card_system_id",
        systems,
    )
    .await?;
    let admins = vec![row![ORGANIZER, "demo-admin", "admin@example.org", "ADMIN"]];
    insert(
        c,
        "organizer_admin",
        "organizer_id, user_id, email, type",
        admins,
    )
    .await
}

/// The three test events are open at every hour.
async fn events(c: &mut AnyConnection) -> Result<()> {
    let doc = json!({
        "calendar": { "type": "permanent" },
        "prices": [{ "name": "Basistarief", "cents": 1000 }],
        "audience": "everyone",
    })
    .to_string();
    let events = [
        (
            "5a0967f9-cc06-4c3c-9206-30481a767434",
            ORGANIZER,
            "Permanente UiTPAS Test Festiviteit",
            100,
        ),
        (
            "d83b5b8a-108a-45d6-9ac9-8bdc44a0a24a",
            ORGANIZER,
            "Test event met beperkte aankoop",
            1,
        ),
        (
            "373d6cee-b4ae-4637-9b7c-eeb79e45f044",
            OTHER,
            "Test event with no permission",
            1,
        ),
    ];
    let columns = "id, organizer_id, location_id, title, begins_at, ends_at, checkin_points, \
        checkin_limit_volume, checkin_limit_period, ticket_limit_volume, ticket_limit_period, doc";
    let rows = events.map(|(event, organizer, title, tickets)| {
        row![
            event,
            organizer,
            None::<String>,
            title,
            Timestamp::MIN.millis(),
            Timestamp::MAX.millis(),
            1,
            Some(1),
            Some("WEEK".to_owned()),
            Some(tickets),
            Some("WEEK".to_owned()),
            doc.as_str()
        ]
    });
    insert(c, "event", columns, rows.into()).await?;
    let systems = vec![
        row![events[0].0, GENT, true],
        row![events[0].0, PASPARTOE, true],
        row![events[1].0, GENT, true],
        row![events[1].0, PASPARTOE, true],
        row![events[2].0, ELSEWHERE, true],
    ];
    insert(
        c,
        "event_card_system",
        "event_id, card_system_id, enabled",
        systems,
    )
    .await
}

#[expect(clippy::too_many_lines, reason = "a table, row by row")]
async fn people(c: &mut AnyConnection, now: Timestamp, today: NaiveDate) -> Result<()> {
    let ends = Timestamp::end_of_day(default_end(today)).millis();
    let ended = moment("2025-01-28T22:59:59+00:00");
    let since = Timestamp::start_of_day(today - chrono::Days::new(500)).millis();
    let (mut people, mut memberships, mut cards, mut points) = (vec![], vec![], vec![], vec![]);
    for (n, pass) in PASSES.iter().enumerate() {
        let holder = id(1, n + 1);
        let (first, last) = pass.name;
        let (code, city) = pass.postal;
        let doc = json!({
            "name": last, "firstName": first,
            "address": { "street": format!("Teststraat {}", n + 1), "postalCode": code, "city": city, "country": "be" },
            "registrationOrganizer": { "id": ORGANIZER },
            "optInPreferences": { "serviceMails": false, "milestoneMails": false, "infoMails": false, "sms": false, "post": false },
        })
        .to_string();
        let key = format!("{last} {first}").to_lowercase();
        people.push(row![
            holder.as_str(),
            last,
            first,
            key,
            pass.born,
            Some(pass.insz.to_owned()),
            code,
            city,
            since,
            doc
        ]);
        let end = match pass.tariff {
            Tariff::No => None,
            Tariff::Yes => Some(ends),
            Tariff::Expired => Some(ended),
        };
        memberships.push(row![holder.as_str(), pass.region, "ACTIVE", since, end]);
        let kind = if pass.chip.is_some() {
            "NFC_CARD"
        } else {
            "DIGITAL"
        };
        let status = if pass.blocked { "BLOCKED" } else { "ACTIVE" };
        let social = pass.number.as_bytes().get(11) == Some(&b'1');
        let chip = pass.chip.map(str::to_owned);
        cards.push(row![
            pass.number,
            chip,
            pass.region,
            kind,
            status,
            social,
            Some(holder.clone()),
            Some(since)
        ]);
        if pass.points > 0 {
            points.push(row![
                holder.as_str(),
                pass.points,
                since,
                "GIFT",
                "welcome",
                Some("Welkom bij UiTPAS".to_owned()),
                Some("UiTPAS-balie".to_owned())
            ]);
        }
    }
    for (number, chip, social) in [
        ("0900000074519", "044AC54A8E6180", true),
        ("0900000020405", "047E2EEA053B80", false),
    ] {
        cards.push(row![
            number,
            Some(chip.to_owned()),
            GENT,
            "NFC_CARD",
            "LOCAL_STOCK",
            social,
            None::<String>,
            None::<i64>
        ]);
    }
    insert(c, "passholder", "id, name, first_name, name_key, date_of_birth, insz_number, postal_code, city, created_at, doc", people).await?;
    insert(
        c,
        "membership",
        "passholder_id, card_system_id, status, since, social_tariff_end",
        memberships,
    )
    .await?;
    insert(c, "card", "uitpas_number, chip_number, card_system_id, card_type, status, social_tariff, passholder_id, assigned_at", cards).await?;
    insert(
        c,
        "point_entry",
        "passholder_id, points, at, kind, subject_id, title, location",
        points,
    )
    .await?;
    // Mother and daughter, twice.
    let families = [(9, 10), (11, 12)].map(|(mother, daughter)| {
        row![
            id(1, mother),
            id(1, daughter),
            Some("fox".to_owned()),
            now.millis() - 86_400_000 * 300
        ]
    });
    insert(
        c,
        "family_member",
        "passholder_id, member_id, icon, created_at",
        families.into(),
    )
    .await
}

#[expect(clippy::too_many_lines, reason = "a table, row by row")]
async fn groups(c: &mut AnyConnection, now: Timestamp, today: NaiveDate) -> Result<()> {
    let ends = Timestamp::end_of_day(default_end(today)).millis();
    let since = now.millis() - 86_400_000 * 400;
    let doc =
        json!({ "street": "Groepsplein 1", "postalCode": "9000", "city": "Gent", "country": "be" })
            .to_string();
    let mail = || Some("groep@example.org".to_owned());
    let phone = || Some("09 555 02 00".to_owned());
    let groups = vec![
        row![
            id(2, 1),
            "[TEST] Groep met kansentarief",
            mail(),
            phone(),
            GENT,
            since,
            Some(ends),
            Some(50),
            doc.as_str()
        ],
        row![
            id(2, 2),
            "[TEST] Groep met coupons",
            mail(),
            phone(),
            GENT,
            since,
            None::<i64>,
            None::<i64>,
            doc.as_str()
        ],
    ];
    insert(c, "group_pass", "id, name, email, telephone, card_system_id, created_at, social_tariff_end, tickets_per_year, doc", groups).await?;
    let cards = vec![
        row![
            "0900000045410",
            Some("04D0AB6AF85C80".to_owned()),
            GENT,
            "NFC_CARD",
            "ACTIVE",
            true,
            Some(id(2, 1)),
            Some(since)
        ],
        row![
            "0900000191800",
            Some("048B25DAEE3880".to_owned()),
            GENT,
            "NFC_CARD",
            "ACTIVE",
            false,
            Some(id(2, 2)),
            Some(since)
        ],
    ];
    insert(c, "card", "uitpas_number, chip_number, card_system_id, card_type, status, social_tariff, group_pass_id, assigned_at", cards).await?;
    let one_euro = json!({ "price": { "price": 1 } }).to_string();
    let less = json!({ "price": { "discount": 2 } }).to_string();
    let coupons = vec![
        row![
            "1079",
            "[TEST] €1 voor een evenement voor tieners (GENT)",
            Some("Een ticket voor 1 euro.".to_owned()),
            GENT,
            one_euro
        ],
        row![
            "2001",
            "[TEST] 2 euro korting (ELDERS)",
            None::<String>,
            ELSEWHERE,
            less.as_str()
        ],
        row![
            "2002",
            "[TEST] Sportkorting (ELDERS)",
            None::<String>,
            ELSEWHERE,
            less.as_str()
        ],
    ];
    insert(
        c,
        "coupon",
        "id, name, description, card_system_id, doc",
        coupons,
    )
    .await?;
    let end = Timestamp::end_of_day(add_months(today, 12)).millis();
    let elsewhere = id(1, 8);
    let granted = vec![
        row![
            "1079",
            None::<String>,
            Some(id(2, 2)),
            since,
            Some(end),
            Some(50),
            Some("DAY".to_owned())
        ],
        row![
            "2001",
            Some(elsewhere.clone()),
            None::<String>,
            since,
            Some(end),
            Some(1),
            Some("MONTH".to_owned())
        ],
        row![
            "2002",
            Some(elsewhere),
            None::<String>,
            since,
            Some(end),
            Some(1),
            Some("MONTH".to_owned())
        ],
    ];
    insert(
        c,
        "granted_coupon",
        "coupon_id, passholder_id, group_pass_id, begins_at, ends_at, volume, period",
        granted,
    )
    .await
}

async fn rewards(c: &mut AnyConnection, now: Timestamp) -> Result<()> {
    let at = |days: i64| {
        let at = now.millis() + days * 86_400_000;
        domain::uitpas_api::DateTime::from_millis(at / 1000 * 1000).to_string()
    };
    let organizers =
        json!([{ "id": ORGANIZER, "name": "[TEST] UiTPAS Organisatie (Regio Gent + Paspartoe)" }]);
    let reward = |title: &str, kind: &str, more: serde_json::Value| {
        let mut doc = json!({
            "title": title, "type": kind, "promotionalDescription": "<p>Een voordeel om mee te testen.</p>",
            "publicationPeriod": { "begin": at(-400) },
            "owningCardSystem": { "id": GENT, "name": "UiTPAS Regio Gent" },
            "allCardSystems": true, "organizers": organizers, "status": "ACTIVE",
            "online": false, "featured": false, "sport": false, "forKids": false,
        });
        if kind == "POINTS" {
            doc["points"] = json!(4);
            doc["categories"] = json!(["Gadget of item"]);
            doc["moreInfoURL"] = json!("https://www.uitpas.be");
        }
        if let (Some(doc), Some(more)) = (doc.as_object_mut(), more.as_object()) {
            doc.extend(more.clone());
        }
        doc.to_string()
    };
    let past = json!({ "begin": at(-400), "end": at(-30) });
    let granting = json!({ "begin": at(-800) });
    let all = [
        (
            "5687",
            reward("Test Voordeel Regio Gent", "POINTS", json!({})),
        ),
        (
            "5688",
            reward(
                "Test Welkomstvoordeel Regio Gent",
                "WELCOME",
                json!({ "grantingPeriod": granting }),
            ),
        ),
        (
            "5823",
            reward(
                "Test Voordeel 1 per week",
                "POINTS",
                json!({ "redeemConstraint": { "volume": 1, "period": "WEEK" } }),
            ),
        ),
        (
            "5824",
            reward(
                "Test Voordeel online 10 per dag",
                "POINTS",
                json!({ "online": true, "redeemConstraint": { "volume": 10, "period": "DAY" } }),
            ),
        ),
        (
            "5825",
            reward(
                "Test Voordeel vervallen",
                "POINTS",
                json!({ "redeemPeriod": past }),
            ),
        ),
        (
            "5826",
            reward(
                "Test Welkomstvoordeel vervallen",
                "WELCOME",
                json!({ "redeemPeriod": past, "grantingPeriod": granting }),
            ),
        ),
    ];
    let since = now.millis() - 86_400_000 * 400;
    let info = json!({ "text": "Toon dit scherm aan de balie." }).to_string();
    let rows = all
        .into_iter()
        .map(|(id, doc)| row![id, Some(GENT), since, since, Some(info.clone()), doc, "{}"]);
    insert(
        c,
        "reward",
        "id, owning_card_system_id, created_at, changed_at, redeem_info, doc, texts",
        rows.collect(),
    )
    .await
}

async fn associations(c: &mut AnyConnection, today: NaiveDate) -> Result<()> {
    let rules = |end: serde_json::Value, renew: Option<u32>| {
        json!({ "end": end, "renewMonths": renew }).to_string()
    };
    let all = [
        (
            id(3, 1),
            "[TEST] Jeugdhuis",
            "WRITE",
            rules(json!({ "type": "custom", "suggested": [8, 31] }), Some(2)),
        ),
        (
            id(3, 2),
            "[TEST] Jeugdbeweging tot 18",
            "WRITE",
            rules(json!({ "type": "dateOfBirth", "age": 18 }), None),
        ),
        (
            id(3, 3),
            "[TEST] Sportclub, een jaar",
            "WRITE",
            rules(json!({ "type": "registrationDate", "months": 12 }), Some(1)),
        ),
        (
            id(3, 4),
            "[TEST] Alleen lezen",
            "READ",
            rules(json!({ "type": "registrationDate", "months": 12 }), Some(1)),
        ),
    ];
    let rows = all
        .iter()
        .map(|(id, name, _, rules)| row![id.as_str(), *name, rules.as_str()])
        .collect();
    insert(c, "association", "id, name, rules", rows).await?;
    let rows = all.iter().map(|(id, ..)| row![id.as_str(), GENT]).collect();
    insert(
        c,
        "association_card_system",
        "association_id, card_system_id",
        rows,
    )
    .await?;
    let rows = all
        .iter()
        .map(|(id, _, right, _)| row![id.as_str(), ORGANIZER, *right])
        .collect();
    insert(
        c,
        "association_organizer",
        "association_id, organizer_id, permission",
        rows,
    )
    .await?;
    let later = add_months(today, 8).to_string();
    let soon = (today + chrono::Days::new(20)).to_string();
    let joined = (today - chrono::Days::new(340)).to_string();
    let rows = vec![
        row![id(3, 1), id(1, 9), later.as_str(), joined.as_str()],
        row![id(3, 3), id(1, 9), soon.as_str(), joined.as_str()],
        row![id(3, 4), id(1, 1), later, joined],
    ];
    insert(
        c,
        "association_membership",
        "association_id, passholder_id, end_date, registered_on",
        rows,
    )
    .await
}

async fn clients(c: &mut AnyConnection) -> Result<()> {
    let secret = |text: &str| Some(sign::hash(text));
    // Where the demo phone app comes back to: OAuth for native apps (RFC 8252) allows loopback.
    let back =
        "http://localhost:3000/callback\nhttp://127.0.0.1:3000/callback\nhttp://127.0.0.1/callback";
    let rows = vec![
        row![
            "demo-counter",
            "Demo-balie",
            secret("demo-counter-secret"),
            ""
        ],
        row!["demo-door", "Demo-deur", secret("demo-door-secret"), ""],
        row![
            "demo-phone",
            "Demo-app voor pashouders",
            None::<String>,
            back
        ],
    ];
    insert(c, "client", "id, name, secret_hash, redirect_uris", rows).await?;
    let mut rights: Vec<_> = Permission::ALL
        .iter()
        .map(|one| row!["demo-counter", ORGANIZER, one.as_str()])
        .collect();
    let door = [
        Permission::PassesRead,
        Permission::CheckinsWrite,
        Permission::CheckinsRead,
    ];
    rights.extend(door.map(|one| row!["demo-door", ORGANIZER, one.as_str()]));
    let phone = [
        Permission::PassholdersSelfRead,
        Permission::PassholdersSelfCheckin,
        Permission::PassholdersFamilyMembers,
        Permission::PassholdersRegisterUitid,
        Permission::PassholdersTransactionHistory,
        Permission::RewardsRead,
        Permission::RewardsRedeem,
        Permission::RewardsPassholdersRead,
    ];
    rights.extend(phone.map(|one| row!["demo-phone", ORGANIZER, one.as_str()]));
    insert(
        c,
        "client_permission",
        "client_id, organizer_id, permission",
        rights,
    )
    .await?;
    let event = "5a0967f9-cc06-4c3c-9206-30481a767434";
    let kiosks = vec![
        row![
            id(4, 1),
            "DEMO-ZUIL-1",
            Some("demo-kiosk-device".to_owned()),
            GENT,
            Some(event.to_owned()),
            "stable"
        ],
        row![
            id(4, 2),
            "DEMO-ZUIL-2",
            None::<String>,
            GENT,
            None::<String>,
            "stable"
        ],
    ];
    insert(
        c,
        "kiosk",
        "id, name, device_id, card_system_id, fixed_event_id, release_track",
        kiosks,
    )
    .await?;
    let organizers = vec![row![id(4, 1), ORGANIZER], row![id(4, 2), ORGANIZER]];
    insert(c, "kiosk_organizer", "kiosk_id, organizer_id", organizers).await
}
