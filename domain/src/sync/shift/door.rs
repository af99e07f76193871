//! What a phone at the door knows while it is offline, and how it is kept up to date.
//!
//! A phone decides with [`crate::checkin::decide`], the server's own rule, on [`Activity::rules`]
//! and the entries of whom it just scanned.

use super::{Beside, DoorClub, Gone, LogState, Roster, Shift};
use crate::{
    checkin::Rules,
    credential::Trust,
    shift::{Mark, Role, ShiftKey, handover::Badge},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `GET /api/v1/shifts/{id}/snapshot`: everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DoorSnapshot {
    /// The shift.
    pub shift: Shift,
    /// Its version: a delta with another one asks for all of this again.
    pub version: i64,
    /// What this phone may.
    pub role: Role,
    /// The activities.
    pub activities: Vec<Activity>,
    /// Makes marks of what is scanned.
    pub key: ShiftKey,
    /// The check-ins that count for the limits.
    pub entries: Vec<DoorEntry>,
    /// The organizer's clubs; none where the role sees no members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clubs: Vec<DoorClub>,
    /// Their members, by mark.
    #[serde(default, skip_serializing_if = "Roster::is_empty")]
    pub roster: Roster,
    /// Whether a tablet may show the code that changes, for phones of people's own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shows_code: bool,
    /// By which other phones of this door believe this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub badge: Option<Badge>,
    /// Helps to believe a signed QR without asking.
    #[serde(default)]
    pub trust: Trust,
    /// The public key to which this phone seals its commands, as base64url.
    #[serde(default)]
    pub sealing_key: String,
    /// What to ask changes since.
    pub cursor: i64,
    /// The server's clock, in milliseconds.
    pub now: i64,
}

/// An activity at this door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// Its id.
    pub id: String,
    /// Its title by language; `nl` is always there.
    pub titles: BTreeMap<String, String>,
    /// When it takes check-ins, what one gives, and how often.
    #[serde(flatten)]
    pub rules: Rules,
    /// Whether it costs something: then every scan asks the same question about the rate.
    pub priced: bool,
    /// Whether it is for members only, so that its door may give no points.
    pub members_only: bool,
}

/// Somebody's check-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DoorEntry {
    /// Its id.
    pub id: String,
    /// At which of the shift's activities, counted from 0.
    pub activity: usize,
    /// Who, and by which passes and chips that person may be shown: the holder's mark comes first.
    pub marks: Vec<Mark>,
    /// When.
    pub at: Timestamp,
    /// The first name of the helper, where it was one of this shift's phones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// `GET /api/v1/shifts/{id}/delta?cursor=…`: what changed since.
///
/// An answer may tell again what an earlier one told: applying it twice changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DoorDelta {
    /// Check-ins that were made.
    pub entries: Vec<DoorEntry>,
    /// Check-ins that were taken back, by id.
    pub gone: Vec<String>,
    /// The shift's version: another than the last one asks for the whole snapshot.
    pub version: i64,
    /// The head count.
    pub count: super::Count,
    /// Up to which of this phone's own commands the head count goes, by number.
    #[serde(default)]
    pub counted: u64,
    /// What became otherwise of this phone's own scans since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<Settled>,
    /// Who became a member or was renewed.
    #[serde(default, skip_serializing_if = "Roster::is_empty")]
    pub roster: Roster,
    /// Who is no member any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<Gone>,
    /// What this phone said of memberships beside what another said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
    /// What to ask changes since the next time.
    pub cursor: i64,
    /// The server's clock, in milliseconds.
    pub now: i64,
    /// How many seconds to wait before asking again.
    pub poll: u32,
}

/// What became of a scan after its verdict: an admin decided about it, or corrected it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settled {
    /// The command's id.
    pub id: String,
    /// What it is now.
    pub state: LogState,
    /// Why, where the admin had to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Brings what a phone knows up to date.
pub fn merge(entries: &mut Vec<DoorEntry>, delta: &DoorDelta) {
    let changed = |id: &str| {
        delta.gone.iter().any(|gone| gone == id) || delta.entries.iter().any(|new| new.id == id)
    };
    entries.retain(|entry| !changed(&entry.id));
    let alive = delta
        .entries
        .iter()
        .filter(|new| !delta.gone.contains(&new.id));
    entries.extend(alive.cloned());
}

impl DoorSnapshot {
    /// Brings this up to date; false when the shift itself changed, so that all of it must be
    /// asked again.
    pub fn apply(&mut self, delta: &DoorDelta) -> bool {
        merge(&mut self.entries, delta);
        self.roster.hear(&delta.roster, &delta.ended);
        self.cursor = self.cursor.max(delta.cursor);
        self.now = self.now.max(delta.now);
        delta.version == self.version
    }

    /// When somebody whose pass has this mark was at an activity, for the limits.
    pub fn earlier(&self, activity: usize, mark: Mark) -> Vec<Timestamp> {
        let same = |entry: &&DoorEntry| entry.activity == activity && entry.marks.contains(&mark);
        self.entries
            .iter()
            .filter(same)
            .map(|entry| entry.at)
            .collect()
    }

    /// The newest entry of whose pass has this mark, to say when and by whom.
    pub fn latest(&self, activity: usize, mark: Mark) -> Option<&DoorEntry> {
        let same = |entry: &&DoorEntry| entry.activity == activity && entry.marks.contains(&mark);
        self.entries
            .iter()
            .filter(same)
            .max_by_key(|entry| entry.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(n: usize) -> DoorEntry {
        let key = ShiftKey::new([1; 32]);
        DoorEntry {
            id: n.to_string(),
            activity: n % 2,
            marks: vec![key.of_holder(&n.to_string())],
            at: Timestamp::from_millis(1_790_000_000_000),
            by: None,
        }
    }

    fn delta(entries: &[usize], gone: &[usize]) -> DoorDelta {
        DoorDelta {
            entries: entries.iter().map(|n| entry(*n)).collect(),
            gone: gone.iter().map(ToString::to_string).collect(),
            version: 1,
            count: super::super::Count::default(),
            counted: 0,
            settled: vec![],
            roster: Roster::default(),
            ended: vec![],
            beside: vec![],
            cursor: 0,
            now: 0,
            poll: 5,
        }
    }

    proptest! {
        /// However often an answer comes, the phone knows the same.
        #[test]
        fn an_answer_told_twice_changes_nothing(had in proptest::collection::btree_set(0usize..20, 0..10), new in proptest::collection::btree_set(0usize..20, 0..10), gone in proptest::collection::btree_set(0usize..20, 0..10)) {
            let mut entries: Vec<_> = had.iter().map(|n| entry(*n)).collect();
            let new: Vec<_> = new.difference(&gone).copied().collect();
            let gone: Vec<_> = gone.into_iter().collect();
            let delta = delta(&new, &gone);
            merge(&mut entries, &delta);
            let once = entries.clone();
            merge(&mut entries, &delta);
            prop_assert_eq!(&once, &entries);
            for n in 0..20 {
                let known = entries.iter().filter(|entry| entry.id == n.to_string()).count();
                let expected = !gone.contains(&n) && (had.contains(&n) || new.contains(&n));
                prop_assert_eq!(known, usize::from(expected));
            }
        }
    }
}
