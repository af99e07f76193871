//! The counter at a door: rates and rewards, asked of the registry. A steward gets none of this.

use super::{call::for_role, refuse::No, who::AtDoor};
use crate::{
    db::{event as events, event::EventRow, shift, there},
    registry::embedded::ticket_sale::Key,
    sync::{SyncFace, answer::Body, session::DoorSession},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    number::UitpasNumber,
    shift::Act,
    sync::{
        counter::{Asked, HandOut, Handed, Price, Rate, Rates, Sale, Sold},
        shift::DoorReason,
    },
    uitpas_api::{
        Euro, Operation,
        enums::{RewardTypeFilter, TariffType},
        pass::PassQuery,
        reward_query::RewardQuery,
        tariff::{Tariff, TariffQuery},
        ticket_sale::TicketSale,
    },
};

/// How many tickets at once.
const TICKETS: u32 = 100;

impl AtDoor {
    /// The activity, when it is one of this door's.
    async fn activity(&self, sync: &SyncFace, id: &str) -> Result<EventRow, No> {
        let mut c = sync.db.read().await?;
        if !shift::events(&mut c, &self.shift.id)
            .await?
            .iter()
            .any(|own| own == id)
        {
            return Err(DoorReason::NotFound.into());
        }
        let row = events::one(&mut c, id).await?;
        Ok(row.ok_or(DoorReason::NotFound)?)
    }

    /// Notes what a registry elsewhere sold, for the day's report. It is sold whatever becomes of that.
    async fn note_sold(
        &self,
        sync: &SyncFace,
        made: &[TicketSale],
        event: &str,
        number: UitpasNumber,
    ) {
        let ids: Vec<String> = made.iter().filter_map(|sale| sale.id.clone()).collect();
        let (event, at) = (event.to_owned(), self.now.millis());
        let noted: sqlx::Result<()> = sync
            .db
            .write(move |mut tx| {
                Box::pin(
                    async move { there::sold(tx.c(), &ids, &event, number.as_str(), at).await },
                )
            })
            .await;
        if let Err(error) = noted {
            tracing::error!(%error, "a sale was not noted for the report");
        }
    }

    fn call(&self, operation: Operation) -> crate::registry::Call {
        for_role(operation, &self.shift.organizer_id, self.role, self.now)
    }
}

/// `POST /api/v1/shifts/{id}/tariffs`: the same shape for everybody, so that asking
/// tells nothing.
pub(super) async fn tariffs(
    State(sync): State<SyncFace>,
    DoorSession(session): DoorSession,
    Path(id): Path<String>,
    Body(asked): Body<Asked>,
) -> Result<Json<Rates>, No> {
    let door = AtDoor::of(&sync, session, &id).await?;
    door.may(Act::RegisterRate)?;
    let event = door.activity(&sync, &asked.event_id).await?;
    let number = door.number(&sync, &asked).await?;
    let mut prices = vec![];
    for price in event
        .doc()?
        .prices
        .into_iter()
        .filter(|price| price.cents > 0)
    {
        let query = TariffQuery {
            regular_price: Euro::from_cents(price.cents).map_err(|_| DoorReason::Unavailable)?,
            event_id: event.id.clone(),
            uitpas_number: number.as_str().to_owned(),
            kind: None,
        };
        let call = door.call(Operation::GetTariffs);
        let found = sync.registry.tariffs(&call, query).await?.available;
        let rate = |one: domain::uitpas_api::tariff::TariffAvailability| {
            let coupon = one.tariff.kind == Some(TariffType::Coupon);
            Some(Rate {
                charge: one.tariff.price?.cents(),
                coupon: one.tariff.name.filter(|_| coupon),
                id: one.tariff.id,
                left: one.remaining,
            })
        };
        let mut rates: Vec<Rate> = found.into_iter().filter_map(rate).collect();
        rates.sort_by_key(|rate| rate.charge);
        prices.push(Price {
            label: price.name,
            regular: price.cents,
            rates,
        });
    }
    Ok(Json(Rates { prices }))
}

