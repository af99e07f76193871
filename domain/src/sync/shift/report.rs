//! What the organizer sees of a shift: counts, phones, the log, what waits for a yes.
//!
//! The log of a steward's own phone is kept by that phone. This one names nobody: a masked number,
//! and who of the helpers scanned.

use super::Shift;
use crate::{
    club::band::{Band, Fullness, HeadCount},
    shift::Role,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// The head count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Count {
    /// People who are in, each once, whoever scanned them.
    pub people: u64,
    /// Guests without a pass.
    pub guests: u64,
    /// Those of them who were counted by age, and everybody who was counted on the way out.
    #[serde(default)]
    pub heads: HeadCount,
    /// Scans that were refused.
    pub refused: u64,
    /// What phones say that they still have to send.
    pub waiting: u64,
    /// What waits for an admin's yes or no.
    pub held: u64,
}

impl Count {
    /// How many are inside: who came in by a pass or without, less who went out. Never fewer than
    /// nobody.
    pub fn inside(&self) -> u64 {
        let out: u64 = self.heads.left.into_iter().map(u64::from).sum();
        (self.people + self.guests).saturating_sub(out)
    }

    /// With so many more inside, or fewer: what a phone did that this count does not hold yet.
    #[must_use]
    pub fn and(mut self, people: i64) -> Self {
        let many = people.unsigned_abs();
        if people < 0 {
            let gone = u32::try_from(many).unwrap_or(u32::MAX);
            self.heads.leave(Band::Adult, gone);
        } else {
            self.guests += many;
        }
        self
    }

    /// How full a hall for so many is.
    pub fn fullness(&self, capacity: u32) -> Fullness {
        let left = u64::from(capacity).saturating_sub(self.inside());
        match u32::try_from(left).unwrap_or(capacity) {
            0 => Fullness::Full,
            left => Fullness::Room { left },
        }
    }
}

/// `GET /api/v1/shifts/{id}`: the admin's view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShiftReport {
    /// The shift.
    pub shift: Shift,
    /// The head count from all phones.
    pub count: Count,
    /// The phones.
    pub devices: Vec<ShiftDevice>,
    /// What waits for a yes or no.
    pub held: Vec<HeldItem>,
    /// Who is in at an activity that costs something and for whom no rate was registered, as lines
    /// that name nobody: for most there was none to register.
    #[serde(default)]
    pub unregistered: Vec<LogLine>,
    /// The server's clock, in milliseconds.
    pub now: i64,
}

/// A phone at the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShiftDevice {
    /// Its id.
    pub id: String,
    /// The helper's first name.
    pub name: String,
    /// What the helper may.
    pub role: Role,
    /// When it joined.
    pub joined_at: Timestamp,
    /// When it was last heard of.
    pub seen_at: Timestamp,
    /// When it was shut out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
    /// What it says that it still has to send.
    pub waiting: u64,
    /// How many scans it delivered.
    pub scans: u64,
    /// Numbers in its sequence that never came: something of it is still to come, or was lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<(u64, u64)>,
}

/// A command that came after its phone was shut out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HeldItem {
    /// The command's id.
    pub id: String,
    /// Its phone.
    pub device: String,
    /// The helper's first name.
    pub name: String,
    /// When it was scanned, by the phone's word.
    pub at: Timestamp,
    /// What it asks: the kind of command.
    pub what: String,
}

/// What became of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum LogState {
    /// In.
    In,
    /// Taken back.
    Undone,
    /// Refused.
    Refused,
    /// Waits for an admin.
    Held,
    /// Somebody without a pass.
    Guest,
    /// Somebody who went out.
    Left,
    /// Somebody who became a member of a club, was renewed or stopped.
    Member,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogLine {
    /// The check-in's id where it can be corrected, else the command's.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// What became of it.
    pub state: LogState,
    /// At which of the shift's activities, counted from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<usize>,
    /// Digits 8 to 10 of the pass, to tell neighbours in the list apart.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pass: String,
    /// Who scanned; none where it came from another program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How many, for guests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// Why it was refused or taken back, in a word for programs or the admin's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// `POST /api/v1/shifts/{id}/corrections`: takes a check-in back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Correction {
    /// The check-in.
    pub checkin_id: String,
    /// Why; at least three characters, kept for ever.
    pub reason: String,
}

/// A line of the audit trail: lines are only ever added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditLine {
    /// When.
    pub at: Timestamp,
    /// Who: an admin's name, or the program.
    pub who: String,
    /// What was done, in a word for programs.
    pub what: String,
    /// To what, by id.
    pub subject: String,
    /// Why, where somebody had to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
