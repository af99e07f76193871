//! What must be looked up before it is clear whether a device may ask for something.

use crate::{
    db::{device::DeviceRow, event, event::EventRow, shift, shift::ShiftRow},
    registry::{
        Answer, Call,
        embedded::{crowd::Crowd, queue::When},
    },
    sync::{Refusal, SyncFace, call, shift::for_role},
};
use domain::{
    command::What,
    device::Kind,
    intake::{Asker, Doing, Reading},
    shift::{Phase, Role},
    sync::device::Level,
    time::Timestamp,
    uitpas_api::Operation,
    verdict::Reason,
};
use sqlx::AnyConnection;
use std::{collections::BTreeMap, sync::Arc};

/// What was looked up for one command.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) event: Option<Arc<EventRow>>,
    in_shift: bool,
    running: bool,
}

/// A shift and its activities.
#[derive(Debug)]
struct Shift {
    row: ShiftRow,
    events: Vec<String>,
}

/// The family of a phone's owner, as far as a command is for one of them.
#[derive(Debug, Default)]
pub(super) struct Family {
    /// Everybody on the list.
    pub(super) ids: Vec<String>,
    /// The adults who have not agreed to be seen.
    pub(super) closed: Vec<String>,
}

/// What was looked up within one transaction.
#[derive(Default)]
pub(super) struct Looked {
    events: BTreeMap<String, Option<Arc<EventRow>>>,
    shifts: BTreeMap<String, Option<Arc<Shift>>>,
    pub(super) crowd: Crowd,
}

impl Looked {
    /// An activity.
    pub(super) async fn event(
        &mut self,
        c: &mut AnyConnection,
        id: &str,
    ) -> Answer<Option<Arc<EventRow>>> {
        if let Some(known) = self.events.get(id) {
            return Ok(known.clone());
        }
        let found = event::one(c, id).await?.map(Arc::new);
        self.events.insert(id.to_owned(), found.clone());
        Ok(found)
    }

    async fn shift(&mut self, c: &mut AnyConnection, id: &str) -> Answer<Option<Arc<Shift>>> {
        if let Some(known) = self.shifts.get(id) {
            return Ok(known.clone());
        }
        let found = match shift::one(&mut *c, id).await? {
            Some(row) => Some(Arc::new(Shift {
                row,
                events: shift::events(c, id).await?,
            })),
            None => None,
        };
        self.shifts.insert(id.to_owned(), found.clone());
        Ok(found)
    }

    /// The shift that a device is at.
    pub(super) async fn shift_of(
        &mut self,
        c: &mut AnyConnection,
        device: &DeviceRow,
    ) -> Answer<Option<ShiftRow>> {
        let Some(id) = &device.shift_id else {
            return Ok(None);
        };
        let found = self.shift(c, id).await?;
        Ok(found.map(|found| found.row.clone()))
    }

    /// What a command is about.
    pub(super) async fn facts(
        &mut self,
        c: &mut AnyConnection,
        device: &DeviceRow,
        what: &What,
        at: Timestamp,
    ) -> Answer<Facts> {
        let (shift, event) = match what {
            What::Checkin { shift, event, .. }
            | What::Guest { shift, event, .. }
            | What::Head { shift, event, .. } => (shift, Some(event)),
            What::Member(wish) => (&wish.shift, None),
            What::HandOut { shift, .. } => (shift, None),
            _ => return Ok(Facts::default()),
        };
        // Another organizer's shift is none.
        let of_device =
            |found: &Arc<Shift>| Some(&found.row.organizer_id) == device.organizer_id.as_ref();
        let found = self.shift(&mut *c, shift).await?.filter(of_device);
        Ok(Facts {
            in_shift: found
                .as_ref()
                .is_some_and(|found| event.is_some_and(|event| found.events.contains(event))),
            running: found
                .as_ref()
                .is_some_and(|found| found.row.hours().phase(at) == Phase::Running),
            event: match event {
                Some(event) => self.event(c, event).await?,
                None => None,
            },
        })
    }
}

impl SyncFace {
    /// Who is on the family list of a phone's owner, where a command is for somebody else.
    pub(super) async fn family_asked(
        &self,
        device: &DeviceRow,
        opened: &[Result<Reading, Reason>],
        now: Timestamp,
    ) -> Result<Family, Refusal> {
        let Some(owner) = &device.passholder_id else {
            return Ok(Family::default());
        };
        let for_other = |reading: &Reading| match &reading.command.what {
            What::SelfCheckin { passholder, .. } | What::Redeem { passholder, .. } => {
                passholder != owner
            }
            _ => false,
        };
        let mut family = Family::default();
        if opened.iter().flatten().any(for_other) {
            for seen in self.family(owner, now).await? {
                if !seen.consent.opens() {
                    family.closed.push(seen.id().to_owned());
                }
                family.ids.push(seen.id().to_owned());
            }
        }
        Ok(family)
    }
}

impl Facts {
    /// What it is about.
    pub(super) fn doing(&self) -> Doing<'_> {
        Doing {
            organizer: self.event.as_ref().map(|event| event.organizer_id.as_str()),
            in_shift: self.in_shift,
            running: self.running,
        }
    }
}

/// Who asks.
pub(super) fn asker<'a>(device: &'a DeviceRow, family: &'a Family) -> Asker<'a> {
    Asker {
        // A kind that this version does not know may do nothing that the others may.
        kind: device.kind.parse().unwrap_or(Kind::Tablet),
        passholder: device.passholder_id.as_deref(),
        level: device.level.as_deref().map(Level::named),
        family: &family.ids,
        closed: &family.closed,
        organizer: device.organizer_id.as_deref(),
        shift: device.shift_id.as_deref(),
        counter: matches!(device.role.as_deref(), Some("COUNTER" | "ADMIN")),
    }
}

/// A call in the name of the owner of the phone.
pub(super) fn redeem_call(passholder: &str, family: &Family, when: When) -> Call {
    let operation = Operation::PostRedeemedReward;
    let mut asked = call::for_device(operation, passholder, family.ids.clone(), when.received);
    asked.at = when.at;
    asked
}

/// A call at a door, in the name of its organizer, with the rights of the device's role.
pub(super) fn door_call(operation: Operation, device: &DeviceRow, when: When) -> Call {
    let organizer = device.organizer_id.as_deref().unwrap_or_default();
    let role = device.role.as_deref().and_then(|role| role.parse().ok());
    let role = role.unwrap_or(Role::Steward);
    let mut asked = for_role(operation, organizer, role, when.received);
    asked.at = when.at;
    asked
}
