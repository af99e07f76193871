//! Who asks: an admin's browser, or a phone at a door. Nothing but rows of the database says what
//! they may, and every one of them is looked at with each request.

use super::refuse::No;
use crate::{
    db::{admin, admin::AdminRow, device::DeviceRow, shift, shift::ShiftRow},
    sync::{Session, SyncFace},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use domain::{
    shift::{Act, Phase, Role},
    sync::shift::DoorReason,
    time::Timestamp,
};

/// The kinds of devices.
pub(crate) const ADMIN: &str = "ADMIN";
/// A phone at a door.
pub(crate) const HELPER: &str = "HELPER";

/// A tablet that stands at a door by itself.
pub(crate) const TABLET: &str = "TABLET";

/// An admin, signed in with a passkey.
#[derive(Clone, Debug)]
pub(crate) struct Admin {
    pub(crate) row: AdminRow,
    /// The browser.
    pub(crate) device: DeviceRow,
    /// The organizers for whom the admin acts.
    pub(crate) organizers: Vec<String>,
    pub(crate) now: Timestamp,
}

impl Admin {
    async fn of(sync: &SyncFace, session: Session) -> Result<Self, No> {
        if session.device.kind != ADMIN {
            return Err(DoorReason::SignedOut.into());
        }
        let mut c = sync.db.read().await?;
        let row = admin::of_device(&mut c, &session.device.id).await?;
        let row = row.ok_or(DoorReason::SignedOut)?;
        let organizers = admin::organizers(&mut c, &row).await?;
        Ok(Self {
            row,
            device: session.device,
            organizers,
            now: session.now,
        })
    }

    /// Lets through who acts for this organizer; another's things do not exist.
    pub(crate) fn acts_for(&self, organizer: &str) -> Result<(), No> {
        if self.organizers.iter().any(|own| own == organizer) {
            Ok(())
        } else {
            Err(DoorReason::NotFound.into())
        }
    }

    /// The shift, when it is of an organizer for whom the admin acts.
    pub(crate) async fn shift(&self, sync: &SyncFace, id: &str) -> Result<ShiftRow, No> {
        let mut c = sync.db.read().await?;
        let row = shift::one(&mut c, id).await?.ok_or(DoorReason::NotFound)?;
        self.acts_for(&row.organizer_id)?;
        Ok(row)
    }
}

impl FromRequestParts<SyncFace> for Admin {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, sync: &SyncFace) -> Result<Self, No> {
        let session = Session::from_request_parts(parts, sync).await?;
        Self::of(sync, session).await
    }
}

/// Somebody at a shift: a helper, or an admin who looks on.
#[derive(Clone, Debug)]
pub(crate) struct AtDoor {
    pub(crate) shift: ShiftRow,
    pub(crate) role: Role,
    pub(crate) device: DeviceRow,
    pub(crate) now: Timestamp,
}

impl AtDoor {
    /// Who asks about this shift; nobody of another shift learns that it exists.
    pub(crate) async fn of(sync: &SyncFace, session: Session, id: &str) -> Result<Self, No> {
        let mut c = sync.db.read().await?;
        let row = shift::one(&mut c, id).await?;
        drop(c);
        let (role, row) = match (session.device.kind.as_str(), row) {
            (HELPER | TABLET, Some(row)) if session.device.shift_id.as_deref() == Some(id) => {
                let role = session.device.role.as_deref();
                (role.and_then(|role| role.parse().ok()), row)
            }
            (ADMIN, Some(row)) => {
                let admin = Admin::of(sync, session.clone()).await?;
                admin.acts_for(&row.organizer_id)?;
                (Some(Role::Admin), row)
            }
            _ => return Err(DoorReason::NotFound.into()),
        };
        if row.hours().phase(session.now) == Phase::Over && role != Some(Role::Admin) {
            return Err(DoorReason::ShiftOver.into());
        }
        Ok(Self {
            shift: row,
            role: role.unwrap_or(Role::Tablet),
            device: session.device,
            now: session.now,
        })
    }

    /// Lets through whose role allows it.
    pub(crate) fn may(&self, act: Act) -> Result<(), No> {
        if self.role.may(act) {
            Ok(())
        } else {
            Err(DoorReason::MayNot.into())
        }
    }
}
