//! Passkeys: what browser and authenticator are asked, and what they answer. The state of a ceremony
//! stays in this process; it ends after five minutes and works once.

use crate::{
    db::{
        Tx, admin,
        admin::{AdminRow, InviteRow, PasskeyRow},
        audit,
        audit::AuditRow,
        card_system,
        device::DeviceRow,
        organizer,
    },
    listen::Peer,
    random, sign,
    sync::{
        SyncFace,
        answer::Body,
        session,
        shift::{
            refuse::No,
            who::{ADMIN, Admin},
        },
    },
};
use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::sync::{
    admin::{Ceremony, Finished, InviteSecret},
    shift::DoorReason,
};
use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex},
};
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder,
};

/// How long a ceremony may last, in milliseconds.
const LASTS: i64 = 5 * 60 * 1000;
/// How many run at once; the oldest give way.
const MOST: usize = 1000;

enum Under {
    /// Somebody makes a passkey.
    Making(Box<Making>),
    /// Somebody signs in.
    SigningIn(Box<DiscoverableAuthentication>),
}

struct Making {
    state: PasskeyRegistration,
    admin: AdminRow,
    /// The link's hash, where it began with one; else the admin is signed in.
    invite: Option<String>,
}

/// The ceremonies under way.
#[derive(Clone, Default)]
pub struct Ceremonies(Arc<Mutex<BTreeMap<String, (i64, Under)>>>);

impl fmt::Debug for Ceremonies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ceremonies")
    }
}

impl Ceremonies {
    fn begin(&self, under: Under, now: i64) -> String {
        let id = random::id();
        if let Ok(mut all) = self.0.lock() {
            all.retain(|_, (ends, _)| now < *ends);
            if all.len() >= MOST {
                let oldest = all.iter().min_by_key(|(_, (ends, _))| *ends);
                if let Some(oldest) = oldest.map(|(id, _)| id.clone()) {
                    all.remove(&oldest);
                }
            }
            all.insert(id.clone(), (now + LASTS, under));
        }
        id
    }

    fn take(&self, id: &str, now: i64) -> Result<Under, No> {
        let taken = self.0.lock().ok().and_then(|mut all| all.remove(id));
        match taken {
            Some((ends, under)) if now < ends => Ok(under),
            _ => Err(DoorReason::PasskeyRefused.into()),
        }
    }
}

/// The site as authenticators know it. A number for an address is refused: no passkey is for one.
fn site(sync: &SyncFace, headers: &HeaderMap) -> Result<Webauthn, No> {
    let origin =
        Url::parse(&sync.site_url.of(headers)).map_err(|_| DoorReason::AddressNeedsName)?;
    let name = origin.domain().ok_or(DoorReason::AddressNeedsName)?;
    let built = WebauthnBuilder::new(name, &origin).map(|builder| builder.rp_name("Pasmaat"));
    let site = built.and_then(WebauthnBuilder::build);
    site.map_err(|_| DoorReason::AddressNeedsName.into())
}

/// The link is looked up by this.
pub(super) fn hash(secret: &str) -> String {
    sign::hash(&format!("invite\0{secret}"))
}

/// `POST /api/v1/admin/invite`: who has a link begins to make a passkey.
pub(super) async fn by_invite(
    State(sync): State<SyncFace>,
    headers: HeaderMap,
    peer: Option<Extension<Peer>>,
    Body(shown): Body<InviteSecret>,
) -> Result<Json<Ceremony>, No> {
    let peer = peer.map(|Extension(peer)| peer.0);
    sync.limit.try_code(peer).map_err(No::too_often)?;
    let now = sync.clock.now();
    let hash = hash(shown.secret.trim());
    let mut c = sync.db.read().await?;
    let invite = admin::invite(&mut c, &hash, now).await?;
    let invite = invite.ok_or(DoorReason::InviteUnknown)?;
    let place = place(&mut c, &invite).await?;
    let known = match &invite.admin_id {
        Some(id) => Some(
            admin::one(&mut c, id)
                .await?
                .ok_or(DoorReason::InviteUnknown)?,
        ),
        None => None,
    };
    drop(c);
    let new = known.is_none();
    let name: String = shown.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
    if new && name.is_empty() {
        // The page first asks for whom the link is, then for the name.
        let asked = Ceremony {
            id: String::new(),
            options: serde_json::Value::Null,
            place,
            new,
        };
        return Ok(Json(asked));
    }
    let row = known.unwrap_or_else(|| AdminRow {
        id: random::uuid(),
        name,
        organizer_id: invite.organizer_id.clone(),
        card_system_id: invite.card_system_id,
        created_at: now,
        revoked_at: None,
    });
    let mut ceremony = begin_making(&sync, &headers, row, Some(hash), now).await?;
    (ceremony.place, ceremony.new) = (place, new);
    Ok(Json(ceremony))
}

