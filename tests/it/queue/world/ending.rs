//! The network is well again; then door, phones and reference are compared.

use super::{World, network::read};
use crate::queue::phone::{Asked, Phone};
use domain::{
    outbox::{Answer, Next, State},
    verdict::Verdict,
};
use uuid::Uuid;

impl World<'_> {
    /// The network is good from now on: first the command on which the server breaks stays, then it
    /// is mended too.
    pub(super) fn finish(&mut self) -> Result<(), String> {
        while !self.held_up.is_empty() {
            self.late()?;
        }
        for which in 0..self.phones.len() {
            self.phones[which].crash();
            self.drain(which, self.poison)?;
            for item in self.phones[which].outbox.items() {
                if item.state == State::Waiting && Some(item.id) != self.poison {
                    return Err(format!("number {} waits behind another", item.seq));
                }
            }
        }
        self.poison = None;
        for which in 0..self.phones.len() {
            let aside: Vec<u64> = self.phones[which]
                .kept()
                .map(|kept| kept.item.seq)
                .collect();
            for seq in aside {
                // A person asks again for what no server took.
                let kept = self.phones[which]
                    .kept()
                    .find(|kept| kept.item.seq == seq)
                    .and_then(|kept| kept.verdict.clone());
                if kept.is_none() {
                    self.phones[which].outbox.retry(seq);
                }
            }
            self.drain(which, None)?;
        }
        Ok(())
    }

    fn drain(&mut self, which: usize, poison: Option<Uuid>) -> Result<(), String> {
        for _ in 0..200 {
            let phone = &mut self.phones[which];
            match phone.next(self.now) {
                Next::Nothing => return Ok(()),
                Next::Later(at) => self.now += (at - phone.wall(self.now)).max(1),
                Next::Send | Next::Busy => {
                    let Some(batch) = phone.begin(self.now) else {
                        return Err("stuck".to_owned());
                    };
                    // A door that takes two at a time.
                    let answer = if batch.items.len() > 2 {
                        Answer::TooLarge
                    } else if batch.items.iter().any(|item| Some(item.id) == poison) {
                        Answer::Broken
                    } else {
                        let told = self.deliver(&batch)?;
                        read(&told, self.now)
                    };
                    self.phones[which].answered(&answer, &batch, self.now, &mut self.dice);
                }
            }
            if poison.is_some() && self.only_poison(which) {
                return Ok(());
            }
        }
        if poison.is_some() {
            return Ok(());
        }
        Err("the queue never empties".to_owned())
    }

    fn only_poison(&self, which: usize) -> bool {
        let mut waiting = self.phones[which]
            .outbox
            .items()
            .filter(|item| item.state == State::Waiting);
        waiting.all(|item| Some(item.id) == self.poison)
    }

    /// Nothing lost, nothing doubled, and everybody was told.
    pub(super) fn check(&mut self) -> Result<(), String> {
        for phone in &self.phones {
            let (numbers, link) = self.door.chain(phone.device)?;
            let all: Vec<u64> = phone.asked.iter().map(|asked| asked.seq).collect();
            if numbers != all {
                return Err(format!("the door has {numbers:?}, the person saw {all:?}"));
            }
            if !all.is_empty() && link != phone.head().link.to_string() {
                return Err("the chain of the door ends elsewhere".to_owned());
            }
            if self.spec.count(phone.device) != all.len() {
                return Err("the reference counts another number".to_owned());
            }
            for asked in &phone.asked {
                self.told(phone, asked)?;
            }
        }
        let misfits = self.door.misfits()?;
        if misfits > 0 {
            return Err(format!("{misfits} commands do not fit their chains"));
        }
        let expected: Vec<String> = self.spec.inside.keys().cloned().collect();
        let inside = self.door.inside()?;
        if inside != expected {
            return Err(format!("in are {inside:?}, expected {expected:?}"));
        }
        let (counted, expected) = (self.door.guests()?, self.spec.guests());
        if counted != expected {
            return Err(format!("{counted} guests, expected {expected}"));
        }
        Ok(())
    }

    fn told(&self, phone: &Phone, asked: &Asked) -> Result<(), String> {
        let name = (phone.device, asked.id);
        let first = self.first.get(&name).ok_or("lost: it never came in")?;
        let first: Verdict = serde_json::from_str(first).map_err(|error| error.to_string())?;
        if self.spec.told(&name) != Some(first.key()) {
            return Err("the reference says something else".to_owned());
        }
        let kept = phone.kept().find(|kept| kept.item.id == asked.id);
        let (verdict, state) = match (kept, &asked.forgotten) {
            (Some(kept), _) => (kept.verdict.clone(), kept.item.state),
            (None, Some(verdict)) => (Some(verdict.clone()), State::Done),
            (None, None) => return Err(format!("number {} is listed nowhere", asked.seq)),
        };
        if verdict.as_ref() != Some(&first) {
            return Err(format!("the phone says {verdict:?}, the door {first:?}"));
        }
        if state != first.state() {
            return Err(format!("the phone has it as {state:?}: {first:?}"));
        }
        Ok(())
    }
}
