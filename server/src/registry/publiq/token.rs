//! Our own access token: fetched with the client's secret, kept until shortly before its end, one
//! fetch at a time. Source: AUTH `client-access-token.md`.

use super::{
    ask::Wants,
    line::{Line, Safe},
    reply::Trouble,
};
use reqwest::{Url, header};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

/// How long before its end a token is no longer used, in milliseconds.
const EARLY: i64 = 60_000;

/// Gets tokens.
pub(super) struct Tokens {
    line: Line,
    endpoint: Option<Url>,
    id: String,
    secret: String,
    kept: Mutex<Option<Kept>>,
}

struct Kept {
    token: String,
    /// Until when it is used, in milliseconds since 1970.
    until: i64,
}

#[derive(Serialize)]
struct Form<'a> {
    grant_type: &'static str,
    client_id: &'a str,
    client_secret: &'a str,
}

#[derive(Deserialize)]
struct Given {
    access_token: String,
    expires_in: Option<i64>,
}

impl Tokens {
    /// Of a client at this account server.
    pub(super) fn new(line: Line, account: &Url, id: String, secret: String) -> Self {
        let mut endpoint = account.clone();
        let below = match endpoint.path_segments_mut() {
            Ok(mut segments) => {
                segments.pop_if_empty();
                segments.extend(["realms", "uitid", "protocol", "openid-connect", "token"]);
                true
            }
            Err(()) => false,
        };
        Self {
            line,
            endpoint: below.then_some(endpoint),
            id,
            secret,
            kept: Mutex::new(None),
        }
    }

    /// Our client.
    pub(super) fn client(&self) -> &str {
        &self.id
    }

    /// A token that holds. Who comes while it is fetched waits for the same one.
    pub(super) async fn get(&self) -> Result<String, Trouble> {
        let mut kept = self.kept.lock().await;
        if let Some(kept) = &*kept
            && self.line.now() < kept.until
        {
            return Ok(kept.token.clone());
        }
        // Nothing was asked of the registry yet, so nothing was done there.
        let given = self.fetch().await.map_err(|trouble| Trouble::Undone {
            why: "it gives us no token",
            wait: trouble.wait(),
            problem: None,
        })?;
        let lifetime = given.expires_in.unwrap_or(300).clamp(0, 86_400) * 1000;
        *kept = Some(Kept {
            token: given.access_token.clone(),
            until: self.line.now() + (lifetime - EARLY).max(lifetime / 2),
        });
        Ok(given.access_token)
    }

    /// Forgets a token that was refused, unless another has taken its place.
    pub(super) async fn forget(&self, token: &str) {
        let mut kept = self.kept.lock().await;
        if kept.as_ref().is_some_and(|kept| kept.token == token) {
            *kept = None;
        }
    }

    async fn fetch(&self) -> Result<Given, Trouble> {
        let endpoint = self.endpoint.as_ref();
        let endpoint = endpoint.ok_or_else(|| Trouble::undone("its address is none"))?;
        let form = Form {
            grant_type: "client_credentials",
            client_id: &self.id,
            client_secret: &self.secret,
        };
        let form = serde_html_form::to_string(&form)
            .map_err(|_| Trouble::undone("the client cannot be written down"))?;
        let (given, _) = self
            .line
            .insist(Safe::Always, || async {
                let request = self
                    .line
                    .http()
                    .post(endpoint.clone())
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .body(form.clone());
                let bytes = self.line.send(request).await?.content(Wants::Json)?;
                serde_json::from_slice::<Given>(&bytes)
                    .map_err(|_| Trouble::lost("it answers otherwise than OAuth 2.0"))
            })
            .await;
        if matches!(given, Err(Trouble::Refused(_))) {
            tracing::error!(
                "the account server refuses --publiq-client-id with --publiq-client-secret"
            );
        }
        given
    }
}
