//! The list of members, as an admin of the club reads it.

use super::{Clubs, known, may_register, readable, who};
use crate::{db::club as db, list::Club, registry::Answer};
use chrono::NaiveDate;
use domain::{
    club::{Said, band::Band},
    sync::club::{MemberList, MemberView},
    time::subtract_months,
};
use sqlx::AnyConnection;

impl Clubs<'_> {
    /// The members whose name has this in it; those who ended less than a year ago among them. None
    /// when the club may not look.
    pub async fn members(
        &self,
        club: &Club,
        association: &str,
        name: &str,
    ) -> Answer<Option<MemberList>> {
        let mut c = self.0.db().read().await?;
        let Some(row) = readable(&mut c, club, association).await? else {
            return Ok(None);
        };
        let (today, rules) = (club.now.date_in_brussels(), row.rules()?);
        let since = subtract_months(today, 12).to_string();
        let mut members = Vec::new();
        for found in db::members(&mut c, association, name, &since).await? {
            let view = view(&mut c, association, found, today).await?;
            members.extend(view.map(|mut view| {
                view.renewable = may_register(&row) && rules.renewable(Some(view.until), today);
                view
            }));
        }
        Ok(Some(MemberList {
            may_register: may_register(&row),
            end: rules.end,
            suggested: rules.suggestion(None, today),
            name: row.name,
            members,
        }))
    }
}

async fn view(
    c: &mut AnyConnection,
    association: &str,
    row: db::MemberRow,
    today: NaiveDate,
) -> Answer<Option<MemberView>> {
    let dates = (row.date_of_birth.parse(), row.end_date.parse());
    let (Some(who), (Ok(born), Ok(until))) = (who(&row.who), dates) else {
        return Ok(None);
    };
    let known = known::of(c, association, &who).await?;
    let ids = |given: bool| {
        let wanted = known
            .facts()
            .filter(|fact| matches!(fact.what, Said::Given { .. }) == given);
        wanted.map(|fact| fact.id).collect()
    };
    let own = row.own.as_deref().map(serde_json::from_str).transpose()?;
    Ok(Some(MemberView {
        band: Band::of(born, today),
        first_name: row.first_name,
        name: row.name,
        until,
        renewable: false,
        own: own.unwrap_or_default(),
        given: ids(true),
        stopped: ids(false),
        conflicts: known.conflicts(),
        who,
    }))
}
