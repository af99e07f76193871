//! A season's renewals in one go: each by the rule of its association, none because of another's.

use super::{Members, Who};
use crate::association::{Refusal, Rules};
use chrono::NaiveDate;

/// Somebody to renew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// Who.
    pub who: Who,
    /// When they were born.
    pub born: NaiveDate,
}

/// Until when each would run. `asked` is the end that the club chose, where the rule leaves it free.
pub fn renew(
    rules: &Rules,
    members: &Members,
    who: &[Renewal],
    asked: Option<NaiveDate>,
    today: NaiveDate,
) -> Vec<(Who, Result<NaiveDate, Refusal>)> {
    let one = |renewal: &Renewal| {
        let end = members.of(&renewal.who).until();
        let until = rules.register(end, asked, renewal.born, today);
        (renewal.who.clone(), until)
    };
    who.iter().map(one).collect()
}

/// Who ends within so many days, soonest first: to ask whether they stay.
pub fn expires_soon(members: &Members, today: NaiveDate, days: u64) -> Vec<(Who, NaiveDate)> {
    let last = today.checked_add_days(chrono::Days::new(days));
    let last = last.unwrap_or(NaiveDate::MAX);
    let soon = members.on(today).filter(|(_, until)| *until <= last);
    let mut soon: Vec<_> = soon.map(|(who, until)| (who.clone(), until)).collect();
    soon.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    soon
}
