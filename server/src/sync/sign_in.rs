//! Signing in by number and birth date, or by a code that somebody handed out; signing out.

use super::{Refusal, SyncFace, answer::Body, proof::Proof, proof::Typed, session, session::Phone};
use crate::{
    db::{Tx, device as devices, device::DeviceRow, pairing as db},
    listen::Peer,
    random, sign,
};
use axum::{
    Extension, Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::{
    device::PublicKey,
    language::Language,
    pairing::PairingCode,
    sync::{
        device::Level,
        refusal::Reason,
        sign_in::{NewDevice, NumberSignIn, PairingSignIn, RaiseLevel, SignedIn},
    },
    time::Timestamp,
};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// How long a try by number takes, whatever comes of it: longer than the slowest look-up, so that
/// the time tells nobody whether a number exists.
pub(super) const AS_LONG: Duration = Duration::from_millis(400);
/// The longest name of a device, in characters.
const NAME: usize = 60;

/// `POST /api/v1/sign-in/number`
pub(super) async fn by_number(
    State(sync): State<SyncFace>,
    peer: Option<Extension<Peer>>,
    Body(asked): Body<NumberSignIn>,
) -> Result<Response, Refusal> {
    let now = Timestamp::from_millis(sync.clock.now());
    let typed = Typed::read(&asked.number, &asked.date_of_birth, now)?;
    let tried = sync
        .limit
        .try_proof(typed.number.as_str(), peer.map(|Extension(peer)| peer.0));
    tried.map_err(Refusal::too_often)?;
    let end = Instant::now() + AS_LONG;
    let done = number(&sync, &typed, asked, now).await;
    sleep_until(end).await;
    done
}

async fn number(
    sync: &SyncFace,
    typed: &Typed,
    asked: NumberSignIn,
    now: Timestamp,
) -> Result<Response, Refusal> {
    let proof = sync.prove(typed, now).await?;
    let hash = match &proof {
        Proof::Person { id, .. } => {
            let mut c = sync.db.read().await?;
            db::pin(&mut c, id).await?
        }
        Proof::No(_) => None,
    };
    let pin: Option<String> = asked
        .pin
        .map(|pin| pin.chars().filter(|c| !c.is_whitespace()).collect())
        .filter(|pin: &String| !pin.is_empty());
    // Hashed in any case: the time must not tell who has a PIN.
    let fits = sync
        .pins
        .fits(pin.as_deref().unwrap_or_default(), hash)
        .await?;
    let (id, level) = match (proof, pin) {
        (Proof::No(reason), _) => return Err(reason.into()),
        (Proof::Person { .. }, Some(_)) if !fits => return Err(Reason::NoMatch.into()),
        (Proof::Person { id, .. }, Some(_)) => (id, Level::Full),
        (Proof::Person { id, .. }, None) => (id, Level::Proof),
    };
    let device = row(asked.device, id, level);
    let opened: sqlx::Result<(DeviceRow, String)> = sync
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let token = session::open(&mut tx, device.clone(), now.millis()).await?;
                Ok((device, token))
            })
        })
        .await;
    let (device, token) = opened?;
    sync.welcome(&device, &token, now).await
}

/// `POST /api/v1/sign-in/pairing`
pub(super) async fn by_pairing(
    State(sync): State<SyncFace>,
    peer: Option<Extension<Peer>>,
    Body(asked): Body<PairingSignIn>,
) -> Result<Response, Refusal> {
    let now = Timestamp::from_millis(sync.clock.now());
    let code: PairingCode = asked.code.parse().map_err(Reason::from)?;
    let tried = sync.limit.try_code(peer.map(|Extension(peer)| peer.0));
    tried.map_err(Refusal::too_often)?;
    let opened: sqlx::Result<Option<(DeviceRow, String)>> = sync
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let Some(id) = take(&mut tx, &code, now).await? else {
                    return Ok(None);
                };
                let device = row(asked.device, id, Level::Full);
                let token = session::open(&mut tx, device.clone(), now.millis()).await?;
                Ok(Some((device, token)))
            })
        })
        .await;
    let (device, token) = opened?.ok_or(Reason::CodeUnknown)?;
    sync.welcome(&device, &token, now).await
}

async fn take(tx: &mut Tx<'_>, code: &PairingCode, now: Timestamp) -> sqlx::Result<Option<String>> {
    db::take(tx.c(), &sign::hash(code.as_str()), now.millis()).await
}

