//! What the public test data set has no example of, so that every documented refusal can be seen:
//! a blocked membership, a suspended tariff, a blocked group pass, a code that has ended, and a
//! client of another organizer. All invented.

use super::{GENT, ORGANIZER, OTHER, id};
use crate::{
    db::seed::{insert, row},
    sign,
};
use chrono::NaiveDate;
use domain::{social_tariff::default_end, time::Timestamp, uitpas_api::Permission};
use serde_json::json;
use sqlx::{AnyConnection, Result};

/// The serial 997 of a day in 1900: a national number that nobody was given.
const INSZ: &str = "00010199747";

pub(super) async fn edges(c: &mut AnyConnection, now: Timestamp, today: NaiveDate) -> Result<()> {
    people(c, now, today).await?;
    group(c, now).await?;
    let (event, day) = ("5a0967f9-cc06-4c3c-9206-30481a767434", 86_400_000);
    let code = row![
        "DEMOCODEENDED00",
        event,
        now.millis() - 9 * day,
        now.millis() - 2 * day
    ];
    insert(
        c,
        "checkin_code",
        "code, event_id, begins_at, ends_at",
        vec![code],
    )
    .await?;
    elsewhere(c).await
}

async fn people(c: &mut AnyConnection, now: Timestamp, today: NaiveDate) -> Result<()> {
    let since = now.millis() - 86_400_000 * 300;
    let later = now.millis() + 86_400_000 * 30;
    let ends = Timestamp::end_of_day(default_end(today)).millis();
    let all = [
        (
            21,
            "Boris",
            "Gesloten",
            Some(INSZ.to_owned()),
            "BLOCKED",
            None,
            None,
            "0900009900003",
            "04990000000101",
        ),
        (
            22,
            "Suzan",
            "Geschorst",
            None,
            "ACTIVE",
            Some(ends),
            Some(later),
            "0900009901001",
            "04990000000102",
        ),
    ];
    let (mut people, mut memberships, mut cards) = (vec![], vec![], vec![]);
    for (n, first, last, insz, status, tariff, suspended, number, chip) in all {
        let holder = id(1, n);
        let doc = json!({
            "name": last, "firstName": first,
            "address": { "street": format!("Teststraat {n}"), "postalCode": "9000", "city": "Gent", "country": "be" },
            "registrationOrganizer": { "id": ORGANIZER },
        });
        let key = format!("{last} {first}").to_lowercase();
        people.push(row![
            holder.as_str(),
            last,
            first,
            key,
            "1900-01-01",
            insz,
            "9000",
            "Gent",
            since,
            doc.to_string()
        ]);
        memberships.push(row![
            holder.as_str(),
            GENT,
            status,
            since,
            tariff,
            suspended
        ]);
        cards.push(row![
            number,
            Some(chip.to_owned()),
            GENT,
            "NFC_CARD",
            "ACTIVE",
            tariff.is_some(),
            Some(holder.clone()),
            Some(since)
        ]);
    }
    insert(c, "passholder", "id, name, first_name, name_key, date_of_birth, insz_number, postal_code, city, created_at, doc", people).await?;
    insert(
        c,
        "membership",
        "passholder_id, card_system_id, status, since, social_tariff_end, social_tariff_suspended_until",
        memberships,
    )
    .await?;
    insert(c, "card", "uitpas_number, chip_number, card_system_id, card_type, status, social_tariff, passholder_id, assigned_at", cards).await
}

async fn group(c: &mut AnyConnection, now: Timestamp) -> Result<()> {
    let since = now.millis() - 86_400_000 * 300;
    let doc =
        json!({ "street": "Groepsplein 3", "postalCode": "9000", "city": "Gent", "country": "be" });
    let group = row![
        id(2, 3),
        "[TEST] Groep met geblokkeerde pas",
        GENT,
        since,
        doc.to_string()
    ];
    insert(
        c,
        "group_pass",
        "id, name, card_system_id, created_at, doc",
        vec![group],
    )
    .await?;
    let card = row![
        "0900009902009",
        GENT,
        "NFC_CARD",
        "BLOCKED",
        false,
        Some(id(2, 3)),
        Some(since)
    ];
    insert(c, "card", "uitpas_number, card_system_id, card_type, status, social_tariff, group_pass_id, assigned_at", vec![card]).await
}

/// A client that may do everything, for the other organizer only, and an app that may do nothing.
async fn elsewhere(c: &mut AnyConnection) -> Result<()> {
    let clients = vec![
        row![
            "demo-elsewhere",
            "Demo-balie van een ander",
            Some(sign::hash("demo-elsewhere-secret")),
            ""
        ],
        row![
            "demo-bare",
            "Demo-app zonder rechten",
            None::<String>,
            "http://localhost:3000/callback"
        ],
    ];
    insert(c, "client", "id, name, secret_hash, redirect_uris", clients).await?;
    let rights = Permission::ALL
        .iter()
        .map(|one| row!["demo-elsewhere", OTHER, one.as_str()]);
    insert(
        c,
        "client_permission",
        "client_id, organizer_id, permission",
        rights.collect(),
    )
    .await
}
