//! Hears what a device says about a membership: fact, effect and verdict in one transaction, and the
//! first verdict again when it is said again.

use super::{
    Clubs, key,
    known::{self, Knew},
    may_register,
    meant::meant,
    readable,
};
use crate::{
    db::{Tx, association, club as db, roster},
    list::Club,
    registry::{Answer, embedded::Embedded},
};
use chrono::NaiveDate;
use domain::{
    association::{Refusal, Rules},
    club::{Fact, Membership, Said, Who, own::erased_on},
    sync::club::{Item, Verdict},
    time::{Timestamp, subtract_months},
};

impl Clubs<'_> {
    /// Hears one thing; none when the club may not register in this association.
    pub async fn say(
        &self,
        club: &Club,
        association: &str,
        device: &str,
        item: Item,
    ) -> Answer<Option<Verdict>> {
        let (registry, club) = (self.0.clone(), club.clone());
        let (association, device) = (association.to_owned(), device.to_owned());
        let work = self.0.db().write(move |mut tx| {
            Box::pin(async move {
                let row = readable(tx.c(), &club, &association).await?;
                let Some(row) = row.filter(may_register) else {
                    return Ok(None);
                };
                let now = Now {
                    rules: row.rules()?,
                    club,
                    device,
                    knew: None,
                };
                let heard = hear(&registry, &mut tx, &association, &now, item).await?;
                Ok(Some(heard.verdict))
            })
        });
        work.await
    }

    /// Erases what the club keeps about somebody; false when it may not.
    pub async fn erase(&self, club: &Club, association: &str, who: Who) -> Answer<bool> {
        let (club, association) = (club.clone(), association.to_owned());
        let work = self.0.db().write(move |mut tx| {
            Box::pin(async move {
                let row = readable(tx.c(), &club, &association).await?;
                if row.is_none_or(|row| !may_register(&row)) {
                    return Ok(false);
                }
                db::erase(tx.c(), &association, &key(&who)).await?;
                Ok(true)
            })
        });
        work.await
    }

    /// Erases what is past its time, in every club.
    pub async fn erase_expired(&self, now: Timestamp) -> Answer<()> {
        let today = now.date_in_brussels();
        let before = subtract_months(today, domain::club::own::KEPT_MONTHS);
        let work = self.0.db().write(move |mut tx| {
            Box::pin(async move {
                let (today, before) = (today.to_string(), before.to_string());
                Ok(db::erase_expired(tx.c(), &today, &before).await?)
            })
        });
        work.await
    }
}

/// Who says it, and by which rules it is judged.
pub(super) struct Now {
    pub(super) rules: Rules,
    pub(super) club: Club,
    pub(super) device: String,
    /// What a device knew that could not ask; none for who saw everything.
    pub(super) knew: Option<Knew>,
}

/// What was heard, and of whom where that is known.
pub(super) struct Heard {
    pub(super) verdict: Verdict,
    pub(super) who: Option<Who>,
}

/// Hears one thing within a transaction.
pub(super) async fn hear(
    registry: &Embedded,
    tx: &mut Tx<'_>,
    association: &str,
    now: &Now,
    item: Item,
) -> Answer<Heard> {
    let id = item.id.to_string();
    // The same thing said on two connections at once.
    tx.lock("club_fact", &id).await?;
    if let Some(before) = db::fact(tx.c(), association, &id).await? {
        return Ok(Heard {
            verdict: serde_json::from_str(&before.verdict)?,
            who: super::who(&before.who),
        });
    }
    let said = item.id;
    match judge(registry, tx, association, now, item).await? {
        Ok((who, verdict)) => Ok(Heard {
            verdict,
            who: Some(who),
        }),
        Err(refusal) => {
            // Also a refusal is the same when it is asked again.
            let row = db::FactRow {
                id: said.to_string(),
                association_id: association.to_owned(),
                who: String::new(),
                doc: String::new(),
                verdict: serde_json::to_string(&refusal)?,
                device_id: now.device.clone(),
                received_at: now.club.now.millis(),
            };
            db::add_fact(tx.c(), &row).await?;
            Ok(Heard {
                verdict: refusal,
                who: None,
            })
        }
    }
}

