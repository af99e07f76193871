//! The page where a pass holder proves who she is, to be sent back with a code. It needs no
//! JavaScript and tells nothing but whether number and birth date belong together. Who has no UiTiD
//! yet gets one there, to be linked with a pass afterwards.

use super::{
    Realm,
    token::{CODE, Given},
};
use crate::{
    db::{client, passholder},
    listen::Peer,
    random,
};
use axum::{
    Extension,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse as _, Redirect, Response},
};
use domain::language::Language;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// How long a code holds, in seconds.
const CODE_LIFETIME: i64 = 60;

static TEXTS: LazyLock<BTreeMap<String, BTreeMap<String, String>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("login.json")).unwrap_or_default());

#[derive(Debug, Deserialize)]
struct Asked {
    response_type: Option<String>,
    client_id: Option<String>,
    redirect_uri: Option<String>,
    #[serde(default)]
    scope: String,
    state: Option<String>,
    nonce: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    ui_locales: Option<String>,
    #[serde(default)]
    prompt: String,
}

impl Asked {
    /// Whether somebody wants a new UiTiD. Source: Initiating User Registration via OpenID Connect
    /// 1.0, `prompt=create`.
    fn creates(&self) -> bool {
        self.prompt == "create"
    }
}

#[derive(Debug, Deserialize)]
struct Proof {
    #[serde(default)]
    number: String,
    #[serde(default)]
    born: String,
}

/// `GET …/auth`
pub(super) async fn form(
    State(realm): State<Realm>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    match realm.check(query.as_deref()).await {
        Ok(asked) => page(&headers, &asked, None, StatusCode::OK),
        Err(refusal) => refusal,
    }
}

/// `POST …/auth`
pub(super) async fn sign_in(
    State(realm): State<Realm>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: String,
) -> Response {
    let asked = match realm.check(query.as_deref()).await {
        Ok(asked) => asked,
        Err(refusal) => return refusal,
    };
    let refused = |name, status| page(&headers, &asked, Some(name), status);
    let busy = || refused("busy", StatusCode::SERVICE_UNAVAILABLE);
    let often = || refused("often", StatusCode::TOO_MANY_REQUESTS);
    let peer = peer.map(|Extension(peer)| peer.0);
    let user = if asked.creates() {
        if realm.limit.try_code(peer).is_err() {
            return often();
        }
        random::uuid()
    } else {
        let Ok(proof) = serde_html_form::from_str::<Proof>(&body) else {
            return refused("wrong", StatusCode::BAD_REQUEST);
        };
        let digits: String = proof.number.chars().filter(char::is_ascii_digit).collect();
        if realm.limit.try_proof(&digits, peer).is_err() {
            return often();
        }
        let found = realm.registry.holder_by_proof(&digits, proof.born.trim());
        let holder = match found.await {
            Ok(Some(holder)) => holder,
            Ok(None) => return refused("wrong", StatusCode::UNAUTHORIZED),
            Err(_) => return busy(),
        };
        match realm.user_of(holder).await {
            Some(user) => user,
            None => return busy(),
        }
    };
    let (Some(client), Some(redirect_uri)) =
        (asked.client_id.as_deref(), asked.redirect_uri.clone())
    else {
        return busy();
    };
    let given = Given {
        redirect_uri: redirect_uri.clone(),
        challenge: asked.code_challenge.clone(),
        nonce: asked.nonce.clone(),
        scope: asked.scope.clone(),
    };
    let Some(code) = realm.give(CODE, client, &user, &given, CODE_LIFETIME).await else {
        return busy();
    };
    back(
        &redirect_uri,
        &[("code", Some(&code)), ("state", asked.state.as_deref())],
    )
}

/// `GET …/logout`: there is no session here to end; people are sent where they came from.
pub(super) async fn sign_out(State(realm): State<Realm>, RawQuery(query): RawQuery) -> Response {
    #[derive(Deserialize)]
    struct Out {
        client_id: Option<String>,
        post_logout_redirect_uri: Option<String>,
    }
    let asked = serde_html_form::from_str::<Out>(query.as_deref().unwrap_or_default());
    if let Ok(Out {
        client_id: Some(client),
        post_logout_redirect_uri: Some(to),
    }) = asked
        && realm.may_send(&client, &to).await
    {
        return Redirect::to(&to).into_response();
    }
    StatusCode::NO_CONTENT.into_response()
}

fn back(to: &str, values: &[(&str, Option<&str>)]) -> Response {
    let given: Vec<_> = values
        .iter()
        .filter_map(|(name, value)| Some((*name, (*value)?)))
        .collect();
    let separator = if to.contains('?') { '&' } else { '?' };
    let query = serde_html_form::to_string(given).unwrap_or_default();
    Redirect::to(&format!("{to}{separator}{query}")).into_response()
}

