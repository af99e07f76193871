//! The members of a club on the wire: what a device says about them, what it is told, and the list
//! that it keeps. No number of a pass and no birth date is in it.

use crate::association::{EndDateRule, Rules};
use crate::club::{
    Conflict, Said, Who,
    band::Band,
    own::{self, OwnData},
};
use crate::command::Shown;
use crate::number::UitpasNumber;
use crate::outbox::State;
use crate::time::Timestamp;
use crate::uitpas_api::enums::AssociationPermission;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// `POST /api/v1/club/{association}/facts`: at most [`MOST`] at once, each by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// What was said, in the order in which it was.
    pub items: Vec<Item>,
}

/// How much may be said in one request.
pub const MOST: usize = 200;

/// Something that a device says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// The id of the command: said again, it is answered again and done once.
    pub id: Uuid,
    /// When it was said.
    pub at: Timestamp,
    /// Whose membership.
    pub who: Meant,
    /// What was said.
    pub what: Said,
    /// The club's own data, where it is new or changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnData>,
}

impl Item {
    /// Whether both say the same of the same person, each under an id of its own: what a person says
    /// once more because no answer came.
    pub fn repeats(&self, other: &Self) -> bool {
        let same = match (&self.who, &other.who) {
            (
                Meant::NewGuest {
                    first_name,
                    name,
                    born,
                    ..
                },
                Meant::NewGuest {
                    first_name: other_first,
                    name: other_name,
                    born: other_born,
                    ..
                },
            ) => (first_name, name, born) == (other_first, other_name, other_born),
            (one, other) => one == other,
        };
        same && self.what == other.what && self.own == other.own
    }
}

/// Who is meant by a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Meant {
    /// Whoever has this pass, which was just scanned.
    Pass {
        /// Its number.
        number: UitpasNumber,
    },
    /// Whoever this was shown of, at a door.
    Shown {
        /// What was shown.
        shown: Shown,
    },
    /// Somebody on the list.
    Member {
        /// Who.
        who: Who,
    },
    /// Somebody new, without a pass.
    #[serde(rename_all = "camelCase")]
    NewGuest {
        /// The id that the device made.
        id: Uuid,
        /// First name.
        first_name: String,
        /// Last name.
        name: String,
        /// Birth date.
        born: NaiveDate,
    },
}

/// What a helper's phone at a door asks about a membership ([`crate::command::What::Member`]). Its
/// name is the command's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wish {
    /// At which shift.
    pub shift: String,
    /// In which association.
    pub association: String,
    /// Whose membership.
    pub who: Meant,
    /// What is asked. It names what this phone itself said before; the rest of what it knew is in
    /// `knew`, since no phone keeps a list of what others said.
    pub what: Said,
    /// Until which moment of the server's clock the phone had heard what others did: a stop ends
    /// what was given by then, a renewal is in spite of what was stopped by then.
    pub knew: i64,
    /// The club's own data, where it is new or changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnData>,
}

/// What became of each, in the same order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The verdicts.
    pub verdicts: Vec<Verdict>,
}

/// What became of something that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum Verdict {
    /// They are a member until then; by the rule of the association, whatever the device thought.
    Member {
        /// The last day.
        until: NaiveDate,
    },
    /// Another device stopped it without knowing: they stay a member, and somebody should say
    /// whether that is right.
    Conflict {
        /// The last day.
        until: NaiveDate,
    },
    /// They are no member any more.
    Stopped,
    /// They were renewed before, and it is too early for more.
    Already {
        /// The last day.
        until: NaiveDate,
    },
    /// They are too old for this association.
    TooOld,
    /// The end that was asked has passed, or none was asked.
    NoEnd,
    /// Nobody has this pass, or nobody of that name is known.
    Unknown,
    /// No region of the association counts the person.
    OtherRegion,
    /// The club's own data cannot be kept so; nothing was done.
    Own {
        /// Why.
        reason: own::Refusal,
    },
    /// A name or a birth date cannot be.
    Unreadable,
    /// Something that this version does not know.
    #[serde(other)]
    Other,
}

impl Verdict {
    /// In which state of the queue it leaves its command.
    pub const fn state(&self) -> State {
        match self {
            Self::Member { .. } | Self::Conflict { .. } | Self::Stopped | Self::Already { .. } => {
                State::Done
            }
            Self::Other => State::NeedsPerson,
            _ => State::Refused,
        }
    }
}

/// `GET /api/v1/club/{association}/members`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberList {
    /// What the association is called.
    pub name: String,
    /// How an end is found.
    pub end: EndDateRule,
    /// Whether the club may register members.
    pub may_register: bool,
    /// The end to put forward for a renewal today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<NaiveDate>,
    /// By name.
    pub members: Vec<MemberView>,
}

/// A member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    /// Who.
    pub who: Who,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub name: String,
    /// How old, as a band.
    pub band: Band,
    /// The last day.
    pub until: NaiveDate,
    /// Whether it may be renewed today.
    pub renewable: bool,
    /// The club's own data.
    pub own: OwnData,
    /// What to name when it is stopped.
    pub given: BTreeSet<Uuid>,
    /// What to name when it is given again.
    pub stopped: BTreeSet<Uuid>,
    /// What two devices said beside each other.
    pub conflicts: Vec<Conflict>,
}

/// An association, as its clubs and its region see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssociationView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Until when memberships run, and when they are renewed.
    pub rules: Rules,
    /// What whoever asks may do in it.
    pub permission: AssociationPermission,
}

/// `PUT /api/v1/club/{association}`: what a region's administrator wants it to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssociationWish {
    /// Its name.
    pub name: String,
    /// Until when memberships run, and when they are renewed. A rule that changes counts for what is
    /// given from then on.
    pub rules: Rules,
    /// Which organizers may do what in it.
    pub rights: Vec<Right>,
}

/// What an organizer may do in an association.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Right {
    /// Which organizer.
    pub organizer: String,
    /// Read, or register.
    pub permission: AssociationPermission,
}
