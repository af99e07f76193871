//! What a ticket costs somebody at an activity, and why not less.

use super::{Embedded, message, pass::Found, pass::Holder};
use crate::{
    db::{
        coupon, coupon::CouponDoc, coupon::CouponRow, event as events, event::EventRow, ticket_sale,
    },
    registry::{Answer, Call, Refused},
};
use domain::{
    card::CardStatus,
    money::Money,
    period::{PeriodLimit, PeriodType},
    social_tariff::{SocialTariff, Standing, at_event},
    tariff::{Sale, Split, key_for, remaining, with_coupon},
    time::Timestamp,
    uitpas_api::{
        Euro, LocalizedText, Problem, ProblemType,
        enums::{TariffType, TariffTypeFilter},
        tariff::{StaticTariffQuery, Tariff, TariffAvailability, TariffQuery, TariffsResponse},
    },
};
use sqlx::AnyConnection;

/// A tariff that somebody can have.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: TariffType,
    pub(super) split: Split,
    pub(super) remaining: u32,
    pub(super) granted: Option<i64>,
    pub(super) region: i64,
    /// What keeps it from being had, for a sale that asks for it all the same.
    pub(super) limit: Option<PeriodLimit>,
}

/// What somebody can have at an activity, and why not.
#[derive(Debug, Default)]
pub(super) struct Offers {
    pub(super) offers: Vec<Offer>,
    /// The standing at this activity of who has or had a social tariff in its regions.
    pub(super) standing: Option<Standing>,
}

/// The id of the social tariff. Source: DOC guides.
pub(super) const SOCIAL: &str = "SOCIALTARIFF";
/// How many tickets a group without a yearly number may buy at once.
const GROUP_MOST: u32 = 50;

impl Embedded {
    /// Who pays what at social tariff, in one of the regions of the activity.
    pub(super) async fn social_split(
        &self,
        c: &mut AnyConnection,
        event: &EventRow,
        price: Money,
        region: u32,
        postal_code: Option<&str>,
    ) -> Answer<Option<Split>> {
        let regions = self.regions(c).await?;
        let attached: Vec<u32> = events::attached_keys(c, &event.id)
            .await?
            .into_iter()
            .filter_map(|id| u32::try_from(id).ok())
            .collect();
        let keys: Vec<_> = regions
            .keys
            .iter()
            .filter(|(owner, _)| *owner == region)
            .map(|(_, key)| key.clone())
            .collect();
        let sale = Sale {
            price,
            postal_code: &event.postal_code,
            own_city: postal_code.is_none_or(|code| code == event.postal_code),
        };
        Ok(key_for(&keys, &attached, sale).map(|key| key.divide(sale)))
    }

    /// What the holder of the card can have at an activity, used up or not.
    pub(super) async fn offers(
        &self,
        c: &mut AnyConnection,
        event: &EventRow,
        price: Money,
        found: &Found,
        at: Timestamp,
    ) -> Answer<Offers> {
        let regions = self.regions_of(c, event).await?;
        let mut all = Offers::default();
        match &found.holder {
            Holder::Nobody => {}
            Holder::Person(person) => {
                let standings = person.standings(at);
                all.standing = at_event(&standings, &regions);
                let own = standings.iter().find(|(region, standing)| {
                    regions.contains(region) && standing.is_some_and(Standing::is_active)
                });
                if let Some((region, _)) = own
                    && let Some(split) = self
                        .social_split(c, event, price, *region, Some(&person.row.postal_code))
                        .await?
                {
                    let limit = event.ticket_limit();
                    let sold = moments(
                        ticket_sale::earlier(
                            c,
                            &person.row.id,
                            &event.id,
                            TariffType::SocialTariff.as_str(),
                        )
                        .await?,
                    );
                    let limits: Vec<_> = limit
                        .iter()
                        .map(|limit| (*limit, sold.as_slice()))
                        .collect();
                    all.offers
                        .push(social(split, remaining(&limits, 1, at), *region, limit));
                }
                let granted = coupon::of_passholder(c, &person.row.id).await?;
                self.coupons(c, &mut all, granted, event, price, (1, &regions), at)
                    .await?;
            }
            Holder::Group(group) => {
                let region = u32::try_from(group.card_system_id).unwrap_or_default();
                let grace = self.regions(c).await?.grace_days(group.card_system_id);
                let standing = group.social_tariff_end.map(|end| {
                    let tariff = SocialTariff {
                        end: Timestamp::from_millis(end),
                        suspended_until: None,
                    };
                    tariff.standing(grace, at)
                });
                let here = regions.contains(&region);
                all.standing = standing.filter(|_| here);
                if here
                    && standing.is_some_and(Standing::is_active)
                    && let Some(split) = self.social_split(c, event, price, region, None).await?
                {
                    let left = self.tickets_left(c, &group.id, at).await?;
                    let year = group
                        .tickets_per_year
                        .and_then(|most| u32::try_from(most).ok());
                    let limit = year.map(|most| PeriodLimit::new(most, PeriodType::Year));
                    all.offers
                        .push(social(split, left.unwrap_or(GROUP_MOST), region, limit));
                }
                let granted = coupon::of_group(c, &group.id).await?;
                self.coupons(
                    c,
                    &mut all,
                    granted,
                    event,
                    price,
                    (GROUP_MOST, &regions),
                    at,
                )
                .await?;
            }
        }
        Ok(all)
    }

