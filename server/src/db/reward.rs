//! Rewards, and who had them.

use super::sql::Sql;
use sqlx::{AnyConnection, FromRow, Result, query, query_as, query_scalar};

/// A reward.
#[derive(Clone, Debug, FromRow)]
pub struct RewardRow {
    /// Its id.
    pub id: String,
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// How it is had, as JSON of `RedeemInfo`.
    pub redeem_info: Option<String>,
    /// All of it, as JSON of `Reward`.
    pub doc: String,
    /// Its texts by language, as JSON.
    pub texts: String,
}

/// All rewards.
pub async fn all(c: &mut AnyConnection) -> Result<Vec<RewardRow>> {
    query_as("select id, created_at, redeem_info, doc, texts from reward order by id")
        .fetch_all(c)
        .await
}

/// The reward with this id.
pub async fn one(c: &mut AnyConnection, id: &str) -> Result<Option<RewardRow>> {
    query_as("select id, created_at, redeem_info, doc, texts from reward where id = $1")
        .bind(id)
        .fetch_optional(c)
        .await
}

/// Keeps a new reward, or a changed one.
pub async fn keep(
    c: &mut AnyConnection,
    row: &RewardRow,
    owner: Option<i64>,
    now: i64,
) -> Result<()> {
    query(
        "insert into reward (id, owning_card_system_id, created_at, changed_at, redeem_info, doc, texts) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do update set \
         owning_card_system_id = excluded.owning_card_system_id, changed_at = excluded.changed_at, doc = excluded.doc",
    )
    .bind(&row.id)
    .bind(owner)
    .bind(row.created_at)
    .bind(now)
    .bind(&row.redeem_info)
    .bind(&row.doc)
    .bind(&row.texts)
    .execute(c)
    .await?;
    Ok(())
}

/// How often each reward was had, cancelled ones aside.
pub async fn counts(c: &mut AnyConnection) -> Result<Vec<(String, i64)>> {
    query_as("select reward_id, count(*) from redeemed_reward where cancelled_at is null group by reward_id")
        .fetch_all(c)
        .await
}

/// How often a reward was had, cancelled ones aside.
pub async fn count(c: &mut AnyConnection, id: &str) -> Result<i64> {
    query_scalar(
        "select count(*) from redeemed_reward where reward_id = $1 and cancelled_at is null",
    )
    .bind(id)
    .fetch_one(c)
    .await
}

/// A reward that somebody had.
#[derive(Clone, Debug, FromRow)]
pub struct RedeemedRow {
    /// Its id.
    pub id: String,
    /// The reward.
    pub reward_id: String,
    /// Who had it.
    pub passholder_id: String,
    /// With which number.
    pub uitpas_number: String,
    /// What it cost.
    pub points: i64,
    /// When, in milliseconds.
    pub at: i64,
    /// The code that came with it.
    pub code: Option<String>,
}

/// When somebody had a reward, cancelled ones aside.
pub async fn earlier(c: &mut AnyConnection, passholder: &str, reward: &str) -> Result<Vec<i64>> {
    query_scalar(
        "select at from redeemed_reward where passholder_id = $1 and reward_id = $2 and cancelled_at is null",
    )
    .bind(passholder)
    .bind(reward)
    .fetch_all(c)
    .await
}

/// What somebody had of every reward, cancelled ones aside.
pub async fn earlier_all(c: &mut AnyConnection, passholder: &str) -> Result<Vec<(String, i64)>> {
    query_as("select reward_id, at from redeemed_reward where passholder_id = $1 and cancelled_at is null")
        .bind(passholder)
        .fetch_all(c)
        .await
}

/// Keeps what somebody had.
pub async fn add_redeemed(
    c: &mut AnyConnection,
    row: &RedeemedRow,
    received_at: i64,
) -> Result<()> {
    query(
        "insert into redeemed_reward (id, reward_id, passholder_id, uitpas_number, points, at, received_at, code) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&row.id)
    .bind(&row.reward_id)
    .bind(&row.passholder_id)
    .bind(&row.uitpas_number)
    .bind(row.points)
    .bind(row.at)
    .bind(received_at)
    .bind(&row.code)
    .execute(c)
    .await?;
    Ok(())
}

/// Takes one of a reward's codes; `None` when it has none left, or never had any.
pub async fn take_code(
    c: &mut AnyConnection,
    reward: &str,
    redeemed: &str,
) -> Result<Option<String>> {
    query_scalar(
        "update reward_code set redeemed_reward_id = $2 where reward_id = $1 and code = \
         (select code from reward_code where reward_id = $1 and redeemed_reward_id is null order by code limit 1) \
         returning code",
    )
    .bind(reward)
    .bind(redeemed)
    .fetch_optional(c)
    .await
}

/// What somebody had, unless it was cancelled.
pub async fn redeemed(c: &mut AnyConnection, id: &str) -> Result<Option<RedeemedRow>> {
    query_as(
        "select id, reward_id, passholder_id, uitpas_number, points, at, code from redeemed_reward \
         where id = $1 and cancelled_at is null",
    )
    .bind(id)
    .fetch_optional(c)
    .await
}

/// Marks it cancelled; false when it was already.
pub async fn cancel(c: &mut AnyConnection, id: &str, at: i64) -> Result<bool> {
    let done = query(
        "update redeemed_reward set cancelled_at = $2 where id = $1 and cancelled_at is null",
    )
    .bind(id)
    .bind(at)
    .execute(&mut *c)
    .await?;
    query("update reward_code set redeemed_reward_id = null where redeemed_reward_id = $1")
        .bind(id)
        .execute(c)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// How many rewards somebody had of these, and a page of them, newest first.
pub async fn search_redeemed(
    c: &mut AnyConnection,
    passholder: &str,
    rewards: &[String],
    start: u32,
    limit: u32,
) -> Result<(i64, Vec<RedeemedRow>)> {
    let filter = |sql: &mut Sql| {
        sql.push(" from redeemed_reward where cancelled_at is null and passholder_id = ");
        sql.push_bind(passholder.to_owned())
            .push(" and reward_id in (");
        sql.push_all(rewards.iter().cloned());
        sql.push(")");
    };
    if rewards.is_empty() {
        return Ok((0, vec![]));
    }
    let mut sql = Sql::new("select count(*)");
    filter(&mut sql);
    let total = sql.count(&mut *c).await?;
    let mut sql = Sql::new("select id, reward_id, passholder_id, uitpas_number, points, at, code");
    filter(&mut sql);
    sql.push(" order by at desc, id limit ")
        .push_bind(i64::from(limit));
    sql.push(" offset ").push_bind(i64::from(start));
    Ok((total, sql.all(c).await?))
}
