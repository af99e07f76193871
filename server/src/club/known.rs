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
use uuid::{Builder, Uuid};

/// All that is known of somebody's membership.
pub(super) async fn of(c: &mut AnyConnection, association: &str, who: &Who) -> Answer<Membership> {
    let mut membership = Membership::default();
    for row in db::facts(c, association, &key(who)).await? {
        membership.hear(serde_json::from_str(&row.doc)?);
    }
    if let Who::Passholder(id) = who {
        let rows = association::memberships(c, id).await?;
        let row = rows.into_iter().find(|(one, _)| one == association);
        let end = row.and_then(|(_, end)| end.parse().ok());
        follow(&mut membership, association, who, end);
    }
    Ok(membership)
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