    #[expect(clippy::too_many_arguments, reason = "what a coupon depends on")]
    async fn coupons(
        &self,
        c: &mut AnyConnection,
        all: &mut Offers,
        granted: Vec<CouponRow>,
        event: &EventRow,
        price: Money,
        (most, regions): (u32, &[u32]),
        at: Timestamp,
    ) -> Answer<()> {
        for row in granted {
            let doc: CouponDoc = serde_json::from_str(&row.doc)?;
            let named =
                |list: &[String], id: &str| list.is_empty() || list.iter().any(|one| one == id);
            let region = u32::try_from(row.card_system_id).unwrap_or_default();
            let ended = row
                .ends_at
                .is_some_and(|end| !at.not_after(Timestamp::from_millis(end)));
            if !regions.contains(&region)
                || ended
                || at.millis() < row.begins_at
                || !named(&doc.organizers, &event.organizer_id)
                || !named(&doc.events, &event.id)
            {
                continue;
            }
            let used = moments(ticket_sale::with_coupon(c, row.id).await?);
            let limit = row.limit();
            let limits: Vec<_> = limit
                .iter()
                .map(|limit| (*limit, used.as_slice()))
                .collect();
            // A person uses one at a time; a group as many as its coupon says.
            let most = limit.map_or(most, |limit| if most > 1 { limit.volume } else { 1 });
            all.offers.push(Offer {
                id: format!("COUPON_{}", row.coupon_id),
                name: row.name,
                kind: TariffType::Coupon,
                split: with_coupon(price, &doc.price),
                remaining: remaining(&limits, most, at),
                granted: Some(row.id),
                region: row.card_system_id,
                limit,
            });
        }
        Ok(())
    }
}

fn social(split: Split, remaining: u32, region: u32, limit: Option<PeriodLimit>) -> Offer {
    Offer {
        id: SOCIAL.to_owned(),
        name: "Kansentarief".to_owned(),
        kind: TariffType::SocialTariff,
        split,
        remaining,
        granted: None,
        region: region.into(),
        limit,
    }
}

fn moments(millis: Vec<i64>) -> Vec<Timestamp> {
    millis.into_iter().map(Timestamp::from_millis).collect()
}

pub(super) fn euro(money: Money) -> Euro {
    Euro::from_cents(money.cents()).unwrap_or_default()
}

/// A price that a sale can have.
pub(super) fn price(euro: Euro) -> Answer<Money> {
    if euro.cents() < 0 {
        return Err(Refused::not_found("`regularPrice` is at least 0."));
    }
    Ok(Money::from_cents(euro.cents()))
}

/// Refuses what no tariff helps: the card, then the membership.
pub(super) fn usable(found: &Found) -> Answer<()> {
    if found.card.state() != CardStatus::Active {
        let mut problem = Problem::new(ProblemType::InvalidCardStatus);
        problem.card_status = Some(found.card.state());
        return Err(message::with(problem, message::card_status(found.card.state())).into());
    }
    match &found.holder {
        Holder::Person(person) if person.active().is_empty() => {
            Err(ProblemType::PassholderNoActiveCardsystems.into())
        }
        _ => Ok(()),
    }
}

