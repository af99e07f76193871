//! Whether a shown pass checks in, and how what was decided is kept.

use crate::{
    db::{checkin as db, event::EventRow, point},
    random,
    registry::{
        Answer,
        embedded::pass::{Found, Holder},
    },
};
use domain::{
    checkin::{Refusal, Rules, Shown, decide},
    event::Window,
    period::{PeriodLimit, PeriodType},
    time::Timestamp,
    uitpas_api::ProblemType,
};
use sqlx::AnyConnection;

/// Why there is no check-in, with what a person at the door asks next.
pub(in crate::registry::embedded) struct No {
    pub(in crate::registry::embedded) refusal: Refusal,
    /// The last time that counted.
    pub(in crate::registry::embedded) last: Option<Timestamp>,
    pub(in crate::registry::embedded) window: Window,
}

/// What a check-in becomes, or why there is none, after the earlier ones of that person there.
pub(in crate::registry::embedded) fn judge(
    rules: &Rules,
    event: &EventRow,
    found: &Found,
    earlier: &[Timestamp],
    at: Timestamp,
) -> Answer<Result<db::CheckinRow, No>> {
    let points = match decide(rules, shown(found), earlier, at) {
        Ok(points) => points,
        Err(refusal) => {
            return Ok(Err(No {
                refusal,
                last: earlier.iter().copied().max(),
                window: rules.calendar.window(at),
            }));
        }
    };
    let Holder::Person(person) = &found.holder else {
        return Err(ProblemType::InvalidCard.into());
    };
    Ok(Ok(db::CheckinRow {
        id: random::uuid_at(at),
        event_id: event.id.clone(),
        event_title: event.title.clone(),
        organizer_id: event.organizer_id.clone(),
        passholder_id: person.row.id.clone(),
        uitpas_number: found.card.uitpas_number.clone(),
        points,
        at: at.millis(),
    }))
}

/// Keeps check-ins with their points.
pub(in crate::registry::embedded) async fn keep(
    c: &mut AnyConnection,
    new: &[db::NewCheckin],
) -> Answer<()> {
    db::add(c, new).await?;
    let rows = new.iter().map(|new| &new.row);
    let points: Vec<_> = rows.filter(|row| row.points != 0).map(entry).collect();
    Ok(point::add(c, &points).await?)
}

pub(super) fn entry(row: &db::CheckinRow) -> point::Entry<'_> {
    point::Entry {
        passholder_id: &row.passholder_id,
        points: row.points,
        at: row.at,
        kind: point::Kind::Checkin,
        subject_id: &row.event_id,
        title: None,
        location: None,
    }
}

/// The period that a limit counts in around a moment, in milliseconds, its end not included.
pub(in crate::registry::embedded) fn bounds(limit: PeriodLimit, at: Timestamp) -> (i64, i64) {
    let period = limit.period_type.around(at);
    // Ever is ever: nothing comes after the end of time.
    let end = if limit.period_type == PeriodType::Absolute {
        i64::MAX
    } else {
        period.end.millis()
    };
    (period.begin.millis(), end)
}

pub(in crate::registry::embedded) async fn earlier(
    c: &mut AnyConnection,
    rules: &Rules,
    passholder: &str,
    event: &str,
    at: Timestamp,
) -> Answer<Vec<Timestamp>> {
    let Some(limit) = rules.limit else {
        return Ok(vec![]);
    };
    let (from, to) = bounds(limit, at);
    let found = db::earlier(c, passholder, event, from, to).await?;
    Ok(found.into_iter().map(Timestamp::from_millis).collect())
}

pub(in crate::registry::embedded) fn shown(found: &Found) -> Shown {
    let (group, active_membership) = match &found.holder {
        Holder::Person(person) => (false, !person.active().is_empty()),
        Holder::Group(_) => (true, true),
        Holder::Nobody => (false, false),
    };
    Shown {
        card: found.card.state(),
        group,
        active_membership,
    }
}