/// What an invitation is for, by name.
async fn place(c: &mut sqlx::AnyConnection, invite: &InviteRow) -> Result<Option<String>, No> {
    if let Some(id) = &invite.organizer_id {
        return Ok(organizer::one(c, id).await?.map(|row| row.name));
    }
    let Some(id) = invite.card_system_id else {
        return Ok(None);
    };
    Ok(card_system::name(c, id).await?)
}

/// `POST /api/v1/admin/passkeys/start`: an admin who is signed in makes another passkey.
pub(super) async fn another(
    State(sync): State<SyncFace>,
    admin: Admin,
    headers: HeaderMap,
) -> Result<Json<Ceremony>, No> {
    let now = admin.now.millis();
    Ok(Json(
        begin_making(&sync, &headers, admin.row, None, now).await?,
    ))
}

async fn begin_making(
    sync: &SyncFace,
    headers: &HeaderMap,
    admin: AdminRow,
    invite: Option<String>,
    now: i64,
) -> Result<Ceremony, No> {
    let site = site(sync, headers)?;
    let user = Uuid::parse_str(&admin.id).map_err(|_| DoorReason::Unavailable)?;
    let mut c = sync.db.read().await?;
    let own = admin::passkeys(&mut c, &admin.id).await?;
    drop(c);
    let own = own
        .iter()
        .filter_map(|row| URL_SAFE_NO_PAD.decode(&row.id).ok());
    let own: Vec<CredentialID> = own.collect();
    let begun = site.start_passkey_registration(user, &admin.name, &admin.name, Some(own));
    let (options, state) = begun.map_err(|_| DoorReason::PasskeyRefused)?;
    let mut options = serde_json::to_value(options)?;
    // The passkey must say itself whose it is: nobody types a name to sign in.
    if let Some(choice) = options.pointer_mut("/publicKey/authenticatorSelection") {
        choice["residentKey"] = "required".into();
        choice["requireResidentKey"] = true.into();
    }
    let making = Making {
        state,
        admin,
        invite,
    };
    Ok(Ceremony {
        id: sync.ceremonies.begin(Under::Making(Box::new(making)), now),
        options,
        place: None,
        new: false,
    })
}

/// `POST /api/v1/admin/passkeys`: the authenticator made one. With a link, this signs in too.
pub(super) async fn made(
    State(sync): State<SyncFace>,
    headers: HeaderMap,
    Body(finished): Body<Finished>,
) -> Result<Response, No> {
    let now = sync.clock.now();
    let Under::Making(making) = sync.ceremonies.take(&finished.id, now)? else {
        return Err(DoorReason::PasskeyRefused.into());
    };
    let site = site(&sync, &headers)?;
    let credential: RegisterPublicKeyCredential =
        serde_json::from_value(finished.credential).map_err(|_| DoorReason::PasskeyRefused)?;
    let passkey = site
        .finish_passkey_registration(&credential, &making.state)
        .map_err(|error| {
            tracing::warn!(%error, "a passkey was refused");
            DoorReason::PasskeyRefused
        })?;
    let name: String = finished
        .name
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let row = PasskeyRow {
        id: URL_SAFE_NO_PAD.encode(passkey.cred_id().as_slice()),
        admin_id: making.admin.id.clone(),
        name: name.chars().take(60).collect(),
        doc: serde_json::to_string(&passkey)?,
        created_at: now,
        used_at: None,
    };
    let token = sync
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                let admin = &making.admin;
                if let Some(hash) = &making.invite {
                    let taken = admin::take_invite(tx.c(), hash, now).await?;
                    let taken = taken.ok_or(DoorReason::InviteUnknown)?;
                    if taken.admin_id.is_none() {
                        admin::add(tx.c(), admin).await?;
                    }
                }
                admin::add_passkey(tx.c(), &row).await?;
                let told = AuditRow {
                    at: now,
                    organizer_id: admin.organizer_id.clone(),
                    shift_id: None,
                    who: admin.name.clone(),
                    what: "passkeyMade".to_owned(),
                    subject: row.id.clone(),
                    reason: None,
                };
                audit::add(tx.c(), &told).await?;
                let token = match &making.invite {
                    Some(_) => Some(open(&mut tx, admin, now).await?),
                    None => None,
                };
                Ok::<_, No>(token)
            })
        })
        .await?;
    let mut answer = StatusCode::CREATED.into_response();
    if let Some(token) = token {
        session::hand_over(&mut answer, &token);
    }
    Ok(answer)
}

