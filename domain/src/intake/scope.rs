//! Which device may ask for what. The rights of UiTPAS API 4.0 stand in [`crate::role`]; these are
//! the narrower ones of a phone that somebody was handed.

use crate::{
    command::{Shown, What},
    device::Kind,
    sync::device::Level,
    verdict::Reason,
};

/// Who asks: what the server knows of the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker<'a> {
    /// What sort of device it is.
    pub kind: Kind,
    /// Whose phone it is.
    pub passholder: Option<&'a str>,
    /// What a pass holder's phone may see.
    pub level: Option<Level>,
    /// Who is on the owner's family list.
    pub family: &'a [String],
    /// The adults among them who have not agreed to be seen: nothing of theirs is spent.
    pub closed: &'a [String],
    /// The organizer for which a helper or an admin acts.
    pub organizer: Option<&'a str>,
    /// The shift of a helper.
    pub shift: Option<&'a str>,
    /// Whether a helper may also register rates and hand out rewards.
    pub counter: bool,
}

/// What a command is about, as far as it was looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Doing<'a> {
    /// The organizer of the activity.
    pub organizer: Option<&'a str>,
    /// Whether the activity belongs to the shift that the command names.
    pub in_shift: bool,
    /// Whether that shift ran at the moment of the command.
    pub running: bool,
}

/// Whether this device may do this.
pub fn may(asker: &Asker, what: &What, doing: &Doing) -> Result<(), Reason> {
    match what {
        What::SelfCheckin { passholder, .. } => own(asker, passholder, Level::Proof),
        What::Redeem { passholder, .. } => {
            own(asker, passholder, Level::Full)?;
            if asker.closed.contains(passholder) {
                Err(Reason::NeedsConsent)
            } else {
                Ok(())
            }
        }
        What::Checkin { shift, shown, .. } => {
            at_door(asker, shift, doing)?;
            if matches!(shown, Shown::Holder(_)) && attended(asker).is_err() {
                return Err(Reason::NotAllowed);
            }
            activity(asker, doing)
        }
        What::Guest { shift, .. } | What::Head { shift, .. } => {
            at_door(asker, shift, doing)?;
            attended(asker)?;
            activity(asker, doing)
        }
        // Whether its organizer may register in this association, the club's own rules say.
        What::Member(wish) => {
            at_door(asker, &wish.shift, doing)?;
            if asker.counter {
                Ok(())
            } else {
                Err(Reason::NotAllowed)
            }
        }
        What::HandOut { shift, .. } => {
            at_door(asker, shift, doing)?;
            if asker.counter {
                Ok(())
            } else {
                Err(Reason::NotAllowed)
            }
        }
        // Whose command it was, the server looks up by the device's own id.
        What::Undo { .. } => attended(asker),
        What::Unknown => Ok(()),
    }
}

fn own(asker: &Asker, passholder: &str, least: Level) -> Result<(), Reason> {
    let own = asker.passholder == Some(passholder);
    let family = asker.family.iter().any(|id| id == passholder);
    // The family is opened by the full level, whatever is done there.
    let least = if own { least } else { Level::Full };
    let enough = asker.level.is_some_and(|level| level >= least);
    if asker.kind == Kind::Passholder && (own || family) && enough {
        Ok(())
    } else {
        Err(Reason::NotAllowed)
    }
}

const fn helps(asker: &Asker) -> bool {
    matches!(asker.kind, Kind::Helper | Kind::Admin | Kind::Tablet)
}

/// A tablet stands there by itself: whoever passes could count, take back or check in by a list.
fn attended(asker: &Asker) -> Result<(), Reason> {
    if asker.kind == Kind::Tablet {
        Err(Reason::NotAllowed)
    } else {
        Ok(())
    }
}

fn at_door(asker: &Asker, shift: &str, doing: &Doing) -> Result<(), Reason> {
    // A helper's phone was let in to one shift; an admin's browser stands in at each of its own.
    let here = asker.kind == Kind::Admin || asker.shift == Some(shift);
    if !helps(asker) || !here || asker.organizer.is_none() {
        return Err(Reason::NotAllowed);
    }
    if doing.running {
        Ok(())
    } else {
        Err(Reason::Shift)
    }
}

