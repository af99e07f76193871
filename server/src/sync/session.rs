//! Sessions: a cookie that stands for a device until it is sent away. Nothing but the device's row
//! says what it may.

use super::{Refusal, SyncFace};
use crate::{
    db::{Tx, device as db, device::DeviceRow},
    random, sign,
};
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::Response,
};
use domain::{
    sync::{device::Level, refusal::Reason},
    time::Timestamp,
};

/// The name of the cookie: bound to this host by its first letters.
const COOKIE: &str = "__Host-pasmaat";
/// The name of the cookie of a phone at a door: a helper's phone is often a pass holder's too, and
/// stays it.
const DOOR: &str = "__Host-pasmaat-door";
/// How long a session holds since it was last used: as long as browsers keep a cookie at most.
const LIFETIME: i64 = 400 * 24 * 60 * 60 * 1000;
/// How often it is noted that a device was here, in milliseconds.
const NOTED: i64 = 60 * 60 * 1000;

/// A signed-in device, of whatever kind.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its row.
    pub device: DeviceRow,
    /// When it asks.
    pub now: Timestamp,
    token: String,
}

/// The phone of a pass holder.
#[derive(Clone, Debug)]
pub(super) struct Phone {
    pub(super) device: DeviceRow,
    pub(super) passholder: String,
    pub(super) level: Level,
    pub(super) now: Timestamp,
    token: String,
}

/// The phone of a pass holder that may see everything of her.
#[derive(Clone, Debug)]
pub(super) struct FullPhone(pub(super) Phone);

impl FromRequestParts<SyncFace> for Session {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, sync: &SyncFace) -> Result<Self, Refusal> {
        Self::by(COOKIE, &parts.headers, sync).await
    }
}

/// A browser at a door: what its own cookie says, else an admin who looks on. A cookie of another
/// door, kept from an evening that is past, says nothing about this one.
#[derive(Clone, Debug)]
pub(super) struct DoorSession(pub(super) Session);

impl FromRequestParts<SyncFace> for DoorSession {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, sync: &SyncFace) -> Result<Self, Refusal> {
        let params = RawPathParams::from_request_parts(parts, sync).await;
        let shift = params.ok().and_then(|params| {
            let mut params = params.iter();
            params.find_map(|(name, value)| (name == "id").then(|| value.to_owned()))
        });
        let headers = &parts.headers;
        let helper = Session::by(DOOR, headers, sync).await;
        let here = |helper: &Session| shift.is_none() || helper.device.shift_id == shift;
        match helper {
            Ok(helper) if here(&helper) => Ok(Self(helper)),
            // Who is nobody else is at the other door, and is told so.
            other => Session::by(COOKIE, headers, sync).await.or(other).map(Self),
        }
    }
}

impl Session {
    async fn by(cookie_name: &str, headers: &HeaderMap, sync: &SyncFace) -> Result<Self, Refusal> {
        let token = cookie(headers, cookie_name).ok_or(Reason::SignedOut)?;
        let token = token.to_owned();
        let now = sync.clock.now();
        let mut c = sync.db.read().await?;
        let device = db::by_session(&mut c, &sign::hash(&token), now).await?;
        let device = device.ok_or(Reason::SignedOut)?;
        drop(c);
        if now - device.last_seen_at > NOTED {
            let id = device.id.clone();
            let noted: sqlx::Result<()> = sync
                .db
                .write(move |mut tx| {
                    Box::pin(async move { db::seen(tx.c(), &id, now, now + LIFETIME).await })
                })
                .await;
            noted?;
        }
        let now = Timestamp::from_millis(now);
        Ok(Self { device, now, token })
    }
}

impl FromRequestParts<SyncFace> for Phone {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, sync: &SyncFace) -> Result<Self, Refusal> {
        let Session { device, now, token } = Session::from_request_parts(parts, sync).await?;
        match (device.kind.as_str(), device.passholder_id.clone()) {
            (db::PASSHOLDER, Some(passholder)) => Ok(Self {
                level: Level::named(device.level.as_deref().unwrap_or_default()),
                device,
                passholder,
                now,
                token,
            }),
            _ => Err(Reason::SignedOut.into()),
        }
    }
}

impl FromRequestParts<SyncFace> for FullPhone {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, sync: &SyncFace) -> Result<Self, Refusal> {
        let phone = Phone::from_request_parts(parts, sync).await?;
        match phone.level {
            Level::Full => Ok(Self(phone)),
            Level::Proof => Err(Reason::NeedsFull.into()),
        }
    }
}

/// Whether a request comes with a session of its own, good or not.
pub fn comes_with(headers: &HeaderMap) -> bool {
    cookie(headers, COOKIE).is_some()
}

/// The value of a cookie.
pub(super) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
}

fn set(answer: &mut Response, name: &str, token: &str, seconds: i64) {
    let cookie =
        format!("{name}={token}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={seconds}");
    // A token is hexadecimal digits, which every header holds.
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
}

impl Phone {
    /// Gives the cookie anew, so that it lives as long as the session.
    pub(super) fn keep(&self, answer: &mut Response) {
        set(answer, COOKIE, &self.token, LIFETIME / 1000);
    }
}

/// Lets a device in, within a transaction; the token is for its cookie.
pub async fn open(tx: &mut Tx<'_>, mut row: DeviceRow, now: i64) -> sqlx::Result<String> {
    let token = random::key();
    row.created_at = now;
    row.last_seen_at = now;
    row.expires_at = now + LIFETIME;
    db::add(tx.c(), &row, &sign::hash(&token)).await?;
    Ok(token)
}

/// Hands the token to the browser.
pub fn hand_over(answer: &mut Response, token: &str) {
    set(answer, COOKIE, token, LIFETIME / 1000);
}

/// Hands the token to the browser of a phone at a door.
pub(super) fn hand_over_door(answer: &mut Response, token: &str) {
    set(answer, DOOR, token, LIFETIME / 1000);
}

/// Takes the cookie from the browser.
pub(super) fn forget(answer: &mut Response) {
    set(answer, COOKIE, "", 0);
}
