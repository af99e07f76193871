//! A door whose registry is elsewhere: its organizers and activities are brought here from UiTPAS and
//! UiTdatabank, so that a shift can be opened and a phone knows them while offline.

use super::{SyncFace, shift::for_role};
use crate::{
    db::{
        Db, card_system, event as events,
        organizer::{self, OrganizerRow},
    },
    import,
    registry::{
        Answer, Call, Refused, Registry,
        publiq::{
            Publiq,
            activities::{Activities, Wanted},
        },
    },
    uitdatabank::Activity,
};
use chrono::TimeDelta;
use domain::{
    shift::Role,
    time::Timestamp,
    uitpas_api::{
        Operation, Permission,
        organizer::{Organizer, OrganizerQuery},
    },
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::timeout;

/// How long what was found of an organizer is fresh, in milliseconds, and how long after a failure it
/// is not asked again.
const FRESH: i64 = 60_000;
const AFTER_FAILURE: i64 = 10_000;
/// How long an admin waits for UiTdatabank before what is known is shown.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long ago an activity may have ended and is still found: tonight's.
const JUST_OVER: TimeDelta = TimeDelta::days(1);
/// How many organizers of a region are asked for at once.
const PAGE: u32 = 50;

/// The registry elsewhere, for what our own would know by itself.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// It.
    pub publiq: Arc<Publiq>,
    activities: Activities,
    /// What became of the last time, by organizer.
    last: Arc<Mutex<BTreeMap<String, Last>>>,
}

/// What became of asking for an organizer's activities.
#[derive(Clone, Copy, Debug)]
struct Last {
    /// Until when nobody asks again, in milliseconds.
    until: i64,
    /// Whether they came.
    came: bool,
}

impl Elsewhere {
    /// This registry with these activities.
    pub fn new(publiq: Arc<Publiq>, activities: Activities) -> Self {
        Self {
            publiq,
            activities,
            last: Arc::default(),
        }
    }

    /// Brings an organizer's activities here, unless that was done a moment ago. Where UiTdatabank does
    /// not answer, what is known stays.
    async fn bring(&self, db: &Db, organizer: &str, now: Timestamp) -> Answer<()> {
        if let Some(came) = self.just_asked(organizer, now) {
            let away = || Refused::unavailable("UiTdatabank did not answer a moment ago");
            return if came { Ok(()) } else { Err(away()) };
        }
        let wanted = Wanted {
            organizer: organizer.to_owned(),
            from: Some(now - JUST_OVER),
            ..Wanted::default()
        };
        let found = self.activities.find(&wanted).await?;
        for line in &found.refused {
            tracing::warn!(line, "an activity of UiTdatabank cannot be read");
        }
        let own = |one: &Activity| one.organizer == organizer;
        let all: Vec<Activity> = found.activities.into_iter().filter(own).collect();
        let whole = !found.more && found.refused.is_empty();
        let of = organizer.to_owned();
        let kept: anyhow::Result<()> = db
            .write(move |mut tx| {
                Box::pin(async move {
                    if whole {
                        let ids: Vec<String> = all.iter().map(|one| one.id.clone()).collect();
                        events::leave_out_others(tx.c(), &of, &ids).await?;
                    }
                    import::keep(&mut tx, all).await?;
                    Ok(())
                })
            })
            .await;
        if let Err(error) = kept {
            tracing::error!(%error, "activities of UiTdatabank were not kept");
            return Err(Refused::unavailable("the activities were not kept"));
        }
        let until = now.millis() + FRESH;
        self.note(organizer, Last { until, came: true });
        Ok(())
    }

    /// Whether they came, where that was asked just now; else it is our turn. Who comes meanwhile takes
    /// what is known.
    fn just_asked(&self, organizer: &str, now: Timestamp) -> Option<bool> {
        let mut all = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let last = all.get(organizer).copied();
        let fresh = last.filter(|last| now.millis() < last.until);
        if fresh.is_none() {
            let until = now.millis() + AFTER_FAILURE;
            all.insert(organizer.to_owned(), Last { until, came: false });
        }
        fresh.map(|last| last.came)
    }

