//! Ticket sales: all of a request or none, searched, given back.

use super::{
    Embedded,
    pass::Holder,
    tariff::{SOCIAL, euro, limit_text, price, standing_refusal, usable},
};
use crate::{
    db::{Tx, ticket_sale as db},
    random,
    registry::{Answer, Call, Refused},
};
use domain::{
    money::Money,
    role::{Organizers, Target},
    time::Timestamp,
    uitpas_api::{
        DateTime, Euro, Page, Permission, Problem, ProblemType,
        page::DEFAULT_LIMIT,
        tariff::Tariff,
        ticket_sale::{TicketSale, TicketSaleQuery},
    },
};
use sha2::{Digest as _, Sha256};
use sqlx::AnyConnection;
use uuid::Uuid;

/// Names the tickets of a sale by who sells and by the name that it was given there, so that the
/// same sale again finds them.
#[derive(Clone, Debug)]
pub struct Key(String);

impl Key {
    /// Of a device and the id that it made.
    pub fn of(device: &str, sale: Uuid) -> Self {
        Self(format!("{device}\0{sale}"))
    }

    fn id(&self, place: usize) -> String {
        let digest = Sha256::digest(format!("ticket\0{}\0{place}", self.0));
        let bytes = std::array::from_fn(|index| digest[index]);
        uuid::Builder::from_random_bytes(bytes)
            .into_uuid()
            .to_string()
    }

    fn ids(&self, count: usize) -> Vec<String> {
        (0..count).map(|place| self.id(place)).collect()
    }
}

/// How many tickets one request may hold.
const MOST: usize = 500;

/// `POST /ticket-sales`
pub(in crate::registry) async fn create(
    registry: &Embedded,
    call: &Call,
    sales: Vec<TicketSale>,
) -> Answer<Vec<TicketSale>> {
    keep(registry, call, sales, None).await
}

/// All of them or none; with a key, once.
async fn keep(
    registry: &Embedded,
    call: &Call,
    sales: Vec<TicketSale>,
    key: Option<Key>,
) -> Answer<Vec<TicketSale>> {
    if sales.len() > MOST {
        return Err(Refused::invalid(
            "/",
            "There are more than 500 ticket sales",
        ));
    }
    for (index, sale) in sales.iter().enumerate() {
        for (value, name) in [
            (&sale.event_id, "eventId"),
            (&sale.uitpas_number, "uitpasNumber"),
            (&sale.tariff.id, "tariff/id"),
        ] {
            if value.is_empty() {
                return Err(Refused::invalid(
                    &format!("/{index}/{name}"),
                    "The data must have at least 1 character",
                ));
            }
        }
        if sale.regular_price.cents() < 0 {
            return Err(Refused::invalid(
                &format!("/{index}/regularPrice"),
                "Number must be greater than or equal to 0",
            ));
        }
    }
    let (own, call) = (registry.clone(), call.clone());
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                if sales.is_empty() {
                    call.allow_somewhere()?;
                }
                own.lock_buyers(&mut tx, &sales).await?;
                let with_passholder = call.holds(Permission::PassholdersSearch);
                let mut answer = Vec::with_capacity(sales.len());
                if let Some(key) = &key {
                    for row in db::made(tx.c(), key.ids(sales.len())).await? {
                        answer.push(
                            own.wire_sale(tx.c(), row, with_passholder, call.now)
                                .await?,
                        );
                    }
                    if !answer.is_empty() {
                        return Ok(answer);
                    }
                }
                // How many of the same were asked decides which refusal the last one gets.
                for (index, sale) in sales.iter().enumerate() {
                    let alike = sales
                        .iter()
                        .filter(|other| {
                            other.uitpas_number == sale.uitpas_number
                                && other.event_id == sale.event_id
                                && other.tariff.id == sale.tariff.id
                        })
                        .count();
                    let mut row = own
                        .sell(&mut tx, &call, sale, alike)
                        .await
                        .map_err(|refused| at(index, refused))?;
                    if let Some(key) = &key {
                        row.id = key.id(index);
                    }
                    db::add(tx.c(), &row).await?;
                    answer.push(
                        own.wire_sale(tx.c(), row, with_passholder, call.now)
                            .await?,
                    );
                }
                Ok(answer)
            })
        })
        .await
}

