//! What every request may use; made once at start.

use crate::{clock::Clock, db::Db};

/// The server's own things.
#[derive(Clone, Debug)]
pub struct AppState {
    /// Tells the time.
    pub clock: Clock,
    /// The database.
    pub db: Db,
}