/// Why somebody who has no offer has none, where that is an error of its own.
pub(super) const fn standing_refusal(standing: Option<Standing>) -> Option<ProblemType> {
    match standing {
        Some(Standing::Expired) => Some(ProblemType::SocialTariffExpired),
        Some(Standing::Suspended { .. }) => Some(ProblemType::SocialTariffSuspended),
        _ => None,
    }
}

/// The sentence about a limit that is used up.
pub(super) fn limit_text(name: &str, limit: PeriodLimit) -> LocalizedText {
    let period = message::text(&format!(
        "period-{}",
        limit.period_type.as_str().to_lowercase()
    ));
    let mut text = message::text_with(name, "{count}", &limit.volume.to_string());
    let put =
        |language: &str, one: &mut String| *one = one.replace("{period}", period.get(language));
    put("nl", &mut text.nl);
    for (language, one) in [
        ("fr", &mut text.fr),
        ("de", &mut text.de),
        ("en", &mut text.en),
    ] {
        if let Some(one) = one {
            put(language, one);
        }
    }
    for (language, one) in &mut text.other {
        *one = one.replace("{period}", period.get(language));
    }
    text
}

/// `GET /tariffs`
pub(in crate::registry) async fn of_pass(
    registry: &Embedded,
    call: &Call,
    query: TariffQuery,
) -> Answer<TariffsResponse> {
    let mut c = registry.db.read().await?;
    let event = registry.event_for(&mut c, call, &query.event_id).await?;
    let price = price(query.regular_price)?;
    let found = registry.shown(&mut c, &query.uitpas_number).await?;
    usable(&found)?;
    let all = registry
        .offers(&mut c, &event, price, &found, call.at)
        .await?;
    let filter = query.kind.unwrap_or(TariffTypeFilter::Any);
    let wanted = |kind: TariffType| match filter {
        TariffTypeFilter::Any => true,
        TariffTypeFilter::SocialTariff => kind == TariffType::SocialTariff,
        TariffTypeFilter::Coupon => kind == TariffType::Coupon,
    };
    let offers: Vec<&Offer> = all
        .offers
        .iter()
        .filter(|offer| wanted(offer.kind))
        .collect();
    let available: Vec<_> = offers
        .iter()
        .filter(|offer| offer.remaining > 0)
        .map(|offer| TariffAvailability {
            tariff: Tariff {
                id: offer.id.clone(),
                name: Some(offer.name.clone()),
                price: Some(euro(offer.split.passholder)),
                kind: Some(offer.kind),
            },
            remaining: offer.remaining,
        })
        .collect();
    if !available.is_empty() {
        return Ok(TariffsResponse {
            available,
            end_user_message: None,
        });
    }
    let used_up = offers.iter().find_map(|offer| {
        let name = match offer.kind {
            TariffType::SocialTariff => "tariff-limit",
            TariffType::Coupon => "coupon-limit",
        };
        Some(limit_text(name, offer.limit?))
    });
    match (used_up, standing_refusal(all.standing)) {
        (None, Some(kind)) if filter != TariffTypeFilter::Coupon => Err(kind.into()),
        (message, _) => Ok(TariffsResponse {
            available: vec![],
            end_user_message: Some(message.unwrap_or_else(|| message::text("no-discount"))),
        }),
    }
}

/// `GET /tariffs/static`
pub(in crate::registry) async fn of_event(
    registry: &Embedded,
    call: &Call,
    query: StaticTariffQuery,
) -> Answer<TariffsResponse> {
    let mut c = registry.db.read().await?;
    let event = registry.event_for(&mut c, call, &query.event_id).await?;
    let price = price(query.regular_price)?;
    let mut available = vec![];
    for region in registry.regions_of(&mut c, &event).await? {
        let split = registry
            .social_split(&mut c, &event, price, region, None)
            .await?;
        if let Some(split) = split {
            let offer = social(split, 1, region, None);
            available.push(TariffAvailability {
                tariff: Tariff {
                    id: offer.id,
                    name: Some(offer.name),
                    price: Some(euro(split.passholder)),
                    kind: Some(offer.kind),
                },
                remaining: 1,
            });
            break;
        }
    }
    if available.is_empty() {
        return Err(ProblemType::SocialTariffNotAvailable.into());
    }
    Ok(TariffsResponse {
        available,
        end_user_message: None,
    })
}
