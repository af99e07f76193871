//! The family list, and the lists that one is on: added by number and birth date, seen by consent.

use super::{
    Refusal, SyncFace,
    answer::Body,
    call,
    proof::{Proof, Typed},
    session::FullPhone,
};
use crate::{db::consent, listen::Peer};
use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    sync::{
        family::{ConsentAnswer, MemberChange, NewMember},
        refusal::Reason,
    },
    uitpas_api::{Operation, family::FamilyMember},
};
use tokio::time::{Instant, sleep_until};

/// `POST /api/v1/family`: whoever has the other's pass in hand and knows the birth date. It takes as
/// long and says as little as signing in does.
pub(super) async fn add(
    State(sync): State<SyncFace>,
    peer: Option<Extension<Peer>>,
    FullPhone(phone): FullPhone,
    Body(new): Body<NewMember>,
) -> Result<StatusCode, Refusal> {
    let typed = Typed::read(&new.number, &new.date_of_birth, phone.now)?;
    let peer = peer.map(|Extension(peer)| peer.0);
    let tried = sync.limit.try_proof(typed.number.as_str(), peer);
    tried.map_err(Refusal::too_often)?;
    let end = Instant::now() + super::sign_in::AS_LONG;
    let proof = sync.prove(&typed, phone.now).await;
    sleep_until(end).await;
    let token = match proof? {
        Proof::Person { token, .. } => token,
        Proof::No(reason) => return Err(reason.into()),
    };
    let operation = Operation::PostPassholderFamilyMember;
    let mut own = call::for_device(operation, &phone.passholder, vec![], phone.now);
    own.credentials.registration = Some(token);
    let member = FamilyMember {
        uitpas_number: Some(typed.number.as_str().to_owned()),
        icon: new.icon.as_deref().map(icon),
        ..FamilyMember::default()
    };
    let added = sync
        .registry
        .add_family_member(&own, phone.passholder, member);
    added.await?;
    Ok(StatusCode::CREATED)
}

/// `PUT /api/v1/family/{member}`
pub(super) async fn change(
    State(sync): State<SyncFace>,
    Path(member): Path<String>,
    FullPhone(phone): FullPhone,
    Body(to): Body<MemberChange>,
) -> Result<StatusCode, Refusal> {
    let operation = Operation::PutPassholderFamilyMember;
    let own = call::for_device(operation, &phone.passholder, vec![], phone.now);
    let to = FamilyMember {
        icon: to.icon.as_deref().map(icon),
        ..FamilyMember::default()
    };
    let changed = sync
        .registry
        .update_family_member(&own, phone.passholder, member, to);
    changed.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /api/v1/family/{member}`
pub(super) async fn remove(
    State(sync): State<SyncFace>,
    Path(member): Path<String>,
    FullPhone(phone): FullPhone,
) -> Result<StatusCode, Refusal> {
    let owner = phone.passholder.clone();
    sync.part(&phone.passholder, owner, member, phone.now).await
}

/// `DELETE /api/v1/families/{passholder}`: leaves the list of another.
pub(super) async fn leave(
    State(sync): State<SyncFace>,
    Path(owner): Path<String>,
    FullPhone(phone): FullPhone,
) -> Result<StatusCode, Refusal> {
    let member = phone.passholder.clone();
    sync.part(&phone.passholder, owner, member, phone.now).await
}

/// `PUT /api/v1/families/{passholder}`: yes or no to being seen, changed as often as one likes.
pub(super) async fn answer(
    State(sync): State<SyncFace>,
    Path(owner): Path<String>,
    FullPhone(phone): FullPhone,
    Body(said): Body<ConsentAnswer>,
) -> Result<StatusCode, Refusal> {
    let (member, now) = (phone.passholder, phone.now);
    let families = sync.families(&member, true, now).await?;
    if !families.iter().any(|family| family.passholder == owner) {
        return Err(Reason::NotFound.into());
    }
    let kept: sqlx::Result<()> = sync
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                consent::answer(tx.c(), &owner, &member, said.agrees, now.millis()).await
            })
        })
        .await;
    kept?;
    Ok(StatusCode::NO_CONTENT)
}

impl SyncFace {
    /// Takes a member off a list, and forgets what was agreed.
    async fn part(
        &self,
        asks: &str,
        owner: String,
        member: String,
        now: domain::time::Timestamp,
    ) -> Result<StatusCode, Refusal> {
        let own = call::for_device(Operation::DeletePassholderFamilyMember, asks, vec![], now);
        let gone = self
            .registry
            .remove_family_member(&own, owner.clone(), member.clone());
        gone.await?;
        let kept: sqlx::Result<()> = self
            .db
            .write(move |mut tx| {
                Box::pin(async move { consent::forget(tx.c(), &owner, &member).await })
            })
            .await;
        kept?;
        Ok(StatusCode::NO_CONTENT)
    }
}

/// The name of a picture, cut to what a name can be.
fn icon(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(32).collect()
}
