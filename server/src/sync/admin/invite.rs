//! Links that let somebody make a passkey: from the command line for the first admin, from an admin
//! for the next one or for one who lost the passkeys.

use super::passkey::hash;
use crate::{
    db::{Db, admin, admin::InviteRow, audit, audit::AuditRow, card_system, organizer},
    random,
    sync::{
        SyncFace,
        answer::Body,
        shift::{refuse::No, who::Admin},
    },
};
use anyhow::Context as _;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use domain::{
    sync::{
        admin::{InviteLink, NewInvite},
        shift::DoorReason,
    },
    time::Timestamp,
};

/// How long a link works, in milliseconds: three days.
const LASTS: i64 = 3 * 24 * 60 * 60 * 1000;

/// For whom an admin acts.
#[derive(Clone, Debug)]
pub enum For {
    /// One organizer.
    Organizer(String),
    /// All organizers of a region.
    Region(i64),
}

fn row(secret: &str, made_by: &str, now: i64) -> InviteRow {
    InviteRow {
        hash: hash(secret),
        admin_id: None,
        organizer_id: None,
        card_system_id: None,
        made_by: made_by.to_owned(),
        created_at: now,
        expires_at: now + LASTS,
    }
}

fn address(base: &str, language: &str, secret: &str) -> String {
    format!("{base}/{language}/beheer/uitnodiging#{secret}")
}

/// Makes a link in the name of whoever runs the program; `base` is how people reach the site.
pub async fn invite(db: &Db, whom: For, base: &str, now: i64) -> anyhow::Result<String> {
    let secret = random::key();
    let mut row = row(&secret, "program", now);
    let mut c = db.read().await?;
    match whom {
        For::Organizer(id) => {
            let known = organizer::one(&mut c, &id).await?;
            known.with_context(|| format!("--organizer {id}: there is no such organizer here"))?;
            row.organizer_id = Some(id);
        }
        For::Region(id) => {
            let known = card_system::name(&mut c, id).await?;
            known.with_context(|| format!("--region {id}: there is no such region here"))?;
            row.card_system_id = Some(id);
        }
    }
    drop(c);
    db.write(move |mut tx| Box::pin(async move { admin::add_invite(tx.c(), &row).await }))
        .await?;
    Ok(address(base, "nl", &secret))
}

/// `POST /api/v1/admin/invites`
pub(super) async fn by_admin(
    State(sync): State<SyncFace>,
    admin: Admin,
    headers: HeaderMap,
    Body(new): Body<NewInvite>,
) -> Result<(StatusCode, Json<InviteLink>), No> {
    let secret = random::key();
    let now = admin.now.millis();
    let mut row = row(&secret, &admin.row.id, now);
    row.organizer_id.clone_from(&admin.row.organizer_id);
    row.card_system_id = admin.row.card_system_id;
    if let Some(id) = new.admin_id {
        let mut c = sync.db.read().await?;
        let beside = admin::beside(&mut c, &admin.row).await?;
        if !beside.iter().any(|other| other.id == id) {
            return Err(DoorReason::NotFound.into());
        }
        row.admin_id = Some(id);
    }
    let told = AuditRow {
        at: now,
        organizer_id: admin.row.organizer_id.clone(),
        shift_id: None,
        who: admin.row.name.clone(),
        what: "adminInvited".to_owned(),
        subject: row.admin_id.clone().unwrap_or_default(),
        reason: None,
    };
    let expires_at = Timestamp::from_millis(row.expires_at);
    sync.db
        .write(move |mut tx| {
            Box::pin(async move {
                admin::add_invite(tx.c(), &row).await?;
                audit::add(tx.c(), &told).await
            })
        })
        .await?;
    let language = crate::web::wanted(&headers);
    let link = InviteLink {
        address: address(&sync.site_url.of(&headers), language.code(), &secret),
        expires_at,
    };
    Ok((StatusCode::CREATED, Json(link)))
}
