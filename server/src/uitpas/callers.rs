//! Who calls, by where the registry is: ours knows them, one elsewhere is shown what they bring.

use super::caller::{Authority, credentials, unauthorized};
use crate::{
    clock::Clock,
    limit::Limit,
    registry::{Answer, Call},
    web::SiteUrl,
};
use axum::http::HeaderMap;
use domain::{
    role::Caller,
    time::Timestamp,
    uitpas_api::{Operation, Problem, ProblemType},
};
use std::net::IpAddr;

/// Tells who calls.
#[derive(Clone, Debug)]
pub enum Callers {
    /// The registry is ours, and so are its tokens.
    Ours(Authority),
    /// The registry is elsewhere.
    Elsewhere(HandOn),
}

/// Hands on what a caller proves itself with, and judges nothing but that there is something: our
/// own token is never used for somebody outside.
#[derive(Clone, Debug)]
pub struct HandOn {
    /// Tells the time.
    pub clock: Clock,
    /// By which address we are reached.
    pub site_url: SiteUrl,
    /// Counts tries: who guesses birth dates must not do so through us.
    pub limit: Limit,
}

impl Callers {
    /// Who makes this request.
    pub(super) async fn call(
        &self,
        operation: Operation,
        headers: &HeaderMap,
        query: &str,
        peer: Option<IpAddr>,
    ) -> Answer<Call> {
        match self {
            Self::Ours(authority) => authority.call(operation, headers, query, peer).await,
            Self::Elsewhere(hand_on) => hand_on.call(operation, headers, query, peer),
        }
    }
}

impl HandOn {
    fn call(
        &self,
        operation: Operation,
        headers: &HeaderMap,
        query: &str,
        peer: Option<IpAddr>,
    ) -> Answer<Call> {
        let credentials = credentials(headers, query);
        if !credentials.names_somebody() {
            return Err(unauthorized("This operation needs a token or a client id.").into());
        }
        if operation == Operation::GetRegistrationToken
            && let Some((number, _)) = &credentials.basic
        {
            let tried = self.limit.try_proof(number, peer);
            tried.map_err(|_| Problem::new(ProblemType::RateLimited))?;
        }
        let now = Timestamp::from_millis(self.clock.now());
        Ok(Call {
            operation,
            caller: Caller::default(),
            user_id: None,
            client_id: None,
            now,
            at: now,
            base: self.site_url.of(headers).to_string(),
            credentials,
        })
    }
}
