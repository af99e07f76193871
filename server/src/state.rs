//! What every request may use; made once at start.

use crate::{auth::Realm, clock::Clock, db::Db, registry::Registry, sync::SyncFace, uitpas::Face};
use std::sync::Arc;

/// The server's own things.
#[derive(Clone, Debug)]
pub struct AppState {
    /// Tells the time.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// The UiTPAS registry: ours, or the real one.
    pub registry: Arc<dyn Registry>,
    /// The registry over HTTP.
    pub face: Face,
    /// Gives out its tokens, where it is ours.
    pub realm: Option<Realm>,
    /// The phones' side.
    pub sync: SyncFace,
}
