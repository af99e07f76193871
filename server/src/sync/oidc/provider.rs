//! The provider: found by its description, asked for tokens over our own connections.

use super::token;
use axum::http::header;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::Client;
use serde::{Deserialize, de::DeserializeOwned};
use std::{fmt, sync::Arc, time::Duration};
use tokio::sync::Mutex;
use tokio_rustls::rustls;

const PATIENCE: Duration = Duration::from_secs(10);
/// How long a provider's description is believed, in milliseconds.
const FRESH: i64 = 60 * 60 * 1000;

/// What was learnt of a provider, and when.
type Known = Arc<Mutex<Option<(i64, Arc<Described>)>>>;

/// The provider, as it was set.
#[derive(Clone)]
pub struct Provider {
    pub(super) issuer: Arc<str>,
    pub(super) client_id: Arc<str>,
    client_secret: Option<Arc<str>>,
    http: Client,
    known: Known,
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Provider({})", self.issuer)
    }
}

/// What the provider says of itself (OpenID Connect Discovery), with its keys.
#[derive(Debug)]
pub(super) struct Described {
    pub(super) document: Document,
    keys: token::Keys,
}

#[derive(Debug, Deserialize)]
pub(super) struct Document {
    issuer: String,
    pub(super) authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
}

/// Why nobody signs in; for the log, which never has what was sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("the provider does not answer")]
    Away(#[source] reqwest::Error),
    #[error("the provider answers otherwise than OpenID Connect says")]
    Shape,
    #[error("the provider is another than the one that is set")]
    Issuer,
    #[error("the identity token does not hold: {0}")]
    Token(#[from] token::Invalid),
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: String,
}

impl Provider {
    /// The provider with this issuer; `secret` is none for a client that keeps none.
    pub fn new(issuer: &str, client_id: &str, secret: Option<&str>) -> reqwest::Result<Self> {
        // An error says only that a provider is there already.
        drop(rustls::crypto::ring::default_provider().install_default());
        Ok(Self {
            issuer: issuer.trim_end_matches('/').into(),
            client_id: client_id.into(),
            client_secret: secret.map(Into::into),
            http: Client::builder()
                .timeout(PATIENCE)
                .redirect(reqwest::redirect::Policy::none())
                .no_proxy()
                .build()?,
            known: Arc::default(),
        })
    }

    pub(super) async fn described(&self, now: i64) -> Result<Arc<Described>, Failure> {
        let mut known = self.known.lock().await;
        if let Some((since, described)) = &*known
            && (0..FRESH).contains(&(now - since))
        {
            return Ok(Arc::clone(described));
        }
        let document: Document = self
            .get(&format!("{}/.well-known/openid-configuration", self.issuer))
            .await?;
        if document.issuer.trim_end_matches('/') != &*self.issuer {
            return Err(Failure::Issuer);
        }
        let keys = self.get(&document.jwks_uri).await?;
        let described = Arc::new(Described { document, keys });
        *known = Some((now, Arc::clone(&described)));
        Ok(described)
    }

    async fn get<T: DeserializeOwned>(&self, url: &str) -> Result<T, Failure> {
        read(self.http.get(url)).await
    }

    /// The user behind a code, and the access token that came along.
    pub(super) async fn exchange(
        &self,
        code: &str,
        back: &str,
        (verifier, nonce): (&str, &str),
        now: i64,
    ) -> Result<(String, String), Failure> {
        let described = self.described(now).await?;
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", back),
            ("code_verifier", verifier),
            ("client_id", &self.client_id),
        ];
        let form = serde_html_form::to_string(form).map_err(|_| Failure::Shape)?;
        let mut request = self
            .http
            .post(&described.document.token_endpoint)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form);
        if let Some(secret) = &self.client_secret {
            let pair = format!("{}:{}", escaped(&self.client_id), escaped(secret));
            let basic = format!("Basic {}", STANDARD.encode(pair));
            request = request.header(header::AUTHORIZATION, basic);
        }
        let tokens: Tokens = read(request).await?;
        let expected = token::Expected {
            issuer: &described.document.issuer,
            client: &self.client_id,
            nonce,
            now: now / 1000,
        };
        let checked = match token::check(&tokens.id_token, &described.keys, &expected) {
            // A key that was made since: looked for once more.
            Err(token::Invalid::Key) => {
                let keys = self.get(&described.document.jwks_uri).await?;
                *self.known.lock().await = None;
                token::check(&tokens.id_token, &keys, &expected)
            }
            checked => checked,
        };
        Ok((checked?, tokens.access_token))
    }
}

async fn read<T: DeserializeOwned>(request: reqwest::RequestBuilder) -> Result<T, Failure> {
    let answer = request
        .send()
        .await
        .and_then(reqwest::Response::error_for_status);
    // The address in such an error may hold a code.
    let answer = answer.map_err(|error| Failure::Away(error.without_url()))?;
    let bytes = answer.bytes().await;
    let bytes = bytes.map_err(|error| Failure::Away(error.without_url()))?;
    serde_json::from_slice(&bytes).map_err(|_| Failure::Shape)
}

/// As RFC 6749 §2.3.1 writes a client's id and secret.
fn escaped(text: &str) -> String {
    let pair = serde_html_form::to_string([("", text)]).unwrap_or_default();
    pair.trim_start_matches('=').to_owned()
}
