//! Who calls `/uitpas`: the token, the client, the rights, the pass holder.

use crate::{
    clock::Clock,
    db::{Db, client, family, kiosk, organizer, passholder},
    limit::Limit,
    registry::{Answer, Call, call::Credentials},
    sign::Signer,
    web::SiteUrl,
};
use axum::http::HeaderMap;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    role::{Caller, Grants, Identity},
    time::Timestamp,
    uitpas_api::{Operation, Permission, PermissionSet, Problem, ProblemType, enums::AdminType},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    net::IpAddr,
    sync::{Arc, Mutex},
};

/// What access tokens are signed for.
pub(crate) const ACCESS: &str = "access";
/// How long the rights of a client may be out of date, in milliseconds.
const FRESH: i64 = 2000;

/// What an access token stands for.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Grant {
    /// The client that it was given to.
    pub client: String,
    /// The user, for a user's token.
    pub user: Option<String>,
}

type Kept = Arc<Mutex<BTreeMap<String, (i64, Grants)>>>;

/// Tells who calls.
#[derive(Clone, Debug)]
pub struct Authority {
    db: Db,
    clock: Clock,
    signer: Signer,
    site_url: SiteUrl,
    rights: Kept,
    limit: Limit,
}

impl Authority {
    /// Of this database and key.
    pub fn new(db: Db, clock: Clock, signer: Signer, site_url: SiteUrl, limit: Limit) -> Self {
        Self {
            db,
            clock,
            signer,
            site_url,
            rights: Kept::default(),
            limit,
        }
    }

    /// Who makes this request.
    pub(super) async fn call(
        &self,
        operation: Operation,
        headers: &HeaderMap,
        query: &str,
        peer: Option<IpAddr>,
    ) -> Answer<Call> {
        let credentials = credentials(headers, query);
        if operation == Operation::GetRegistrationToken
            && let Some((number, _)) = &credentials.basic
        {
            let tried = self.limit.try_proof(number, peer);
            tried.map_err(|_| Problem::new(ProblemType::RateLimited))?;
        }
        let now = Timestamp::from_millis(self.clock.now());
        let mut call = Call {
            operation,
            caller: Caller::default(),
            user_id: None,
            client_id: None,
            now,
            at: now,
            base: self.site_url.of(headers).to_string(),
            credentials,
        };
        if let Some(token) = call.credentials.bearer.clone() {
            let grant: Option<Grant> = self.signer.read(ACCESS, &token, now.millis());
            let grant =
                grant.ok_or_else(|| unauthorized("The access token is not valid or has ended."))?;
            self.by_grant(&mut call, grant).await?;
        } else if let Some(token) = call.credentials.custom.clone() {
            self.by_custom_token(&mut call, &token).await?;
        } else if let Some(id) = call.credentials.client_id.clone() {
            let mut c = self.db.read().await?;
            let known = client::one(&mut c, &id).await?.is_some();
            if !known {
                return Err(unauthorized("The client is not known.").into());
            }
            drop(c);
            call.caller.identity = Identity::ClientIdentification;
            call.caller.client = self.rights_of(&id).await?;
            call.client_id = Some(id);
        }
        if call.caller.identity == Identity::Anonymous {
            return Err(unauthorized("This operation needs a token or a client id.").into());
        }
        Ok(call)
    }

    async fn by_grant(&self, call: &mut Call, grant: Grant) -> Answer<()> {
        call.caller.client = self.rights_of(&grant.client).await?;
        call.client_id = Some(grant.client);
        let Some(user) = grant.user else {
            call.caller.identity = Identity::Client;
            return Ok(());
        };
        call.caller.identity = Identity::User;
        let mut c = self.db.read().await?;
        for row in organizer::admin_of(&mut c, &user).await? {
            let kind = row.kind.parse().unwrap_or(AdminType::Member);
            call.caller.admin_of.insert(row.organizer_id, kind);
        }
        // The rights of an admin are those that the client was given for that organizer.
        let client = &call.caller.client.0;
        let own = call.caller.admin_of.keys();
        call.caller.user = Grants(
            own.filter_map(|id| Some((id.clone(), *client.get(id)?)))
                .collect(),
        );
        if let Some(row) = passholder::by_uitid(&mut c, &user).await? {
            call.caller.family = family::ids(&mut c, &row.id).await?;
            call.caller.passholder = Some(row.id);
        }
        call.user_id = Some(user);
        Ok(())
    }

    async fn by_custom_token(&self, call: &mut Call, token: &str) -> Answer<()> {
        if call.operation == Operation::PutKioskDeviceSetup {
            call.caller.identity = Identity::KioskSetup;
            return Ok(());
        }
        if let Some((passholder, member)) =
            self.signer
                .read::<(String, String)>("family", token, call.now.millis())
        {
            call.caller.identity = Identity::FamilyInvitation { passholder, member };
            return Ok(());
        }
        let mut c = self.db.read().await?;
        if kiosk::by_device(&mut c, token).await?.is_none() {
            return Err(unauthorized("The custom token is not known.").into());
        }
        call.caller.identity = Identity::KioskDevice;
        Ok(())
    }

    /// What a client may, by organizer; kept for a moment, as every request asks.
    async fn rights_of(&self, id: &str) -> Answer<Grants> {
        let now = self.clock.now();
        let kept = self
            .rights
            .lock()
            .ok()
            .and_then(|kept| kept.get(id).cloned());
        if let Some((since, grants)) = kept
            && (0..FRESH).contains(&(now - since))
        {
            return Ok(grants);
        }
        let mut c = self.db.read().await?;
        let mut grants: BTreeMap<String, PermissionSet> = BTreeMap::new();
        for (organizer, permission) in client::permissions(&mut c, id).await? {
            let set = grants.entry(organizer).or_default();
            if let Ok(permission) = permission.parse::<Permission>() {
                *set = set.with(permission);
            }
        }
        let grants = Grants(grants);
        if let Ok(mut kept) = self.rights.lock() {
            kept.retain(|_, (since, _)| now - *since < FRESH);
            kept.insert(id.to_owned(), (now, grants.clone()));
        }
        Ok(grants)
    }
}

pub(super) fn unauthorized(detail: &str) -> Problem {
    Problem::new(ProblemType::AuthUnauthorized).with_detail(detail)
}

pub(super) fn credentials(headers: &HeaderMap, query: &str) -> Credentials {
    let text = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let authorization = text("authorization");
    let scheme = |name: &str| {
        let (scheme, rest) = authorization.as_deref()?.split_once(' ')?;
        scheme
            .eq_ignore_ascii_case(name)
            .then(|| rest.trim().to_owned())
    };
    let basic = scheme("basic").and_then(|text| {
        let pair = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
        let (name, word) = pair.split_once(':')?;
        Some((name.to_owned(), word.to_owned()))
    });
    let in_query = || {
        let pairs: Vec<(String, String)> = serde_html_form::from_str(query).ok()?;
        pairs
            .into_iter()
            .find_map(|(name, value)| (name == "clientId").then_some(value))
    };
    Credentials {
        bearer: scheme("bearer"),
        basic,
        client_id: text("x-client-id").or_else(in_query),
        custom: text("x-custom-token"),
        registration: text("x-registration-token"),
    }
}