/// Does it, or says why not: then nothing of it was done.
async fn judge(
    registry: &Embedded,
    tx: &mut Tx<'_>,
    association: &str,
    now: &Now,
    item: Item,
) -> Answer<Result<(Who, Verdict), Verdict>> {
    let id = item.id.to_string();
    let day = item.at.min(now.club.now).date_in_brussels();
    let person = match meant(registry, tx, association, &item.who, day).await? {
        Ok(person) => person,
        Err(verdict) => return Ok(Err(verdict)),
    };
    if let Who::Passholder(id) = &person.who {
        tx.lock("passholder", id).await?;
    } else {
        tx.lock("club_guest", &key(&person.who)).await?;
    }
    let own = match item
        .own
        .map(|own| own.checked(person.born, day))
        .transpose()
    {
        Ok(own) => own,
        Err(reason) => return Ok(Err(Verdict::Own { reason })),
    };
    let knew = now.knew;
    let (mut membership, seen) = known::to(tx.c(), association, &person.who, knew).await?;
    let what = match item.what {
        Said::Given { .. } if !person.belongs => return Ok(Err(Verdict::OtherRegion)),
        Said::Given { until, despite } => {
            // By what the device knew: that it was renewed elsewhere meanwhile is no reason to say no.
            let end = seen.until();
            match now.rules.register(end, Some(until), person.born, day) {
                Ok(until) => meanwhile(Said::Given { until, despite }, &seen, knew),
                Err(refusal) => return Ok(Err(refused(refusal, membership.until()))),
            }
        }
        stop @ Said::Stopped { .. } => meanwhile(stop, &seen, knew),
    };
    let fact = Fact {
        id: item.id,
        who: person.who.clone(),
        at: item.at,
        what,
    };
    membership.hear(fact.clone());
    let conflicts = membership.conflicts();
    let verdict = match (membership.until(), conflicts.is_empty()) {
        (Some(until), false) => Verdict::Conflict { until },
        (Some(until), true) => Verdict::Member { until },
        (None, _) => Verdict::Stopped,
    };
    // The device that spoke first is told too, when it next asks.
    let both = conflicts.iter().flat_map(|one| [one.given, one.stopped]);
    let others: Vec<String> = both
        .filter(|other| *other != fact.id)
        .map(|other| other.to_string())
        .collect();
    roster::found_beside(tx.c(), association, &others, now.club.now.millis()).await?;
    let mut row = db::FactRow {
        id,
        association_id: association.to_owned(),
        who: key(&person.who),
        doc: serde_json::to_string(&fact)?,
        verdict: serde_json::to_string(&verdict)?,
        device_id: now.device.clone(),
        received_at: now.club.now.millis(),
    };
    db::add_fact(tx.c(), &row).await?;
    // What the registry did by itself is written down too, or it would be followed twice.
    for other in membership.facts().filter(|other| other.id != fact.id) {
        let id = other.id.to_string();
        if db::fact(tx.c(), association, &id).await?.is_none() {
            row = db::FactRow {
                id,
                doc: serde_json::to_string(other)?,
                device_id: known::REGISTRY.to_owned(),
                ..row
            };
            db::add_fact(tx.c(), &row).await?;
        }
    }
    effect(
        tx,
        association,
        &person.who,
        membership.until(),
        day,
        now.club.now.millis(),
    )
    .await?;
    let erased = erased_on(membership.until().unwrap_or(day)).to_string();
    match own {
        Some(own) => {
            let doc = serde_json::to_string(&own)?;
            db::put_own(tx.c(), association, &key(&person.who), &doc, &erased).await?;
        }
        None => db::keep_own_until(tx.c(), association, &key(&person.who), &erased).await?,
    }
    Ok(Ok((person.who, verdict)))
}

/// What was said, with what else its device knew then.
fn meanwhile(said: Said, seen: &Membership, knew: Option<Knew>) -> Said {
    if knew.is_none() {
        return said;
    }
    match (said, seen.stop(), seen.give(NaiveDate::MIN)) {
        (Said::Given { until, mut despite }, _, Said::Given { despite: more, .. }) => {
            despite.extend(more);
            Said::Given { until, despite }
        }
        (Said::Stopped { mut ends }, Said::Stopped { ends: more }, _) => {
            ends.extend(more);
            Said::Stopped { ends }
        }
        (said, ..) => said,
    }
}

fn refused(refusal: Refusal, end: Option<NaiveDate>) -> Verdict {
    match (refusal, end) {
        (Refusal::TooEarly, Some(until)) => Verdict::Already { until },
        // Too early by what the device knew; meanwhile somebody stopped it.
        (Refusal::TooEarly, None) => Verdict::Stopped,
        (Refusal::TooOld, _) => Verdict::TooOld,
        _ => Verdict::NoEnd,
    }
}

/// Makes the registry, or the list of those without a pass, say the same.
async fn effect(
    tx: &mut Tx<'_>,
    association: &str,
    who: &Who,
    until: Option<NaiveDate>,
    today: NaiveDate,
    now: i64,
) -> Answer<()> {
    let today = today.to_string();
    match (who, until.map(|until| until.to_string())) {
        (Who::Passholder(id), Some(until)) => {
            association::register(tx.c(), association, id, &until, &today).await?;
        }
        (Who::Passholder(id), None) => {
            association::stop(tx.c(), association, id, now).await?;
        }
        (Who::Guest(id), until) => {
            db::set_guest_end(
                tx.c(),
                association,
                &id.to_string(),
                until.as_deref(),
                &today,
            )
            .await?;
        }
    }
    Ok(())
}
