//! Proof that somebody has a pass in hand, and linking a UiTiD with it.

use super::{Embedded, pass::Found, pass::Holder};
use crate::{
    db::passholder,
    registry::{Answer, Call, Refused},
};
use domain::{
    number::UitpasNumber,
    uitpas_api::{
        Date, Problem, ProblemType,
        enums::UitidStatus,
        passholder::{RegistrationToken, UitidRegistrationStatus},
    },
};

/// What a registration token is signed for.
const PURPOSE: &str = "registration";
/// How long it holds, in milliseconds. The length is ours.
const LIFETIME: i64 = 60 * 60 * 1000;

impl Embedded {
    /// The pass holder that number and birth date stand for: one answer for all that do not fit.
    pub async fn holder_by_proof(
        &self,
        number: &str,
        date_of_birth: &str,
    ) -> Answer<Option<String>> {
        let (Ok(number), Ok(born)) = (
            number.parse::<UitpasNumber>(),
            date_of_birth.parse::<Date>(),
        ) else {
            return Ok(None);
        };
        let mut c = self.db.read().await?;
        let found = self.by_number(&mut c, &number).await?;
        let Some(Found {
            holder: Holder::Person(person),
            ..
        }) = found
        else {
            return Ok(None);
        };
        Ok((person.date_of_birth()? == born).then(|| person.row.id.clone()))
    }

    /// The pass holder of the registration token that came with a call.
    pub(super) fn proven(&self, call: &Call) -> Option<String> {
        let token = call.credentials.registration.as_deref()?;
        self.signer.read(PURPOSE, token, call.now.millis())
    }
}

/// `GET /passholders/me/uitid/registration-token`
pub(in crate::registry) async fn token(
    registry: &Embedded,
    call: &Call,
) -> Answer<RegistrationToken> {
    call.allow_any()?;
    let unauthorized = || Problem::new(ProblemType::AuthUnauthorized);
    let (number, born) = call.credentials.basic.as_ref().ok_or_else(unauthorized)?;
    let holder = registry.holder_by_proof(number, born).await?;
    let holder = holder.ok_or_else(|| {
        unauthorized().with_detail("UiTPAS number and date of birth do not belong together.")
    })?;
    let token = registry
        .signer
        .sign(PURPOSE, &holder, call.now.millis() + LIFETIME);
    Ok(RegistrationToken { token })
}

/// `GET /passholders/me/uitid/status`
pub(in crate::registry) async fn status(
    registry: &Embedded,
    call: &Call,
) -> Answer<UitidRegistrationStatus> {
    call.allow_any()?;
    let id = registry.proven(call).ok_or(ProblemType::AuthUnauthorized)?;
    let mut c = registry.db.read().await?;
    let person = registry
        .person(&mut c, &id)
        .await?
        .ok_or(ProblemType::AuthUnauthorized)?;
    Ok(UitidRegistrationStatus {
        uitpas_number: person.uitpas_number().unwrap_or_default(),
        state: if person.row.uitid.is_some() {
            UitidStatus::Registered
        } else {
            UitidStatus::Unregistered
        },
        email: person.row.email,
    })
}

/// `PUT /passholders/me/uitid`
pub(in crate::registry) async fn link(registry: &Embedded, call: &Call) -> Answer<()> {
    call.allow_any()?;
    let user = call.user_id.clone().ok_or(ProblemType::AuthUnauthorized)?;
    let id = registry.proven(call).ok_or_else(|| {
        Refused::from(
            Problem::new(ProblemType::AuthForbidden)
                .with_detail("x-registration-token is missing or has ended."),
        )
    })?;
    registry
        .db
        .write(move |mut tx| {
            Box::pin(async move {
                tx.lock("passholder", &id).await?;
                let row = passholder::one(tx.c(), &id)
                    .await?
                    .ok_or(ProblemType::AuthForbidden)?;
                if row.uitid.is_some() {
                    return Err(ProblemType::PassholderAlreadyRegistered.into());
                }
                if passholder::by_uitid(tx.c(), &user).await?.is_some() {
                    return Err(ProblemType::UitidAlreadyRegistered.into());
                }
                Ok(passholder::link_uitid(tx.c(), &id, &user).await?)
            })
        })
        .await
}
