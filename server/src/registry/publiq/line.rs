//! The line to publiq: sends, waits, sends again. What is asked over it is not here.

use super::{
    patience::Patience,
    reply::{Reply, Trouble, date_of},
};
use crate::{clock::Clock, random};
use reqwest::{Client, RequestBuilder, redirect};
use std::{
    fmt,
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use tokio::time::{Instant, sleep};
use tokio_rustls::rustls;

/// How long it may take to reach the other side.
const REACH: Duration = Duration::from_secs(4);
/// The largest answer, in bytes: a year's financial report.
const LARGEST: usize = 64 * 1024 * 1024;

/// When a request may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Safe {
    /// Whatever happened.
    Always,
    /// Where it was certainly not done.
    WhereUndone,
}

/// The line.
#[derive(Clone)]
pub(super) struct Line {
    http: Client,
    patience: Patience,
    clock: Clock,
    /// By how much the other side's clock is ahead of ours, in milliseconds.
    ahead: Arc<AtomicI64>,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Line")
    }
}

impl Line {
    /// A line; nothing goes over it yet.
    pub(super) fn new(patience: Patience, clock: Clock) -> reqwest::Result<Self> {
        // An error says only that a provider is there already.
        drop(rustls::crypto::ring::default_provider().install_default());
        let http = Client::builder()
            // An API does not move; what would lead us elsewhere would take our token along.
            .redirect(redirect::Policy::none())
            .connect_timeout(REACH.min(patience.answer))
            .timeout(patience.answer)
            .user_agent(concat!("pasmaat/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self {
            http,
            patience,
            clock,
            ahead: Arc::default(),
        })
    }

    /// The same line to another server, whose clock is its own.
    pub(super) fn beside(&self) -> Self {
        Self {
            ahead: Arc::default(),
            ..self.clone()
        }
    }

    pub(super) const fn http(&self) -> &Client {
        &self.http
    }

    pub(super) const fn patience(&self) -> &Patience {
        &self.patience
    }

    /// Our clock, in milliseconds since 1970.
    pub(super) fn now(&self) -> i64 {
        self.clock.now()
    }

    /// By how much the other side's clock is ahead of ours, in milliseconds.
    pub(super) fn ahead(&self) -> i64 {
        self.ahead.load(Ordering::Relaxed)
    }

    /// Sends once.
    pub(super) async fn send(&self, request: RequestBuilder) -> Result<Reply, Trouble> {
        let mut answer = request.send().await.map_err(|error| trouble(&error))?;
        let now = self.now();
        if let Some(there) = date_of(answer.headers()) {
            let ahead = there.millis().saturating_sub(now);
            self.ahead.store(ahead, Ordering::Relaxed);
        }
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut bytes = Vec::new();
        loop {
            match answer.chunk().await {
                Ok(Some(part)) if bytes.len() + part.len() <= LARGEST => {
                    bytes.extend_from_slice(&part);
                }
                Ok(Some(_)) => return Err(Trouble::lost("its answer is too large")),
                Ok(None) => return Ok(Reply::new(status, &headers, bytes, now)),
                Err(_) => return Err(Trouble::lost("its answer broke off")),
            }
        }
    }

    /// Sends with `once` until it has an answer, sending again is not safe, or patience ends. Says
    /// also whether an answer was lost on the way.
    pub(super) async fn insist<T, F>(
        &self,
        safe: Safe,
        mut once: impl FnMut() -> F,
    ) -> (Result<T, Trouble>, bool)
    where
        F: Future<Output = Result<T, Trouble>>,
    {
        let begun = Instant::now();
        let mut lost = false;
        let mut tries = 0;
        loop {
            let trouble = match once().await {
                Ok(answer) => return (Ok(answer), lost),
                Err(trouble) => trouble,
            };
            lost |= matches!(trouble, Trouble::Lost { .. });
            tries += 1;
            let again = match trouble {
                Trouble::Refused(_) => false,
                Trouble::Undone { .. } => true,
                Trouble::Lost { .. } => safe == Safe::Always,
            };
            let pause = self
                .patience
                .pause(tries, trouble.wait(), random::below(1000));
            match pause {
                Some(pause) if again && begun.elapsed() + pause < self.patience.call => {
                    sleep(pause).await;
                }
                _ => return (Err(trouble), lost),
            }
        }
    }
}

/// What a failure of the connection says about the request. Its text would name the address, and
/// addresses carry numbers of passes.
fn trouble(error: &reqwest::Error) -> Trouble {
    if error.is_builder() {
        Trouble::undone("the request cannot be sent")
    } else if error.is_connect() {
        Trouble::undone("it cannot be reached")
    } else if error.is_timeout() {
        Trouble::lost("it takes too long")
    } else {
        Trouble::lost("the connection broke")
    }
}
