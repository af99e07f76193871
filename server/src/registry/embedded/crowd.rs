//! A queue at a door that comes in at once: who they are is looked up together, and what they are
//! given is kept together, in a few statements for all and not in a dozen for each.

use super::{
    Embedded,
    checkin::{bounds, earlier, judge, keep},
    pass::{Found, Holder},
    queue::{Outcome, When, first_name, refused},
};
use crate::{
    db::{Tx, card, card::CardRow, checkin as db, event::EventRow},
    registry::Answer,
};
use domain::{checkin::Rules, command::Shown, time::Timestamp, verdict::Verdict};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// A check-in that a door asks for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What was shown.
    pub shown: &'a Shown,
    /// At which activity.
    pub event: &'a EventRow,
    /// When it is judged.
    pub at: Timestamp,
}

/// Those whom the commands of one transaction are about.
#[derive(Default)]
pub struct Crowd {
    rules: BTreeMap<String, Arc<Rules>>,
    found: HashMap<Shown, Arc<Found>>,
    seen: HashMap<(String, String), Seen>,
    new: Vec<db::NewCheckin>,
}

/// When somebody was at an activity, as far as it was looked up.
struct Seen {
    from: i64,
    to: i64,
    at: Vec<i64>,
}

impl Crowd {
    /// Looks up whom these are about and locks them, with `others`, in one order whoever asks.
    pub async fn gather(
        &mut self,
        own: &Embedded,
        tx: &mut Tx<'_>,
        asked: &[Asked<'_>],
        mut others: Vec<String>,
    ) -> Answer<()> {
        let cards = cards(tx, asked).await?;
        let holder = |shown: &Shown| match shown {
            Shown::Holder(id) => Some(id.clone()),
            other => cards.get(other)?.passholder_id.clone(),
        };
        let mut ids: Vec<String> = asked.iter().filter_map(|one| holder(one.shown)).collect();
        ids.sort_unstable();
        ids.dedup();
        others.extend(ids.iter().cloned());
        tx.lock_all("passholder", others).await?;
        let mut people = HashMap::new();
        for person in own.people(tx.c(), &ids).await? {
            people.insert(person.row.id.clone(), person);
        }
        for one in asked {
            // Who shows the pass in another way too is looked up again then.
            if let Some(person) = holder(one.shown).and_then(|id| people.remove(&id)) {
                let shown = cards.get(one.shown).cloned();
                let leading = || person.leading().and_then(|(_, card)| card.clone());
                if let Some(card) = shown.or_else(leading) {
                    let holder = Holder::Person(Box::new(person));
                    let found = Arc::new(Found { card, holder });
                    self.found.insert(one.shown.clone(), found);
                }
            }
        }
        self.look_back(tx, asked, &ids).await
    }

    /// Looks up when these people were at the activities, in the periods that count.
    async fn look_back(
        &mut self,
        tx: &mut Tx<'_>,
        asked: &[Asked<'_>],
        ids: &[String],
    ) -> Answer<()> {
        let mut spans: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
        for one in asked {
            if let Some(limit) = self.rules(one.event)?.limit {
                let (from, to) = bounds(limit, one.at);
                let span = spans.entry(&one.event.id).or_insert((from, to));
                *span = (span.0.min(from), span.1.max(to));
            }
        }
        for (event, (from, to)) in spans {
            for id in ids {
                let at = vec![];
                let key = (id.clone(), event.to_owned());
                self.seen.insert(key, Seen { from, to, at });
            }
            for (id, at) in db::earlier_of(tx.c(), ids, event, from, to).await? {
                if let Some(seen) = self.seen.get_mut(&(id, event.to_owned())) {
                    seen.at.push(at);
                }
            }
        }
        Ok(())
    }

    /// A helper checks in what was shown at an activity; it is kept by [`Crowd::keep`]. `identifier`
    /// is that of a rotating code, which was verified.
    pub async fn check_in(
        &mut self,
        own: &Embedded,
        tx: &mut Tx<'_>,
        asked: Asked<'_>,
        identifier: Option<&str>,
        when: When,
    ) -> Answer<Outcome> {
        let Asked { shown, event, at } = asked;
        let found = match self.found.get(shown) {
            Some(found) => Arc::clone(found),
            None => match own.by_shown(tx.c(), shown, identifier).await? {
                Some(found) => Arc::new(found),
                None => return Ok(Verdict::UnknownPass.into()),
            },
        };
        let rules = self.rules(event)?;
        let earlier = match &found.holder {
            Holder::Person(person) => {
                self.earlier(tx, &rules, &person.row.id, &event.id, at)
                    .await?
            }
            _ => vec![],
        };
        let name = first_name(&found);
        Ok(match judge(&rules, event, &found, &earlier, at)? {
            Ok(row) => {
                let outcome = Outcome {
                    verdict: Verdict::Saved {
                        points: row.points,
                        total: None,
                        name,
                        activity: None,
                    },
                    subject: Some(row.id.clone()),
                    holder: Some(row.passholder_id.clone()),
                };
                let received_at = when.received.millis();
                self.new.push(db::NewCheckin { row, received_at });
                outcome
            }
            Err(no) => Outcome {
                verdict: refused(tx.c(), &found, &event.id, no, name).await?,
                subject: None,
                holder: found.card.passholder_id.clone(),
            },
        })
    }

    /// When somebody was at an activity in the period that counts, what is not kept yet included.
    async fn earlier(
        &self,
        tx: &mut Tx<'_>,
        rules: &Rules,
        person: &str,
        event: &str,
        at: Timestamp,
    ) -> Answer<Vec<Timestamp>> {
        let Some(limit) = rules.limit else {
            return Ok(vec![]);
        };
        let (from, to) = bounds(limit, at);
        let key = (person.to_owned(), event.to_owned());
        let mut times = match self.seen.get(&key) {
            Some(seen) if seen.from <= from && to <= seen.to => {
                let within = seen.at.iter().filter(|at| (from..to).contains(*at));
                within.copied().map(Timestamp::from_millis).collect()
            }
            _ => {
                tx.lock("passholder", person).await?;
                earlier(tx.c(), rules, person, event, at).await?
            }
        };
        let new = self.new.iter().map(|new| &new.row);
        let new = new.filter(|row| row.passholder_id == person && row.event_id == event);
        let new = new.map(|row| row.at).filter(|at| (from..to).contains(at));
        times.extend(new.map(Timestamp::from_millis));
        Ok(times)
    }

    /// Keeps what they were given.
    pub async fn keep(&mut self, tx: &mut Tx<'_>) -> Answer<()> {
        keep(tx.c(), &std::mem::take(&mut self.new)).await
    }

    fn rules(&mut self, event: &EventRow) -> Answer<Arc<Rules>> {
        if let Some(rules) = self.rules.get(&event.id) {
            return Ok(Arc::clone(rules));
        }
        let rules = Arc::new(event.checkin_rules()?);
        self.rules.insert(event.id.clone(), Arc::clone(&rules));
        Ok(rules)
    }
}

/// The cards that are named by their numbers or chips.
async fn cards<'a>(
    tx: &mut Tx<'_>,
    asked: &[Asked<'a>],
) -> sqlx::Result<HashMap<&'a Shown, CardRow>> {
    let mut numbers = HashMap::new();
    let mut cards = HashMap::new();
    for Asked { shown, .. } in asked {
        match shown {
            Shown::Number(number) => {
                numbers.insert(number.as_str().to_owned(), *shown);
            }
            Shown::Chip(chip) => {
                let found = card::by_chip(tx.c(), chip.as_str()).await?;
                cards.extend(found.map(|card| (*shown, card)));
            }
            Shown::Holder(_) | Shown::Credential(_) => {}
        }
    }
    let texts: Vec<String> = numbers.keys().cloned().collect();
    for card in card::by_numbers(tx.c(), &texts).await? {
        if let Some(shown) = numbers.get(&card.uitpas_number) {
            cards.insert(*shown, card);
        }
    }
    Ok(cards)
}
