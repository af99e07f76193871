//! Points from a list on the wire: what is sent for each line, and what became of it.

use crate::checkin::Refusal;
use crate::list::MAX_LINES;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A list, as its club sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListView {
    /// Its id.
    pub id: String,
    /// What the club calls it.
    pub title: String,
    /// For which activity.
    pub event_id: String,
    /// What that is called.
    pub event_title: String,
    /// What a check-in gives there; nothing where the region gives no points to members.
    pub points: i64,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it is forgotten by itself.
    pub expires_at: Timestamp,
    /// How far it is sent.
    pub progress: Progress,
    /// Its lines.
    pub lines: Vec<LineView>,
}

/// How far a list is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// Lines that wait to be sent.
    pub waiting: u32,
    /// Lines in all.
    pub total: u32,
}

/// One line. Never the number in full: its last digits tell who has a reduced rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineView {
    /// The line in the file, from 1.
    pub line: u32,
    /// Who, as far as is known.
    pub name: String,
    /// The number, masked; empty when there is none.
    pub pass: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// Somebody who may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// To say that it is them.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their number, masked.
    pub pass: String,
}

/// What becomes of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum Outcome {
    /// It will be sent.
    Ready {
        /// What it gives.
        points: i64,
    },
    /// It was sent.
    Saved {
        /// What it gave.
        points: i64,
    },
    /// The person was checked in as often as counts.
    AlreadySaved,
    /// The same person stands on an earlier line.
    Twice {
        /// Which.
        line: u32,
    },
    /// The card is blocked.
    Blocked,
    /// The card does not work, or no region counts the person.
    NotActive,
    /// The pass of a group saves no points.
    GroupPass,
    /// The activity takes check-ins later.
    NotOpen {
        /// From when.
        opens: Timestamp,
    },
    /// The activity is past.
    Over,
    /// Nobody has this number, or nobody in the club this name.
    Unknown,
    /// The name may mean one of these.
    Which {
        /// Who may be meant.
        people: Vec<Candidate>,
    },
    /// A digit is wrong or in the wrong place.
    Mistyped {
        /// The one member whose number is one slip away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        likely: Option<Candidate>,
    },
    /// Not thirteen digits.
    Length {
        /// How many there are.
        digits: u32,
    },
    /// A spreadsheet rounded the number.
    Rounded,
    /// A national number has no place here; it was not kept.
    NationalNumber,
    /// Neither a number nor a name.
    Unreadable,
    /// Somebody said to leave it out.
    LeftOut,
    /// Something that this version does not know.
    #[serde(other)]
    Other,
}

impl Outcome {
    /// What a decision about a check-in means for the line, before it is sent.
    pub fn of(decision: Result<i64, Refusal>) -> Self {
        use crate::card::CardStatus;
        match decision {
            Ok(points) => Self::Ready { points },
            Err(Refusal::GroupPass) => Self::GroupPass,
            Err(Refusal::Card(CardStatus::Blocked)) => Self::Blocked,
            Err(Refusal::Card(_) | Refusal::NoActiveMembership) => Self::NotActive,
            Err(Refusal::NotYet { opens }) => Self::NotOpen { opens },
            Err(Refusal::Over) => Self::Over,
            Err(Refusal::Limit { .. }) => Self::AlreadySaved,
        }
    }

    /// Whether somebody can still say who is meant.
    pub const fn asks(&self) -> bool {
        matches!(
            self,
            Self::Which { .. } | Self::Mistyped { likely: Some(_) }
        )
    }
}

/// `PUT /api/v1/lists/{id}/lines/{line}`: who is meant, or nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// One of those who were put forward; none leaves the line out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
}

/// Why a file is not taken: nothing of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum FileError {
    /// It holds nothing.
    #[error("the list is empty")]
    Empty,
    /// Too many lines.
    #[error("a list has at most {MAX_LINES} lines")]
    TooManyLines,
    /// Too many columns, or a cell that is too long.
    #[error("line {line} is too wide for a list of people")]
    TooWide {
        /// Which line.
        line: u32,
    },
    /// A quote is never closed.
    #[error("a quote that opens on line {line} is never closed")]
    OpenQuote {
        /// Where it opens.
        line: u32,
    },
    /// Neither a text nor a workbook.
    #[error("this is neither a text nor an Excel workbook")]
    NoList,
    /// An old workbook, or one with a password.
    #[error("save the workbook as .xlsx, without a password")]
    OldOrLocked,
    /// A workbook that unpacks to more than any list needs.
    #[error("the workbook unpacks to too much")]
    TooLarge,
    /// A workbook that is damaged.
    #[error("the workbook cannot be read")]
    Broken,
}