/// Says which of the sales it was.
fn at(index: usize, refused: Refused) -> Refused {
    match refused {
        Refused::Problem(mut problem) => {
            problem.json_pointer = Some(format!("/{index}"));
            Refused::Problem(problem)
        }
        other => other,
    }
}

impl Embedded {
    /// Sells as `create` does, and once: the same key again is answered as the first time.
    pub async fn sell_once(
        &self,
        call: &Call,
        sales: Vec<TicketSale>,
        key: Key,
    ) -> Answer<Vec<TicketSale>> {
        keep(self, call, sales, Some(key)).await
    }

    /// Locks who buys, in one order: two requests about the same people never wait for each other.
    async fn lock_buyers(&self, tx: &mut Tx<'_>, sales: &[TicketSale]) -> Answer<()> {
        let mut numbers: Vec<&str> = sales
            .iter()
            .map(|sale| sale.uitpas_number.as_str())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut names = Vec::new();
        for number in numbers {
            if let Some(card) = crate::db::card::by_number(tx.c(), number).await? {
                names.extend(card.passholder_id.map(|id| ("passholder", id)));
                names.extend(card.group_pass_id.map(|id| ("group_pass", id)));
            }
        }
        names.sort_by(|a, b| b.cmp(a));
        for (noun, id) in names {
            tx.lock(noun, &id).await?;
        }
        Ok(())
    }

    async fn sell(
        &self,
        tx: &mut Tx<'_>,
        call: &Call,
        sale: &TicketSale,
        alike: usize,
    ) -> Answer<db::TicketSaleRow> {
        let event = self.event_for(tx.c(), call, &sale.event_id).await?;
        let regular_price = price(sale.regular_price)?;
        let found = self.shown(tx.c(), &sale.uitpas_number).await?;
        usable(&found)?;
        let all = self
            .offers(tx.c(), &event, regular_price, &found, call.at)
            .await?;
        let Some(offer) = all
            .offers
            .into_iter()
            .find(|offer| offer.id == sale.tariff.id)
        else {
            let social = sale.tariff.id.starts_with(SOCIAL);
            let refusal = standing_refusal(all.standing).filter(|_| social);
            return Err(refusal.unwrap_or(ProblemType::InvalidCoupon).into());
        };
        if offer.remaining == 0 {
            // One ticket too many is the limit; several at once that do not fit are their number.
            let kind = if alike > 1 {
                ProblemType::InvalidNumberOfTickets
            } else {
                ProblemType::MaximumReached
            };
            let mut problem = Problem::new(kind);
            if let (ProblemType::MaximumReached, Some(limit)) = (kind, offer.limit) {
                problem.end_user_message = Some(limit_text("tariff-limit", limit));
            }
            return Err(problem.into());
        }
        let (passholder_id, group_pass_id) = match &found.holder {
            Holder::Person(person) => (Some(person.row.id.clone()), None),
            Holder::Group(group) => (None, Some(group.id.clone())),
            Holder::Nobody => (None, None),
        };
        Ok(db::TicketSaleRow {
            id: random::uuid_at(call.at),
            event_id: event.id,
            event_title: event.title,
            organizer_id: event.organizer_id,
            passholder_id,
            group_pass_id,
            uitpas_number: found.card.uitpas_number,
            tariff_id: offer.id,
            tariff_type: offer.kind.as_str().to_owned(),
            tariff_name: offer.name,
            granted_coupon_id: offer.granted,
            regular_price: regular_price.cents(),
            regular_price_label: sale.regular_price_label.clone(),
            card_system_id: offer.region,
            pays_passholder: offer.split.passholder.cents(),
            pays_organizer: offer.split.organizer.cents(),
            pays_city: offer.split.city.cents(),
            pays_flanders: offer.split.flanders.cents(),
            at: call.at.millis(),
        })
    }

