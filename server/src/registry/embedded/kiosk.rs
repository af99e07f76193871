//! Kiosks: set up once with their name, then checking people in by chip.

use super::{Embedded, message, pass::Found, pass::Holder};
use crate::{
    db::{event as events, kiosk as db, kiosk::KioskRow, organizer},
    registry::{Answer, Call, Refused},
};
use chrono::TimeDelta;
use domain::{
    card::CardStatus,
    event::Window,
    number::ChipNumber,
    role::{Organizers, Target},
    time::Timestamp,
    uitpas_api::{
        Page, Problem, ProblemType,
        enums::ReleaseTrack,
        kiosk::{
            KioskDevice, KioskDeviceCheckinRequest, KioskDeviceCheckinResponse, KioskDeviceEvent,
            KioskDeviceEventRequest, KioskDeviceSetup, KioskEvent, KioskPass, KioskQuery,
        },
        organizer::Organizer,
        page::DEFAULT_LIMIT,
    },
};
use sqlx::AnyConnection;

/// How far ahead an activity may be that a kiosk is set to. Source: SILEX `CheckInDeviceService.php`:
/// today until the end of the third day.
const AHEAD: TimeDelta = TimeDelta::days(3);

fn unknown() -> Refused {
    Refused::not_found("There is no such kiosk.")
}

impl Embedded {
    async fn wire_kiosk(&self, c: &mut AnyConnection, row: KioskRow) -> Answer<KioskDevice> {
        let mut organizers = Vec::new();
        for id in db::organizers(c, &row.id).await? {
            if let Some(row) = organizer::one(c, &id).await? {
                organizers.push(Organizer {
                    id: row.id,
                    name: Some(row.name),
                    ..Organizer::default()
                });
            }
        }
        Ok(KioskDevice {
            card_system: self.regions(c).await?.brief(row.card_system_id),
            id: row.id,
            name: row.name,
            organizers,
            locations: vec![],
            device_id: row.device_id.unwrap_or_default(),
            release_track: row.release_track.parse().unwrap_or(ReleaseTrack::Stable),
        })
    }

    /// The kiosk that calls.
    async fn calling(&self, c: &mut AnyConnection, call: &Call) -> Answer<KioskRow> {
        call.allow_any()?;
        let device = call
            .credentials
            .custom
            .as_deref()
            .ok_or(ProblemType::AuthUnauthorized)?;
        Ok(db::by_device(c, device)
            .await?
            .ok_or(ProblemType::AuthUnauthorized)?)
    }

    /// The kiosk with this id, for who may read or write it.
    async fn kiosk_for(&self, c: &mut AnyConnection, call: &Call, id: &str) -> Answer<KioskRow> {
        let Some(row) = db::one(c, id).await? else {
            call.allow_somewhere()?;
            return Err(unknown());
        };
        let organizers = db::organizers(c, id).await?;
        let ids: Vec<&str> = organizers.iter().map(String::as_str).collect();
        call.allow(&Target {
            organizers: Organizers::These(&ids),
            ..Target::default()
        })?;
        Ok(row)
    }

    async fn chosen(&self, call: &Call, row: KioskRow) -> Answer<KioskDeviceEvent> {
        let none = || Refused::not_found("No event is chosen for this kiosk.");
        let id = row.fixed_event_id.ok_or_else(none)?;
        let (own, now) = (self.clone(), call.now);
        self.db
            .write(move |mut tx| {
                Box::pin(async move {
                    let event = events::one(tx.c(), &id).await?.ok_or_else(none)?;
                    let codes = own.codes(&mut tx, &event, now).await?;
                    Ok(KioskDeviceEvent {
                        checkin_points: event.checkin_points,
                        event: KioskEvent {
                            id: event.id,
                            title: event.title,
                        },
                        checkin_code: codes.into_iter().next().ok_or_else(none)?.code,
                    })
                })
            })
            .await
    }

    async fn choose(&self, kiosk: KioskRow, event: String, now: Timestamp) -> Answer<()> {
        self.db
            .write(move |mut tx| {
                Box::pin(async move {
                    let row = events::one(tx.c(), &event)
                        .await?
                        .ok_or(ProblemType::EventNotFound)?;
                    let organizers = db::organizers(tx.c(), &kiosk.id).await?;
                    let soon = match row.doc()?.calendar.window(now) {
                        Window::Open { .. } => true,
                        Window::NotYet { opens } => opens <= now + AHEAD,
                        Window::Over { .. } | Window::Never => false,
                    };
                    if !soon || !organizers.contains(&row.organizer_id) {
                        return Err(ProblemType::EventNotAcceptable.into());
                    }
                    Ok(db::set_event(tx.c(), &kiosk.id, Some(&event)).await?)
                })
            })
            .await
    }

