//! Which pass stands for what was shown, as a registry elsewhere tells it.

use crate::{
    db::credential,
    registry::{Answer, Refused, embedded::queue::When},
    sync::{SyncFace, call},
};
use domain::{
    command::Shown,
    time::Timestamp,
    uitpas_api::{Operation, enums::PassType, pass::PassQuery},
};
use std::time::Duration;
use tokio::time::timeout;

/// How long it is looked up whose pass it was, once everything is done.
pub(super) const AFTERWARDS: Duration = Duration::from_secs(3);

/// A pass that was shown, as far as the registry had to be asked about it.
pub(in crate::sync) struct Pass {
    pub(in crate::sync) number: String,
    pub(super) holder: Option<String>,
    pub(super) name: Option<String>,
    pub(super) points: Option<i64>,
    group: bool,
}

impl SyncFace {
    /// How long it is looked up at most what stands for a pass, before anything is asked for.
    pub(super) fn looking_up(&self) -> Duration {
        let elsewhere = self.elsewhere.as_ref();
        elsewhere.map_or(Duration::ZERO, |there| there.publiq.patience().answer * 2)
    }

    /// The pass that stands for what was shown; none where nobody has it.
    pub(super) async fn pass_shown(&self, shown: &Shown, when: When) -> Answer<Option<Pass>> {
        let found = timeout(self.looking_up(), self.stands_for(shown, when)).await;
        found.unwrap_or_else(|_| Err(Refused::unavailable("a pass was not looked up in time")))
    }

    /// Whose number it is, once everything is done.
    pub(super) async fn look_up_afterwards(&self, number: &str, when: When) -> Option<Pass> {
        let found = timeout(AFTERWARDS, self.look_up(number, when)).await;
        found.ok()?.ok()?
    }

    pub(super) async fn is_of_group(&self, number: &str, when: When) -> bool {
        let found = self.look_up_afterwards(number, when).await;
        found.is_some_and(|pass| pass.group)
    }

    async fn stands_for(&self, shown: &Shown, when: When) -> Answer<Option<Pass>> {
        match shown {
            Shown::Number(number) => Ok(Some(Pass {
                number: number.as_str().to_owned(),
                holder: None,
                name: None,
                points: None,
                group: false,
            })),
            Shown::Chip(chip) => self.look_up(chip.as_str(), when).await,
            Shown::Holder(id) => self.pass_of(id, when.received).await,
            Shown::Credential(_) => {
                let mut c = self.db.read().await?;
                let identifier = self.identifier(&mut c, Some(shown), when.at).await?;
                let Ok(Some(identifier)) = identifier else {
                    return Ok(None);
                };
                let holder = credential::passholder(&mut c, &identifier).await?;
                drop(c);
                match holder {
                    Some(id) => self.pass_of(&id, when.received).await,
                    None => Ok(None),
                }
            }
        }
    }

    async fn look_up(&self, identifier: &str, when: When) -> Answer<Option<Pass>> {
        let look = call::for_pasmaat(Operation::GetPass, when.received);
        let query = PassQuery {
            identifier: identifier.to_owned(),
        };
        let found = unless_unknown(self.registry.pass(&look, query).await)?;
        Ok(found.map(|pass| Pass {
            number: pass.uitpas_number,
            holder: Some(pass.passholder_id),
            name: Some(pass.first_name),
            points: Some(pass.points),
            group: pass.pass_type == PassType::Group,
        }))
    }

    /// The pass of a pass holder.
    pub(in crate::sync) async fn pass_of(&self, id: &str, now: Timestamp) -> Answer<Option<Pass>> {
        let look = call::for_pasmaat(Operation::GetPassholder, now);
        let found = unless_unknown(self.registry.passholder(&look, id.to_owned()).await)?;
        Ok(found.and_then(|person| {
            let mut known = person.card_system_memberships.into_iter();
            let of_region = known.find_map(|membership| membership.uitpas_number);
            Some(Pass {
                number: person.uitpas_number.or(of_region)?,
                holder: Some(id.to_owned()),
                name: Some(person.first_name),
                points: person.points,
                group: false,
            })
        }))
    }
}

/// What is not there is nobody's, and no refusal.
fn unless_unknown<T>(asked: Answer<T>) -> Answer<Option<T>> {
    match asked {
        Ok(found) => Ok(Some(found)),
        Err(Refused::Problem(problem)) if problem.status == 404 => Ok(None),
        Err(other) => Err(other),
    }
}
