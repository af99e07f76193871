//! Whom something stands for that was shown at a door: looked up for what needs the network, while a
//! scan itself comes in as a command.

use super::{refuse::No, who::AtDoor};
use crate::{
    db::{credential, door_scan},
    sync::{SyncFace, call},
};
use chrono::TimeDelta;
use domain::{
    command::Shown,
    credential::verify,
    number::UitpasNumber,
    sync::{counter::Asked, shift::DoorReason},
    time::Timestamp,
    uitpas_api::{Operation, pass::PassQuery},
};

/// How long after the scan a rotating code still says whose it was: the conversation at a counter.
const CONVERSATION: TimeDelta = TimeDelta::minutes(15);

impl AtDoor {
    /// The number of the pass, a person's or a group's.
    pub(super) async fn number(&self, sync: &SyncFace, asked: &Asked) -> Result<UitpasNumber, No> {
        let found = match &asked.shown {
            Shown::Number(number) => return Ok(*number),
            Shown::Chip(chip) => self.pass(sync, chip.as_str()).await?.0,
            Shown::Holder(_) | Shown::Credential(_) => {
                let holder = self.holder(sync, asked).await?;
                if sync.elsewhere.is_some() {
                    let pass = sync.pass_of(&holder, self.now).await?;
                    let number = pass.and_then(|pass| pass.number.parse().ok());
                    return Ok(number.ok_or(DoorReason::PassRefused)?);
                }
                let mut c = sync.db.read().await?;
                let cards = door_scan::cards_of(&mut c, &[holder]).await?;
                cards.into_iter().next().map(|(_, number, _)| number)
            }
        };
        let number = found.and_then(|number| number.parse().ok());
        Ok(number.ok_or(DoorReason::PassRefused)?)
    }

    /// Who it is, by id; of a group's pass the group's.
    pub(super) async fn holder(&self, sync: &SyncFace, asked: &Asked) -> Result<String, No> {
        match &asked.shown {
            Shown::Number(number) => Ok(self.pass(sync, number.as_str()).await?.1),
            Shown::Chip(chip) => Ok(self.pass(sync, chip.as_str()).await?.1),
            Shown::Holder(id) => Ok(id.clone()),
            Shown::Credential(text) => {
                let at = self.moment(asked.at);
                let mut c = sync.db.read().await?;
                let trust = sync.signers(&mut c, at).await?;
                let checked = verify(text, &trust, at).map_err(|_| DoorReason::PassRefused)?;
                let identifier = checked.identifier.to_string();
                let holder = credential::passholder(&mut c, &identifier).await?;
                Ok(holder.ok_or(DoorReason::PassRefused)?)
            }
        }
    }

    /// When it was shown, as far as the phone is believed.
    fn moment(&self, at: Timestamp) -> Timestamp {
        at.min(self.now).max(self.now - CONVERSATION)
    }

    async fn pass(&self, sync: &SyncFace, text: &str) -> Result<(Option<String>, String), No> {
        let look = call::for_pasmaat(Operation::GetPass, self.now);
        let query = PassQuery {
            identifier: text.to_owned(),
        };
        let pass = sync.registry.pass(&look, query).await?;
        Ok((Some(pass.uitpas_number), pass.passholder_id))
    }
}
