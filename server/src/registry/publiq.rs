//! A client of the real UiTPAS registry: API 4.0 over HTTPS. The table of operations makes it.
//!
//! The real API knows no idempotency key. What is asked is asked again where that is safe; what
//! changes something is sent once, and where its answer was lost, `lost` looks it up.

pub mod activities;
mod ask;
mod checkin;
mod file;
mod known;
mod line;
mod patience;
mod redeem;
mod reply;
mod ticket_sale;
mod token;

pub use patience::Patience;
pub use reqwest::Url;

use super::{Answer, Call, Refused, Registry, operations, prelude::*};
use crate::clock::Clock;
use ask::{Ask, proven};
use domain::{
    time::Timestamp,
    uitpas_api::{Method, Operation},
};
use known::Known;
use line::{Line, Safe};
use reply::Trouble;
use serde::de::DeserializeOwned;
use std::{fmt, sync::Arc};
use token::Tokens;

/// Where the real registry is, and who we are there.
#[derive(Clone)]
pub struct Settings {
    /// UiTPAS API 4.0, such as `https://api.uitpas.be`.
    pub api: Url,
    /// UiTiD's account server, such as `https://account.uitid.be`.
    pub account: Url,
    /// Our client there.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// How long we wait.
    pub patience: Patience,
}

/// The registry at publiq.
#[derive(Clone)]
pub struct Publiq {
    api: Url,
    line: Line,
    tokens: Arc<Tokens>,
    known: Arc<Known>,
}

impl fmt::Debug for Publiq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Publiq({})", self.api)
    }
}

/// Nothing, as JSON has it.
const NOTHING: &[u8] = b"null";

impl Publiq {
    /// A client with these settings; asks nothing yet.
    pub fn new(settings: Settings, clock: Clock) -> reqwest::Result<Self> {
        let line = Line::new(settings.patience, clock)?;
        let tokens = Tokens::new(
            line.beside(),
            &settings.account,
            settings.client_id,
            settings.client_secret,
        );
        Ok(Self {
            api: settings.api,
            line,
            tokens: Arc::new(tokens),
            known: Arc::default(),
        })
    }

    /// How long it is waited for.
    pub const fn patience(&self) -> &Patience {
        self.line.patience()
    }

    /// The line to publiq, for what is asked beside the registry.
    const fn line(&self) -> &Line {
        &self.line
    }

    /// Activities of UiTdatabank's Search API, over the same line.
    pub fn activities(&self, search: Url, client_id: String) -> activities::Activities {
        activities::Activities::new(self.line.beside(), search, client_id)
    }

    /// The answer to what is asked. A question, and what may be said twice (RFC 9110 §9.2.2), is sent
    /// again when its answer was lost; everything else only when it was certainly not done.
    async fn answer<T: DeserializeOwned>(&self, call: &Call, ask: &Ask) -> Answer<T> {
        let method = ask.operation.method();
        let safe = if method == Method::Post {
            Safe::WhereUndone
        } else {
            Safe::Always
        };
        let (done, lost) = self.insist(call, ask, safe).await;
        match done {
            Ok(bytes) => read(&bytes).map_err(|trouble| trouble.refused(method)),
            // What we asked to remove is gone: most likely by the request whose answer was lost.
            Err(Trouble::Refused(problem))
                if lost && method == Method::Delete && problem.status == 404 =>
            {
                read(NOTHING).map_err(|trouble| trouble.refused(method))
            }
            Err(Trouble::Refused(problem)) => Err(Refused::Problem(problem)),
            Err(_) if lost && method != Method::Get => Err(Refused::InDoubt),
            Err(trouble) => Err(trouble.refused(method)),
        }
    }

    /// Sends until there is an answer or patience ends. Says also whether an answer was lost.
    async fn insist(&self, call: &Call, ask: &Ask, safe: Safe) -> (Result<Vec<u8>, Trouble>, bool) {
        self.line.insist(safe, || self.once(call, ask)).await
    }

