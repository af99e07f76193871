//! Who lives in the invented region, what they did in two years, and which clubs they are in.

use super::{CITIES, DAY, HISTORY, Made, Offers, PEOPLE, REGION, Rows, id, pick};
use crate::db::seed::{insert, row};
use chrono::Days;
use domain::{number::UitpasNumber, social_tariff::default_end, time::Timestamp};
use serde_json::json;
use sqlx::{AnyConnection, Result};

/// The n-th number of a region that was never issued; the digit before the last says nothing.
fn number(n: usize, social: bool) -> String {
    let start = format!("09999{n:06}{}", u8::from(social));
    let digits = (0..10).map(|check| format!("{start}{check}"));
    digits
        .into_iter()
        .find(|text| text.parse::<UitpasNumber>().is_ok())
        .unwrap_or(start)
}

#[expect(clippy::too_many_lines, reason = "one person, column by column")]
pub(super) async fn people(c: &mut AnyConnection, offers: &Offers, made: &mut Made) -> Result<()> {
    let ends = Timestamp::end_of_day(default_end(made.today)).millis();
    let (mut people, mut memberships, mut cards, mut family) = (vec![], vec![], vec![], vec![]);
    let (mut points, mut checkins, mut redeemed) = (Rows::new(), Rows::new(), Rows::new());
    let mut surname = pick(&mut made.rng, &offers.last_names).clone();
    for n in 0..PEOPLE {
        let holder = id(14, n);
        // Families of four: a parent, then children of the same name.
        let child = !n.is_multiple_of(4);
        if !child {
            surname.clone_from(pick(&mut made.rng, &offers.last_names));
        }
        let first = pick(&mut made.rng, &offers.first_names).clone();
        let (code, city) = CITIES[n / 4 % CITIES.len()];
        let years = if child {
            made.rng.u64(3..18)
        } else {
            made.rng.u64(22..80)
        };
        let born = made.today - Days::new(years * 365 + made.rng.u64(0..365));
        let since = made.now - i64::try_from(made.rng.u64(30..HISTORY)).unwrap_or(30) * DAY;
        let doc = json!({
            "name": surname, "firstName": first,
            "address": { "street": format!("Lindelaan {}", n / 4 + 1), "postalCode": code, "city": city, "country": "be" },
            "registrationOrganizer": { "id": id(10, 0) },
        });
        let key = format!("{surname} {first}").to_lowercase();
        people.push(row![
            holder.as_str(),
            surname.as_str(),
            first.as_str(),
            key,
            born.to_string(),
            None::<String>,
            code,
            city,
            since,
            doc.to_string()
        ]);
        let social = n / 4 % 4 == 0;
        memberships.push(row![
            holder.as_str(),
            REGION,
            "ACTIVE",
            since,
            social.then_some(ends)
        ]);
        let digital = made.rng.u8(..4) == 0;
        let chip = (!digital).then(|| format!("04{:012X}", 0xDE_0000_0000_usize + n));
        let kind = if digital { "DIGITAL" } else { "NFC_CARD" };
        let status = if n % 97 == 96 { "BLOCKED" } else { "ACTIVE" };
        let card = number(n, social);
        cards.push(row![
            card.as_str(),
            chip,
            REGION,
            kind,
            status,
            social,
            Some(holder.clone()),
            Some(since)
        ]);
        if child {
            family.push(row![
                id(14, n / 4 * 4),
                holder.as_str(),
                Some("fox".to_owned()),
                since
            ]);
        }
        points.push(row![
            holder.as_str(),
            5,
            since,
            "GIFT",
            "welcome",
            Some("Welkom bij UiTPAS".to_owned()),
            Some("UiTPAS-balie".to_owned())
        ]);
        let mut balance = 5;
        let mut at = since;
        for visit in 0..made.rng.usize(0..40) {
            at += made.rng.i64(1..20) * DAY;
            if at >= made.now - DAY {
                break;
            }
            let when = at + made.rng.i64(10..21) * 3_600_000;
            let (event, _) = pick(&mut made.rng, &made.events).clone();
            checkins.push(row![
                id(15, n * 64 + visit),
                event.as_str(),
                holder.as_str(),
                card.as_str(),
                1,
                when,
                when
            ]);
            points.push(row![
                holder.as_str(),
                1,
                when,
                "CHECKIN",
                event,
                None::<String>,
                None::<String>
            ]);
            balance += 1;
            let (reward, cost, title) = pick(&mut made.rng, &made.rewards).clone();
            if balance > cost + 3 && made.rng.u8(..3) == 0 {
                let later = when + 3_600_000;
                redeemed.push(row![
                    id(16, n * 64 + visit),
                    reward.as_str(),
                    holder.as_str(),
                    card.as_str(),
                    cost,
                    later,
                    later
                ]);
                points.push(row![
                    holder.as_str(),
                    -cost,
                    later,
                    "REWARD",
                    reward,
                    Some(title),
                    None::<String>
                ]);
                balance -= cost;
            }
        }
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
        "family_member",
        "passholder_id, member_id, icon, created_at",
        family,
    )
    .await?;
    insert(
        c,
        "checkin",
        "id, event_id, passholder_id, uitpas_number, points, at, received_at",
        checkins,
    )
    .await?;
    insert(
        c,
        "redeemed_reward",
        "id, reward_id, passholder_id, uitpas_number, points, at, received_at",
        redeemed,
    )
    .await?;
    insert(
        c,
        "point_entry",
        "passholder_id, points, at, kind, subject_id, title, location",
        points,
    )
    .await
}

pub(super) async fn associations(c: &mut AnyConnection, made: &mut Made) -> Result<()> {
    let custom =
        json!({ "end": { "type": "custom", "suggested": [8, 31] }, "renewMonths": 3 }).to_string();
    // The youth club, the Chiro, the scouts and the judo club of the list.
    let clubs = [
        (1, "Leden Jeugdhuis De Linde"),
        (4, "Leden Chiro Sint-Joris"),
        (5, "Leden Scouts Waterlo"),
        (6, "Leden Judoclub Lindeland"),
    ];
    let (mut rows, mut systems, mut rights, mut members) = (vec![], vec![], vec![], vec![]);
    for (n, (organizer, name)) in clubs.into_iter().enumerate() {
        rows.push(row![id(17, n), name, custom.as_str()]);
        systems.push(row![id(17, n), REGION]);
        rights.push(row![id(17, n), id(10, organizer), "WRITE"]);
        for person in (n..PEOPLE).step_by(25) {
            let end = made.today + Days::new(made.rng.u64(0..320));
            let joined = made.today - Days::new(made.rng.u64(20..300));
            members.push(row![
                id(17, n),
                id(14, person),
                end.to_string(),
                joined.to_string()
            ]);
        }
    }
    insert(c, "association", "id, name, rules", rows).await?;
    insert(
        c,
        "association_card_system",
        "association_id, card_system_id",
        systems,
    )
    .await?;
    insert(
        c,
        "association_organizer",
        "association_id, organizer_id, permission",
        rights,
    )
    .await?;
    insert(
        c,
        "association_membership",
        "association_id, passholder_id, end_date, registered_on",
        members,
    )
    .await
}
