//! Where a client finds what, and with which key identity tokens are signed.

use super::Realm;
use axum::{Json, extract::State, http::HeaderMap};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};

impl Realm {
    /// The issuer: where the realm is.
    pub(super) fn issuer(&self, headers: &HeaderMap) -> String {
        let base = self.site_url.of(headers);
        format!("{base}/realms/uitid")
    }

    /// The key that signs identity tokens, made from the realm's own.
    pub(super) fn identity_key(&self) -> Option<Ed25519KeyPair> {
        Ed25519KeyPair::from_seed_unchecked(&self.signer.derive("identity")).ok()
    }

    /// An identity token: who signed in, for which client.
    pub(super) fn identity(
        &self,
        issuer: &str,
        client: &str,
        user: &str,
        nonce: Option<&str>,
    ) -> Option<String> {
        let now = self.clock.now() / 1000;
        let mut claims = json!({
            "iss": issuer, "sub": user, "aud": client, "iat": now, "exp": now + super::LIFETIME,
        });
        if let Some(nonce) = nonce {
            claims["nonce"] = json!(nonce);
        }
        let head = json!({ "alg": "EdDSA", "typ": "JWT", "kid": "1" });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&head), part(&claims));
        let mark = self.identity_key()?.sign(signed.as_bytes());
        Some(format!(
            "{signed}.{}",
            URL_SAFE_NO_PAD.encode(mark.as_ref())
        ))
    }
}

/// `/.well-known/openid-configuration`
pub(super) async fn document(State(realm): State<Realm>, headers: HeaderMap) -> Json<Value> {
    let issuer = realm.issuer(&headers);
    let at = |name: &str| format!("{issuer}/protocol/openid-connect/{name}");
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": at("auth"),
        "token_endpoint": at("token"),
        "userinfo_endpoint": at("userinfo"),
        "end_session_endpoint": at("logout"),
        "jwks_uri": at("certs"),
        "grant_types_supported": ["authorization_code", "client_credentials", "refresh_token"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "prompt_values_supported": ["none", "create"],
        "subject_types_supported": ["public"],
        "scopes_supported": ["openid", "email", "profile", "offline_access"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic", "none"],
        "code_challenge_methods_supported": ["S256"],
    }))
}

/// The key that identity tokens are checked with.
pub(super) async fn keys(State(realm): State<Realm>) -> Json<Value> {
    let keys = realm.identity_key().map(|key| {
        json!({
            "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "1",
            "x": URL_SAFE_NO_PAD.encode(key.public_key().as_ref()),
        })
    });
    Json(json!({ "keys": keys.into_iter().collect::<Vec<_>>() }))
}
