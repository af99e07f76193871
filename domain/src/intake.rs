//! The server's side of the queue, as pure decisions: whether a delivered command is a repetition,
//! where it stands in its device's chain, and whether that device may ask for it at all. What it
//! does is the registry's; storing is `server/src/sync`'s.

pub mod scope;
#[cfg(test)]
mod tests;

pub use scope::{Asker, Doing, may};

use crate::{
    chain::Link,
    command::{Command, Moment, SealedCommand, What, to_sign},
    device::{DeviceId, PublicKey},
    outbox::Head,
    seal::{Label, Opened, OpeningKey},
    verdict::Reason,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A command that its device signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What it says. Of something that this version cannot read, [`What::Unknown`].
    pub command: Command,
    /// The link that it makes.
    pub link: Link,
    /// Its bytes, for who looks later.
    pub payload: Vec<u8>,
}

/// Opens a command and checks who made it. Nothing that fails here is stored: anybody can send it.
pub fn read(
    opening: &OpeningKey,
    device: &DeviceId,
    key: &PublicKey,
    item: &SealedCommand,
) -> Result<Reading, Reason> {
    let sealed = URL_SAFE_NO_PAD.decode(&item.sealed);
    let sealed = sealed.map_err(|_| Reason::Unreadable)?;
    let label = Label {
        device: *device,
        seq: item.seq,
        id: item.id,
    };
    let opened = opening.open(&label, &sealed);
    let Opened { signature, payload } = opened.map_err(|_| Reason::Unreadable)?;
    if !key.verifies(&to_sign(device, &payload), &signature) {
        return Err(Reason::Signature);
    }
    let command = parse(&payload).ok_or(Reason::Unreadable)?;
    if (command.id, command.seq) != (item.id, item.seq) || command.seq == 0 {
        return Err(Reason::Unreadable);
    }
    let link = command.prev.then(&payload);
    Ok(Reading {
        command,
        link,
        payload,
    })
}

/// A command, also when a newer version asks for something in a way that this one cannot read.
fn parse(payload: &[u8]) -> Option<Command> {
    #[derive(Deserialize)]
    struct Outside {
        id: uuid::Uuid,
        seq: u64,
        prev: Link,
        at: Moment,
    }
    if let Ok(command) = serde_json::from_slice(payload) {
        return Some(command);
    }
    let outside: Outside = serde_json::from_slice(payload).ok()?;
    Some(Command {
        id: outside.id,
        seq: outside.seq,
        prev: outside.prev,
        at: outside.at,
        what: What::Unknown,
    })
}

/// Where a command stands in its device's chain. Whatever it is, the command is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Place {
    /// Next, and it names the one before.
    InOrder,
    /// The one before is not there (yet).
    Gap,
    /// It came after later ones and fits between them.
    Late,
    /// It names another command before it than the one that is there.
    Broken,
    /// Its number belongs to another command too: a phone that was copied or set back.
    Forked,
}

impl Place {
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InOrder => "IN_ORDER",
            Self::Gap => "GAP",
            Self::Late => "LATE",
            Self::Broken => "BROKEN",
            Self::Forked => "FORKED",
        }
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let all = [
            Self::InOrder,
            Self::Gap,
            Self::Late,
            Self::Broken,
            Self::Forked,
        ];
        all.into_iter()
            .find(|place| place.as_str() == text)
            .ok_or(())
    }
}

/// What the server knows before it judges a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// The highest command of the device that was acknowledged.
    pub head: Head,
    /// Whether the device was revoked.
    pub revoked: bool,
    /// The link of the command with this id, where it was stored.
    pub stored: Option<Link>,
    /// The link of the command with the number before, where it was stored; needed only for one
    /// that does not follow the head.
    pub before: Option<Link>,
    /// Whether another command has this number.
    pub taken: bool,
    /// Whether the device took it back before it came in.
    pub undone: bool,
}

/// What is to be done with a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It was judged: its verdict again, byte for byte.
    Replay,
    /// Another command has its id: refused and not stored.
    Reused,
    /// Stored, without effect, until an admin says yes.
    Hold(Place),
    /// Stored, without effect: its device took it back.
    Withdrawn(Place),
    /// Judged and stored.
    Judge(Place),
}

impl Known {
    /// Decides.
    pub fn admit(&self, reading: &Reading) -> Admission {
        if let Some(stored) = self.stored {
            return if stored == reading.link {
                Admission::Replay
            } else {
                Admission::Reused
            };
        }
        let place = self.place(reading);
        if self.revoked {
            Admission::Hold(place)
        } else if self.undone {
            Admission::Withdrawn(place)
        } else {
            Admission::Judge(place)
        }
    }

    fn place(&self, reading: &Reading) -> Place {
        let Command { seq, prev, .. } = reading.command;
        let next = seq == self.head.next_seq();
        let before = if next {
            Some(self.head.link)
        } else if seq == 1 {
            Some(Link::START)
        } else {
            self.before
        };
        match before {
            _ if self.taken => Place::Forked,
            None => Place::Gap,
            Some(link) if link != prev => Place::Broken,
            Some(_) if next || seq > self.head.seq => Place::InOrder,
            Some(_) => Place::Late,
        }
    }

    /// The head after a command was stored.
    pub fn head_after(&self, reading: &Reading) -> Head {
        if reading.command.seq > self.head.seq {
            Head {
                seq: reading.command.seq,
                link: reading.link,
            }
        } else {
            self.head
        }
    }
}
