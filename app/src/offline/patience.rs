//! How long an answer is waited for: a connection that hangs must not hold up what waits behind it.

use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use std::time::Duration;
use web_sys::{AbortController, AbortSignal};

/// Longer than a slow server takes for a full batch.
const LONGEST: Duration = Duration::from_secs(20);

/// Ends a request that takes too long, its body included, until it is dropped.
#[derive(Debug)]
pub(super) struct Patience {
    controller: AbortController,
    timer: TimeoutHandle,
}

impl Patience {
    /// Begins to wait; none where the browser cannot end a request.
    pub(super) fn begin() -> Option<Self> {
        let controller = AbortController::new().ok()?;
        let over = controller.clone();
        let timer = set_timeout_with_handle(move || over.abort(), LONGEST).ok()?;
        Some(Self { controller, timer })
    }

    /// What the request listens to.
    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        self.timer.clear();
    }
}
