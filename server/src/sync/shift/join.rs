//! A phone comes in by a code: once, within fifteen minutes, with a key that it made itself.

use super::{
    open::{line, named},
    refuse::No,
    snapshot::{badge, key, whole},
    who::{Admin, HELPER, TABLET},
};
use crate::{
    db::{audit, audit::AuditRow, device::DeviceRow, shift, shift::CodeRow},
    listen::Peer,
    random, sign,
    sync::{SyncFace, answer::Body, session},
};
use axum::{
    Extension, Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use domain::{
    device::PublicKey,
    language::Language,
    pairing::PairingCode,
    shift::{CODE_LIFE, Phase, Role, screen},
    sync::shift::{DoorReason, JoinRequest, Joined, NewCode, ShownCode},
    time::Timestamp,
};

/// `POST /api/v1/shifts/{id}/codes`
pub(super) async fn code(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(new): Body<NewCode>,
) -> Result<(StatusCode, Json<ShownCode>), No> {
    let row = admin.shift(&sync, &id).await?;
    // A code may be shown the day before; joining waits until the shift runs.
    if matches!(row.hours().phase(admin.now), Phase::Ending | Phase::Over) {
        return Err(DoorReason::ShiftOver.into());
    }
    let code = PairingCode::from_random(random::bits());
    let expires = admin.now + CODE_LIFE;
    let kept = CodeRow {
        hash: hash(&code),
        shift_id: row.id.clone(),
        role: new.role.min(Role::Counter).as_str().to_owned(),
        made_by: admin.row.id.clone(),
        created_at: admin.now.millis(),
        expires_at: expires.millis(),
    };
    let told = line(&admin, Some(&row), "codeShown", &kept.role);
    sync.db
        .write(move |mut tx| {
            Box::pin(async move {
                shift::add_code(tx.c(), &kept).await?;
                audit::add(tx.c(), &told).await
            })
        })
        .await?;
    let language = crate::web::wanted(&headers);
    let base = sync.site_url.of(&headers);
    let tablet = new.role == Role::Tablet;
    let place = if tablet { "tablet" } else { "aanmelden" };
    let pin = tablet.then(|| key(&row).map(|key| screen::pin(&key)));
    let shown = ShownCode {
        address: format!("{base}/{language}/deur/{place}#{}", code.as_str()),
        pin: pin.transpose()?,
        code: code.to_string(),
        expires_at: expires,
    };
    Ok((StatusCode::CREATED, Json(shown)))
}

fn hash(code: &PairingCode) -> String {
    sign::hash(&format!("join\0{}", code.as_str()))
}

/// `POST /api/v1/join`
pub(super) async fn join(
    State(sync): State<SyncFace>,
    peer: Option<Extension<Peer>>,
    Body(request): Body<JoinRequest>,
) -> Result<Response, No> {
    let peer = peer.map(|Extension(peer)| peer.0);
    let now = Timestamp::from_millis(sync.clock.now());
    sync.limit.try_code(peer).map_err(No::too_often)?;
    let code: PairingCode = request.code.parse()?;
    let name = named(&request.name);
    if name.is_empty() {
        return Err(DoorReason::NameMissing.into());
    }
    let key: Result<PublicKey, _> = request.public_key.parse();
    key.map_err(|_| DoorReason::KeyUnreadable)?;
    let language = request
        .language
        .and_then(|text| text.parse::<Language>().ok());
    let mut device = DeviceRow {
        id: random::uuid(),
        kind: HELPER.to_owned(),
        public_key: Some(request.public_key),
        name,
        language: language.map(|language| language.code().to_owned()),
        passholder_id: None,
        level: None,
        shift_id: None,
        organizer_id: None,
        role: None,
        created_at: now.millis(),
        last_seen_at: now.millis(),
        expires_at: 0,
        revoked_at: None,
        chain_seq: 0,
        chain_link: None,
    };
    let hash = hash(&code);
    let (device, row, token) = sync
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let found = shift::take_code(tx.c(), &hash, &device.id, now.millis()).await?;
                let code = found.ok_or(DoorReason::CodeUnknown)?;
                let row = shift::one(tx.c(), &code.shift_id).await?;
                let row = row.ok_or(DoorReason::CodeUnknown)?;
                // Refused after the code was taken, nothing is kept: the code still works then.
                match row.hours().phase(now) {
                    Phase::NotYet { .. } => return Err(DoorReason::ShiftNotYet.into()),
                    Phase::Running => {}
                    Phase::Ending | Phase::Over => return Err(DoorReason::ShiftOver.into()),
                }
                device.shift_id = Some(row.id.clone());
                device.organizer_id = Some(row.organizer_id.clone());
                if code.role == Role::Tablet.as_str() {
                    TABLET.clone_into(&mut device.kind);
                }
                device.role = Some(code.role);
                let token = session::open(&mut tx, device.clone(), now.millis()).await?;
                let told = AuditRow {
                    at: now.millis(),
                    organizer_id: Some(row.organizer_id.clone()),
                    shift_id: Some(row.id.clone()),
                    who: device.name.clone(),
                    what: "joined".to_owned(),
                    subject: device.id.clone(),
                    reason: None,
                };
                audit::add(tx.c(), &told).await?;
                Ok::<_, No>((device, row, token))
            })
        })
        .await?;
    let role = device
        .role
        .as_deref()
        .and_then(|role| role.parse().ok())
        .unwrap_or(Role::Steward);
    let mut c = sync.db.read().await?;
    let mut snapshot = whole(&sync, &mut c, &row, role, now).await?;
    snapshot.badge = badge(&sync, &row, &device);
    let joined = Joined {
        snapshot,
        device: device.id,
        role,
        expires_at: row.hours().forgets(),
    };
    let mut answer = (StatusCode::CREATED, Json(joined)).into_response();
    session::hand_over_door(&mut answer, &token);
    Ok(answer)
}
