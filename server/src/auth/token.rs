//! The token endpoint, and what a token tells of its user.

use super::{LIFETIME, Realm};
use crate::{
    db::client::{self, ClientRow, GrantRow},
    random, sign,
    uitpas::{ACCESS, Grant},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// What is kept beside a code or a refresh token.
pub(super) const CODE: &str = "code";
const REFRESH: &str = "refresh";
/// How long a refresh token holds, in seconds: 30 days, as seen elsewhere.
const REFRESH_LIFETIME: i64 = 30 * 86_400;

/// What a code or a refresh token stands for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Given {
    pub(super) redirect_uri: String,
    pub(super) challenge: Option<String>,
    pub(super) nonce: Option<String>,
    pub(super) scope: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    grant_type: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
    code: Option<String>,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
    refresh_token: Option<String>,
}

/// An error as OAuth 2.0 writes it (RFC 6749 §5.2).
struct Refusal(StatusCode, &'static str, &'static str);

impl Refusal {
    fn answer(self) -> Response {
        let body = Json(json!({ "error": self.1, "error_description": self.2 }));
        (self.0, [(header::CACHE_CONTROL, "no-store")], body).into_response()
    }
}

const fn bad(error: &'static str, text: &'static str) -> Refusal {
    Refusal(StatusCode::BAD_REQUEST, error, text)
}

const BUSY: Refusal = Refusal(
    StatusCode::SERVICE_UNAVAILABLE,
    "temporarily_unavailable",
    "Try again in a moment",
);
const NO_CLIENT: Refusal = Refusal(
    StatusCode::UNAUTHORIZED,
    "invalid_client",
    "Invalid client or Invalid client credentials",
);

/// `POST …/token`
pub(super) async fn token(
    State(realm): State<Realm>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let Ok(asked) = serde_html_form::from_str::<Asked>(&body) else {
        return bad("invalid_request", "The form cannot be read").answer();
    };
    let done = match asked.grant_type.as_deref() {
        Some("client_credentials") => realm.client_credentials(&headers, &asked).await,
        Some("authorization_code") => realm.code(&headers, &asked).await,
        Some("refresh_token") => realm.refresh(&headers, &asked).await,
        Some(_) => Err(bad("unsupported_grant_type", "Unsupported grant_type")),
        None => Err(bad("invalid_request", "Missing form parameter: grant_type")),
    };
    match done {
        Ok(tokens) => ([(header::CACHE_CONTROL, "no-store")], Json(tokens)).into_response(),
        Err(refusal) => refusal.answer(),
    }
}

impl Realm {
    /// The client that asks, once it has shown its secret; one without a secret may only exchange
    /// what was given to it.
    async fn client(
        &self,
        headers: &HeaderMap,
        asked: &Asked,
        secret_needed: bool,
    ) -> Result<ClientRow, Refusal> {
        let (id, secret) = match basic(headers) {
            Some((id, secret)) => (id, Some(secret)),
            None => (
                asked.client_id.clone().ok_or(NO_CLIENT)?,
                asked.client_secret.clone(),
            ),
        };
        let mut c = self.db.read().await.map_err(|_| BUSY)?;
        let row = client::one(&mut c, &id)
            .await
            .map_err(|_| BUSY)?
            .ok_or(NO_CLIENT)?;
        match (&row.secret_hash, secret) {
            // Equal hashes of secrets tell nothing by how long they take to compare.
            (Some(hash), Some(secret)) if *hash == sign::hash(&secret) => Ok(row),
            (None, _) if !secret_needed => Ok(row),
            _ => Err(NO_CLIENT),
        }
    }

    async fn client_credentials(
        &self,
        headers: &HeaderMap,
        asked: &Asked,
    ) -> Result<Value, Refusal> {
        let client = self.client(headers, asked, true).await?;
        Ok(json!({
            "access_token": self.access(client.id, None),
            "expires_in": LIFETIME,
            "token_type": "Bearer",
        }))
    }

    fn access(&self, client: String, user: Option<String>) -> String {
        let ends = self.clock.now() + LIFETIME * 1000;
        self.signer.sign(ACCESS, &Grant { client, user }, ends)
    }

