//! The group passes of the test data set, and the coupons that were granted.

use super::{ELSEWHERE, GENT, id};
use crate::db::seed::{insert, row};
use chrono::NaiveDate;
use domain::{
    social_tariff::default_end,
    time::{Timestamp, add_months},
};
use serde_json::json;
use sqlx::{AnyConnection, Result};

#[expect(clippy::too_many_lines, reason = "a table, row by row")]
pub(super) async fn groups(c: &mut AnyConnection, now: Timestamp, today: NaiveDate) -> Result<()> {
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
