//! What adults on a family list said to being seen.

use domain::sync::family::Consent;
use sqlx::{AnyConnection, Result, query, query_as};

const GIVEN: &str = "GIVEN";
const REFUSED: &str = "REFUSED";

fn read(answer: &str) -> Consent {
    match answer {
        GIVEN => Consent::Given,
        REFUSED => Consent::Refused,
        _ => Consent::Asked,
    }
}

/// What those on somebody's list answered, by id; who is not there was only asked.
pub async fn of_list(c: &mut AnyConnection, owner: &str) -> Result<Vec<(String, Consent)>> {
    let rows: Vec<(String, String)> =
        query_as("select member_id, answer from family_consent where passholder_id = $1")
            .bind(owner)
            .fetch_all(c)
            .await?;
    Ok(rows
        .into_iter()
        .map(|(id, answer)| (id, read(&answer)))
        .collect())
}

/// What somebody answered to those on whose lists they are, by id of the list's owner.
pub async fn of_member(c: &mut AnyConnection, member: &str) -> Result<Vec<(String, Consent)>> {
    let rows: Vec<(String, String)> =
        query_as("select passholder_id, answer from family_consent where member_id = $1")
            .bind(member)
            .fetch_all(c)
            .await?;
    Ok(rows
        .into_iter()
        .map(|(id, answer)| (id, read(&answer)))
        .collect())
}

/// Keeps an answer; the last one counts.
pub async fn answer(
    c: &mut AnyConnection,
    owner: &str,
    member: &str,
    agrees: bool,
    now: i64,
) -> Result<()> {
    query(
        "insert into family_consent (passholder_id, member_id, answer, answered_at) \
         values ($1, $2, $3, $4) on conflict (passholder_id, member_id) do update set \
         answer = excluded.answer, answered_at = excluded.answered_at",
    )
    .bind(owner)
    .bind(member)
    .bind(if agrees { GIVEN } else { REFUSED })
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// Forgets an answer, as when somebody leaves: who is added again is asked again.
pub async fn forget(c: &mut AnyConnection, owner: &str, member: &str) -> Result<()> {
    query("delete from family_consent where passholder_id = $1 and member_id = $2")
        .bind(owner)
        .bind(member)
        .execute(c)
        .await?;
    Ok(())
}

/// Forgets all that somebody answered, and was answered.
pub async fn forget_all(c: &mut AnyConnection, passholder: &str) -> Result<()> {
    query("delete from family_consent where passholder_id = $1 or member_id = $1")
        .bind(passholder)
        .execute(c)
        .await?;
    Ok(())
}