    async fn wire_sale(
        &self,
        c: &mut AnyConnection,
        row: db::TicketSaleRow,
        with_passholder: bool,
        now: Timestamp,
    ) -> Answer<TicketSale> {
        let person = match (&row.passholder_id, with_passholder) {
            (Some(id), true) => self.person(c, id).await?,
            _ => None,
        };
        let passholder = match person {
            Some(person) => Some(Box::new(person.wire(c, now).await?)),
            None => None,
        };
        Ok(TicketSale {
            id: Some(row.id),
            creation_date: Some(DateTime::from_millis(row.at)),
            regular_price: Euro::from_cents(row.regular_price).unwrap_or_default(),
            regular_price_label: row.regular_price_label,
            tariff_id: None,
            tariff: Tariff {
                id: row.tariff_id,
                name: Some(row.tariff_name),
                price: Some(euro(Money::from_cents(row.pays_passholder))),
                kind: row.tariff_type.parse().ok(),
            },
            event_id: row.event_id,
            event_title: Some(row.event_title),
            uitpas_number: row.uitpas_number,
            passholder,
        })
    }
}

/// `GET /ticket-sales`
pub(in crate::registry) async fn search(
    registry: &Embedded,
    call: &Call,
    query: TicketSaleQuery,
) -> Answer<Page<TicketSale>> {
    let mut c = registry.db.read().await?;
    if query.event_id.is_none() && query.passholder_id.is_none() {
        return Err(Refused::not_found("Give `eventId` or `passholderId`."));
    }
    if query.passholder_id.is_some() && query.organizer_id.is_empty() {
        return Err(Refused::not_found(
            "The query parameter `organizerId` is required with `passholderId`.",
        ));
    }
    let mut organizers = query.organizer_id.clone();
    if let Some(id) = &query.event_id {
        // This operation lists no refusal for an unknown activity: nothing was sold there.
        organizers.extend(
            crate::db::event::one(&mut c, id)
                .await?
                .map(|event| event.organizer_id),
        );
    }
    let ids: Vec<&str> = organizers.iter().map(String::as_str).collect();
    if ids.is_empty() {
        call.allow_somewhere()?;
    } else {
        call.allow(&Target {
            organizers: Organizers::These(&ids),
            ..Target::default()
        })?;
    }
    let wanted = db::Search {
        event: query.event_id,
        passholder: query.passholder_id,
        organizers: query.organizer_id,
        title: query.event_title,
    };
    let (start, limit) = (
        query.start.unwrap_or(0),
        query.limit.unwrap_or(DEFAULT_LIMIT),
    );
    let (total, rows) = db::search(&mut c, &wanted, start, limit).await?;
    let with_passholder = call.holds(Permission::PassholdersSearch);
    let mut member = Vec::with_capacity(rows.len());
    for row in rows {
        member.push(
            registry
                .wire_sale(&mut c, row, with_passholder, call.now)
                .await?,
        );
    }
    Ok(Page {
        total_items: u64::try_from(total).unwrap_or(0),
        member,
    })
}

/// `DELETE /ticket-sales/{ticketSaleId}`: the right to a ticket comes back.
pub(in crate::registry) async fn cancel(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<()> {
    let call = call.clone();
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let unknown = || Refused::from(ProblemType::TicketSaleNotFound);
                let Some(row) = db::one(tx.c(), &id).await? else {
                    call.allow_somewhere()?;
                    return Err(unknown());
                };
                let organizers = [row.organizer_id.as_str()];
                call.allow(&Target {
                    organizers: Organizers::These(&organizers),
                    ..Target::default()
                })?;
                if db::cancel(tx.c(), &id, call.now.millis()).await? {
                    Ok(())
                } else {
                    Err(unknown())
                }
            })
        })
        .await
}
