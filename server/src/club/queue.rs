//! What a helper's phone at a door asked about a membership, heard within the transaction that keeps
//! its verdict.

use super::{
    Clubs,
    known::Knew,
    may_register, readable,
    say::{Now, hear},
};
use crate::{
    db::{Tx, device::DeviceRow},
    list::Club,
    registry::{Answer, embedded::queue::When},
};
use domain::{
    club::Who,
    command::Shown,
    sync::club::{Item, Meant, Wish},
    verdict::{Reason, Verdict},
};
use uuid::Uuid;

impl Clubs<'_> {
    /// Hears it, under the id of its command; `identifier` is that of a rotating code, verified.
    pub async fn wish(
        &self,
        tx: &mut Tx<'_>,
        device: &DeviceRow,
        id: Uuid,
        wish: &Wish,
        identifier: Option<&str>,
        when: When,
    ) -> Answer<Verdict> {
        let club = Club {
            organizers: device.organizer_id.iter().cloned().collect(),
            now: when.received,
        };
        let row = readable(tx.c(), &club, &wish.association).await?;
        let Some(row) = row.filter(may_register) else {
            return Ok(Verdict::refused(Reason::NotAllowed));
        };
        let mut who = wish.who.clone();
        if let (Meant::Shown { shown }, Some(identifier)) = (&who, identifier)
            && let Some(holder) = self.0.holder_shown(tx.c(), shown, Some(identifier)).await?
        {
            let shown = Shown::Holder(holder);
            who = Meant::Shown { shown };
        }
        let item = Item {
            id,
            at: when.at,
            who,
            what: wish.what.clone(),
            own: wish.own.clone(),
        };
        let now = Now {
            rules: row.rules()?,
            club,
            device: device.id.clone(),
            knew: Some(Knew(wish.knew)),
        };
        let heard = hear(self.0, tx, &wish.association, &now, item).await?;
        let name = match &heard.who {
            Some(Who::Passholder(id)) => self.0.first_name(tx.c(), id).await?,
            _ => None,
        };
        Ok(Verdict::Membership {
            told: heard.verdict,
            name,
        })
    }
}
