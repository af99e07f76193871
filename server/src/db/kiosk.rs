//! Kiosks: tablets and pillars that check people in by chip.

use super::sql::Sql;
use sqlx::{AnyConnection, FromRow, Result, query, query_scalar};

/// A kiosk.
#[derive(Clone, Debug, FromRow)]
pub struct KioskRow {
    /// Its id.
    pub id: String,
    /// Its name, which is the code to set it up with.
    pub name: String,
    /// The device, once set up.
    pub device_id: Option<String>,
    /// Its region.
    pub card_system_id: i64,
    /// The activity that it checks in for.
    pub fixed_event_id: Option<String>,
    /// `beta` or `stable`.
    pub release_track: String,
}

const COLUMNS: &str = "select k.id, k.name, k.device_id, k.card_system_id, k.fixed_event_id, k.release_track from kiosk k where ";

async fn by(c: &mut AnyConnection, column: &str, value: &str) -> Result<Option<KioskRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(column).push(" = ").push_bind(value.to_owned());
    sql.optional(c).await
}

/// The kiosk with this id.
pub async fn one(c: &mut AnyConnection, id: &str) -> Result<Option<KioskRow>> {
    by(c, "k.id", id).await
}

/// The kiosk with this name.
pub async fn by_name(c: &mut AnyConnection, name: &str) -> Result<Option<KioskRow>> {
    by(c, "k.name", name).await
}

/// The kiosk that this device is.
pub async fn by_device(c: &mut AnyConnection, device: &str) -> Result<Option<KioskRow>> {
    by(c, "k.device_id", device).await
}

/// The organizers of a kiosk.
pub async fn organizers(c: &mut AnyConnection, id: &str) -> Result<Vec<String>> {
    query_scalar("select organizer_id from kiosk_organizer where kiosk_id = $1 order by 1")
        .bind(id)
        .fetch_all(c)
        .await
}

/// How many kiosks are set up, of an organizer or of all, and a page of them.
pub async fn search(
    c: &mut AnyConnection,
    organizer: Option<&str>,
    start: u32,
    limit: u32,
) -> Result<(i64, Vec<KioskRow>)> {
    let filter = |sql: &mut Sql| {
        sql.push("k.device_id is not null");
        if let Some(id) = organizer {
            sql.push(" and exists (select 1 from kiosk_organizer o where o.kiosk_id = k.id and o.organizer_id = ");
            sql.push_bind(id.to_owned()).push(")");
        }
    };
    let mut sql = Sql::new("select count(*) from kiosk k where ");
    filter(&mut sql);
    let total = sql.count(&mut *c).await?;
    let mut sql = Sql::new(COLUMNS);
    filter(&mut sql);
    sql.push(" order by k.name limit ")
        .push_bind(i64::from(limit));
    sql.push(" offset ").push_bind(i64::from(start));
    Ok((total, sql.all(c).await?))
}

/// Makes a device this kiosk.
pub async fn set_device(c: &mut AnyConnection, id: &str, device: &str) -> Result<()> {
    query("update kiosk set device_id = $2 where id = $1")
        .bind(id)
        .bind(device)
        .execute(c)
        .await?;
    Ok(())
}

/// Chooses the activity, or none.
pub async fn set_event(c: &mut AnyConnection, id: &str, event: Option<&str>) -> Result<()> {
    query("update kiosk set fixed_event_id = $2 where id = $1")
        .bind(id)
        .bind(event)
        .execute(c)
        .await?;
    Ok(())
}
