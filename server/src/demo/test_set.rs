//! The public test data set (DOC `test-dataset.md`), with names, points and addresses of our own
//! where none is published. The daughter whose number is printed twice has a valid one of ours.

mod edges;
mod groups;
mod offers;
mod people;

use crate::{
    db::seed::{insert, row},
    sign,
};
use domain::{time::Timestamp, uitpas_api::Permission};
use serde_json::json;
use sqlx::{AnyConnection, Result};

/// The organizer of the test data set.
pub const ORGANIZER: &str = "0ce87cbc-9299-4528-8d35-92225dc9489f";
/// Another organizer, for which the demo client has no right.
const OTHER: &str = "9a6f3c3a-0f9e-4b5c-8f52-3a6d1f0c7b11";

const GENT: i64 = 1;
const PASPARTOE: i64 = 2;
const ELSEWHERE: i64 = 3;

/// The id of the n-th thing of a kind: a UUID that says where it comes from.
pub(super) fn id(kind: u16, n: usize) -> String {
    format!("de300000-{kind:04x}-4000-8000-{n:012x}")
}

/// The numbers of the test passes, each with the id of its holder.
pub(super) fn passes() -> impl Iterator<Item = (&'static str, String)> {
    people::numbers()
}

/// Fills in the test data set.
pub(super) async fn fill(c: &mut AnyConnection, now: Timestamp) -> Result<()> {
    regions(c).await?;
    organizers(c).await?;
    events(c).await?;
    let today = now.date_in_brussels();
    people::people(c, now, today).await?;
    groups::groups(c, now, today).await?;
    offers::rewards(c, now).await?;
    offers::associations(c, today).await?;
    clients(c).await?;
    edges::edges(c, now, today).await
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
