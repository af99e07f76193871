//! What UiTPAS keeps about an activity: its regions, its settings, its check-in codes.

use super::Embedded;
use crate::{
    db::{Tx, event as db, event::CodeRow, event::EventRow, ticket_sale},
    random,
    registry::{Answer, Call, Refused},
};
use chrono::TimeDelta;
use domain::{
    event::{Calendar, Window},
    time::Timestamp,
    uitpas_api::{
        ProblemType,
        enums::DownloadFormat,
        event::{
            DownloadLink, DownloadLinkQuery, EventCardSystem, EventSettings, ManualDistributionKey,
        },
    },
};
use sqlx::AnyConnection;

/// What a link to codes is signed for, and how long it holds in milliseconds.
const CODES: &str = "checkin-codes";
const LINK_LIFETIME: i64 = 15 * 60 * 1000;
/// How far ahead codes are made.
const AHEAD: TimeDelta = TimeDelta::days(31);
/// How long one code serves at most: a poster that was photographed stops working.
const CODE_LIFE: TimeDelta = TimeDelta::days(7);

/// `GET /events/{eventId}/settings`
pub(in crate::registry) async fn settings(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<EventSettings> {
    let mut c = registry.db.read().await?;
    let event = registry.event_for(&mut c, call, &id).await?;
    Ok(EventSettings {
        passholder_ticket_limit: event.ticket_limit(),
        checkin_limit: event.checkin_limit(),
        checkin_points: event.checkin_points,
        id: event.id,
    })
}

/// `PUT /events/{eventId}/settings`: the whole object takes the place of what was.
pub(in crate::registry) async fn update_settings(
    registry: &Embedded,
    call: &Call,
    id: String,
    settings: EventSettings,
) -> Answer<()> {
    if settings.id != id {
        return Err(Refused::invalid(
            "/id",
            "The id differs from the one in the path",
        ));
    }
    if !(0..=1000).contains(&settings.checkin_points) {
        return Err(Refused::invalid(
            "/checkinPoints",
            "Number must be between 0 and 1000",
        ));
    }
    let (own, call) = (registry.clone(), call.clone());
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                own.event_for(tx.c(), &call, &id).await?;
                let limits = (settings.checkin_limit, settings.passholder_ticket_limit);
                Ok(db::set(tx.c(), &id, settings.checkin_points, limits.0, limits.1).await?)
            })
        })
        .await
}

/// `GET /events/{eventId}/card-systems`: open to every token.
pub(in crate::registry) async fn card_systems(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<Vec<EventCardSystem>> {
    call.allow_any()?;
    let mut c = registry.db.read().await?;
    let regions = registry.regions(&mut c).await?;
    let event = db::one(&mut c, &id)
        .await?
        .ok_or(ProblemType::EventNotFound)?;
    let attached = db::attached_keys(&mut c, &event.id).await?;
    let mut systems = Vec::new();
    for (id, enabled) in db::card_systems(&mut c, &event.id).await? {
        let brief = regions.brief(id);
        let manual = regions
            .keys
            .iter()
            .filter(|(owner, key)| *owner == brief.id && key.manual);
        systems.push(EventCardSystem {
            id: brief.id,
            name: brief.name.clone(),
            enabled,
            manual_distribution_keys: manual
                .map(|(_, key)| ManualDistributionKey {
                    id: key.id,
                    name: Some(key.name.clone()),
                    enabled: attached.contains(&i64::from(key.id)),
                })
                .collect(),
        });
    }
    Ok(systems)
}

/// `PUT /events/{eventId}/card-systems`: not once tickets were sold.
pub(in crate::registry) async fn update_card_systems(
    registry: &Embedded,
    call: &Call,
    id: String,
    systems: Vec<EventCardSystem>,
) -> Answer<()> {
    let (own, call) = (registry.clone(), call.clone());
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let event = own.event_for(tx.c(), &call, &id).await?;
                let regions = own.regions(tx.c()).await?;
                let organizer =
                    crate::db::organizer::card_systems(tx.c(), &event.organizer_id).await?;
                let mut keys = Vec::new();
                for system in &systems {
                    let region = regions
                        .get(system.id)
                        .ok_or(ProblemType::CardsystemNotFound)?;
                    if !organizer.contains(&i64::from(region.wire.id)) {
                        return Err(ProblemType::InvalidCardSystem.into());
                    }
                    for asked in &system.manual_distribution_keys {
                        let known = regions.keys.iter().find(|(_, key)| key.id == asked.id);
                        let (owner, key) = known.ok_or(ProblemType::DistributionkeyNotFound)?;
                        if *owner != system.id || !key.manual {
                            return Err(ProblemType::InvalidDistributionkey.into());
                        }
                        if asked.enabled {
                            keys.push(i64::from(key.id));
                        }
                    }
                }
                tx.lock("event", &id).await?;
                if ticket_sale::any_of_event(tx.c(), &id).await? {
                    return Err(ProblemType::EventAlreadyHasTicketsales.into());
                }
                let systems: Vec<_> = systems
                    .iter()
                    .map(|system| (i64::from(system.id), system.enabled))
                    .collect();
                Ok(db::set_card_systems(tx.c(), &id, &systems, &keys).await?)
            })
        })
        .await
}

