//! Very many pass holders and check-ins, made by the database itself: nothing travels but two
//! numbers a batch. The n-th of anything is the same in every database.

use super::{Db, Kind, Tx};
use sqlx::{AnyConnection, AssertSqlSafe, Result, query, query_scalar};

/// How the ids of what is made begin: it can be told apart, counted and gone on with.
const HOLDER: &str = "5eed0001-0000-4000-8000-";
const CHECKIN: &str = "5eed0002-";
/// The region of the demo data.
const REGION: i64 = 4;
/// The UiTPAS numbers begin so, with a region that was never issued.
const NUMBERS: &str = "0888";
/// What the Luhn sum of [`NUMBERS`] is, where eight digits and the check digit follow.
const NUMBERS_LUHN: i64 = 22;
/// How far back check-ins go, in days.
const HISTORY: i64 = 730;
const DAY: i64 = 86_400_000;

/// How much is to be made, and when it is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// How many pass holders.
    pub passholders: i64,
    /// How many check-ins they have together.
    pub checkins: i64,
    /// The start of today, in milliseconds.
    pub today: i64,
}

impl Size {
    /// How many check-ins the pass holders before this one have.
    pub const fn checkins_before(&self, holder: i64) -> i64 {
        let (each, more) = (
            self.checkins / self.passholders,
            self.checkins % self.passholders,
        );
        each * holder + if holder < more { holder } else { more }
    }
}

/// How many pass holders were made before.
pub async fn made(c: &mut AnyConnection) -> Result<i64> {
    let sql =
        format!("select count(*) from passholder where id >= '{HOLDER}' and id < '{HOLDER}:'");
    query_scalar(AssertSqlSafe(sql)).fetch_one(c).await
}

/// Makes the pass holders from one to before another with all that they have, as one transaction.
pub async fn make(db: &Db, size: Size, from: i64, to: i64) -> Result<()> {
    db.write(move |mut tx| {
        Box::pin(async move {
            unchecked(&mut tx).await?;
            for sql in [
                passholders(),
                memberships(),
                cards(),
                checkins(size),
                points(size),
            ] {
                query(AssertSqlSafe(sql))
                    .bind(from)
                    .bind(to)
                    .execute(tx.c())
                    .await?;
            }
            Ok(())
        })
    })
    .await
}

/// What the planner knows, once the tables are full; in PostgreSQL also what a table that has been in
/// use for a while has, so that what is measured next does not share the machine with catching up.
pub async fn settle(db: &Db) -> Result<()> {
    match db.kind() {
        // Not possible within a transaction.
        Kind::Postgres => {
            let mut c = db.read().await?;
            query("vacuum (analyze)").execute(&mut *c).await?;
            Ok(())
        }
        Kind::Sqlite => {
            db.write(|mut tx| {
                Box::pin(async move {
                    query("analyze").execute(tx.c()).await?;
                    Ok(())
                })
            })
            .await
        }
    }
}

/// Every row refers to what is there: where PostgreSQL lets us, it need not look each of them up.
async fn unchecked(tx: &mut Tx<'_>) -> Result<()> {
    if tx.kind() == Kind::Postgres {
        let sql = "select count(*) from pg_roles where rolname = current_user and rolsuper";
        let may: i64 = query_scalar(sql).fetch_one(tx.c()).await?;
        if may > 0 {
            query("set local session_replication_role = replica")
                .execute(tx.c())
                .await?;
            query("set local synchronous_commit = off")
                .execute(tx.c())
                .await?;
        }
    }
    Ok(())
}

/// A number as twelve digits.
fn digits(number: &str) -> String {
    format!("substr(cast(1000000000000 + {number} as text), 2)")
}

fn holder_id() -> String {
    format!("'{HOLDER}' || {}", digits("i"))
}

/// The UiTPAS number of the n-th: eight digits, then the one that makes the Luhn sum whole.
fn card_number() -> String {
    let mut sum = NUMBERS_LUHN.to_string();
    let mut power = 1_i64;
    for place in 0..8 {
        let digit = format!("(i / {power} % 10)");
        if place % 2 == 0 {
            sum = format!("{sum} + {digit} * 2 % 10 + {digit} * 2 / 10");
        } else {
            sum = format!("{sum} + {digit}");
        }
        power *= 10;
    }
    format!(
        "'{NUMBERS}' || substr(cast(100000000 + i as text), 2) || cast((10 - ({sum}) % 10) % 10 as text)"
    )
}

/// The numbers from $1 to before $2.
const NUMBERED: &str = "with recursive n(i) as (\
    select cast($1 as bigint) union all select i + 1 from n where i + 1 < cast($2 as bigint))";

