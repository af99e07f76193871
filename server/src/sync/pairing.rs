//! Codes that let a phone in: handed out by an operator, by a counter, or by a phone for the next
//! one. They are kept as hashes.

use super::{Refusal, SyncFace, session::FullPhone};
use crate::{
    db::{Db, card, pairing as db, passholder},
    demo, random, sign,
};
use axum::{Json, extract::State, http::HeaderMap};
use domain::{
    number::UitpasNumber, pairing::PairingCode, sync::sign_in::HandedOut, time::Timestamp,
};
use sha2::{Digest as _, Sha256};

/// How long a code works, in minutes, when nothing else is said.
pub const MINUTES: u32 = 15;
/// Until when the codes of `--demo` work, and how often.
const DEMO_DAYS: i64 = 365;
const DEMO_USES: i64 = 100_000;

/// Makes a code for a pass holder that works once; `made_by` is a device id, or `operator`.
pub async fn hand_out(
    db: &Db,
    passholder: String,
    made_by: &str,
    now: Timestamp,
    minutes: u32,
) -> sqlx::Result<(PairingCode, Timestamp)> {
    let code = PairingCode::from_random(random::bits());
    let expires_at = now.millis() + i64::from(minutes) * 60_000;
    let row = db::CodeRow {
        hash: sign::hash(code.as_str()),
        passholder_id: passholder,
        made_by: made_by.to_owned(),
        created_at: now.millis(),
        expires_at,
        uses_left: 1,
    };
    keep(db, row).await?;
    Ok((code, Timestamp::from_millis(expires_at)))
}

async fn keep(db: &Db, row: db::CodeRow) -> sqlx::Result<()> {
    db.write(move |mut tx| Box::pin(async move { db::add(tx.c(), &row).await }))
        .await
}

/// The pass holder with this number, for an operator who has seen the card.
pub async fn holder_of(db: &Db, number: &UitpasNumber) -> sqlx::Result<Option<String>> {
    let mut c = db.read().await?;
    let card = card::by_number(&mut c, number.as_str()).await?;
    Ok(card.and_then(|card| card.passholder_id))
}

/// `POST /api/v1/pairing-codes`: moves this person to a new phone.
pub(super) async fn for_own_phone(
    State(sync): State<SyncFace>,
    headers: HeaderMap,
    FullPhone(phone): FullPhone,
) -> Result<Json<HandedOut>, Refusal> {
    let made_by = &phone.device.id;
    let (code, expires_at) =
        hand_out(&sync.db, phone.passholder, made_by, phone.now, MINUTES).await?;
    let language = phone.device.language.as_deref().unwrap_or("nl");
    Ok(Json(HandedOut {
        url: code.url(&sync.site_url.of(&headers), language),
        code: code.to_string(),
        expires_at,
    }))
}

/// The codes of the test passes: the same at every start, and each works as often as one likes.
/// A line a pass: number, code, first name.
pub async fn for_demo(db: &Db, now: Timestamp) -> sqlx::Result<Vec<String>> {
    let mut lines = Vec::new();
    for (number, holder) in demo::test_passes() {
        let mut c = db.read().await?;
        // A region of flesh and blood may have the same number: it keeps its own codes.
        let own = card::by_number(&mut c, number).await?;
        let is_demo = own.is_some_and(|card| card.passholder_id.as_ref() == Some(&holder));
        let person = passholder::one(&mut c, &holder).await?;
        drop(c);
        let Some(person) = person.filter(|_| is_demo) else {
            continue;
        };
        let code = demo_code(number);
        let row = db::CodeRow {
            hash: sign::hash(code.as_str()),
            passholder_id: holder,
            made_by: "demo".to_owned(),
            created_at: now.millis(),
            expires_at: now.millis() + DEMO_DAYS * 86_400_000,
            uses_left: DEMO_USES,
        };
        keep(db, row).await?;
        lines.push(format!("{number}  {code}  {}", person.first_name));
    }
    Ok(lines)
}

/// The code of a test pass.
pub fn demo_code(number: &str) -> PairingCode {
    let digest = Sha256::digest(format!("pasmaat-demo:{number}"));
    let bits = digest
        .iter()
        .take(16)
        .fold(0, |bits, byte| bits << 8 | u128::from(*byte));
    PairingCode::from_random(bits)
}
