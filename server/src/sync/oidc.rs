//! Signing in with a UiTiD, or whatever OpenID Connect provider is set: authorization code with PKCE,
//! state and nonce. What must come back is kept in a cookie of the browser that began, signed by us;
//! nothing of it is stored here. The provider is asked in
//! `provider`, identity tokens are checked in `token`.

mod provider;
mod token;

pub use provider::Provider;

use super::{Refusal, SyncFace, answer::Body, session, sign_in::row, sign_in::tidy};
use crate::{db::passholder, random};
use axum::{
    Json,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    language::Language,
    sync::{
        device::Level,
        refusal::Reason,
        sign_in::{Elsewhere, NewDevice, Ways},
    },
    time::Timestamp,
    uitpas_api::Operation,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// How long somebody may take to sign in elsewhere, in seconds.
const MINUTES_10: i64 = 600;
/// The cookie that waits for the return.
const COOKIE: &str = "__Host-pasmaat-oidc";
/// What it is signed for.
const PURPOSE: &str = "oidc";
/// Where the provider sends people back to.
const BACK: &str = "/api/v1/sign-in/oidc/back";

/// What waits in the cookie.
#[derive(Serialize, Deserialize)]
struct Begun {
    state: String,
    nonce: String,
    verifier: String,
    device: NewDevice,
}

/// What the provider sends people back with.
#[derive(Deserialize)]
pub(super) struct Return {
    code: Option<String>,
    state: Option<String>,
    /// RFC 9207: whose answer it is, where the provider says.
    iss: Option<String>,
}

/// `GET /api/v1/sign-in`: which ways there are.
pub(super) async fn ways(State(sync): State<SyncFace>) -> Json<Ways> {
    Json(Ways {
        oidc: sync.provider.is_some(),
    })
}

/// `POST /api/v1/sign-in/oidc`: where to go to sign in.
pub(super) async fn begin(
    State(sync): State<SyncFace>,
    headers: HeaderMap,
    Body(device): Body<NewDevice>,
) -> Result<Response, Refusal> {
    let provider = sync.provider.as_ref().ok_or(Reason::NotFound)?;
    let described = provider
        .described(sync.clock.now())
        .await
        .map_err(|failure| {
            tracing::warn!(%failure, "nobody can sign in by OpenID Connect");
            Refusal::from(Reason::Unavailable)
        })?;
    let begun = Begun {
        state: random::key(),
        nonce: random::key(),
        verifier: random::key(),
        // It travels in a cookie, which is short.
        device: tidy(device),
    };
    let back = format!("{}{BACK}", sync.site_url.of(&headers));
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&begun.verifier));
    let language = begun.device.language.clone();
    let asked = [
        ("response_type", "code"),
        ("client_id", &provider.client_id),
        ("redirect_uri", &back),
        ("scope", "openid"),
        ("state", &begun.state),
        ("nonce", &begun.nonce),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        ("ui_locales", language.as_deref().unwrap_or("nl")),
    ];
    let asked = serde_html_form::to_string(asked).map_err(|_| Reason::Unavailable)?;
    let at = &described.document.authorization_endpoint;
    let separator = if at.contains('?') { '&' } else { '?' };
    let url = format!("{at}{separator}{asked}");
    let ends = sync.clock.now() + MINUTES_10 * 1000;
    let kept = sync.signer.sign(PURPOSE, &begun, ends);
    let mut answer = Json(Elsewhere { url }).into_response();
    // Lax: the way back begins at the provider's.
    remember(&mut answer, &kept, MINUTES_10);
    Ok(answer)
}

/// `GET /api/v1/sign-in/oidc/back`: from the provider, with a code. The app reads the end of the
/// address: `#oidc=done`, `#oidc=failed` or `#oidc=no-pass`.
pub(super) async fn back(
    State(sync): State<SyncFace>,
    headers: HeaderMap,
    Query(given): Query<Return>,
) -> Response {
    let begun = kept(&headers).and_then(|text| {
        let now = sync.clock.now();
        sync.signer.read::<Begun>(PURPOSE, text, now)
    });
    let language = begun
        .as_ref()
        .and_then(|begun| begun.device.language.as_deref()?.parse().ok())
        .unwrap_or(Language::Nl);
    let page = |path: &str| format!("/{}/mijn{path}", language.code());
    let done = match begun {
        Some(begun) => sync.returned(&headers, begun, given).await,
        None => Err(Reason::Other.into()),
    };
    let mut answer = match done {
        Ok(token) => {
            let mut answer = Redirect::to(&page("/aanmelden#oidc=done")).into_response();
            session::hand_over(&mut answer, &token);
            answer
        }
        Err(refusal) => {
            let why = match refusal.reason() {
                Reason::NotFound => "no-pass",
                _ => "failed",
            };
            Redirect::to(&page(&format!("/aanmelden#oidc={why}"))).into_response()
        }
    };
    remember(&mut answer, "", 0);
    answer
}

impl SyncFace {
    /// Lets in who came back; the token is for the cookie.
    async fn returned(
        &self,
        headers: &HeaderMap,
        begun: Begun,
        given: Return,
    ) -> Result<String, Refusal> {
        let provider = self.provider.as_ref().ok_or(Reason::Other)?;
        let (Some(code), Some(state)) = (given.code, given.state) else {
            return Err(Reason::Other.into());
        };
        let issuer = given.iss.as_deref().map(|iss| iss.trim_end_matches('/'));
        if state != begun.state || issuer.is_some_and(|iss| iss != &*provider.issuer) {
            return Err(Reason::Other.into());
        }
        let back = format!("{}{BACK}", self.site_url.of(headers));
        let now = Timestamp::from_millis(self.clock.now());
        let (user, access) = provider
            .exchange(&code, &back, (&begun.verifier, &begun.nonce), now.millis())
            .await
            .map_err(|failure| {
                tracing::warn!(%failure, "somebody came back from the provider in vain");
                Refusal::from(Reason::Other)
            })?;
        let id = self.of_user(&user, access, now).await?;
        let device = row(begun.device, id, Level::Full);
        let token: sqlx::Result<String> = self
            .db
            .write(move |mut tx| {
                Box::pin(async move { session::open(&mut tx, device, now.millis()).await })
            })
            .await;
        Ok(token?)
    }

    /// The pass holder of a user, as `GET /passholders/me` finds one.
    async fn of_user(&self, user: &str, access: String, now: Timestamp) -> Result<String, Refusal> {
        if self.embedded.is_some() {
            let mut c = self.db.read().await?;
            let row = passholder::by_uitid(&mut c, user).await?;
            return row.map(|row| row.id).ok_or(Reason::NotFound.into());
        }
        let mut own = super::for_device(Operation::GetMe, "", vec![], now);
        own.credentials.bearer = Some(access);
        let me = self.registry.me(&own).await?;
        me.id.ok_or(Reason::NotFound.into())
    }
}

fn remember(answer: &mut Response, kept: &str, seconds: i64) {
    let cookie =
        format!("{COOKIE}={kept}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
}

fn kept(headers: &HeaderMap) -> Option<&str> {
    session::cookie(headers, COOKIE)
}
