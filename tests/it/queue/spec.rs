//! The plain reference: what a hall is, without queues, batches, networks or databases. Each command
//! counts once, when it first comes in.

use super::bug::Bug;
use domain::{
    command::{Shown, What},
    device::DeviceId,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Whose command.
pub(crate) type Name = (DeviceId, Uuid);

/// What a command came to, in the word that its device is told.
#[derive(Clone, Debug)]
struct Row {
    told: &'static str,
    /// What an admin's yes made of it.
    now: &'static str,
    what: What,
    running: bool,
}

/// The hall.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spec {
    rows: BTreeMap<Name, Row>,
    /// Who let which pass in.
    pub(crate) inside: BTreeMap<String, Name>,
    taken_back: BTreeSet<Name>,
    shut_out: BTreeSet<DeviceId>,
}

fn pass(what: &What) -> Option<&str> {
    match what {
        What::Checkin {
            shown: Shown::Number(number),
            ..
        } => Some(number.as_str()),
        _ => None,
    }
}

impl Spec {
    /// A command comes in, perhaps again. `running` says whether it was made during the shift.
    pub(crate) fn arrives(&mut self, name: Name, what: &What, running: bool) -> &'static str {
        if let Some(row) = self.rows.get(&name) {
            return row.told;
        }
        let told = if self.shut_out.contains(&name.0) {
            "held"
        } else if self.taken_back.contains(&name) {
            "undone"
        } else {
            self.judge(name, what, running)
        };
        let row = Row {
            told,
            now: told,
            what: what.clone(),
            running,
        };
        self.rows.insert(name, row);
        told
    }

    fn judge(&mut self, name: Name, what: &What, running: bool) -> &'static str {
        match what {
            What::Checkin { .. } | What::Guest { .. } if !running => "refused",
            What::Guest { .. } => "counted",
            What::Undo { command } => self.take_back((name.0, *command)),
            _ => {
                let Some(pass) = pass(what) else {
                    return "refused";
                };
                if self.inside.contains_key(pass) {
                    return "already";
                }
                self.inside.insert(pass.to_owned(), name);
                "saved"
            }
        }
    }

    fn take_back(&mut self, target: Name) -> &'static str {
        let Some(row) = self.rows.get_mut(&target) else {
            self.taken_back.insert(target);
            return "undone";
        };
        match row.now {
            "held" => row.now = "refused",
            "saved" => {
                row.now = "taken back";
                self.inside.retain(|_, by| *by != target);
            }
            _ if matches!(row.what, What::Guest { .. }) && !self.taken_back.contains(&target) => {
                // Also one that did not count: it is struck out of the list.
                row.now = "taken back";
            }
            _ => return "refused",
        }
        self.taken_back.insert(target);
        "undone"
    }

    /// A device is shut out.
    pub(crate) fn shut_out(&mut self, device: DeviceId) {
        self.shut_out.insert(device);
    }

    /// Commands that wait for an admin.
    pub(crate) fn held(&self) -> Vec<Name> {
        let held = self.rows.iter().filter(|(_, row)| row.now == "held");
        held.map(|(name, _)| *name).collect()
    }

    /// An admin decides.
    pub(crate) fn decide(&mut self, name: Name, yes: bool) -> &'static str {
        let Some(row) = self.rows.get(&name).filter(|row| row.now == "held") else {
            return "none";
        };
        let (what, running) = (row.what.clone(), row.running);
        let now = match yes {
            false => "refused",
            true if self.taken_back.contains(&name) => "undone",
            true => self.judge(name, &what, running),
        };
        if let Some(row) = self.rows.get_mut(&name) {
            row.now = now;
        }
        now
    }

    /// What its device must have been told in the end.
    pub(crate) fn told(&self, name: &Name) -> Option<&'static str> {
        self.rows.get(name).map(|row| row.told)
    }

    /// How many commands there are of a device.
    pub(crate) fn count(&self, device: DeviceId) -> usize {
        self.rows.keys().filter(|name| name.0 == device).count()
    }

    /// How many guests were counted.
    pub(crate) fn guests(&self) -> u32 {
        let counted = self.rows.values().filter(|row| row.now == "counted");
        let count = |row: &Row| match row.what {
            What::Guest { count, .. } => count,
            _ => 0,
        };
        counted.map(count).sum()
    }
}

/// What a door is to the hall: the server's code, or something that imitates its store.
pub(crate) trait Door {
    /// A batch comes in: each command with its verdict, as JSON.
    fn deliver(
        &mut self,
        batch: &domain::command::Batch,
        received: i64,
    ) -> Result<Vec<(Uuid, String)>, String>;
    /// An admin shuts a phone out.
    fn shut_out(&mut self, device: DeviceId, now: i64) -> Result<(), String>;
    /// An admin decides about what is held: the word for what became of it.
    fn decide(&mut self, name: Name, yes: bool) -> Result<String, String>;
    /// The server ends at once, after some commands of a batch, and starts again.
    fn restart(&mut self);
    /// The passes that are in, each as often as it counts, in order.
    fn inside(&mut self) -> Result<Vec<String>, String>;
    /// How many guests were counted, where the door counts them.
    fn guests(&mut self) -> Result<u32, String>;
    /// The numbers of a device that came in, in order, and the head of its chain as text.
    fn chain(&mut self, device: DeviceId) -> Result<(Vec<u64>, String), String>;
    /// How many commands did not fit their chain.
    fn misfits(&mut self) -> Result<usize, String>;
    /// The mistake that was planted.
    fn bug(&self) -> Option<Bug>;
}
