//! The invented region: 30 organizers, 200 activities around today, 120 rewards with texts in eight
//! languages, 2,000 pass holders with two years of history, families and associations. Nobody in it
//! exists: there are no national numbers, and UiTPAS numbers begin with a region that was never
//! issued.

mod people;

use super::test_set::id;
use crate::db::seed::{Value, insert, row};
use chrono::NaiveDate;
use domain::{time::Timestamp, uitpas_api::DateTime};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use sqlx::{AnyConnection, Result};
use std::collections::BTreeMap;

/// The region's id.
pub(super) const REGION: i64 = 4;
/// The same seed and day make the same region.
const SEED: u64 = 20_260_424;
const PEOPLE: usize = 2_000;
const ACTIVITIES: usize = 200;
const REWARDS: usize = 120;
/// How many codes there are of a reward that is had without a counter.
const CODES: usize = 40;
/// How far back histories go, in days.
const HISTORY: u64 = 730;
/// A day, in milliseconds.
const DAY: i64 = 86_400_000;

const CITIES: [(&str, &str); 3] = [
    ("9001", "Lindebeke"),
    ("9002", "Waterlo-Dorp"),
    ("9003", "Sint-Jorisveld"),
];

type Texts = BTreeMap<String, String>;
type Rows = Vec<Vec<Value>>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Offers {
    activities: Vec<Activity>,
    rewards: Vec<Reward>,
    info: Texts,
    organizers: Vec<String>,
    first_names: Vec<String>,
    last_names: Vec<String>,
}

#[derive(Deserialize)]
struct Activity {
    kind: String,
    cents: i64,
    titles: Texts,
}

#[derive(Deserialize)]
struct Reward {
    points: i64,
    category: String,
    titles: Texts,
}

/// What was made, for what refers to it.
struct Made {
    today: NaiveDate,
    now: i64,
    rng: fastrand::Rng,
    events: Vec<(String, i64)>,
    rewards: Vec<(String, i64, String)>,
}

/// Fills it in.
pub(super) async fn fill(c: &mut AnyConnection, now: Timestamp) -> Result<()> {
    let offers: Offers = serde_json::from_str(include_str!("../../demo/offers.json"))
        .map_err(|error| sqlx::Error::Decode(error.into()))?;
    let today = now.date_in_brussels();
    let mut made = Made {
        today,
        // The start of the day, so that two starts on one day make the same.
        now: Timestamp::start_of_day(today).millis(),
        rng: fastrand::Rng::with_seed(SEED),
        events: vec![],
        rewards: vec![],
    };
    region(c).await?;
    organizers(c, &offers).await?;
    events(c, &offers, &mut made).await?;
    rewards(c, &offers, &mut made).await?;
    people::people(c, &offers, &mut made).await?;
    people::associations(c, &mut made).await
}

fn pick<'a, T>(rng: &mut fastrand::Rng, all: &'a [T]) -> &'a T {
    &all[rng.usize(..all.len())]
}

async fn region(c: &mut AnyConnection) -> Result<()> {
    let doc = json!({
        "id": 0,
        "branding": { "primaryColor": "rgba(107,42,85,1.0)", "secondaryColor": "rgba(255,255,255,1.0)" },
        "links": { "website": "https://lindeland.example" },
        "allowsCardlessRegistration": true, "cardlessRegistrationType": "ALL",
        "socialTariffInfo": "Vraag het discreet aan de balie van je gemeente.",
    });
    let system = vec![row![REGION, "UiTPAS Lindeland", true, 30, doc.to_string()]];
    insert(
        c,
        "card_system",
        "id, name, permanent, grace_days, doc",
        system,
    )
    .await?;
    let cities =
        CITIES.map(|(code, name)| row![REGION, code, name, true, "uitpas@lindeland.example"]);
    let columns = "card_system_id, postal_code, name, allows_cardless, contact_email";
    insert(c, "card_system_city", columns, cities.into()).await?;
    let key = json!({
        "id": 5, "name": "Lindeland 20/40/40", "manual": false,
        "own": [["passholder", {"ofTotal": 2000}], ["city", {"ofTotal": 4000}]],
    });
    let keys = vec![row![5, REGION, key.to_string()]];
    insert(c, "distribution_key", "id, card_system_id, doc", keys).await
}

