//! Rotating codes: issued to a phone's key for one day each, and what verifiers must know of them.

use super::{Refusal, SyncFace, answer, person::Seen, session::Phone};
use crate::db::{card, credential as db, device};
use axum::{extract::State, http::HeaderMap, response::Response};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{Datelike as _, Days, NaiveDate, TimeDelta};
use domain::{
    credential::{Claims, DAYS, Thumbprint, Trust},
    device::PublicKey,
    sync::phone::DayCredential,
    time::Timestamp,
    uitpas_api::Date,
};
use sqlx::AnyConnection;

/// How long verifiers hear of a device that was sent away: as long as its last code may run, and a
/// day for clocks.
const HEARD: TimeDelta = TimeDelta::days(15);

impl SyncFace {
    /// The codes for a phone: for each pass on it that works, one a day from today.
    pub(super) fn credentials(&self, phone: &Phone, seen: &[Seen]) -> Vec<DayCredential> {
        let key = phone.device.public_key.as_deref();
        let Some(key) = key.and_then(|key| key.parse::<PublicKey>().ok()) else {
            return vec![];
        };
        let today = phone.now.date_in_brussels();
        let works = |one: &&Seen| one.uitpas_number().is_some() && one.consent.opens();
        let days = || (0..DAYS).map(|ahead| today + Days::new(ahead.into()));
        seen.iter()
            .filter(works)
            .flat_map(|one| days().filter_map(|day| self.credential(one.id(), day, key)))
            .collect()
    }

    fn credential(
        &self,
        passholder: &str,
        day: NaiveDate,
        key: PublicKey,
    ) -> Option<DayCredential> {
        let seconds = |day| u32::try_from(Timestamp::start_of_day(day).millis() / 1000).ok();
        let claims = Claims {
            identifier: self.keys.identifier(passholder, day),
            from: seconds(day)?,
            until: seconds(day + Days::new(1))?,
            device: key,
        };
        let credential = self.keys.issuer().issue(&claims);
        Some(DayCredential {
            passholder: passholder.to_owned(),
            day: Date::new(day.year(), day.month(), day.day())?,
            credential: URL_SAFE_NO_PAD.encode(credential),
        })
    }

    /// Keeps whom the identifiers stand for, where that is not known yet: a door may hand one in.
    pub(super) async fn remember(&self, credentials: &[DayCredential]) -> sqlx::Result<()> {
        let mut new = vec![];
        let mut c = self.db.read().await?;
        for of_one in credentials.chunk_by(|one, next| one.passholder == next.passholder) {
            let Some(first) = of_one.first() else {
                continue;
            };
            let last = db::last_day(&mut c, &first.passholder)
                .await?
                .unwrap_or_default();
            new.extend(of_one.iter().filter_map(|one| {
                let day = one.day.to_string();
                let identifier = self.keys.identifier(&one.passholder, one.day.naive());
                (day > last).then(|| (identifier.to_string(), one.passholder.clone(), day))
            }));
        }
        drop(c);
        if new.is_empty() {
            return Ok(());
        }
        self.db
            .write(move |mut tx| Box::pin(async move { db::add(tx.c(), new).await }))
            .await
    }

    /// What verifiers are told.
    pub async fn trust(&self, now: Timestamp) -> Result<Trust, Refusal> {
        let mut c = self.db.read().await?;
        let signers = self.signers(&mut c, now).await?;
        let blocked = card::without_a_working_one(&mut c).await?;
        drop(c);
        let today = now.date_in_brussels();
        // A phone's day may be another than ours for a moment.
        let days = [today - Days::new(1), today, today + Days::new(1)];
        let blocked = blocked
            .iter()
            .flat_map(|id| days.map(|day| self.keys.identifier(id, day)));
        Ok(Trust {
            blocked: blocked.collect(),
            ..signers
        })
    }

    /// Who may sign: issuers, and devices that may not any more. Whether a pass is blocked is asked
    /// elsewhere.
    pub(super) async fn signers(
        &self,
        c: &mut AnyConnection,
        now: Timestamp,
    ) -> sqlx::Result<Trust> {
        let gone = device::revoked_since(c, (now - HEARD).millis()).await?;
        let thumbprint = |row: &device::DeviceRow| {
            let key: PublicKey = row.public_key.as_deref()?.parse().ok()?;
            Some(Thumbprint::of(&key))
        };
        Ok(Trust {
            issuers: vec![self.keys.issuer().issuer()],
            blocked: vec![],
            revoked: gone.iter().filter_map(thumbprint).collect(),
            as_of: Some(now),
        })
    }
}

/// `GET /api/v1/keys`: for whoever verifies; it names nobody.
pub(super) async fn trust(
    State(sync): State<SyncFace>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let trust = sync.trust(Timestamp::from_millis(sync.clock.now())).await?;
    let mut known = trust.clone();
    known.as_of = None;
    Ok(answer::marked(&headers, &known, &trust))
}
