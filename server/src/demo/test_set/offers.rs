//! The rewards of the test data set, and associations to try the member card with.

use super::{GENT, ORGANIZER, id};
use crate::db::seed::{insert, row};
use chrono::NaiveDate;
use domain::time::{Timestamp, add_months};
use serde_json::json;
use sqlx::{AnyConnection, Result};

pub(super) async fn rewards(c: &mut AnyConnection, now: Timestamp) -> Result<()> {
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

pub(super) async fn associations(c: &mut AnyConnection, today: NaiveDate) -> Result<()> {
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