async fn organizers(c: &mut AnyConnection, offers: &Offers) -> Result<()> {
    let (mut rows, mut systems) = (vec![], vec![]);
    for (n, name) in offers.organizers.iter().enumerate() {
        let (code, city) = CITIES[n % CITIES.len()];
        let street = Some(format!("Dorpsstraat {}", n + 1));
        rows.push(row![
            id(10, n),
            name.as_str(),
            Some(id(11, n)),
            street,
            code,
            city,
            Some(4)
        ]);
        systems.push(row![id(10, n), REGION]);
    }
    let columns = "id, name, location_id, street, postal_code, city, group_id";
    insert(c, "organizer", columns, rows).await?;
    insert(
        c,
        "organizer_card_system",
        "organizer_id, card_system_id",
        systems,
    )
    .await
}

/// When an activity of a kind happens, some days from today.
fn calendar(kind: &str, made: &mut Made, offset: i64) -> (Json, i64, i64) {
    let at = |days: i64, hour: i64| made.now + days * DAY + hour * 3_600_000;
    let text = |millis: i64| DateTime::from_millis(millis).to_string();
    let occurrence = |days: i64| json!({ "begin": text(at(days, 14)), "end": text(at(days, 17)) });
    let day = |days: i64| {
        Timestamp::from_millis(at(days, 12))
            .date_in_brussels()
            .to_string()
    };
    match kind {
        "single" => (
            json!({ "type": "single", "occurrence": occurrence(offset) }),
            at(offset, 14),
            at(offset, 17),
        ),
        "multiple" => {
            let all: Vec<_> = (0..6).map(|week| occurrence(offset + week * 7)).collect();
            (
                json!({ "type": "multiple", "occurrences": all }),
                at(offset, 14),
                at(offset + 35, 17),
            )
        }
        "periodic" => (
            json!({ "type": "periodic", "begin": day(offset), "end": day(offset + 20) }),
            at(offset, 0),
            at(offset + 21, 0),
        ),
        _ => {
            const WEEKS: [&[&str]; 3] = [
                &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
                &["Fri", "Sat"],
                &["Wed", "Sun"],
            ];
            let days = *pick(&mut made.rng, &WEEKS);
            let hours = json!([{ "days": days, "opens": "13:00:00", "closes": "22:00:00" }]);
            let ends = (Timestamp::MIN.millis(), Timestamp::MAX.millis());
            (
                json!({ "type": "permanent", "openingHours": hours }),
                ends.0,
                ends.1,
            )
        }
    }
}

async fn events(c: &mut AnyConnection, offers: &Offers, made: &mut Made) -> Result<()> {
    let (mut rows, mut systems) = (vec![], vec![]);
    for n in 0..ACTIVITIES {
        let activity = &offers.activities[n % offers.activities.len()];
        let organizer = made.rng.usize(..offers.organizers.len());
        let offset = made.rng.i64(-40..60);
        let (calendar, begins, ends) = calendar(&activity.kind, made, offset);
        let place = offers.organizers.get(organizer);
        let title = format!(
            "{} {}",
            activity.titles["nl"],
            n / offers.activities.len() + 1
        );
        let mut titles = activity.titles.clone();
        titles.remove("nl");
        let doc = json!({
            "calendar": calendar, "titles": titles, "place": place,
            "prices": [{ "name": "Basistarief", "cents": activity.cents }], "audience": "everyone",
        });
        let often = matches!(activity.kind.as_str(), "periodic" | "permanent");
        let (checkins, tickets) = (
            if often { "WEEK" } else { "DAY" },
            if activity.kind == "permanent" {
                "WEEK"
            } else {
                "ABSOLUTE"
            },
        );
        made.events
            .push((id(12, n), begins.max(made.now - 700 * DAY)));
        rows.push(row![
            id(12, n),
            id(10, organizer),
            Some(id(11, organizer)),
            title,
            begins,
            ends,
            1,
            Some(1),
            Some(checkins.to_owned()),
            Some(1),
            Some(tickets.to_owned()),
            doc.to_string()
        ]);
        systems.push(row![id(12, n), REGION, true]);
    }
    let columns = "id, organizer_id, location_id, title, begins_at, ends_at, checkin_points, \
        checkin_limit_volume, checkin_limit_period, ticket_limit_volume, ticket_limit_period, doc";
    insert(c, "event", columns, rows).await?;
    insert(
        c,
        "event_card_system",
        "event_id, card_system_id, enabled",
        systems,
    )
    .await
}