    async fn unchoose(&self, kiosk: KioskRow) -> Answer<()> {
        self.db
            .write(move |mut tx| {
                Box::pin(async move { Ok(db::set_event(tx.c(), &kiosk.id, None).await?) })
            })
            .await
    }
}

/// `GET /kiosks`
pub(in crate::registry) async fn search(
    registry: &Embedded,
    call: &Call,
    query: KioskQuery,
) -> Answer<Page<KioskDevice>> {
    let organizers: Vec<&str> = query.organizer_id.as_deref().into_iter().collect();
    let target = match organizers.as_slice() {
        [] => Organizers::None,
        ids => Organizers::These(ids),
    };
    call.allow(&Target {
        organizers: target,
        ..Target::default()
    })?;
    let mut c = registry.db.read().await?;
    let (start, limit) = (
        query.start.unwrap_or(0),
        query.limit.unwrap_or(DEFAULT_LIMIT),
    );
    let (total, rows) = db::search(&mut c, query.organizer_id.as_deref(), start, limit).await?;
    let mut member = Vec::with_capacity(rows.len());
    for row in rows {
        member.push(registry.wire_kiosk(&mut c, row).await?);
    }
    Ok(Page {
        total_items: u64::try_from(total).unwrap_or(0),
        member,
    })
}

/// `GET /kiosks/{kioskId}/fixed-event`
pub(in crate::registry) async fn fixed_event(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<KioskDeviceEvent> {
    let mut c = registry.db.read().await?;
    let row = registry.kiosk_for(&mut c, call, &id).await?;
    drop(c);
    if row.fixed_event_id.is_none() {
        return Err(ProblemType::EventNotFound.into());
    }
    registry.chosen(call, row).await
}

/// `PUT /kiosks/{kioskId}/fixed-event`
pub(in crate::registry) async fn fix_event(
    registry: &Embedded,
    call: &Call,
    id: String,
    event: KioskDeviceEventRequest,
) -> Answer<()> {
    let mut c = registry.db.read().await?;
    let row = registry.kiosk_for(&mut c, call, &id).await?;
    drop(c);
    registry.choose(row, event.id, call.now).await
}

/// `DELETE /kiosks/{kioskId}/fixed-event`
pub(in crate::registry) async fn unfix_event(
    registry: &Embedded,
    call: &Call,
    id: String,
) -> Answer<()> {
    let mut c = registry.db.read().await?;
    let row = registry.kiosk_for(&mut c, call, &id).await?;
    drop(c);
    if row.fixed_event_id.is_none() {
        return Err(ProblemType::EventNotFound.into());
    }
    registry.unchoose(row).await
}

/// `PUT /kiosk-devices/setup`
pub(in crate::registry) async fn set_up(
    registry: &Embedded,
    call: &Call,
    setup: KioskDeviceSetup,
) -> Answer<KioskDevice> {
    call.allow_any()?;
    for (value, pointer) in [(&setup.name, "/name"), (&setup.device_id, "/deviceId")] {
        if value.is_empty() {
            return Err(Refused::invalid(
                pointer,
                "The data must have at least 1 character",
            ));
        }
    }
    let own = registry.clone();
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let row = db::by_name(tx.c(), &setup.name)
                    .await?
                    .ok_or(ProblemType::KioskNotFound)?;
                if row.device_id.is_some() {
                    return Err(ProblemType::KioskAlreadyConfigured.into());
                }
                if db::by_device(tx.c(), &setup.device_id).await?.is_some() {
                    return Err(ProblemType::KioskDeviceAlreadyInUse.into());
                }
                db::set_device(tx.c(), &row.id, &setup.device_id).await?;
                own.wire_kiosk(
                    tx.c(),
                    KioskRow {
                        device_id: Some(setup.device_id),
                        ..row
                    },
                )
                .await
            })
        })
        .await
}

/// `GET /kiosk-devices`
pub(in crate::registry) async fn device(registry: &Embedded, call: &Call) -> Answer<KioskDevice> {
    let mut c = registry.db.read().await?;
    let row = registry.calling(&mut c, call).await?;
    registry.wire_kiosk(&mut c, row).await
}