fn passholders() -> String {
    let id = holder_id();
    format!(
        "insert into passholder (id, name, first_name, name_key, date_of_birth, postal_code, city, created_at, doc) \
         {NUMBERED} select {id}, 'Zaaier', 'Persoon ' || i, 'zaaier persoon ' || i, \
         cast(1940 + i * 7 % 80 as text) || '-0' || cast(1 + i % 9 as text) || '-1' || cast(i % 10 as text), \
         '900' || cast(1 + i % 3 as text), 'Lindeland', 1600000000000 + i * 1000, \
         '{{\"name\":\"Zaaier\",\"firstName\":\"Persoon ' || i || '\"}}' from n"
    )
}

fn memberships() -> String {
    let id = holder_id();
    format!(
        "insert into membership (passholder_id, card_system_id, status, since) \
         {NUMBERED} select {id}, {REGION}, 'ACTIVE', 1600000000000 + i * 1000 from n"
    )
}

fn cards() -> String {
    let (id, number, chip) = (holder_id(), card_number(), digits("i"));
    format!(
        "insert into card (uitpas_number, chip_number, card_system_id, card_type, status, social_tariff, passholder_id, assigned_at) \
         {NUMBERED} select {number}, '05' || {chip}, {REGION}, 'NFC_CARD', 'ACTIVE', 0, {id}, 1600000000000 + i * 1000 from n"
    )
}

/// Each visit of each pass holder: who, which, where and when. `CROSS` keeps the order of holders,
/// so that the indexes grow at their ends.
fn visits(size: Size) -> String {
    let (each, more) = (
        size.checkins / size.passholders,
        size.checkins % size.passholders,
    );
    let begin = size.today - DAY;
    format!(
        "{NUMBERED}, v(k) as (select cast(0 as bigint) union all select k + 1 from v where k < {each}), \
         place(id, nth) as (select id, row_number() over (order by id) - 1 from event where id like 'de300000-%'), \
         many(total) as (select count(*) from place), \
         visit(i, k, event, at) as (select n.i, v.k, place.id, \
            {begin} - (n.i * 37 + v.k * 101) % {HISTORY} * {DAY} + (n.i * 13 + v.k * 7) % 36000 * 1000 \
            from n cross join v cross join many join place on place.nth = (n.i * 31 + v.k * 17) % many.total \
            where v.k < {each} or n.i < {more})"
    )
}

fn checkins(size: Size) -> String {
    let (id, number, visit) = (holder_id(), card_number(), visits(size));
    let key = digits("i");
    format!(
        "insert into checkin (id, event_id, passholder_id, uitpas_number, points, at, received_at) \
         {visit} select '{CHECKIN}' || substr(cast(10000 + k as text), 2) || '-4000-8000-' || {key}, event, {id}, {number}, 1, at, at from visit"
    )
}

fn points(size: Size) -> String {
    let (id, visit) = (holder_id(), visits(size));
    format!(
        "insert into point_entry (passholder_id, points, at, kind, subject_id) \
         {visit} select {id}, 1, at, 'CHECKIN', event from visit"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::number::UitpasNumber;
    use sqlx::Row as _;

    #[tokio::test]
    async fn what_is_made_is_all_there_and_valid_and_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(None, dir.path()).await.unwrap();
        crate::demo::fill(&db, 1_790_000_000_000).await.unwrap();
        let size = Size {
            passholders: 500,
            checkins: 1_234,
            today: 1_790_000_000_000,
        };
        make(&db, size, 0, 200).await.unwrap();
        let mut c = db.read().await.unwrap();
        assert_eq!(made(&mut c).await.unwrap(), 200);
        make(&db, size, 200, 500).await.unwrap();
        let count = |table: &str| {
            format!(
                "select count(*) from {table} where passholder_id >= '5eed' and passholder_id < '5eee'"
            )
        };
        for (table, rows) in [
            ("card", 500),
            ("membership", 500),
            ("checkin", 1_234),
            ("point_entry", 1_234),
        ] {
            let found: i64 = query_scalar(AssertSqlSafe(count(table)))
                .fetch_one(&mut *c)
                .await
                .unwrap();
            assert_eq!(found, rows, "{table}");
        }
        assert_eq!(size.checkins_before(500), 1_234);
        let rows = query("select uitpas_number from card where uitpas_number like '0888%'")
            .fetch_all(&mut *c)
            .await
            .unwrap();
        assert_eq!(rows.len(), 500);
        for row in rows {
            let number: String = row.get(0);
            assert!(number.parse::<UitpasNumber>().is_ok(), "{number}");
        }
    }
}