/// Signs a browser in for an admin.
async fn open(tx: &mut Tx<'_>, admin: &AdminRow, now: i64) -> sqlx::Result<String> {
    let device = DeviceRow {
        id: random::uuid(),
        kind: ADMIN.to_owned(),
        public_key: None,
        name: admin.name.clone(),
        language: None,
        passholder_id: None,
        level: None,
        shift_id: None,
        organizer_id: admin.organizer_id.clone(),
        role: Some("ADMIN".to_owned()),
        created_at: now,
        last_seen_at: now,
        expires_at: 0,
        revoked_at: None,
        chain_seq: 0,
        chain_link: None,
    };
    let id = device.id.clone();
    let token = session::open(tx, device, now).await?;
    admin::bind_device(tx.c(), &id, &admin.id).await?;
    Ok(token)
}

/// `POST /api/v1/admin/sign-in`
pub(super) async fn sign_in(
    State(sync): State<SyncFace>,
    headers: HeaderMap,
) -> Result<Json<Ceremony>, No> {
    let site = site(&sync, &headers)?;
    let begun = site.start_discoverable_authentication();
    let (options, state) = begun.map_err(|_| DoorReason::PasskeyRefused)?;
    let mut options = serde_json::to_value(options)?;
    // A button asks for it, not a field that fills itself in.
    if let Some(options) = options.as_object_mut() {
        options.remove("mediation");
    }
    let under = Under::SigningIn(Box::new(state));
    Ok(Json(Ceremony {
        id: sync.ceremonies.begin(under, sync.clock.now()),
        options,
        place: None,
        new: false,
    }))
}

/// `POST /api/v1/admin/session`: the authenticator signed.
pub(super) async fn signed_in(
    State(sync): State<SyncFace>,
    headers: HeaderMap,
    Body(finished): Body<Finished>,
) -> Result<Response, No> {
    let now = sync.clock.now();
    let Under::SigningIn(state) = sync.ceremonies.take(&finished.id, now)? else {
        return Err(DoorReason::PasskeyRefused.into());
    };
    let site = site(&sync, &headers)?;
    let refused = || No::from(DoorReason::PasskeyRefused);
    let credential: PublicKeyCredential =
        serde_json::from_value(finished.credential).map_err(|_| refused())?;
    let (user, id) = site
        .identify_discoverable_authentication(&credential)
        .map_err(|_| refused())?;
    let id = URL_SAFE_NO_PAD.encode(id);
    let mut c = sync.db.read().await?;
    let row = admin::passkey(&mut c, &id).await?.ok_or_else(refused)?;
    let admin = admin::one(&mut c, &row.admin_id)
        .await?
        .ok_or_else(refused)?;
    drop(c);
    if admin.id != user.to_string() {
        return Err(refused());
    }
    let mut passkey: Passkey = serde_json::from_str(&row.doc)?;
    let result = site
        .finish_discoverable_authentication_v2(&credential, *state, &passkey)
        .map_err(|_| refused())?;
    passkey.update_credential(&result);
    let doc = serde_json::to_string(&passkey)?;
    let token = sync
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                admin::use_passkey(tx.c(), &id, &doc, now).await?;
                open(&mut tx, &admin, now).await
            })
        })
        .await?;
    let mut answer = StatusCode::CREATED.into_response();
    session::hand_over(&mut answer, &token);
    Ok(answer)
}