async fn rewards(c: &mut AnyConnection, offers: &Offers, made: &mut Made) -> Result<()> {
    let moment = |days: i64| DateTime::from_millis(made.now + days * DAY).to_string();
    let mut rows = vec![];
    let mut codes = vec![];
    for n in 0..REWARDS {
        let online = n % 5 == 0;
        let reward = &offers.rewards[n % offers.rewards.len()];
        let organizer = made.rng.usize(..offers.organizers.len());
        let place = &offers.organizers[organizer];
        let welcome = n % 12 == 11;
        let title = |texts: &Texts, language: &str| format!("{} – {place}", texts[language]);
        let texts: BTreeMap<_, _> = reward
            .titles
            .keys()
            .map(|language| {
                let text = json!({ "title": title(&reward.titles, language), "description": offers.info[language] });
                (language.clone(), text)
            })
            .collect();
        let mut doc = json!({
            "title": title(&reward.titles, "nl"), "type": if welcome { "WELCOME" } else { "POINTS" },
            "promotionalDescription": offers.info["nl"], "status": "ACTIVE",
            "publicationPeriod": { "begin": moment(-200) },
            "redeemPeriod": { "begin": moment(-200), "end": moment(i64::try_from(n).unwrap_or(0) * 4 + 5) },
            "owningCardSystem": { "id": REGION, "name": "UiTPAS Lindeland" },
            "allCardSystems": n % 3 != 0, "organizers": [{ "id": id(10, organizer), "name": place }],
            "online": online, "featured": n % 15 == 0, "forKids": n % 4 == 1,
            "sport": matches!(reward.titles["nl"].as_str(), "Gratis zwembeurt" | "Uur tennis" | "Springtouw"),
        });
        if n % 3 == 0 {
            doc["applicableCardSystems"] = json!([{ "id": REGION, "name": "UiTPAS Lindeland" }]);
        }
        if welcome {
            doc["grantingPeriod"] = json!({ "begin": moment(-400) });
        } else {
            doc["points"] = json!(reward.points);
            doc["categories"] = json!([reward.category]);
            doc["moreInfoURL"] = json!("https://lindeland.example");
            made.rewards
                .push((id(13, n), reward.points, title(&reward.titles, "nl")));
        }
        if n % 7 == 0 {
            doc["maxAvailableUnits"] = json!(500);
        }
        if n % 6 == 0 {
            doc["redeemConstraint"] = json!({ "volume": 1, "period": "MONTH" });
        }
        if online {
            // Different ones, in no order that one guesses from.
            let code = |i: usize| format!("{n:03}-{:05}", (i * 7_919 + 1_237) % 100_000);
            codes.extend((0..CODES).map(|i| row![id(13, n), code(i)]));
        }
        let since = made.now - 200 * DAY;
        let info = Some(json!({ "text": offers.info["nl"] }).to_string());
        rows.push(row![
            id(13, n),
            Some(REGION),
            since,
            since,
            info,
            doc.to_string(),
            json!(texts).to_string()
        ]);
    }
    let columns = "id, owning_card_system_id, created_at, changed_at, redeem_info, doc, texts";
    insert(c, "reward", columns, rows).await?;
    insert(c, "reward_code", "reward_id, code", codes).await
}
