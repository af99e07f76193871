//! Check-ins for many at once: what one would give, and the check-in itself within a transaction of
//! somebody else. Whether the caller may, the caller has asked.

use super::{
    Embedded,
    checkin::{earlier, shown},
    pass::{Found, Holder},
};
use crate::{
    db::{Tx, checkin::CheckinRow, event::EventRow},
    registry::Answer,
};
use domain::{
    checkin::{Refusal, decide},
    number::UitpasNumber,
    time::Timestamp,
};
use sqlx::AnyConnection;

/// A pass that was looked up for an activity.
#[derive(Clone, Debug)]
pub(crate) struct Looked {
    /// Whose it is: id, first and last name.
    pub(crate) person: Option<(String, String, String)>,
    /// Whether they may check in, and what that gives.
    pub(crate) decision: Result<i64, Refusal>,
}

impl Embedded {
    /// What a check-in would give; none when nobody has the number.
    pub(crate) async fn look(
        &self,
        c: &mut AnyConnection,
        number: &UitpasNumber,
        event: &EventRow,
        at: Timestamp,
    ) -> Answer<Option<Looked>> {
        match self.held(c, number).await? {
            Some(found) => judge(c, &found, event, at).await.map(Some),
            None => Ok(None),
        }
    }

    /// Checks a pass in, or says why not; none when nobody has the number.
    pub(crate) async fn check_in_listed(
        &self,
        tx: &mut Tx<'_>,
        number: &UitpasNumber,
        event: &EventRow,
        at: Timestamp,
    ) -> Answer<Option<Result<CheckinRow, Refusal>>> {
        let Some(found) = self.held(tx.c(), number).await? else {
            return Ok(None);
        };
        if let Holder::Person(person) = &found.holder {
            tx.lock("passholder", &person.row.id).await?;
        }
        // Earlier check-ins are looked at once nobody else adds one.
        if let Err(refusal) = judge(tx.c(), &found, event, at).await?.decision {
            return Ok(Some(Err(refusal)));
        }
        let row = self.keep_checkin(tx, event, &found, at, at).await?;
        Ok(Some(Ok(row)))
    }

    async fn held(&self, c: &mut AnyConnection, number: &UitpasNumber) -> Answer<Option<Found>> {
        let found = self.by_number(c, number).await?;
        Ok(found.filter(|found| !matches!(found.holder, Holder::Nobody)))
    }
}

async fn judge(
    c: &mut AnyConnection,
    found: &Found,
    event: &EventRow,
    at: Timestamp,
) -> Answer<Looked> {
    let rules = event.checkin_rules()?;
    let mut before = vec![];
    let mut named = None;
    if let Holder::Person(person) = &found.holder {
        let row = &person.row;
        named = Some((row.id.clone(), row.first_name.clone(), row.name.clone()));
        before = earlier(c, &rules, &row.id, &event.id, at).await?;
    }
    Ok(Looked {
        person: named,
        decision: decide(&rules, shown(found), &before, at),
    })
}