    /// Sends once; a token of our own that is refused is fetched anew, once.
    async fn once(&self, call: &Call, ask: &Ask) -> Result<Vec<u8>, Trouble> {
        if !call.credentials.is_own() {
            return self.send(call, ask, None).await;
        }
        let token = self.tokens.get().await?;
        match self.send(call, ask, Some(&token)).await {
            Err(Trouble::Refused(problem)) if problem.status == 401 => {
                self.tokens.forget(&token).await;
            }
            done => return done,
        }
        let token = self.tokens.get().await?;
        match self.send(call, ask, Some(&token)).await {
            Err(Trouble::Refused(problem)) if problem.status == 401 => {
                tracing::error!(
                    "the UiTPAS registry does not know the client of --publiq-client-id"
                );
                Err(Trouble::undone("it refuses our client"))
            }
            done => done,
        }
    }

    async fn send(&self, call: &Call, ask: &Ask, own: Option<&str>) -> Result<Vec<u8>, Trouble> {
        let url = ask.url(&self.api).map_err(Trouble::Refused)?;
        let request = ask.request(self.line.http(), url);
        let request = proven(request, &call.credentials, own, self.tokens.client());
        let reply = self.line.send(request).await?;
        reply.content(ask.wants())
    }

    /// What the registry elsewhere says of a question that we cannot read: it may know it, or its
    /// caller, better. `None` when it has nothing against it.
    pub async fn objection(&self, call: &Call, path: &[String], query: &str) -> Option<Refused> {
        if call.operation.method() != Method::Get {
            return None;
        }
        let mut ask = Ask::new(call.operation).raw(query);
        for value in path {
            ask = ask.path(value);
        }
        let (done, _) = self.insist(call, &ask, Safe::Always).await;
        match done {
            Err(Trouble::Refused(problem)) => Some(Refused::Problem(problem)),
            _ => None,
        }
    }

    /// This moment of ours, by the registry's clock as its last answer showed it.
    fn there(&self, here: i64) -> Timestamp {
        Timestamp::from_millis(here.saturating_add(self.line.ahead()))
    }
}

/// What an answer holds. One that is not as published is as good as none.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Trouble> {
    // What is only a status may come with anything behind it.
    serde_json::from_slice(bytes)
        .or_else(|error| serde_json::from_slice(NOTHING).map_err(|_| error))
        .map_err(|error| {
            let (line, column) = (error.line(), error.column());
            tracing::error!(
                line,
                column,
                "an answer of the UiTPAS registry is not as published"
            );
            Trouble::lost("it answers otherwise than published")
        })
}

/// How an operation is asked: these three are looked up where their answer was lost.
macro_rules! give {
    (PostCheckin, $own:ident, $call:ident, $ask:ident, $body:ident) => {
        $own.check_in($call, &$ask, &$body).await
    };
    (PostRedeemedReward, $own:ident, $call:ident, $ask:ident, $body:ident) => {
        $own.redeem_once($call, &$ask, &$body).await
    };
    (PostTicketSales, $own:ident, $call:ident, $ask:ident, $body:ident) => {
        $own.sell_once($call, &$ask, &$body).await
    };
    ($other:ident, $own:ident, $call:ident, $ask:ident $(, $name:ident)*) => {
        $own.answer($call, &$ask).await
    };
}

macro_rules! client {
    ($($operation:ident $method:ident($($part:ident $name:ident: $kind:ty),*) -> $answer:ty = $module:ident::$function:ident;)+) => {
        #[async_trait::async_trait]
        impl Registry for Publiq {
            $(
                async fn $method(&self, call: &Call, $($name: $kind),*) -> Answer<$answer> {
                    let ask = Ask::new(Operation::$operation)$(.$part(&$name))*;
                    give!($operation, self, call, ask $(, $name)*)
                }
            )+
        }
    };
}
operations!(client);

#[cfg(test)]
mod tests;