/// `GET /kiosk-devices/events` and `GET /kiosk-devices/checkins`
pub(in crate::registry) async fn event(
    registry: &Embedded,
    call: &Call,
) -> Answer<KioskDeviceEvent> {
    let mut c = registry.db.read().await?;
    let row = registry.calling(&mut c, call).await?;
    drop(c);
    registry.chosen(call, row).await
}

/// `PUT /kiosk-devices/events`
pub(in crate::registry) async fn choose_event(
    registry: &Embedded,
    call: &Call,
    event: KioskDeviceEventRequest,
) -> Answer<()> {
    let mut c = registry.db.read().await?;
    let row = registry.calling(&mut c, call).await?;
    drop(c);
    registry.choose(row, event.id, call.now).await
}

/// `DELETE /kiosk-devices/events`
pub(in crate::registry) async fn forget_event(registry: &Embedded, call: &Call) -> Answer<()> {
    let mut c = registry.db.read().await?;
    let row = registry.calling(&mut c, call).await?;
    drop(c);
    registry.unchoose(row).await
}

/// The person whose chip was held up; a blocked card says so, a group has no points.
async fn holder(registry: &Embedded, c: &mut AnyConnection, chip: &str) -> Answer<Option<Found>> {
    let Ok(chip) = chip.parse::<ChipNumber>() else {
        return Ok(None);
    };
    match registry.by_chip(c, &chip).await? {
        Some(found) if found.card.state() == CardStatus::Blocked => {
            let problem = Problem::new(ProblemType::CardBlocked);
            Err(message::with(problem, message::card_status(CardStatus::Blocked)).into())
        }
        Some(found) if matches!(found.holder, Holder::Person(_)) => Ok(Some(found)),
        _ => Ok(None),
    }
}

/// `POST /kiosk-devices/checkins`
pub(in crate::registry) async fn checkin(
    registry: &Embedded,
    call: &Call,
    request: KioskDeviceCheckinRequest,
) -> Answer<KioskDeviceCheckinResponse> {
    let (own, call) = (registry.clone(), call.clone());
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let kiosk = own.calling(tx.c(), &call).await?;
                let id = kiosk.fixed_event_id.ok_or(ProblemType::EventNotFound)?;
                let event = events::one(tx.c(), &id)
                    .await?
                    .ok_or(ProblemType::EventNotFound)?;
                let found = holder(&own, tx.c(), &request.chip_number).await?;
                let found = found.ok_or(ProblemType::PassholderNotFound)?;
                let before = match &found.holder {
                    Holder::Person(person) => person.points,
                    _ => 0,
                };
                let open = matches!(event.doc()?.calendar.window(call.at), Window::Open { .. });
                match own
                    .keep_checkin(&mut tx, &event, &found, call.at, call.now)
                    .await
                {
                    Ok(row) => Ok(KioskDeviceCheckinResponse {
                        new_points: row.points,
                        total_points: before + row.points,
                    }),
                    // A kiosk tells a limit apart from a closed activity.
                    Err(Refused::Problem(problem))
                        if open && problem.known() == Some(ProblemType::CheckinNotAllowed) =>
                    {
                        let mut limit = Problem::new(ProblemType::MaximumReached);
                        limit.end_user_message = problem.end_user_message;
                        Err(limit.into())
                    }
                    // This operation lists no other refusal of a card.
                    Err(Refused::Problem(problem))
                        if matches!(
                            problem.known(),
                            Some(
                                ProblemType::InvalidCardStatus
                                    | ProblemType::PassholderNoActiveCardsystems
                            )
                        ) =>
                    {
                        let mut refusal = Problem::new(ProblemType::CheckinNotAllowed);
                        refusal.end_user_message = problem.end_user_message;
                        Err(refusal.into())
                    }
                    Err(other) => Err(other),
                }
            })
        })
        .await
}

/// `GET /kiosk-devices/chip-numbers/{chipNumber}`
pub(in crate::registry) async fn pass(
    registry: &Embedded,
    call: &Call,
    number: String,
) -> Answer<KioskPass> {
    let mut c = registry.db.read().await?;
    registry.calling(&mut c, call).await?;
    match holder(registry, &mut c, &number).await? {
        Some(Found {
            holder: Holder::Person(person),
            ..
        }) => Ok(KioskPass {
            total_points: person.points,
        }),
        _ => Err(Refused::not_found("There is no such pass.")),
    }
}
