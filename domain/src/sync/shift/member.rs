//! The members of an organizer's clubs as its door knows them: by marks, without a name, a number or
//! a birth date; and what the phone says of whoever shows a pass.

use super::{DoorDelta, DoorSnapshot};
use crate::{
    association::EndDateRule,
    club::band::Band,
    shift::{Manner, Mark},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A club of the organizer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DoorClub {
    /// The association's id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whether the organizer may register members in it.
    pub may_register: bool,
    /// How an end is found.
    pub end: EndDateRule,
    /// The end to put forward today, where it is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<NaiveDate>,
}

/// A club's member: until when, by marks only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// The holder's mark, and those of the passes.
    pub marks: Vec<Mark>,
    /// The last day of the membership, YYYY-MM-DD.
    pub until: String,
    /// How old, as a band: the bar acts by it, and no phone has a birth date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<Band>,
    /// Of which of the clubs, counted from 0.
    #[serde(default)]
    pub club: usize,
}

/// Somebody who is no member any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Gone {
    /// The holder's mark.
    pub mark: Mark,
    /// Of which of the clubs.
    pub club: usize,
}

/// What this phone said of a membership, while another said the opposite and neither knew: they
/// stay a member, and somebody of the club looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Beside {
    /// The command's id.
    pub id: Uuid,
    /// Until when the membership runs now.
    pub until: NaiveDate,
}

/// Whether somebody is a member on a day, as far as the door knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A member.
    Member {
        /// Of which of the clubs.
        club: usize,
        /// The last day.
        until: NaiveDate,
        /// How old.
        band: Option<Band>,
    },
    /// Was a member.
    Past {
        /// Of which of the clubs.
        club: usize,
        /// The last day.
        until: NaiveDate,
        /// How old.
        band: Option<Band>,
    },
    /// No member that the door knows of.
    Stranger,
}

impl DoorSnapshot {
    /// Whether this door says of each pass whether it is a member's.
    pub fn asks_for_members(&self) -> bool {
        self.shift.manner == Manner::Members && !self.clubs.is_empty()
    }

    /// What the door knows of whoever has this mark: of several memberships the one that ends last.
    pub fn standing(&self, mark: Mark, today: NaiveDate) -> Standing {
        let known = self.members.iter().filter(|one| one.marks.contains(&mark));
        let ends = known.filter_map(|one| Some((one.until.parse::<NaiveDate>().ok()?, one)));
        match ends.max_by_key(|(until, _)| *until) {
            None => Standing::Stranger,
            Some((until, one)) if until >= today => Standing::Member {
                club: one.club,
                until,
                band: one.band,
            },
            Some((until, one)) => Standing::Past {
                club: one.club,
                until,
                band: one.band,
            },
        }
    }

    /// Brings the members up to date. Told twice, it is told once.
    pub(super) fn hear_of_members(&mut self, delta: &DoorDelta) {
        let told = |one: &Member| {
            let holder = one.marks.first();
            let mut new = delta.members.iter();
            let mut gone = delta.ended.iter();
            new.any(|new| new.club == one.club && new.marks.first() == holder)
                || gone.any(|gone| gone.club == one.club && Some(&gone.mark) == holder)
        };
        if !delta.members.is_empty() || !delta.ended.is_empty() {
            self.members.retain(|one| !told(one));
            self.members.extend(delta.members.iter().cloned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shift::ShiftKey;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn member(who: &str, club: usize, until: &str) -> Member {
        let key = ShiftKey::new([1; 32]);
        Member {
            marks: vec![key.of_holder(who), key.of_credential(who.as_bytes())],
            until: until.to_owned(),
            band: Some(Band::From16),
            club,
        }
    }

    fn delta(members: Vec<Member>, ended: Vec<Gone>) -> DoorDelta {
        let json = serde_json::json!({
            "entries": [], "gone": [], "version": 1, "cursor": 5, "now": 5, "poll": 4,
            "count": { "people": 0, "guests": 0, "refused": 0, "waiting": 0, "held": 0 },
        });
        let delta: DoorDelta = serde_json::from_value(json).unwrap();
        DoorDelta {
            members,
            ended,
            ..delta
        }
    }

    #[test]
    fn a_door_says_member_until_the_last_day_and_follows_what_it_is_told() {
        let mut door = crate::sync::shift::decide::tests::snapshot();
        let key = door.key.clone();
        let (anna, today) = (key.of_credential(b"anna"), day("2026-11-25"));
        assert_eq!(door.standing(anna, today), Standing::Stranger);
        let two = vec![
            member("anna", 0, "2026-11-24"),
            member("anna", 1, "2026-11-25"),
        ];
        door.apply(&delta(two, vec![]));
        let here = Standing::Member {
            club: 1,
            until: today,
            band: Some(Band::From16),
        };
        assert_eq!(door.standing(anna, today), here);
        assert!(matches!(
            door.standing(anna, day("2026-11-26")),
            Standing::Past { .. }
        ));
        // Renewed in one club, stopped in the other; and the same answer once more.
        let gone = vec![Gone {
            mark: key.of_holder("anna"),
            club: 1,
        }];
        let told = delta(vec![member("anna", 0, "2027-08-31")], gone);
        for _ in 0..2 {
            door.apply(&told);
            assert_eq!(door.members.len(), 1);
            assert!(matches!(
                door.standing(anna, today),
                Standing::Member { club: 0, .. }
            ));
        }
        assert_eq!(
            door.standing(key.of_holder("bo"), today),
            Standing::Stranger
        );
    }
}