/// `GET /events/{eventId}/qr-checkincodes/download-link`
pub(in crate::registry) async fn checkin_codes(
    registry: &Embedded,
    call: &Call,
    id: String,
    query: DownloadLinkQuery,
) -> Answer<DownloadLink> {
    let mut c = registry.db.read().await?;
    let event = registry.event_for(&mut c, call, &id).await?;
    let format = query.format.unwrap_or(DownloadFormat::Pdf);
    let token = registry
        .signer
        .sign(CODES, &event.id, call.now.millis() + LINK_LIFETIME);
    let link = format!(
        "{}/uitpas/downloads/checkin-codes/{token}.{format}",
        call.base
    );
    Ok(DownloadLink {
        download_link: link,
    })
}

/// The stretches of time that need a code of their own, from a moment on.
fn code_periods(calendar: &Calendar, from: Timestamp) -> Vec<(Timestamp, Timestamp)> {
    let horizon = from + AHEAD;
    let mut periods = Vec::new();
    let mut at = from;
    while at < horizon {
        match calendar.window(at) {
            Window::Open { since, until } => {
                // Weeks count from a fixed moment, so that the same code serves the same week.
                let week = CODE_LIFE.num_milliseconds();
                let begin = Timestamp::from_millis(at.millis().div_euclid(week) * week).max(since);
                let end = Timestamp::from_millis(begin.millis().div_euclid(week) * week + week)
                    .min(until);
                periods.push((begin, end));
                at = end;
            }
            Window::NotYet { opens } => at = opens,
            Window::Over { .. } | Window::Never => break,
        }
    }
    periods
}

impl Embedded {
    /// The regions that count for an activity: all of its organizer's, unless said otherwise.
    pub(super) async fn regions_of(
        &self,
        c: &mut AnyConnection,
        event: &EventRow,
    ) -> Answer<Vec<u32>> {
        let all = db::card_systems(c, &event.id).await?;
        let on = all.into_iter().filter(|(_, enabled)| *enabled);
        Ok(on.filter_map(|(id, _)| u32::try_from(id).ok()).collect())
    }

    /// The codes of an activity from a moment on; makes those that are missing.
    pub(super) async fn codes(
        &self,
        tx: &mut Tx<'_>,
        event: &EventRow,
        from: Timestamp,
    ) -> Answer<Vec<CodeRow>> {
        tx.lock("event", &event.id).await?;
        let calendar = event.doc()?.calendar;
        let kept = db::codes_from(tx.c(), &event.id, from).await?;
        for (begin, end) in code_periods(&calendar, from) {
            if kept
                .iter()
                .any(|row| row.begins_at <= begin.millis() && begin.millis() < row.ends_at)
            {
                continue;
            }
            // 60 random bits: typed by hand where need be, and not to be guessed.
            let code = random::id()
                .chars()
                .take(15)
                .collect::<String>()
                .to_uppercase();
            let row = CodeRow {
                code,
                event_id: event.id.clone(),
                begins_at: begin.millis(),
                ends_at: end.millis(),
            };
            db::add_code(tx.c(), &row).await?;
        }
        Ok(db::codes_from(tx.c(), &event.id, from).await?)
    }

    /// What is behind a link to codes: the activity's title and its codes.
    pub async fn linked_codes(&self, token: &str) -> Answer<Option<(String, Vec<CodeRow>)>> {
        let now = self.clock.now();
        let Some(id) = self.signer.read::<String>(CODES, token, now) else {
            return Ok(None);
        };
        let own = self.clone();
        self.db
            .write(move |mut tx| {
                Box::pin(async move {
                    let Some(event) = db::one(tx.c(), &id).await? else {
                        return Ok(None);
                    };
                    let codes = own
                        .codes(&mut tx, &event, Timestamp::from_millis(now))
                        .await?;
                    Ok(Some((event.title, codes)))
                })
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_activity_that_is_always_open_gets_a_new_code_a_week() {
        let from = Timestamp::from_millis(1_790_000_000_000);
        let periods = code_periods(
            &Calendar::Permanent {
                opening_hours: vec![],
            },
            from,
        );
        assert!((5..=6).contains(&periods.len()), "{periods:?}");
        assert!(periods[0].0 <= from && from < periods[0].1);
        assert!(periods.windows(2).all(|pair| pair[0].1 == pair[1].0));
        let again = code_periods(
            &Calendar::Permanent {
                opening_hours: vec![],
            },
            from + TimeDelta::hours(1),
        );
        assert_eq!(periods[1], again[1]);
    }
}
