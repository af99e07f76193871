//! Ticket sales at a UiTPAS tariff.

use super::sql::Sql;
use sqlx::{AnyConnection, FromRow, Result, query, query_as, query_scalar};

/// A sale.
#[derive(Clone, Debug, FromRow)]
pub struct TicketSaleRow {
    /// Its id.
    pub id: String,
    /// The activity.
    pub event_id: String,
    /// What the activity is called.
    pub event_title: String,
    /// Who organises it.
    pub organizer_id: String,
    /// Who bought it.
    pub passholder_id: Option<String>,
    /// Which group bought it.
    pub group_pass_id: Option<String>,
    /// With which number.
    pub uitpas_number: String,
    /// The tariff's id.
    pub tariff_id: String,
    /// `SOCIALTARIFF` or `COUPON`.
    pub tariff_type: String,
    /// The tariff's name.
    pub tariff_name: String,
    /// The coupon that was used.
    pub granted_coupon_id: Option<i64>,
    /// In cents.
    pub regular_price: i64,
    /// Which of the prices.
    pub regular_price_label: Option<String>,
    /// The region that pays back.
    pub card_system_id: i64,
    /// What who came paid, in cents.
    pub pays_passholder: i64,
    /// What the organizer bears.
    pub pays_organizer: i64,
    /// What the local government pays.
    pub pays_city: i64,
    /// What the Flemish government pays.
    pub pays_flanders: i64,
    /// When, in milliseconds.
    pub at: i64,
}

const FROM: &str =
    " from ticket_sale t join event e on e.id = t.event_id where t.cancelled_at is null";
const COLUMNS: &str = "select t.id, t.event_id, e.title as event_title, e.organizer_id, t.passholder_id, \
    t.group_pass_id, t.uitpas_number, t.tariff_id, t.tariff_type, t.tariff_name, t.granted_coupon_id, \
    t.regular_price, t.regular_price_label, t.card_system_id, t.pays_passholder, t.pays_organizer, \
    t.pays_city, t.pays_flanders, t.at";

/// Keeps it.
pub async fn add(c: &mut AnyConnection, row: &TicketSaleRow) -> Result<()> {
    query(
        "insert into ticket_sale (id, event_id, passholder_id, group_pass_id, uitpas_number, tariff_id, \
         tariff_type, tariff_name, granted_coupon_id, regular_price, regular_price_label, card_system_id, \
         pays_passholder, pays_organizer, pays_city, pays_flanders, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
    )
    .bind(&row.id)
    .bind(&row.event_id)
    .bind(&row.passholder_id)
    .bind(&row.group_pass_id)
    .bind(&row.uitpas_number)
    .bind(&row.tariff_id)
    .bind(&row.tariff_type)
    .bind(&row.tariff_name)
    .bind(row.granted_coupon_id)
    .bind(row.regular_price)
    .bind(&row.regular_price_label)
    .bind(row.card_system_id)
    .bind(row.pays_passholder)
    .bind(row.pays_organizer)
    .bind(row.pays_city)
    .bind(row.pays_flanders)
    .bind(row.at)
    .execute(c)
    .await?;
    Ok(())
}

/// The sale with this id, unless it was cancelled.
pub async fn one(c: &mut AnyConnection, id: &str) -> Result<Option<TicketSaleRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(FROM).push(" and t.id = ").push_bind(id.to_owned());
    sql.optional(c).await
}

/// The sales with these ids, in this order, cancelled ones too.
pub async fn made(c: &mut AnyConnection, ids: Vec<String>) -> Result<Vec<TicketSaleRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" from ticket_sale t join event e on e.id = t.event_id where t.id in (");
    sql.push_all(ids.iter().cloned());
    sql.push(")");
    let mut found: Vec<TicketSaleRow> = sql.all(c).await?;
    found.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(found)
}

