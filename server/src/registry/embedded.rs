//! Our own registry, on SQLite or PostgreSQL: complete without the real UiTPAS.
//!
//! One file a noun of API 4.0. Each looks up what the decision needs, asks `domain`, and writes what
//! was decided in one transaction.

pub mod association;
pub mod card;
pub mod card_system;
pub mod checkin;
pub mod club;
pub mod coupon;
pub mod crowd;
pub mod event;
pub mod family;
pub mod group_pass;
pub mod kiosk;
pub mod list;
pub mod message;
mod offer;
pub mod organizer;
pub mod pass;
pub mod passholder;
pub mod permission;
mod person;
pub mod point;
pub mod queue;
pub mod redeem;
pub mod registration;
pub mod report;
pub mod reward;
mod shelf;
pub mod tariff;
pub mod ticket_sale;

use crate::{
    clock::Clock,
    db::{Db, meta},
    random,
    sign::Signer,
};
use shelf::Shelf;

/// The registry.
#[derive(Clone, Debug)]
pub struct Embedded {
    db: Db,
    clock: Clock,
    signer: Signer,
    shelf: Shelf,
}

impl Embedded {
    /// Opens it on a database, with a key that the database remembers.
    pub async fn open(db: Db, clock: Clock) -> sqlx::Result<Self> {
        let key = meta::get_or_make(&db, "registry_key", random::key).await?;
        Ok(Self {
            db,
            clock,
            signer: Signer::new(key.as_bytes()),
            shelf: Shelf::default(),
        })
    }

    /// Its database.
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// Signs and reads what it hands out.
    pub const fn signer(&self) -> &Signer {
        &self.signer
    }
}
