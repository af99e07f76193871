//! The members of an organizer's clubs as its door knows them: by marks, without a name, a number or
//! a birth date; and what the phone says of whoever shows a pass.

use super::{DoorSnapshot, Membership};
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

/// A club's member: until when, by marks only. On the wire it is a row of [`super::Roster`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The holder's mark.
    pub holder: Mark,
    /// Those of the passes, the chips and the codes of these days.
    pub passes: Vec<Mark>,
    /// The last day of the membership.
    pub until: NaiveDate,
    /// How old, as a band: the bar acts by it, and no phone has a birth date.
    pub band: Option<Band>,
    /// Of which of the clubs, counted from 0.
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
        let last = self.roster.find(mark).max_by_key(|one| one.until);
        let Some(Membership { club, until, band }) = last else {
            return Standing::Stranger;
        };
        if until >= today {
            Standing::Member { club, until, band }
        } else {
            Standing::Past { club, until, band }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        shift::ShiftKey,
        sync::shift::{DoorDelta, Roster},
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn member(who: &str, club: usize, until: &str) -> Member {
        let key = ShiftKey::new([1; 32]);
        Member {
            holder: key.of_holder(who),
            passes: vec![key.of_credential(who.as_bytes())],
            until: day(until),
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
            roster: Roster::of(members),
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
            assert_eq!(door.roster.len(), 1);
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