impl Realm {
    async fn may_send(&self, id: &str, to: &str) -> bool {
        let Ok(mut c) = self.db.read().await else {
            return false;
        };
        let row = client::one(&mut c, id).await.ok().flatten();
        row.is_some_and(|row| row.redirect_uris.lines().any(|known| known == to))
    }

    /// What is asked, once the client and where it wants people sent are known: people are never
    /// sent to an address that nobody registered.
    async fn check(&self, query: Option<&str>) -> Result<Asked, Response> {
        let refused = |text: &'static str| (StatusCode::BAD_REQUEST, text).into_response();
        let asked: Asked = serde_html_form::from_str(query.unwrap_or_default())
            .map_err(|_| refused("The request cannot be read."))?;
        let (Some(client), Some(to)) = (&asked.client_id, &asked.redirect_uri) else {
            return Err(refused("client_id and redirect_uri are required."));
        };
        if !self.may_send(client, to).await {
            return Err(refused("The client or its redirect_uri is not registered."));
        }
        let error = |name| {
            back(
                to,
                &[("error", Some(name)), ("state", asked.state.as_deref())],
            )
        };
        if asked.response_type.as_deref() != Some("code") {
            return Err(error("unsupported_response_type"));
        }
        if asked.prompt == "none" {
            // Nobody stays signed in here.
            return Err(error("login_required"));
        }
        let public = self.is_public(client).await;
        let plain = asked.code_challenge_method.as_deref() != Some("S256");
        if (asked.code_challenge.is_some() && plain) || (public && asked.code_challenge.is_none()) {
            return Err(error("invalid_request"));
        }
        Ok(asked)
    }

    /// Whether a client keeps no secret: then a code needs PKCE.
    async fn is_public(&self, id: &str) -> bool {
        let Ok(mut c) = self.db.read().await else {
            return true;
        };
        let row = client::one(&mut c, id).await.ok().flatten();
        row.is_none_or(|row| row.secret_hash.is_none())
    }

    /// The UiTiD of a pass holder; made at the first sign-in.
    async fn user_of(&self, holder: String) -> Option<String> {
        let user: sqlx::Result<Option<String>> = self
            .db
            .write(move |mut tx| {
                Box::pin(async move {
                    tx.lock("passholder", &holder).await?;
                    let Some(row) = passholder::one(tx.c(), &holder).await? else {
                        return Ok(None);
                    };
                    if let Some(user) = row.uitid {
                        return Ok(Some(user));
                    }
                    let user = random::uuid();
                    passholder::link_uitid(tx.c(), &holder, &user).await?;
                    Ok(Some(user))
                })
            })
            .await;
        user.ok().flatten()
    }
}

fn language(headers: &HeaderMap, asked: &Asked) -> Language {
    let wished = asked.ui_locales.as_deref().unwrap_or_default().split(' ');
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let mut named = wished.filter_map(|tag| tag.split('-').next()?.parse::<Language>().ok());
    named
        .next()
        .or_else(|| Language::from_accept_language(accepted?))
        .unwrap_or(Language::Nl)
}

fn page(headers: &HeaderMap, asked: &Asked, error: Option<&str>, status: StatusCode) -> Response {
    let language = language(headers, asked);
    let text = |name: &str| {
        let all = TEXTS.get(name);
        all.and_then(|all| all.get(language.code()))
            .map_or("", String::as_str)
    };
    let error = error.map(|name| format!("<p role=\"alert\" id=\"error\">{}</p>", text(name)));
    let (title, fields, go) = if asked.creates() {
        let why = format!("<p>{}</p>", text("createWhy"));
        (text("create"), why, text("createGo"))
    } else {
        let fields = format!(
            "<label for=\"number\">{number}</label>\
             <input id=\"number\" name=\"number\" inputmode=\"numeric\" autocomplete=\"off\" required>\
             <label for=\"born\">{born}</label>\
             <input id=\"born\" name=\"born\" type=\"date\" autocomplete=\"bday\" required>",
            number = text("number"),
            born = text("born"),
        );
        (text("title"), fields, text("go"))
    };
    let html = format!(
        "<!doctype html><html lang=\"{code}\" dir=\"{dir}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"/login.css\"></head><body><main><h1>{title}</h1>{error}\
         <form method=\"post\">{fields}<button>{go}</button></form></main></body></html>",
        code = language.code(),
        dir = language.direction(),
        error = error.unwrap_or_default(),
    );
    // No form-action: a browser would hold it against the client that people are sent back to.
    let policy = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    (status, headers, Html(html)).into_response()
}
