//! What is known of a membership: what devices said, brought in line with the registry, where a
//! counter may have given or stopped it without a word to us.

use super::key;
use crate::{
    db::{association, club as db},
    registry::Answer,
};
use chrono::NaiveDate;
use domain::{
    club::{Fact, Membership, Said, Who},
    time::Timestamp,
};
use sha2::{Digest as _, Sha256};
use sqlx::AnyConnection;
use std::collections::BTreeSet;
use uuid::{Builder, Uuid};

/// Until when a device had heard what others did, in milliseconds. What it said itself it names: so
/// what it knew is the same whenever its commands come in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Knew(pub(super) i64);

impl Knew {
    /// Whether the device knew of this when it spoke. What a counter did, everybody is taken to know.
    fn of(self, row: &db::FactRow) -> bool {
        row.received_at <= self.0 || row.device_id == REGISTRY
    }
}

/// In whose name it is written down what the registry did by itself.
pub(super) const REGISTRY: &str = "registry";

/// All that is known of somebody's membership.
pub(super) async fn of(c: &mut AnyConnection, association: &str, who: &Who) -> Answer<Membership> {
    Ok(to(c, association, who, None).await?.0)
}

/// All that is known of somebody's membership, and what of it a device knew; one that reads along
/// knows all.
pub(super) async fn to(
    c: &mut AnyConnection,
    association: &str,
    who: &Who,
    knew: Option<Knew>,
) -> Answer<(Membership, Membership)> {
    let (mut membership, mut seen) = (Membership::default(), Membership::default());
    let mut said = BTreeSet::new();
    for row in db::facts(c, association, &key(who)).await? {
        let fact: Fact = serde_json::from_str(&row.doc)?;
        said.insert(fact.id);
        if knew.is_none_or(|knew| knew.of(&row)) {
            seen.hear(fact.clone());
        }
        membership.hear(fact);
    }
    if let Who::Passholder(id) = who {
        let rows = association::memberships(c, id).await?;
        let row = rows.into_iter().find(|(one, _)| one == association);
        let end = row.and_then(|(_, end)| end.parse().ok());
        follow(&mut membership, association, who, end);
        let new = membership.facts().filter(|fact| !said.contains(&fact.id));
        for fact in new.cloned() {
            seen.hear(fact);
        }
    }
    Ok((membership, seen))
}

/// Adds what the registry did by itself, under ids that are the same whoever makes them.
pub(super) fn follow(
    membership: &mut Membership,
    association: &str,
    who: &Who,
    end: Option<NaiveDate>,
) {
    if membership.until() == end {
        return;
    }
    let before: Vec<String> = membership.facts().map(|fact| fact.id.to_string()).collect();
    let name = |what: &str| {
        made(&format!(
            "{association} {} {what} {}",
            key(who),
            before.join(" ")
        ))
    };
    let fact = |id, what| Fact {
        id,
        who: who.clone(),
        at: Timestamp::from_millis(0),
        what,
    };
    // A counter saw what there was: what ran is ended before another end is given.
    if membership.until().is_some() {
        let stop = membership.stop();
        membership.hear(fact(name("stopped"), stop));
    }
    if let Some(until) = end {
        let give: Said = membership.give(until);
        membership.hear(fact(name(&until.to_string()), give));
    }
}

fn made(name: &str) -> Uuid {
    let digest = Sha256::digest(name);
    let mut bytes = [0; 16];
    for (place, byte) in bytes.iter_mut().zip(digest) {
        *place = byte;
    }
    Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_counter_did_is_followed_and_is_no_conflict() {
        let who = Who::Passholder("zoe".to_owned());
        let day = |y| NaiveDate::from_ymd_opt(y, 8, 31);
        let mut one = Membership::default();
        follow(&mut one, "a", &who, day(2026));
        assert_eq!(one.until(), day(2026));
        let mut again = Membership::default();
        follow(&mut again, "a", &who, day(2026));
        assert_eq!(one, again, "the same ids");
        for end in [day(2027), day(2025), None, day(2028), None] {
            follow(&mut one, "a", &who, end);
            assert_eq!(one.until(), end);
            assert!(one.conflicts().is_empty());
        }
    }
}
