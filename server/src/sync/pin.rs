//! PINs: hashed with argon2, a few at a time, off the threads that answer.

use super::{Refusal, SyncFace, answer::Body, session::FullPhone, session::Phone};
use crate::{db::pairing as db, listen::Peer};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use axum::{Extension, extract::State, http::StatusCode};
use domain::{
    pin::Pin,
    sync::{
        refusal::Reason,
        sign_in::{NewPin, TriedPin},
    },
    uitpas_api::{Date, Operation},
};
use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

/// Hashes at once: each takes 19 MiB and a core for some hundredths of a second.
const AT_ONCE: usize = 2;
/// How long a person waits for a turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// Checks and makes hashes.
#[derive(Clone, Debug)]
pub struct Pins(Arc<Semaphore>);

impl Default for Pins {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Pins {
    /// Whether a PIN is the one that was hashed. Without a hash the same work is done for nothing,
    /// so that the time tells nobody whether there is one.
    pub(super) async fn fits(&self, pin: &str, hash: Option<String>) -> Result<bool, Refusal> {
        let pin = pin.to_owned();
        self.turn(move || {
            let real = hash
                .as_deref()
                .and_then(|hash| PasswordHash::new(hash).ok());
            let known = real.is_some();
            let against = match real {
                Some(real) => Some(real),
                None => PasswordHash::new(nobody()).ok(),
            };
            let fits = against.is_some_and(|against| {
                Argon2::default()
                    .verify_password(pin.as_bytes(), &against)
                    .is_ok()
            });
            fits && known
        })
        .await
    }

    /// The hash of a PIN.
    async fn hash(&self, pin: Pin) -> Result<String, Refusal> {
        self.turn(move || make(pin.as_str()))
            .await?
            .ok_or_else(|| Reason::Unavailable.into())
    }

    async fn turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let turn = timeout(PATIENCE, self.0.acquire()).await;
        let Ok(Ok(_turn)) = turn else {
            return Err(Reason::Busy.into());
        };
        spawn_blocking(work)
            .await
            .map_err(|_| Reason::Unavailable.into())
    }
}

fn make(pin: &str) -> Option<String> {
    let hash = Argon2::default().hash_password(pin.as_bytes()).ok()?;
    Some(hash.to_string())
}

/// A hash that no PIN fits.
fn nobody() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| make(&crate::random::key()).unwrap_or_default())
}

impl SyncFace {
    /// Checks the PIN of a pass holder, as often as the limit lets; only wrong ones count
    /// in the end.
    pub(super) async fn check_pin(
        &self,
        passholder: &str,
        pin: &str,
        peer: Option<IpAddr>,
    ) -> Result<String, Refusal> {
        let name = format!("pin:{passholder}");
        let tried = self.limit.try_proof(&name, peer);
        tried.map_err(Refusal::too_often)?;
        let mut c = self.db.read().await?;
        let hash = db::pin(&mut c, passholder).await?;
        drop(c);
        if self.pins.fits(pin, hash.clone()).await? {
            self.limit.passed(&name, peer);
            hash.ok_or_else(|| Reason::PinWrong.into())
        } else {
            Err(Reason::PinWrong.into())
        }
    }
}

/// `PUT /api/v1/pin`: set once after pairing, then changed by the old one.
pub(super) async fn set(
    State(sync): State<SyncFace>,
    peer: Option<Extension<Peer>>,
    FullPhone(phone): FullPhone,
    Body(new): Body<NewPin>,
) -> Result<StatusCode, Refusal> {
    let look = super::for_pasmaat(Operation::GetPassholder, phone.now);
    let person = sync.registry.passholder(&look, phone.passholder.clone());
    let born = person.await?.date_of_birth.map(Date::naive);
    let pin = Pin::choose(&new.pin, born).map_err(Reason::from)?;
    let old = match &new.old {
        Some(old) => {
            let peer = peer.map(|Extension(peer)| peer.0);
            Some(sync.check_pin(&phone.passholder, old, peer).await?)
        }
        None => None,
    };
    let hash = sync.pins.hash(pin).await?;
    let now = phone.now.millis();
    let kept: sqlx::Result<bool> = sync
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                db::set_pin(tx.c(), &phone.passholder, &hash, old.as_deref(), now).await
            })
        })
        .await;
    if kept? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Reason::PinThere.into())
    }
}

/// `POST /api/v1/pin/check`: asks for the PIN once more before something that cannot be undone.
pub(super) async fn check(
    State(sync): State<SyncFace>,
    peer: Option<Extension<Peer>>,
    phone: Phone,
    Body(tried): Body<TriedPin>,
) -> Result<StatusCode, Refusal> {
    let peer = peer.map(|Extension(peer)| peer.0);
    sync.check_pin(&phone.passholder, &tried.pin, peer).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_pin_fits_and_nothing_fits_nobody() {
        let pins = Pins::default();
        let hash = pins
            .hash(Pin::choose("258194", None).unwrap())
            .await
            .unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        assert_eq!(pins.fits("258194", Some(hash.clone())).await, Ok(true));
        assert_eq!(pins.fits("258195", Some(hash)).await, Ok(false));
        assert_eq!(pins.fits("", None).await, Ok(false));
        assert_eq!(pins.fits("258194", Some(String::new())).await, Ok(false));
    }
}
