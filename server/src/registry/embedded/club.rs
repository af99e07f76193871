//! What the members of clubs ask of pass holders: whose a pass is, how old they are, and which
//! regions count them.

use super::{
    Embedded,
    pass::{Found, Holder},
};
use crate::{db::passholder, registry::Answer};
use domain::{card::CardStatus, command::Shown, number::UitpasNumber, uitpas_api::Date};
use sqlx::AnyConnection;

impl Embedded {
    /// The pass holder with this number, on a card that works.
    pub(crate) async fn holder_of(
        &self,
        c: &mut AnyConnection,
        number: &UitpasNumber,
    ) -> Answer<Option<String>> {
        let found = self.by_number(c, number).await?;
        let works = |found: &Found| found.card.state() == CardStatus::Active;
        Ok(found.filter(works).and_then(|found| match found.holder {
            Holder::Person(person) => Some(person.row.id),
            _ => None,
        }))
    }

    /// The pass holder of whom this was shown, on a card that works; `identifier` is that of a
    /// rotating code that was verified, without it such a code is nobody's.
    pub(crate) async fn holder_shown(
        &self,
        c: &mut AnyConnection,
        shown: &Shown,
        identifier: Option<&str>,
    ) -> Answer<Option<String>> {
        if matches!(shown, Shown::Credential(_)) && identifier.is_none() {
            return Ok(None);
        }
        let found = self.by_shown(c, shown, identifier).await?;
        let works = |found: &Found| found.card.state() == CardStatus::Active;
        Ok(found.filter(works).and_then(|found| match found.holder {
            Holder::Person(person) => Some(person.row.id),
            _ => None,
        }))
    }

    /// The first name of a pass holder.
    pub(crate) async fn first_name(
        &self,
        c: &mut AnyConnection,
        id: &str,
    ) -> Answer<Option<String>> {
        let row = passholder::one(c, id).await?;
        Ok(row.map(|row| row.first_name))
    }

    /// The birth date of a pass holder, and the regions that count them.
    pub(crate) async fn born_and_regions(
        &self,
        c: &mut AnyConnection,
        id: &str,
    ) -> Answer<Option<(Date, Vec<u32>)>> {
        let Some(person) = self.person(c, id).await? else {
            return Ok(None);
        };
        let regions = person.active().into_iter().map(|(region, _)| region);
        Ok(Some((person.date_of_birth()?, regions.collect())))
    }
}