fn activity(asker: &Asker, doing: &Doing) -> Result<(), Reason> {
    match doing.organizer {
        None => Err(Reason::UnknownActivity),
        Some(organizer) if asker.organizer == Some(organizer) && doing.in_shift => Ok(()),
        Some(_) => Err(Reason::NotAllowed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHONE: Asker = Asker {
        kind: Kind::Passholder,
        passholder: Some("anna"),
        level: Some(Level::Proof),
        family: &[],
        closed: &[],
        organizer: None,
        shift: None,
        counter: false,
    };
    const HELPER: Asker = Asker {
        kind: Kind::Helper,
        passholder: None,
        level: None,
        family: &[],
        closed: &[],
        organizer: Some("club"),
        shift: Some("tonight"),
        counter: false,
    };
    const HERE: Doing = Doing {
        organizer: Some("club"),
        in_shift: true,
        running: true,
    };

    fn checkin(shift: &str) -> What {
        What::Checkin {
            shift: shift.into(),
            event: "dance".into(),
            shown: Shown::Holder("anna".into()),
        }
    }

    #[test]
    fn a_phone_acts_for_its_owner_and_when_full_for_the_family() {
        let save = |who: &str| What::SelfCheckin {
            passholder: who.into(),
            code: "c".into(),
        };
        let redeem = |who: &str| What::Redeem {
            passholder: who.into(),
            reward: "r".into(),
        };
        let nothing = Doing::default();
        let family = ["bo".to_owned()];
        let full = Asker {
            level: Some(Level::Full),
            family: &family,
            ..PHONE
        };
        let proof = Asker {
            family: &family,
            ..PHONE
        };
        let no = Err(Reason::NotAllowed);
        assert_eq!(may(&proof, &save("anna"), &nothing), Ok(()));
        assert_eq!(may(&proof, &save("bo"), &nothing), no);
        assert_eq!(may(&proof, &redeem("anna"), &nothing), no);
        assert_eq!(may(&full, &redeem("anna"), &nothing), Ok(()));
        assert_eq!(may(&full, &redeem("bo"), &nothing), Ok(()));
        let closed = Asker {
            closed: &family,
            ..full.clone()
        };
        let asks = Err(Reason::NeedsConsent);
        assert_eq!(may(&closed, &redeem("bo"), &nothing), asks);
        assert_eq!(may(&closed, &save("bo"), &nothing), Ok(()));
        assert_eq!(may(&full, &save("carl"), &nothing), no);
        assert_eq!(may(&HELPER, &save("anna"), &nothing), no);
        assert_eq!(may(&full, &checkin("tonight"), &HERE), no);
    }

    #[test]
    fn a_helper_acts_at_the_own_shift_for_the_own_organizer() {
        assert_eq!(may(&HELPER, &checkin("tonight"), &HERE), Ok(()));
        assert_eq!(
            may(&HELPER, &checkin("tomorrow"), &HERE),
            Err(Reason::NotAllowed)
        );
        let other = Doing {
            organizer: Some("theatre"),
            ..HERE
        };
        assert_eq!(
            may(&HELPER, &checkin("tonight"), &other),
            Err(Reason::NotAllowed)
        );
        let elsewhere = Doing {
            in_shift: false,
            ..HERE
        };
        assert_eq!(
            may(&HELPER, &checkin("tonight"), &elsewhere),
            Err(Reason::NotAllowed)
        );
        let gone = Doing {
            organizer: None,
            ..HERE
        };
        assert_eq!(
            may(&HELPER, &checkin("tonight"), &gone),
            Err(Reason::UnknownActivity)
        );
        let over = Doing {
            running: false,
            ..HERE
        };
        assert_eq!(may(&HELPER, &checkin("tonight"), &over), Err(Reason::Shift));
        let admin = Asker {
            kind: Kind::Admin,
            shift: None,
            ..HELPER
        };
        assert_eq!(may(&admin, &checkin("tomorrow"), &HERE), Ok(()));
    }

    #[test]
    fn a_tablet_checks_in_whoever_shows_a_pass_and_does_nothing_else() {
        let tablet = Asker {
            kind: Kind::Tablet,
            ..HELPER
        };
        let pass = What::Checkin {
            shift: "tonight".into(),
            event: "dance".into(),
            shown: Shown::Credential("PM1:X".into()),
        };
        assert_eq!(may(&tablet, &pass, &HERE), Ok(()));
        let no = Err(Reason::NotAllowed);
        let guest = What::Guest {
            shift: "tonight".into(),
            event: "dance".into(),
            count: 1,
        };
        let undo = What::Undo {
            command: uuid::Uuid::nil(),
        };
        for (what, helper) in [
            (guest, Ok(())),
            (undo, Ok(())),
            (checkin("tonight"), Ok(())),
        ] {
            assert_eq!(may(&HELPER, &what, &HERE), helper);
            assert_eq!(may(&tablet, &what, &HERE), no, "{what:?}");
        }
    }

    #[test]
    fn only_a_counter_hands_out_rewards() {
        let hand_out = What::HandOut {
            shift: "tonight".into(),
            shown: Shown::Holder("anna".into()),
            reward: "r".into(),
        };
        assert_eq!(may(&HELPER, &hand_out, &HERE), Err(Reason::NotAllowed));
        let counter = Asker {
            counter: true,
            ..HELPER
        };
        assert_eq!(may(&counter, &hand_out, &HERE), Ok(()));
    }

    #[test]
    fn only_a_counter_makes_members_and_only_at_the_own_shift() {
        use crate::{
            club::Said,
            sync::club::{Meant, Wish},
        };
        let member = |shift: &str| {
            What::Member(Box::new(Wish {
                shift: shift.into(),
                association: "youth".into(),
                who: Meant::Shown {
                    shown: Shown::Holder("anna".into()),
                },
                what: Said::Stopped { ends: [].into() },
                knew: 0,
                own: None,
            }))
        };
        let no = Err(Reason::NotAllowed);
        let counter = Asker {
            counter: true,
            ..HELPER
        };
        assert_eq!(may(&HELPER, &member("tonight"), &HERE), no);
        assert_eq!(may(&counter, &member("tomorrow"), &HERE), no);
        assert_eq!(may(&counter, &member("tonight"), &HERE), Ok(()));
    }
}