    async fn code(&self, headers: &HeaderMap, asked: &Asked) -> Result<Value, Refusal> {
        let client = self.client(headers, asked, false).await?;
        let wrong = || bad("invalid_grant", "Code not valid");
        let row = self
            .take(CODE, asked.code.as_deref().ok_or_else(wrong)?)
            .await?;
        let row = row
            .filter(|row| row.client_id == client.id)
            .ok_or_else(wrong)?;
        let given: Given = serde_json::from_str(&row.doc).map_err(|_| wrong())?;
        if asked.redirect_uri.as_deref() != Some(&given.redirect_uri) {
            return Err(bad("invalid_grant", "Incorrect redirect_uri"));
        }
        if let Some(challenge) = &given.challenge {
            let verifier = asked.code_verifier.as_deref();
            let shown =
                verifier.map(|text| URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes())));
            if shown.as_ref() != Some(challenge) {
                return Err(bad("invalid_grant", "PKCE verification failed"));
            }
        }
        let user = row.user_id.ok_or_else(wrong)?;
        self.tokens(headers, client.id, user, given).await
    }

    async fn refresh(&self, headers: &HeaderMap, asked: &Asked) -> Result<Value, Refusal> {
        let client = self.client(headers, asked, false).await?;
        let wrong = || bad("invalid_grant", "Invalid refresh token");
        let row = self
            .take(REFRESH, asked.refresh_token.as_deref().ok_or_else(wrong)?)
            .await?;
        let row = row
            .filter(|row| row.client_id == client.id)
            .ok_or_else(wrong)?;
        let given: Given = serde_json::from_str(&row.doc).map_err(|_| wrong())?;
        let user = row.user_id.ok_or_else(wrong)?;
        self.tokens(headers, client.id, user, given).await
    }

    /// Takes what works once; `None` when it is unknown or has ended.
    async fn take(&self, kind: &'static str, secret: &str) -> Result<Option<GrantRow>, Refusal> {
        let hash = sign::hash(secret);
        let row = self.db.write(move |mut tx| {
            Box::pin(async move { client::take_grant(tx.c(), &hash, kind).await })
        });
        let row: Option<GrantRow> = row.await.map_err(|_: sqlx::Error| BUSY)?;
        Ok(row.filter(|row| self.clock.now() < row.expires_at))
    }

    /// Keeps what works once, and gives the secret that stands for it.
    pub(super) async fn give(
        &self,
        kind: &str,
        client: &str,
        user: &str,
        given: &Given,
        seconds: i64,
    ) -> Option<String> {
        let secret = random::key();
        let now = self.clock.now();
        let row = GrantRow {
            hash: sign::hash(&secret),
            kind: kind.to_owned(),
            client_id: client.to_owned(),
            user_id: Some(user.to_owned()),
            doc: serde_json::to_string(given).ok()?,
            expires_at: now + seconds * 1000,
        };
        let kept: sqlx::Result<()> = self
            .db
            .write(move |mut tx| {
                Box::pin(async move { client::add_grant(tx.c(), &row, now).await })
            })
            .await;
        kept.ok().map(|()| secret)
    }

    async fn tokens(
        &self,
        headers: &HeaderMap,
        client: String,
        user: String,
        given: Given,
    ) -> Result<Value, Refusal> {
        let mut tokens = json!({
            "access_token": self.access(client.clone(), Some(user.clone())),
            "expires_in": LIFETIME,
            "token_type": "Bearer",
            "scope": given.scope,
        });
        if given.scope.split(' ').any(|scope| scope == "openid") {
            tokens["id_token"] = json!(self.identity(
                &self.issuer(headers),
                &client,
                &user,
                given.nonce.as_deref()
            ));
        }
        if given
            .scope
            .split(' ')
            .any(|scope| scope == "offline_access")
        {
            let refresh = self
                .give(REFRESH, &client, &user, &given, REFRESH_LIFETIME)
                .await
                .ok_or(BUSY)?;
            tokens["refresh_token"] = json!(refresh);
            tokens["refresh_expires_in"] = json!(REFRESH_LIFETIME);
        }
        Ok(tokens)
    }
}

fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let text = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Basic ")?;
    let pair = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

/// `GET …/userinfo`
pub(super) async fn userinfo(State(realm): State<Realm>, headers: HeaderMap) -> Response {
    let refused = || {
        Refusal(
            StatusCode::UNAUTHORIZED,
            "invalid_token",
            "Token verification failed",
        )
        .answer()
    };
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let Some(token) = bearer.and_then(|text| text.strip_prefix("Bearer ")) else {
        return refused();
    };
    let grant: Option<Grant> = realm.signer.read(ACCESS, token, realm.clock.now());
    let Some(user) = grant.and_then(|grant| grant.user) else {
        return refused();
    };
    let Ok(mut c) = realm.db.read().await else {
        return BUSY.answer();
    };
    let Ok(row) = crate::db::passholder::by_uitid(&mut c, &user).await else {
        return BUSY.answer();
    };
    let email = row.as_ref().and_then(|row| row.email.clone());
    let name = row.map(|row| row.first_name);
    Json(json!({ "sub": user, "given_name": name, "email": email })).into_response()
}
