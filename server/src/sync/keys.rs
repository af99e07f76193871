//! The server's own keys for phones, all made from one secret that the database remembers: what
//! opens commands, what issues rotating codes, and what makes their daily identifiers.

use crate::{
    db::{Db, meta},
    random,
    sign::Signer,
};
use chrono::NaiveDate;
use domain::{
    credential::{Identifier, IssuerKey},
    seal::{OpeningKey, SealingKey},
};

/// The keys.
#[derive(Clone, Debug)]
pub struct Keys {
    secret: Signer,
    opening: OpeningKey,
    issuer: IssuerKey,
}

impl Keys {
    /// Those of this database.
    pub async fn open(db: &Db) -> sqlx::Result<Self> {
        let secret = meta::get_or_make(db, "phone_key", random::key).await?;
        let secret = Signer::new(secret.as_bytes());
        Ok(Self {
            opening: OpeningKey::of_seed(&secret.derive("seal")),
            issuer: IssuerKey::of_seed(&secret.derive("issuer")),
            secret,
        })
    }

    /// Opens what phones sealed.
    pub const fn opening(&self) -> &OpeningKey {
        &self.opening
    }

    /// To which phones seal.
    pub fn sealing(&self) -> SealingKey {
        self.opening.sealing_key()
    }

    /// Issues rotating codes.
    pub const fn issuer(&self) -> &IssuerKey {
        &self.issuer
    }

    /// What stands for a pass on a day: nobody without the secret can tie two days together.
    pub fn identifier(&self, passholder: &str, day: NaiveDate) -> Identifier {
        let bytes = self
            .secret
            .derive(&format!("identifier\0{day}\0{passholder}"));
        Identifier(std::array::from_fn(|index| bytes[index]))
    }
}