/// `POST /api/v1/shifts/{id}/ticket-sales`: a person's tickets, or those of a group pass. Sent again
/// after an answer got lost, it is registered once; a registry elsewhere cannot promise that, so
/// nothing is sent there twice.
pub(super) async fn sell(
    State(sync): State<SyncFace>,
    DoorSession(session): DoorSession,
    Path(id): Path<String>,
    Body(sale): Body<Sale>,
) -> Result<(StatusCode, Json<Sold>), No> {
    let door = AtDoor::of(&sync, session, &id).await?;
    door.may(Act::RegisterRate)?;
    let event = door.activity(&sync, &sale.asked.event_id).await?;
    let number = door.number(&sync, &sale.asked).await?;
    let wanted: u32 = sale
        .tickets
        .iter()
        .map(|ticket| ticket.number.min(TICKETS + 1))
        .sum();
    if !(1..=TICKETS).contains(&wanted) {
        return Err(DoorReason::OutOfRange.into());
    }
    let mut sales = vec![];
    for ticket in &sale.tickets {
        for _ in 0..ticket.number {
            sales.push(TicketSale {
                regular_price: Euro::from_cents(ticket.regular)
                    .map_err(|_| DoorReason::OutOfRange)?,
                regular_price_label: Some(ticket.label.clone()),
                tariff: Tariff {
                    id: ticket.rate.clone(),
                    ..Tariff::default()
                },
                event_id: event.id.clone(),
                uitpas_number: number.as_str().to_owned(),
                ..TicketSale::default()
            });
        }
    }
    let call = door.call(Operation::PostTicketSales);
    let made = match &sync.embedded {
        Some(embedded) => {
            let key = Key::of(&door.device.id, sale.id);
            embedded.sell_once(&call, sales, key).await?
        }
        None if sale.again => return Err(DoorReason::Unsure.into()),
        None => {
            let made = sync.registry.create_ticket_sales(&call, sales).await?;
            door.note_sold(&sync, &made, &event.id, number).await;
            made
        }
    };
    let charge = made
        .iter()
        .filter_map(|sale| sale.tariff.price)
        .map(Euro::cents)
        .sum();
    let sold = Sold {
        ids: made.into_iter().filter_map(|sale| sale.id).collect(),
        charge,
    };
    Ok((StatusCode::CREATED, Json(sold)))
}

/// `POST /api/v1/shifts/{id}/rewards`: what can be handed out here and now. Handing out is a command.
pub(super) async fn rewards(
    State(sync): State<SyncFace>,
    DoorSession(session): DoorSession,
    Path(id): Path<String>,
    Body(asked): Body<Asked>,
) -> Result<Json<HandOut>, No> {
    let door = AtDoor::of(&sync, session, &id).await?;
    door.may(Act::GiveReward)?;
    let number = door.number(&sync, &asked).await?;
    let query = PassQuery {
        identifier: number.as_str().to_owned(),
    };
    let pass = sync
        .registry
        .pass(&door.call(Operation::GetPass), query)
        .await?;
    let query = RewardQuery {
        organizer_id: vec![door.shift.organizer_id.clone()],
        kind: Some(RewardTypeFilter::Any),
        is_redeemable_by_passholder_id: Some(pass.passholder_id.clone()),
        limit: Some(100),
        ..RewardQuery::default()
    };
    let page = sync
        .registry
        .rewards(&door.call(Operation::GetRewards), query)
        .await?;
    let handed = page.member.into_iter().filter_map(|reward| {
        Some(Handed {
            id: reward.id?,
            title: reward.title,
            points: reward.points.unwrap_or(0),
        })
    });
    Ok(Json(HandOut {
        points: pass.points,
        rewards: handed.collect(),
    }))
}