/// `POST /api/v1/level`: opens the rest of a signed-in phone, by the PIN or by a code of the same
/// person; key and queue of the phone stay.
pub(super) async fn raise(
    State(sync): State<SyncFace>,
    peer: Option<Extension<Peer>>,
    phone: Phone,
    Body(asked): Body<RaiseLevel>,
) -> Result<StatusCode, Refusal> {
    let peer = peer.map(|Extension(peer)| peer.0);
    let (passholder, device) = (phone.passholder, phone.device.id);
    let code = match (&asked.code, &asked.pin) {
        (Some(code), _) => {
            let code: PairingCode = code.parse().map_err(Reason::from)?;
            sync.limit.try_code(peer).map_err(Refusal::too_often)?;
            Some(code)
        }
        (None, pin) => {
            let pin = pin.as_deref().unwrap_or_default();
            sync.check_pin(&passholder, pin, peer).await?;
            None
        }
    };
    sync.db
        .write(move |mut tx| {
            Box::pin(async move {
                if let Some(code) = code
                    && take(&mut tx, &code, phone.now).await?.as_ref() != Some(&passholder)
                {
                    return Err(Refusal::from(Reason::CodeUnknown));
                }
                Ok(devices::open(tx.c(), &device).await?)
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/sign-out`: this device is sent away, and the browser forgets it.
pub(super) async fn out(State(sync): State<SyncFace>, phone: Phone) -> Result<Response, Refusal> {
    let now = phone.now.millis();
    let gone: sqlx::Result<bool> = sync
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                devices::revoke(tx.c(), &phone.device.id, &phone.passholder, now).await
            })
        })
        .await;
    gone?;
    let mut answer = StatusCode::NO_CONTENT.into_response();
    session::forget(&mut answer);
    Ok(answer)
}

/// `GET /api/v1/session`: who this device is, for an app that left to sign in elsewhere.
pub(super) async fn current(
    State(sync): State<SyncFace>,
    phone: Phone,
) -> Result<Json<SignedIn>, Refusal> {
    Ok(Json(sync.signed_in(&phone.device, phone.now).await?))
}

/// A device of a pass holder, as it described itself.
pub(super) fn row(new: NewDevice, passholder: String, level: Level) -> DeviceRow {
    let new = tidy(new);
    DeviceRow {
        id: random::uuid(),
        kind: devices::PASSHOLDER.to_owned(),
        public_key: new.public_key,
        name: new.name,
        language: new.language,
        passholder_id: Some(passholder),
        level: Some(level.as_str().to_owned()),
        shift_id: None,
        organizer_id: None,
        role: None,
        created_at: 0,
        last_seen_at: 0,
        expires_at: 0,
        revoked_at: None,
        chain_seq: 0,
        chain_link: None,
    }
}

/// What a device says of itself, as far as it is kept.
pub(super) fn tidy(new: NewDevice) -> NewDevice {
    NewDevice {
        public_key: new.public_key.filter(|key| is_key(key)),
        name: named(&new.name),
        language: new.language.filter(|code| is_language(code)),
    }
}

/// Whether a text can be the code of a language.
pub(super) fn is_language(code: &str) -> bool {
    code.parse::<Language>().is_ok()
}

/// A name as it is kept.
pub(super) fn named(name: &str) -> String {
    let plain = name.chars().filter(|c| !c.is_control());
    plain.take(NAME).collect::<String>().trim().to_owned()
}

/// Whether a text is a public key.
pub(super) fn is_key(text: &str) -> bool {
    text.parse::<PublicKey>().is_ok()
}

impl SyncFace {
    /// Lets a device in: who it is, and the cookie.
    async fn welcome(
        &self,
        device: &DeviceRow,
        token: &str,
        now: Timestamp,
    ) -> Result<Response, Refusal> {
        let mut answer = Json(self.signed_in(device, now).await?).into_response();
        session::hand_over(&mut answer, token);
        Ok(answer)
    }

    /// Who a device is.
    async fn signed_in(&self, device: &DeviceRow, now: Timestamp) -> Result<SignedIn, Refusal> {
        let passholder = device.passholder_id.clone().unwrap_or_default();
        let mut c = self.db.read().await?;
        let has_pin = db::pin(&mut c, &passholder).await?.is_some();
        drop(c);
        let signed_in = SignedIn {
            device: device.id.clone(),
            passholder,
            level: Level::named(device.level.as_deref().unwrap_or_default()),
            has_pin,
            sealing_key: self.keys.sealing().to_string(),
            now,
        };
        Ok(signed_in)
    }
}