    fn note(&self, organizer: &str, became: Last) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.insert(organizer.to_owned(), became);
    }
}

impl SyncFace {
    /// Sees to it that the activities of these organizers are known here; false when those of one of
    /// them could not be asked for.
    pub(super) async fn bring_activities(&self, organizers: &[String], now: Timestamp) -> bool {
        let Some(there) = &self.elsewhere else {
            return true;
        };
        let bring_all = async {
            let mut all = true;
            for organizer in organizers {
                if let Err(error) = there.bring(&self.db, organizer, now).await {
                    tracing::warn!(%error, "the activities of an organizer were not brought");
                    all = false;
                }
            }
            all
        };
        // A region has many organizers: whose turn has not come by then is brought the next time.
        timeout(PATIENCE, bring_all).await.unwrap_or(false)
    }

    /// Brings the settings of an activity here before a shift is opened at it. Where the registry does
    /// not tell them, UiTPAS's usual ones stay: it judges each check-in by its own in any case.
    pub(super) async fn bring_settings(&self, organizer: &str, event: &str, now: Timestamp) {
        if self.elsewhere.is_none() {
            return;
        }
        let operation = Operation::GetEventSettings;
        let call = for_role(operation, organizer, Role::Admin, now);
        let asked = self.registry.event_settings(&call, event.to_owned()).await;
        let settings = match asked {
            Ok(settings) => settings,
            Err(error) => {
                tracing::warn!(%error, "the settings of an activity were not told");
                return;
            }
        };
        let id = event.to_owned();
        let kept: sqlx::Result<()> = self
            .db
            .write(move |mut tx| {
                Box::pin(async move {
                    let limits = (settings.checkin_limit, settings.passholder_ticket_limit);
                    let points = settings.checkin_points;
                    events::set(tx.c(), &id, points, limits.0, limits.1).await
                })
            })
            .await;
        if let Err(error) = kept {
            tracing::error!(%error, "the settings of an activity were not kept");
        }
    }
}

fn call(operation: Operation, now: i64) -> Call {
    let now = Timestamp::from_millis(now);
    super::call::for_pasmaat_with(operation, Permission::OrganizersSearch, now)
}

/// Brings an organizer here, so that somebody can be its admin.
pub async fn bring_organizer(
    db: &Db,
    registry: &dyn Registry,
    id: &str,
    now: i64,
) -> anyhow::Result<()> {
    let call = call(Operation::GetOrganizer, now);
    let found = registry.organizer(&call, id.to_owned()).await?;
    keep(db, vec![found]).await
}

/// Brings all organizers of a region here.
pub async fn bring_region(
    db: &Db,
    registry: &dyn Registry,
    id: i64,
    now: i64,
) -> anyhow::Result<()> {
    let mut all = vec![];
    let call = call(Operation::GetOrganizers, now);
    loop {
        let query = OrganizerQuery {
            card_system_id: Some(u32::try_from(id)?),
            start: Some(u32::try_from(all.len())?),
            limit: Some(PAGE),
            ..OrganizerQuery::default()
        };
        let page = registry.organizers(&call, query).await?;
        let (count, total) = (page.member.len(), page.total_items);
        all.extend(page.member);
        if count == 0 || u64::try_from(all.len())? >= total {
            break;
        }
    }
    keep(db, all).await
}

async fn keep(db: &Db, all: Vec<Organizer>) -> anyhow::Result<()> {
    db.write(move |mut tx| {
        Box::pin(async move {
            for one in all {
                let mut regions = vec![];
                for system in one.card_systems {
                    let name = system.name.unwrap_or_default();
                    let id = i64::from(system.id);
                    card_system::keep_name(tx.c(), id, &name).await?;
                    regions.push(id);
                }
                let address = one.address.unwrap_or_default();
                let row = OrganizerRow {
                    name: one.name.unwrap_or_else(|| one.id.clone()),
                    id: one.id,
                    location_id: one.linked_location_id,
                    street: address.street,
                    postal_code: address.postal_code.unwrap_or_default(),
                    city: address.city,
                };
                organizer::keep(tx.c(), &row, &regions).await?;
            }
            Ok(())
        })
    })
    .await
}
