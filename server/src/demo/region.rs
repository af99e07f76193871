//! The invented region.

use domain::time::Timestamp;
use sqlx::{AnyConnection, Result};

/// Fills it in.
pub(super) async fn fill(_c: &mut AnyConnection, _now: Timestamp) -> Result<()> {
    Ok(())
}