/// Marks it cancelled; false when it was already.
pub async fn cancel(c: &mut AnyConnection, id: &str, at: i64) -> Result<bool> {
    let done =
        query("update ticket_sale set cancelled_at = $2 where id = $1 and cancelled_at is null")
            .bind(id)
            .bind(at)
            .execute(c)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// When somebody bought at an activity with a tariff of this type, cancelled ones aside.
pub async fn earlier(
    c: &mut AnyConnection,
    passholder: &str,
    event: &str,
    kind: &str,
) -> Result<Vec<i64>> {
    query_scalar(
        "select at from ticket_sale where passholder_id = $1 and event_id = $2 and tariff_type = $3 \
         and cancelled_at is null",
    )
    .bind(passholder)
    .bind(event)
    .bind(kind)
    .fetch_all(c)
    .await
}

/// When a group bought with its social tariff between two moments.
pub async fn of_group(c: &mut AnyConnection, group: &str, from: i64, to: i64) -> Result<i64> {
    query_scalar(
        "select count(*) from ticket_sale where group_pass_id = $1 and tariff_type = 'SOCIALTARIFF' \
         and at >= $2 and at < $3 and cancelled_at is null",
    )
    .bind(group)
    .bind(from)
    .bind(to)
    .fetch_one(c)
    .await
}

/// When a coupon was used, cancelled ones aside.
pub async fn with_coupon(c: &mut AnyConnection, granted: i64) -> Result<Vec<i64>> {
    query_scalar("select at from ticket_sale where granted_coupon_id = $1 and cancelled_at is null")
        .bind(granted)
        .fetch_all(c)
        .await
}

/// Whether an activity has sales, cancelled ones aside.
pub async fn any_of_event(c: &mut AnyConnection, event: &str) -> Result<bool> {
    let found: Option<String> = query_scalar(
        "select id from ticket_sale where event_id = $1 and cancelled_at is null limit 1",
    )
    .bind(event)
    .fetch_optional(c)
    .await?;
    Ok(found.is_some())
}

/// What a search looks for; all of it.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The activity.
    pub event: Option<String>,
    /// Who bought: a person or a group.
    pub passholder: Option<String>,
    /// Who organises; empty is everybody.
    pub organizers: Vec<String>,
    /// A part of the activity's title.
    pub title: Option<String>,
}

/// How many a search finds, and a page of them, newest first.
pub async fn search(
    c: &mut AnyConnection,
    search: &Search,
    start: u32,
    limit: u32,
) -> Result<(i64, Vec<TicketSaleRow>)> {
    let filter = |sql: &mut Sql| {
        sql.push(FROM);
        if let Some(event) = &search.event {
            sql.push(" and t.event_id = ").push_bind(event.clone());
        }
        if let Some(id) = &search.passholder {
            sql.push(" and (t.passholder_id = ").push_bind(id.clone());
            sql.push(" or t.group_pass_id = ")
                .push_bind(id.clone())
                .push(")");
        }
        if !search.organizers.is_empty() {
            sql.push(" and e.organizer_id in (");
            sql.push_all(search.organizers.iter().cloned());
            sql.push(")");
        }
        if let Some(title) = &search.title {
            sql.push(" and lower(e.title) like ")
                .push_bind(format!("%{}%", title.to_lowercase()));
        }
    };
    let mut sql = Sql::new("select count(*)");
    filter(&mut sql);
    let total = sql.count(&mut *c).await?;
    let mut sql = Sql::new(COLUMNS);
    filter(&mut sql);
    sql.push(" order by t.at desc, t.id limit ")
        .push_bind(i64::from(limit));
    sql.push(" offset ").push_bind(i64::from(start));
    Ok((total, sql.all(c).await?))
}

/// The sales of an organizer between two moments, for a report, with the name of who pays back.
pub async fn of_organizer(
    c: &mut AnyConnection,
    organizer: &str,
    from: i64,
    to: i64,
) -> Result<Vec<(TicketSaleRow, String)>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(FROM)
        .push(" and e.organizer_id = ")
        .push_bind(organizer.to_owned());
    sql.push(" and t.at >= ")
        .push_bind(from)
        .push(" and t.at < ")
        .push_bind(to);
    sql.push(" order by t.at, t.id");
    let sales: Vec<TicketSaleRow> = sql.all(&mut *c).await?;
    let names: Vec<(i64, String)> = query_as("select id, name from card_system")
        .fetch_all(c)
        .await?;
    Ok(sales
        .into_iter()
        .map(|sale| {
            let name = names.iter().find(|(id, _)| *id == sale.card_system_id);
            let name = name.map(|(_, name)| name.clone()).unwrap_or_default();
            (sale, name)
        })
        .collect())
}
