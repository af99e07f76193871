//! A schedule: phones at one door, a network that does everything that networks do, and at the end
//! the question whether door, phones and the plain reference agree.

mod ending;
mod network;

use super::{
    dice::Dice,
    phone::Phone,
    spec::{Door, Name, Spec},
};
use domain::{
    command::{Batch, Moment, Shown, What},
    device::DeviceId,
};
use std::collections::BTreeMap;
use uuid::Uuid;

const HOUR: i64 = 3_600_000;

/// What a schedule is about.
#[derive(Clone, Debug)]
pub(crate) struct Hall {
    pub(crate) shift: String,
    pub(crate) event: String,
    /// From when until when its scans count, in milliseconds.
    pub(crate) hours: (i64, i64),
    pub(crate) passes: Vec<String>,
    /// How many things happen.
    pub(crate) steps: usize,
}

/// A schedule under way.
pub(crate) struct World<'a> {
    hall: &'a Hall,
    door: &'a mut dyn Door,
    dice: Dice,
    now: i64,
    phones: Vec<Phone>,
    spec: Spec,
    /// Everything that was ever asked for, to tell the reference what came in.
    made: BTreeMap<Name, (What, Moment)>,
    /// The first verdict of each, byte for byte.
    first: BTreeMap<Name, String>,
    /// Batches that the network still holds.
    held_up: Vec<Batch>,
    /// A command on which the server breaks.
    poison: Option<Uuid>,
}

impl<'a> World<'a> {
    /// Plays a schedule to its end; what is wrong, if anything is.
    pub(crate) fn play(
        hall: &'a Hall,
        door: &'a mut dyn Door,
        phones: Vec<Phone>,
        dice: Dice,
    ) -> Result<(), String> {
        let mut world = Self {
            now: hall.hours.1 - HOUR - HOUR / 2,
            hall,
            door,
            dice,
            phones,
            spec: Spec::default(),
            made: BTreeMap::new(),
            first: BTreeMap::new(),
            held_up: vec![],
            poison: None,
        };
        for _ in 0..hall.steps {
            world.step()?;
        }
        world.finish()?;
        world.check()
    }

    fn step(&mut self) -> Result<(), String> {
        let which = self.dice.below(self.phones.len());
        match self.dice.below(24) {
            0..=7 => self.ask(which)?,
            8..=14 => self.send(which)?,
            15 => self.phones[which].crash(),
            16 => self.courier(which)?,
            17 => self.late()?,
            18 => self.phones[which].tidy(),
            19 => {
                let hours = i64::try_from(self.dice.below(51)).unwrap() - 25;
                self.phones[which].skew = hours * HOUR;
            }
            20 if self.dice.once_in(4) => {
                let device = self.phones[which].device;
                self.door.shut_out(device, self.now)?;
                self.spec.shut_out(device);
            }
            21 => self.decide()?,
            22 => {
                self.phones[which].refresh();
                self.phones[which].outbox.hurry();
            }
            _ => self.now += i64::try_from(self.dice.below(400_000)).unwrap(),
        }
        Ok(())
    }

    fn ask(&mut self, which: usize) -> Result<(), String> {
        let (shift, event) = (self.hall.shift.clone(), self.hall.event.clone());
        let mine = &self.phones[which].asked;
        let mine: Vec<&super::phone::Asked> = mine
            .iter()
            .filter(|asked| !matches!(asked.what, What::Undo { .. }))
            .collect();
        let what = match self.dice.below(6) {
            0 if !mine.is_empty() => What::Undo {
                command: mine[self.dice.below(mine.len())].id,
            },
            0..=1 => What::Guest {
                shift,
                event,
                count: 1 + u32::try_from(self.dice.below(4)).unwrap(),
            },
            _ => {
                let number = &self.hall.passes[self.dice.below(self.hall.passes.len())];
                let shown = Shown::Number(number.parse().map_err(|_| "not a number")?);
                What::Checkin {
                    shift,
                    event,
                    shown,
                }
            }
        };
        let phone = &mut self.phones[which];
        let before = phone.asked.len();
        let at = Moment {
            wall: phone.wall(self.now),
            server: phone.heard.then_some(self.now),
        };
        let early = phone.ask(what.clone(), self.now, &mut self.dice);
        let device = phone.device;
        if let Some(asked) = phone.asked.get(before) {
            self.made.insert((device, asked.id), (what.clone(), at));
            if self.dice.once_in(40) {
                self.poison = Some(asked.id);
            }
        }
        if let Some(sealed) = early {
            self.made.insert((device, sealed.id), (what, at));
            let batch = Batch {
                device,
                items: vec![sealed],
            };
            self.deliver(&batch)?;
        }
        Ok(())
    }

    /// An admin looks at what is held.
    fn decide(&mut self) -> Result<(), String> {
        let held = self.spec.held();
        if held.is_empty() {
            return Ok(());
        }
        let name = held[self.dice.below(held.len())];
        let yes = !self.dice.once_in(3);
        let (said, expected) = (self.door.decide(name, yes)?, self.spec.decide(name, yes));
        if said == expected {
            Ok(())
        } else {
            Err(format!("an admin was told {said}, expected {expected}"))
        }
    }
}

/// The ids of a hall's phones.
pub(crate) fn device(dice: &mut Dice) -> DeviceId {
    DeviceId(uuid::Builder::from_random_bytes(dice.bytes()).into_uuid())
}
