//! What the members of clubs ask of pass holders: whose a pass is, how old they are, and which
//! regions count them.

use super::{
    Embedded,
    pass::{Found, Holder},
};
use crate::registry::Answer;
use domain::{card::CardStatus, number::UitpasNumber, uitpas_api::Date};
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
