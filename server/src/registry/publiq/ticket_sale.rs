//! Ticket sales: sent once, all of a request or none. Where the answer was lost the registry's list
//! is asked; where that leaves doubt, a person is.

use super::{Publiq, ask::Ask, line::Safe, read, reply::Trouble};
use crate::registry::{Answer, Call, Refused, Registry as _};
use domain::{
    lost::{Fate, Listed, Row, Sent, fate},
    number::UitpasNumber,
    time::Timestamp,
    uitpas_api::{
        Method,
        page::MAX_LIMIT,
        ticket_sale::{TicketSale, TicketSaleQuery},
    },
};
use std::collections::BTreeSet;
use tokio::time::timeout;

/// What tells one sale from another: event, number, tariff, price in cents.
type What = (String, String, String, i64);

fn what(sale: &TicketSale) -> What {
    let number = sale.uitpas_number.parse::<UitpasNumber>();
    let number = number.map_or_else(
        |_| sale.uitpas_number.trim().to_owned(),
        |number| number.as_str().to_owned(),
    );
    let tariff = sale.tariff.id.clone();
    (
        sale.event_id.clone(),
        number,
        tariff,
        sale.regular_price.cents(),
    )
}

impl Publiq {
    /// `POST /ticket-sales`: never sent twice.
    pub(super) async fn sell_once(
        &self,
        call: &Call,
        ask: &Ask,
        sales: &[TicketSale],
    ) -> Answer<Vec<TicketSale>> {
        let begun = self.line().now();
        let whole = async {
            let (done, _) = self.insist(call, ask, Safe::WhereUndone).await;
            match done.and_then(|bytes| read::<Vec<TicketSale>>(&bytes)) {
                Ok(done) => {
                    self.known.claim(done.iter().map(|one| one.id.as_deref()));
                    return Ok(done);
                }
                Err(Trouble::Lost { .. }) => {}
                Err(trouble) => return Err(trouble.refused(Method::Post)),
            }
            self.look(|| self.fate_of_sales(call, sales, begun))
                .await
                .ok_or(Refused::InDoubt)
        };
        timeout(self.line().patience().call, whole)
            .await
            .unwrap_or(Err(Refused::InDoubt))
    }

    async fn fate_of_sales(
        &self,
        call: &Call,
        sales: &[TicketSale],
        begun: i64,
    ) -> Fate<TicketSale> {
        let events: BTreeSet<&str> = sales.iter().map(|sale| sale.event_id.as_str()).collect();
        let mut listed = Listed {
            rows: vec![],
            whole: true,
        };
        for event in events {
            let query = TicketSaleQuery {
                event_id: Some(event.to_owned()),
                limit: Some(MAX_LIMIT),
                ..TicketSaleQuery::default()
            };
            let Ok(page) = self.ticket_sales(call, query).await else {
                return Fate::Doubt;
            };
            // The contract promises no order, so what is on another page may be ours.
            listed.whole &=
                page.total_items <= u64::try_from(page.member.len()).unwrap_or(u64::MAX);
            let rows = page.member.into_iter().filter_map(|sold| {
                Some(Row {
                    id: sold.id.clone()?,
                    at: Timestamp::from_millis(sold.creation_date?.millis()),
                    what: what(&sold),
                    row: sold,
                })
            });
            listed.rows.extend(rows);
        }
        let known = self.known.all();
        let sent = Sent {
            at: self.there(begun),
            known: &known,
        };
        let wanted: Vec<What> = sales.iter().map(what).collect();
        match fate(&wanted, listed, &sent) {
            Fate::Done(rows) if !self.known.claim(rows.iter().map(|one| one.id.as_deref())) => {
                Fate::Doubt
            }
            fate => fate,
        }
    }
}
