//! Coupons that somebody was granted.

use super::{Embedded, person::Person};
use crate::{
    db::{coupon as db, coupon::CouponDoc, coupon::CouponRow, group_pass, organizer, ticket_sale},
    registry::{Answer, Call, Refused},
};
use domain::{
    time::Timestamp,
    uitpas_api::{
        DateTime, ProblemType,
        coupon::{Coupon, CouponQuery, GrantedCoupon},
        enums::{CouponStatus, StatusFilter},
        reward::{Period, RedeemConstraint},
    },
};
use sqlx::AnyConnection;

/// `GET /passholders/{passholderId}/coupons`
pub(in crate::registry) async fn of_passholder(
    registry: &Embedded,
    call: &Call,
    id: String,
    query: CouponQuery,
) -> Answer<Vec<GrantedCoupon>> {
    let id = call.allow_passholder(id)?;
    let mut c = registry.db.read().await?;
    let person: Option<Person> = registry.person(&mut c, &id).await?;
    let person = person.ok_or_else(|| Refused::not_found("There is no such pass holder."))?;
    if person.active().is_empty() {
        return Err(ProblemType::PassholderNoActiveCardsystems.into());
    }
    let rows = db::of_passholder(&mut c, &id).await?;
    list(&mut c, rows, &query, call.now).await
}

/// `GET /grouppasses/{passholderId}/coupons`
pub(in crate::registry) async fn of_group_pass(
    registry: &Embedded,
    call: &Call,
    id: String,
    query: CouponQuery,
) -> Answer<Vec<GrantedCoupon>> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    if group_pass::one(&mut c, &id).await?.is_none() {
        return Err(Refused::not_found("There is no such group pass."));
    }
    let cards = crate::db::card::of_group(&mut c, &id).await?;
    if !cards
        .iter()
        .any(|card| card.state() == domain::card::CardStatus::Active)
    {
        return Err(ProblemType::PassholderNoActiveCardsystems.into());
    }
    let rows = db::of_group(&mut c, &id).await?;
    list(&mut c, rows, &query, call.now).await
}

async fn list(
    c: &mut AnyConnection,
    rows: Vec<CouponRow>,
    query: &CouponQuery,
    now: Timestamp,
) -> Answer<Vec<GrantedCoupon>> {
    if let Some(id) = &query.organizer_id
        && organizer::one(c, id).await?.is_none()
    {
        return Err(ProblemType::OrganizerNotFound.into());
    }
    let mut coupons = Vec::new();
    for row in rows {
        let doc: CouponDoc = serde_json::from_str(&row.doc)?;
        let here = |id: &String| doc.organizers.is_empty() || doc.organizers.contains(id);
        if !query.organizer_id.as_ref().is_none_or(here) {
            continue;
        }
        let ended = row
            .ends_at
            .is_some_and(|end| !now.not_after(Timestamp::from_millis(end)));
        let status = if ended {
            CouponStatus::Expired
        } else {
            CouponStatus::Active
        };
        let wanted = match query.status.unwrap_or(StatusFilter::Active) {
            StatusFilter::Active => !ended,
            StatusFilter::Expired => ended,
            StatusFilter::All => true,
        };
        if !wanted {
            continue;
        }
        let used = ticket_sale::with_coupon(c, row.id).await?;
        let used: Vec<_> = used.into_iter().map(Timestamp::from_millis).collect();
        coupons.push(GrantedCoupon {
            id: u32::try_from(row.id).unwrap_or_default(),
            remaining: row.limit().map(|limit| RedeemConstraint {
                volume: limit.remaining(&used, now),
                period: limit.period_type,
            }),
            coupon: Coupon {
                id: row.coupon_id,
                name: row.name,
                description: row.description,
            },
            validity_period: Some(Period {
                begin: DateTime::from_millis(row.begins_at),
                end: row.ends_at.map(DateTime::from_millis),
            }),
            status,
        });
    }
    Ok(coupons)
}
