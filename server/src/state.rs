//! What every request may use; made once at start.

use crate::{auth::Realm, clock::Clock, db::Db, sync::SyncFace, uitpas::Face};

/// The server's own things.
#[derive(Clone, Debug)]
pub struct AppState {
    /// Tells the time.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// The registry over HTTP.
    pub face: Face,
    /// Gives out its tokens.
    pub realm: Realm,
    /// The phones' side.
    pub sync: SyncFace,
}
