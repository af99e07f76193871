//! The members of a club: what devices say about them while offline, and what follows from it
//! whichever of it arrives, in whatever order and however often. Until when a membership runs is
//! [`crate::association`]'s; storage and pass holders' own data are not here.

pub mod band;
pub mod figures;
pub mod own;
pub mod season;
pub mod sheet;

use crate::time::Timestamp;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Who is meant: a pass holder, or somebody whom only the club knows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "camelCase")]
pub enum Who {
    /// A pass holder, by id.
    Passholder(String),
    /// Somebody without a pass, by the id that the club's device made.
    Guest(Uuid),
}

/// Something that a device said about a membership. Its id is the command's: said twice, it is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// The id of the command.
    pub id: Uuid,
    /// Whose membership.
    pub who: Who,
    /// When it was said.
    pub at: Timestamp,
    /// What was said.
    pub what: Said,
}

/// What was said. Each names what the device knew then: that tells "after" from "beside".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "camelCase")]
pub enum Said {
    /// Given, renewed or taken up again.
    Given {
        /// The last day.
        until: NaiveDate,
        /// The ends that the device knew, and gave it in spite of.
        #[serde(default)]
        despite: BTreeSet<Uuid>,
    },
    /// Stopped.
    Stopped {
        /// What it ends: all that the device knew of.
        ends: BTreeSet<Uuid>,
    },
}

/// A membership, as far as somebody knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Membership {
    facts: BTreeMap<Uuid, Fact>,
}

/// Two devices said opposite things without knowing of each other. The membership runs, since
/// somebody may have paid for it; a person of the club says whether that is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// What was given.
    pub given: Uuid,
    /// What was stopped beside it.
    pub stopped: Uuid,
}

impl Membership {
    /// Takes note of a fact; one that is known changes nothing.
    pub fn hear(&mut self, fact: Fact) {
        self.facts.entry(fact.id).or_insert(fact);
    }

    /// Takes note of all that another knows.
    pub fn merge(&mut self, other: &Self) {
        for fact in other.facts.values() {
            self.hear(fact.clone());
        }
    }

    /// All that is known of it, by id.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.facts.values()
    }

    /// The last day; none when it was stopped or never given. A stop ends what its device knew, and
    /// nothing else.
    pub fn until(&self) -> Option<NaiveDate> {
        let ended = self.ended();
        let running = self.given().filter(|(id, _, _)| !ended.contains(id));
        running.map(|(_, until, _)| until).max()
    }

    /// What was said beside each other, and still matters.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let ended = self.ended();
        let running = self.given().filter(|(id, _, _)| !ended.contains(id));
        let beside = running.flat_map(|(given, _, despite)| {
            let stops = self.stopped().map(|(stopped, _)| stopped);
            let unknown = stops.filter(|stopped| !despite.contains(stopped));
            unknown.map(move |stopped| Conflict { given, stopped })
        });
        beside.collect()
    }

    /// What a device that knows this says to give it until that day.
    pub fn give(&self, until: NaiveDate) -> Said {
        Said::Given {
            until,
            despite: self.stopped().map(|(id, _)| id).collect(),
        }
    }

    /// What a device that knows this says to stop it.
    pub fn stop(&self) -> Said {
        Said::Stopped {
            ends: self.given().map(|(id, _, _)| id).collect(),
        }
    }

    fn given(&self) -> impl Iterator<Item = (Uuid, NaiveDate, &BTreeSet<Uuid>)> {
        self.facts.values().filter_map(|fact| match &fact.what {
            Said::Given { until, despite } => Some((fact.id, *until, despite)),
            Said::Stopped { .. } => None,
        })
    }

    fn stopped(&self) -> impl Iterator<Item = (Uuid, &BTreeSet<Uuid>)> {
        self.facts.values().filter_map(|fact| match &fact.what {
            Said::Stopped { ends } => Some((fact.id, ends)),
            Said::Given { .. } => None,
        })
    }

    fn ended(&self) -> BTreeSet<Uuid> {
        let all = self.stopped().flat_map(|(_, ends)| ends);
        all.copied().collect()
    }
}

/// The members of a club, as far as somebody knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Members(BTreeMap<Who, Membership>);

impl Members {
    /// Takes note of a fact.
    pub fn hear(&mut self, fact: Fact) {
        self.0.entry(fact.who.clone()).or_default().hear(fact);
    }

    /// Takes note of all that another knows.
    pub fn merge(&mut self, other: &Self) {
        for (who, membership) in &other.0 {
            self.0.entry(who.clone()).or_default().merge(membership);
        }
    }

    /// Somebody's membership; empty when nothing was ever said of it.
    pub fn of(&self, who: &Who) -> Membership {
        self.0.get(who).cloned().unwrap_or_default()
    }

    /// Who is a member on a day, and until when.
    pub fn on(&self, day: NaiveDate) -> impl Iterator<Item = (&Who, NaiveDate)> {
        let running = |(who, one): (_, &Membership)| Some((who, one.until()?));
        let all = self.0.iter().filter_map(running);
        all.filter(move |(_, until)| *until >= day)
    }
}

#[cfg(test)]
mod tests;
