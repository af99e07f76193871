//! The pass holders and groups of the test data set, with their cards.

use super::{ELSEWHERE, GENT, ORGANIZER, PASPARTOE, id};
use crate::db::seed::{insert, row};
use chrono::NaiveDate;
use domain::{social_tariff::default_end, time::Timestamp};
use serde_json::json;
use sqlx::{AnyConnection, Result};

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

/// The numbers of the passes, each with the id of its holder.
pub(in crate::demo) fn numbers() -> impl Iterator<Item = (&'static str, String)> {
    let with_id = |(n, pass): (usize, &Pass)| (pass.number, id(1, n + 1));
    PASSES.iter().enumerate().map(with_id)
}

fn moment(text: &str) -> i64 {
    Timestamp::parse(text).map_or(0, Timestamp::millis)
}

#[expect(clippy::too_many_lines, reason = "a table, row by row")]
pub(super) async fn people(c: &mut AnyConnection, now: Timestamp, today: NaiveDate) -> Result<()> {
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
